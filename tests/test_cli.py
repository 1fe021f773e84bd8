"""The command as people run it: in a process of its own, on good and on bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sample

from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.render.table import plain, table, width_of
from anhai_kg.vocab import AKG

TREE = Path(__file__).resolve().parent.parent
REPORT = TREE / "data" / "reports" / "anhai-2023.txt"
GOLD = TREE / "data" / "gold" / "anhai-2023"
COMMANDS = ("build", "facts", "ask", "query", "check", "validate", "view", "export", "score")


def run(*words: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "anhai_kg", *map(str, words)]
    environ = {**os.environ, **env}
    return subprocess.run(command, check=False, cwd=cwd, env=environ, capture_output=True)


def refusal(*words: str | Path, cwd: Path, **env: str) -> str:
    """The one line that a run which could not be done leaves."""
    done = run(*words, cwd=cwd, **env)
    assert done.returncode == 2, done
    assert done.stdout == b""
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("anhai-kg: ") and "Traceback" not in line
    return line


def printed(*words: str | Path, cwd: Path, **env: str) -> str:
    done = run(*words, cwd=cwd, **env)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `build/` holds the sample's graph."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "build").mkdir()
    sample.graph().write(folder / "build" / "sample.trig")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The report built by the command, and what it printed."""
    folder = tmp_path_factory.mktemp("built")
    return folder, printed("build", REPORT, "--explain", cwd=folder)


class TestHelp:
    @pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
    def test_lists_the_commands(self, words: tuple[str, ...], tmp_path: Path) -> None:
        text = printed(*words, cwd=tmp_path)
        assert all(f"\n  {command} " in text for command in COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_its_own(self, command: str, tmp_path: Path) -> None:
        assert f"anhai-kg {command}" in printed(command, "--help", cwd=tmp_path).replace(
            "python -m anhai_kg", "anhai-kg"
        )

    def test_version(self, tmp_path: Path) -> None:
        import anhai_kg

        assert printed("--version", cwd=tmp_path) == f"anhai-kg {anhai_kg.__version__}\n"

    def test_imports_next_to_nothing(self, tmp_path: Path) -> None:
        code = (
            "import sys; sys.argv = ['anhai-kg', '--help']\n"
            "from anhai_kg.__main__ import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "heavy = {'pyoxigraph', 'rdflib', 'pandas', 'networkx', 'rich', 'pyvis', 'jinja2'}\n"
            "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stderr.strip() == b"[]"

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("build",), "reports"),
            (("build", "--nope", "x"), "--nope"),
            (("frob",), "frob"),
            (("ask", "-f", "xml", "x"), "xml"),
            (("query",), "sparql"),
        ],
    )
    def test_wrong_use_is_one_line(self, words: tuple[str, ...], says: str, tmp_path: Path) -> None:
        line = refusal(*words, cwd=tmp_path)
        assert says in line and line.endswith("see `anhai-kg --help`")


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t \n", "empty"),
    "mark.txt": (b"\xef\xbb\xbf", ""),
    "binary.txt": (bytes(range(256)) * 4, "UTF-8"),
    "nul.txt": ("安海镇人民政府\0工作报告".encode(), "U+0000"),
    "mixed.txt": ("安海镇人民政府".encode() + b"\xff" + "工作报告".encode(), "UTF-8"),
    "escape.txt": ("安海镇人民政府\x1b[31m工作报告".encode(), "U+001B"),
    "novel.txt": ("从前有座山，山里有座庙。".encode(), "report"),
}


class TestBadInput:
    @pytest.mark.parametrize("command", ["build", "facts"])
    @pytest.mark.parametrize("name", BAD)
    def test_of_a_report(self, command: str, name: str, tmp_path: Path) -> None:
        data, says = BAD[name]
        (tmp_path / name).write_bytes(data)
        line = refusal(command, name, "-o", "out", cwd=tmp_path)
        assert name in line and says in line and "; " in line
        assert sorted(path.name for path in tmp_path.iterdir()) == [name]

    def test_missing_and_folder(self, tmp_path: Path) -> None:
        assert "no such file" in refusal("build", "none.txt", cwd=tmp_path)
        assert "no report in this folder" in refusal("build", tmp_path, cwd=tmp_path)

    def test_of_a_name_with_control_characters(self, tmp_path: Path) -> None:
        line = refusal("build", "a\x1b[31m\nb.txt", cwd=tmp_path)
        assert "\\x1b[31m" in line

    def test_two_reports_of_one_name(self, tmp_path: Path) -> None:
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "r.txt").write_bytes(REPORT.read_bytes())
        line = refusal("build", "a/r.txt", "b/r.txt", cwd=tmp_path)
        assert "a/r.txt and b/r.txt: two reports of one name, r; " in line

    def test_one_bad_report_of_several_leaves_the_older_output_whole(self, tmp_path: Path) -> None:
        old = tmp_path / "build" / "reports.ttl"
        old.parent.mkdir()
        old.write_text("old", encoding="utf-8")
        refusal("build", REPORT, "none.txt", cwd=tmp_path)
        assert old.read_text(encoding="utf-8") == "old"
        assert [path.name for path in old.parent.iterdir()] == ["reports.ttl"]

    def test_output_that_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("mine", encoding="utf-8")
        assert "out" in refusal("build", REPORT, "-o", "out", cwd=tmp_path)
        assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"

    def test_output_that_cannot_be_replaced_leaves_all_older_files_whole(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "out" / "anhai-2023.html").mkdir(parents=True)
        for suffix in ("ttl", "trig"):
            (tmp_path / "out" / f"anhai-2023.{suffix}").write_text("old", encoding="utf-8")
        assert "anhai-2023.html" in refusal("build", REPORT, "-o", "out", cwd=tmp_path)
        found = {p.name: p.is_file() and p.read_text("utf-8") for p in (tmp_path / "out").iterdir()}
        assert found == {
            "anhai-2023.html": False,
            "anhai-2023.ttl": "old",
            "anhai-2023.trig": "old",
        }

    def test_of_a_base(self, tmp_path: Path) -> None:
        refusal("build", REPORT, "--base", "no iri", cwd=tmp_path)
        assert not list(tmp_path.iterdir())


class TestBuild:
    def test_writes_graph_and_page(self, built: tuple[Path, str]) -> None:
        folder, text = built
        names = ["anhai-2023.html", "anhai-2023.sha256", "anhai-2023.trig", "anhai-2023.ttl"]
        assert sorted(path.name for path in (folder / "build").iterdir()) == names
        assert all(str(Path("build") / name) in text for name in names)

    def test_prints_a_summary(self, built: tuple[Path, str]) -> None:
        _, text = built
        words = ("officials", "bodies", "posts", "projects", "places", "results", "targets")
        assert all(word in text for word in (*words, "commitments", "SHACL", "numbers"))

    def test_explains_each_number_that_is_no_figure(self, built: tuple[Path, str]) -> None:
        _, text = built
        lines = REPORT.read_text(encoding="utf-8").split("\n")
        listed = [line for line in text.splitlines() if line.startswith(f"{REPORT}:")]
        assert listed
        for line in listed:
            row, column, words = line.removeprefix(f"{REPORT}:").split(":", 2)
            said = words.split(":")[0].strip()
            assert plain(lines[int(row) - 1][int(column) - 1 :]).startswith(said)

    def test_gives_the_same_bytes_everywhere(self, built: tuple[Path, str], tmp_path: Path) -> None:
        folder, _ = built
        env = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONUTF8": "0"}
        printed("build", REPORT, cwd=tmp_path, **env)
        for path in (folder / "build").iterdir():
            assert (tmp_path / "build" / path.name).read_bytes() == path.read_bytes(), path.name

    def test_several_reports_make_one_set(self, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_bytes(REPORT.read_bytes())
        printed("build", REPORT, "other.txt", "-o", "out", cwd=tmp_path)
        names = sorted(path.name for path in (tmp_path / "out").iterdir())
        assert names == ["reports.html", "reports.sha256", "reports.trig", "reports.ttl"]

    def test_facts_are_five_tables(self, tmp_path: Path) -> None:
        printed("facts", REPORT, "-o", "out", cwd=tmp_path)
        names = sorted(path.stem for path in (tmp_path / "out").iterdir())
        assert names == ["acts", "entities", "figures", "posts", "relations", "tables"]
        assert "entities.csv: as written" in printed("check", "out", cwd=tmp_path)
        text = printed("score", GOLD, "out", cwd=tmp_path)
        assert "figures core" in text

    def test_facts_of_several_reports_lie_apart(self, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_bytes(REPORT.read_bytes())
        printed("facts", REPORT, "other.txt", "-o", "out", cwd=tmp_path)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["anhai-2023", "other"]


class TestAsk:
    def test_without_a_question_lists_all(self, home: Path) -> None:
        text = printed("ask", cwd=home)
        assert "who-chairs" in text and "谁主持会议？" in text and "Who chairs the meeting?" in text

    def test_shows_what_it_understood_and_which_graph(self, home: Path) -> None:
        done = run("ask", "陈进福担任什么职务？", cwd=home)
        first, *rest = done.stdout.decode().splitlines()
        assert first == "陈进福担任什么职务？ (posts-of-official)"
        assert "党委书记" in rest[-1]
        assert done.stderr.decode() == "anhai-kg: graph build/sample.trig\n"

    def test_in_english_answers_in_english(self, home: Path) -> None:
        text = printed("ask", "Who", "chaired", "the", "meeting?", cwd=home)
        assert "Chen Jinfu" in text

    def test_a_named_question_takes_parameters(self, home: Path) -> None:
        text = printed("ask", "who-holds-post", "post=副镇长", "-f", "csv", cwd=home)
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["official"] for row in rows] == ["夏际勇", "肖文书"]

    def test_sparql_is_shown_on_request(self, home: Path) -> None:
        assert "akg:chairs" in printed("ask", "谁主持会议", "--sparql", cwd=home)

    def test_json_is_alone_on_stdout_and_keeps_iris(self, home: Path) -> None:
        found = json.loads(printed("ask", "谁主持会议", "-f", "json", "--sparql", cwd=home))
        [row] = found["results"]["bindings"]
        assert row["official"]["type"] == "uri"

    def test_markdown(self, home: Path) -> None:
        assert printed("ask", "谁主持会议", "-f", "markdown", cwd=home).startswith("| official |")

    @pytest.mark.parametrize(
        "asked", ["今天天气怎么样", "谁没有主持会议", "", "'; SHUTDOWN", "\x1b[31m"]
    )
    def test_what_is_not_understood_is_one_line(self, asked: str, home: Path) -> None:
        assert "nearest" in refusal("ask", asked, cwd=home)

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("who-holds-post",), "needs post"),
            (("who-holds-post", "post"), "NAME=VALUE"),
            (("who-holds-post", "post=皇帝"), "nothing of that name"),
            (("who-holds-post", "x=y"), "no parameter"),
        ],
    )
    def test_wrong_parameters(self, words: tuple[str, ...], says: str, home: Path) -> None:
        assert says in refusal("ask", *words, cwd=home)

    def test_without_a_graph(self, tmp_path: Path) -> None:
        assert "run `anhai-kg build REPORT`" in refusal("ask", "谁主持会议", cwd=tmp_path)

    def test_the_newest_graph_is_taken(self, home: Path, tmp_path: Path) -> None:
        folder = tmp_path / "build"
        folder.mkdir()
        data = (home / "build" / "sample.trig").read_bytes()
        for age, name in ((2, "new.trig"), (9, "old.trig")):
            (folder / name).write_bytes(data)
            os.utime(folder / name, (1e9 - age, 1e9 - age))
        done = run("ask", "谁主持会议", cwd=tmp_path)
        assert done.stderr.decode() == "anhai-kg: graph build/new.trig\n"

    @pytest.mark.parametrize(
        "env",
        [
            {"LC_ALL": "C"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONIOENCODING": "ascii"},
            {"PYTHONIOENCODING": "latin-1"},
        ],
        ids=str,
    )
    def test_prints_chinese_in_any_locale(self, env: dict[str, str], home: Path) -> None:
        assert "陈进福" in printed("ask", "谁主持会议", cwd=home, **env)

    def test_an_encoding_that_can_write_chinese_is_kept(self, home: Path) -> None:
        done = run("ask", "谁主持会议", cwd=home, PYTHONIOENCODING="gb18030")
        assert "陈进福" in done.stdout.decode("gb18030")


class TestQuery:
    def test_labels_on_request(self, home: Path) -> None:
        asked = f"SELECT ?who WHERE {{ ?who <{AKG.chairs.value}> ?what }}"
        assert "/official/陈进福" in printed("query", asked, "-f", "csv", cwd=home)
        told = printed("query", asked, "-l", "en", "-f", "csv", cwd=home)
        assert told.splitlines() == ["who", "Chen Jinfu"]

    def test_a_query_and_a_file_with_one(self, home: Path, tmp_path: Path) -> None:
        sparql = "PREFIX akg: <https://w3id.org/anhai-kg/ontology#> ASK { ?s akg:chairs ?o }"
        (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
        for given in (sparql, str(tmp_path / "q.rq")):
            assert json.loads(printed("query", given, "-f", "json", cwd=home))["boolean"] is True

    @pytest.mark.parametrize(
        ("sparql", "says"),
        [
            ("SELECT", "query:1:"),
            ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
            ("INSERT DATA { <urn:a> <urn:b> 1 }", "query:"),
            ("none.rq", "none.rq: No such file"),
        ],
    )
    def test_what_is_refused(self, sparql: str, says: str, home: Path) -> None:
        assert says in refusal("query", sparql, cwd=home)

    @pytest.mark.parametrize(
        ("name", "data", "says"),
        [
            ("none.trig", None, "No such file"),
            ("bad.ttl", b"<a", "bad.ttl:1:"),
            ("a.doc", b"x", "no graph file"),
        ],
    )
    def test_a_graph_that_cannot_be_opened(
        self, name: str, data: bytes | None, says: str, tmp_path: Path
    ) -> None:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        assert says in refusal("query", "ASK {}", "-g", name, cwd=tmp_path)

    def test_text_of_a_graph_cannot_steer_the_terminal(self, tmp_path: Path) -> None:
        (tmp_path / "a.ttl").write_text('<urn:a> <urn:b> "\\u001b[2Jx\\u202ey" .', encoding="utf-8")
        for form in ("table", "markdown"):
            text = printed(
                "query", "SELECT ?o { ?s ?p ?o }", "-g", "a.ttl", "-f", form, cwd=tmp_path
            )
            assert "\x1b" not in text and "\u202e" not in text and "[2Jx" in text


class TestValidateAndView:
    def test_conforms(self, home: Path) -> None:
        assert "conforms: " in printed("validate", "build/sample.trig", cwd=home)

    def test_does_not_conform(self, tmp_path: Path) -> None:
        kept = [quad for quad in sample.graph().quads if quad.predicate != AKG.valueText]
        KnowledgeGraph(kept).write(tmp_path / "broken.trig")
        done = run("validate", "broken.trig", cwd=tmp_path)
        assert done.returncode == 1 and b"does not conform" in done.stdout, done

    def test_could_not_run(self, tmp_path: Path) -> None:
        (tmp_path / "a.ttl").write_text("", encoding="utf-8")
        refusal("validate", "a.ttl", cwd=tmp_path)
        refusal("validate", "none.ttl", cwd=tmp_path)

    def test_export_takes_the_format_from_the_suffix(self, home: Path, tmp_path: Path) -> None:
        for name in ("a.jsonld", "a.graphml", "a.nt"):
            told = printed("export", "-o", tmp_path / name, cwd=home)
            assert told.strip() == str(tmp_path / name)
            assert (tmp_path / name).stat().st_size > 1000
        again = printed("query", "ASK { ?s ?p ?o }", "-g", tmp_path / "a.jsonld", cwd=home)
        assert "true" in again

    def test_export_without_a_suffix_is_a_folder_of_tables(
        self, home: Path, tmp_path: Path
    ) -> None:
        told = printed("export", home / "build", "-o", tmp_path / "tables", cwd=tmp_path)
        assert len(told.splitlines()) == len(list((tmp_path / "tables").glob("*.csv"))) == 5

    def test_export_in_no_known_format_is_refused(self, home: Path, tmp_path: Path) -> None:
        assert "no such format" in refusal("export", "-o", tmp_path / "a.docx", cwd=home)

    def test_view_writes_a_page(self, home: Path, tmp_path: Path) -> None:
        graph = home / "build" / "sample.trig"
        assert printed("view", graph, "-o", "p.html", cwd=tmp_path) == "p.html\n"
        assert b"<html" in (tmp_path / "p.html").read_bytes()[:500]


class TestScore:
    def test_prints_and_names_misses(self, tmp_path: Path) -> None:
        text = printed("score", GOLD, GOLD, "--misses", cwd=tmp_path)
        assert text.count("F1 1.000") == len(text.splitlines()) == 13
        assert "missed: " in printed("score", GOLD, tmp_path, "--misses", cwd=tmp_path)

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        assert "no such folder" in refusal("score", "none", "none", cwd=tmp_path)


class TestImport:
    def test_is_silent_and_light(self) -> None:
        code = "import sys, anhai_kg; print(sum(m.startswith('anhai_kg') for m in sys.modules))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert (done.stdout, done.stderr) == (b"1\n", b"")

    def test_offers_what_it_names(self) -> None:
        import anhai_kg

        assert dir(anhai_kg) == sorted(anhai_kg.__all__)
        assert all(getattr(anhai_kg, name) for name in anhai_kg.__all__)
        with pytest.raises(AttributeError, match="no attribute 'nope'"):
            _ = anhai_kg.nope

    def test_builds_and_opens(self, home: Path) -> None:
        import anhai_kg as kg

        assert kg.open(home / "build" / "sample.trig") == sample.graph()
        assert len(kg.build(REPORT)) == len(kg.build([REPORT])) > 1000
        with pytest.raises(kg.AnhaiError):
            kg.build("none.txt")


class TestTable:
    def test_columns_stand_under_each_other(self) -> None:
        text = table(["a", "b"], [["安海", "x"], ["abcdef", "y"]])
        assert text == "a       b\n------  -\n安海    x\nabcdef  y\n"

    def test_long_cells_go_on_in_the_next_line_and_lose_nothing(self) -> None:
        quote = "龙山寺片区改造等一批重点项目正在抓紧实施" * 5
        text = table(["project", "quote"], [["Longshan Temple area", quote]], width=60)
        assert all(width_of(line) <= 60 for line in text.splitlines())
        assert "".join(line[22:].strip() for line in text.splitlines()[2:]) == quote

    def test_words_stay_whole(self) -> None:
        text = table(["x"], [["one two three four"]], width=9)
        assert text.splitlines()[2:] == ["one two", "three", "four"]
