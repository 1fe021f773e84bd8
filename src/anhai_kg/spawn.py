"""Starts the process of `sandbox`, if need be before anybody knows what for.

Imports of this module cost time before the process starts, so there are next to none.
"""

from __future__ import annotations

import subprocess
import sys

__all__ = ["ahead", "started"]

_ahead: list[subprocess.Popen[bytes]] = []


def ahead() -> None:
    """Let one begin: it loads the engine while whoever will feed it finds out the graph."""
    _ahead.append(_begun())


def started() -> subprocess.Popen[bytes]:
    """The one that began, or a new one.

    Raises:
        OSError: there can be no process.
    """
    return _ahead.pop() if _ahead else _begun()


def _begun() -> subprocess.Popen[bytes]:
    # -P: what lies in the working folder is no module; -m would import runpy first
    command = [sys.executable, "-P", "-c", "from anhai_kg.sandbox import main; main()"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)
