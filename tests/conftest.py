"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# The same examples on every machine; nothing is timed, for a machine may be busy. `make fuzz` looks further.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("same")
