"""Files, folders and standard input as texts, without ever guessing.

The text as read is what offsets count in and what the graph keeps. Of a plain text it is the characters
of the file but for a byte order mark, front matter and characters that show nothing; of another format
it is what one plain rule makes of it (see its module). Line ends stay as they are.
"""

from __future__ import annotations

from anhai_kg.source.files import Source, load, sources

__all__ = ["Source", "load", "sources"]
