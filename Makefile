# Everything is installed into .venv; nothing has to be activated. `make` alone lists what there is.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
REPORT ?= data/reports/anhai-2023.txt
OUT ?= build
MINUTES ?= 1

.PHONY: help build test check format bench bench-questions growth notebook fuzz lock audit clean browser
.DELETE_ON_ERROR:

help:
	@echo "make build     read $(REPORT) into $(OUT)/   (REPORT=file OUT=folder)"
	@echo "make test      every check and every test"
	@echo "make format    put the code into its form"
	@echo "make bench     speed, as ratios of one run   (TEXTS=\"files\" to read others)"
	@echo "make bench-questions  each question against rdflib, also on a graph 100 times the size (ten minutes, and four times that on a busy machine)"
	@echo "make growth    how reading grows from one report to a thousand copies of it"
	@echo "make notebook  run notebooks/ and keep what they show, in $(OUT)/"
	@echo "make fuzz      look for inputs that break a promise, MINUTES=$(MINUTES) for each (Linux x86_64)"
	@echo "make lock      pin the versions of requirements/ anew (needs uv)"
	@echo "make audit     ask for known vulnerabilities of what is locked (needs a database to ask)"
	@echo "make clean     remove .venv and what was built"

build: $(VENV)/.run
	@$(BIN)/anhai-kg build $(REPORT) -o $(OUT)

test: $(VENV)/.dev browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/make_vocab.py --check
	$(BIN)/python tools/make_lexicon.py --check
	$(BIN)/python tools/make_catalogue.py --check
	$(BIN)/pytest

check: test

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	@$(BIN)/python benchmarks/run.py $(TEXTS)

growth: $(VENV)/.dev
	@$(BIN)/python benchmarks/growth.py $(OUT)/growth.svg

bench-questions: $(VENV)/.dev
	@$(BIN)/python benchmarks/questions.py

notebook: $(VENV)/.dev
	@$(BIN)/python tools/run_notebooks.py $(OUT)

fuzz: $(VENV)/.dev
	@$(PIP) install --no-build-isolation --editable '.[fuzz]'
	@$(BIN)/python tests/fuzzing.py --minutes $(MINUTES)

# The first python3 that is new enough; PYTHON=... puts another one first.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 ''; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "anhai-kg needs Python 3.11 or newer; install it (Debian, Ubuntu: apt-get install python3; macOS: brew install python), or name one: make PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make a virtual environment; install it (Debian, Ubuntu: apt-get install python3-venv)" >&2; \
	  exit 1; \
	fi; \
	echo "making $(VENV) with $$($$python --version)"; \
	$$python -m venv --clear $(VENV)

$(VENV)/.run: requirements/run.lock pyproject.toml $(BIN)/python
	@echo "installing what anhai-kg needs into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src  # an editable installation leaves that to the first run
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@echo "installing what the tests need into $(VENV)"
	@$(PIP) install --require-hashes --no-build-isolation --use-pep517 -r requirements/dev.lock
	@touch $@

# The page is tested in a real browser: the machine's own, or else one of playwright's.
browser: $(VENV)/.dev
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	  command -v $$name >/dev/null && exit 0; \
	done; \
	$(BIN)/playwright install chromium && exit 0; \
	echo "no Chromium for the tests of the page; install one (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome)" >&2; \
	exit 1

# One resolution for every Python from 3.11 on, on Linux and macOS: markers say what is for whom, and each
# version carries the hashes of all its files. No index is named, so that pip's own setting decides.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
  --no-emit-index-url --no-emit-find-links --no-header
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv; install it: pip install uv" >&2; exit 1; }
	$(LOCK) --extra dev pyproject.toml requirements/build.in -o requirements/dev.lock
	$(LOCK) -c requirements/dev.lock --extra serve pyproject.toml requirements/build.in -o requirements/run.lock
	@for name in run dev; do \
	  { cat requirements/lock-header.txt requirements/$$name.lock; } > requirements/$$name.new; \
	  mv requirements/$$name.new requirements/$$name.lock; \
	done

# pip-audit lives beside what it judges, and asks the index that pip itself is set to.
audit: $(VENV)/.run
	@test -x $(VENV)/audit/bin/pip-audit || { $(BIN)/python -m venv $(VENV)/audit && \
	  $(VENV)/audit/bin/python -m pip --disable-pip-version-check --quiet install 'pip-audit>=2.10,<3'; } || \
	  echo "pip-audit cannot be installed; only the list is looked at" >&2
	@$(BIN)/python tools/audit.py --ask $(VENV)/audit/bin/pip-audit

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
