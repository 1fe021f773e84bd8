"""Good, bad and odd files: each is read right, or refused in one line that says where, what and what to do.

A row names the requirements that it proves (R21 to R27). `READ` maps a row to what is read from its file,
`REFUSED` to what the line must say; the files are made here.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from making import docx_of, pdf_of, with_parts, zip_of
from pyoxigraph import Literal

from anhai_kg import api
from anhai_kg.errors import InputError
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.limits import Limit
from anhai_kg.model import Reading
from anhai_kg.remote import open_graph
from anhai_kg.source import load
from anhai_kg.vocab import NIF

LINES: Final = (
    "枫渚镇人民政府工作报告",
    "2024年1月18日在枫渚镇第十七届人民代表大会第三次会议上",
    "一、2023年工作回顾",
    "完成固定资产投资12.6亿元，增长7.5%，新建学校2所。",
    "二、2024年工作安排",
    "新建公园3个。",
)
TEXT: Final = "".join(f"{line}\n" for line in LINES)
FIGURES: Final = {("12.6", "亿元"), ("7.5", "%"), ("2", "所"), ("3", "个")}
HEAD: Final = "枫渚镇人民政府工作报告\n"
WIDE: Final = str.maketrans("0123456789.%", "０１２３４５６７８９．％")

PAGE: Final = (
    "<!DOCTYPE html><html><head><title>t</title><script>var a='，。，。完成投资9亿元';</script>"
    "<style>p{content:'。'}</style></head><body><nav><a href=/>首页</a></nav><div id=main>"
    f"<h1>{LINES[0]}</h1>" + "".join(f"<p>　　{line}</p>\n" for line in LINES[1:]) + "</div>"
    "<footer>主办单位：枫渚镇人民政府</footer></body></html>"
)
NUMBERED: Final = (*LINES[:2], (0, LINES[2][2:]), LINES[3], (0, LINES[4][2:]), LINES[5])


@cache
def word() -> bytes:
    """The report as Word holds it, its headings numbered by Word."""
    return docx_of(NUMBERED)


def printed(lines: Iterable[str] = LINES) -> bytes:
    """The report as a PDF, a line each."""
    return pdf_of([[(72, 780 - 20 * n, line) for n, line in enumerate(lines)]])


def broken_over_lines() -> bytes:
    """A number, a name and a sentence that go on in the next line and on the next page."""
    first = [
        (200, 780, LINES[0]),
        (96, 740, "一、2023年工作回顾"),
        (96, 720, "过去的一年，全镇上下团结一心，攻坚克难，完成固定资产投资3"),
        (72, 700, "5.92亿元，增长7.5%，实施枫渚中心小学扩建、锦溪河综合整治和枫"),
        (72, 680, "渚公园二期等一批项目，群众的获得感幸福感安全感不断增强，全镇"),
        (290, 40, "— 1 —"),
    ]
    return pdf_of([first, [(72, 780, "经济社会平稳发展。"), (290, 40, "— 2 —")]])


def with_relation(target: str) -> bytes:
    """A Word file with a picture that lies elsewhere."""
    return with_parts(
        word(),
        {
            "word/_rels/footnotes.xml.rels": b"<a/>",
            "word/_rels/extra.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                f'relationships/image" Target="{target}" TargetMode="External"/></Relationships>'
            ).encode(),
        },
    )


def with_document(xml: str, head: str = "") -> bytes:
    """A Word file whose body is that XML."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"{head}<w:document {space}><w:body>{xml}</w:body></w:document>"
    return with_parts(word(), {"word/document.xml": body.encode()})


def paragraphs(*runs: str) -> str:
    return "".join(f"<w:p>{run}</w:p>" for run in runs)


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


LAUGHS: Final = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)

READ: Final[Mapping[str, tuple[str, Callable[[], bytes], str]]] = {
    # name of the row: (name of the file, its bytes, the text as read)
    "UTF-8": ("r.txt", TEXT.encode, TEXT),
    "R23b-UTF-8 with its mark": ("r.txt", lambda: TEXT.encode("utf-8-sig"), TEXT),
    "R23-GBK": ("r.txt", lambda: TEXT.encode("gbk"), TEXT),
    "R23-GB18030 with a character of extension B": (
        "r.txt",
        lambda: (TEXT + "𠮷田村建成。\n").encode("gb18030"),
        TEXT + "𠮷田村建成。\n",
    ),
    "R23-UTF-16 of little end": ("r.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT),
    "R23-UTF-16 of big end": ("r.txt", lambda: b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
    "R23-UTF-16 without its mark": ("r.txt", lambda: TEXT.encode("utf-16-le"), TEXT),
    "R23-UTF-16 of big end without its mark": ("r.txt", lambda: TEXT.encode("utf-16-be"), TEXT),
    "R23c-CRLF": (
        "r.txt",
        lambda: TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r\n"),
    ),
    "R23c-CR": ("r.txt", lambda: TEXT.replace("\n", "\r").encode(), TEXT.replace("\n", "\r")),
    "R27-full-width digits": (
        "r.txt",
        TEXT.replace("12.6", "１２．６").replace("7.5%", "７．５％").encode,
        TEXT.replace("12.6", "１２．６").replace("7.5%", "７．５％"),
    ),
    "R26-zero-width spaces in names and numbers": (
        "r.txt",
        TEXT.replace("渚镇", "渚\u200b镇").replace("12.6", "1\u200b2.\u200d6").encode,
        TEXT,
    ),
    "R26-soft hyphens in names and numbers": (
        "r.txt",
        TEXT.replace("渚镇", "渚\u00ad镇").replace("12.6", "12.\u00ad6").encode,
        TEXT,
    ),
    "R26-bidi marks in names and numbers": (
        "r.txt",
        TEXT.replace("渚镇", "渚\u200e镇").replace("12.6", "\u202a12.6\u202c").encode,
        TEXT,
    ),
    "R26-a mark in the midst": ("r.txt", TEXT.replace("渚镇", "渚\ufeff镇").encode, TEXT),
    "no suffix": ("report", TEXT.encode, TEXT),
    "another suffix": ("r.2023", TEXT.encode, TEXT),
    "a suffix in capitals": ("R.TXT", TEXT.encode, TEXT),
    "Markdown": (
        "r.md",
        (
            f"# {LINES[0]}\n\n**{LINES[1]}**\n\n## {LINES[2]}\n\n完成[固定资产投资](http://a/)**12.6亿元**，"
            f"增长*7.5%*，新建学校2所。<!-- 9亿元 -->\n\n### {LINES[4]}\n\n![图](a.png)\n\n{LINES[5]}\n"
        ).encode,
        TEXT,
    ),
    "Markdown in GBK": ("r.markdown", lambda: TEXT.replace("\n", "\n\n").encode("gbk"), TEXT),
    "HTML": ("r.html", PAGE.encode, TEXT),
    "R23-HTML in GBK": ("r.htm", lambda: PAGE.encode("gbk"), TEXT),
    "R24b-HTML with frames and pictures from elsewhere": (
        "r.html",
        PAGE.replace(
            "</div>",
            "<img src=http://127.0.0.1:9/a alt=9亿元><iframe src=file:///etc/passwd></iframe>"
            "<link rel=stylesheet href=http://127.0.0.1:9/b><object data=file:///etc/passwd></object></div>",
        ).encode,
        TEXT,
    ),
    "R24-HTML nested 20,000 deep": (
        "r.html",
        PAGE.replace("<div id=main>", "<div>" * 20_000).encode,
        TEXT,
    ),
    "R24-HTML with an attribute of 5 MB": (
        "r.html",
        PAGE.replace("<div id=main>", f"<div title='{'。' * 1_700_000}'>").encode,
        TEXT,
    ),
    "R24-HTML with a column span of a milliard": (
        "r.html",
        PAGE.replace(
            "</div>", "<table><tr><td colspan=1000000000>甲</td><td>乙</td></tr></table></div>"
        ).encode,
        TEXT + "甲\t乙\n",
    ),
    "Word": ("r.docx", word, TEXT),
    "Word with a table": (
        "r.docx",
        lambda: docx_of(NUMBERED, [("指标", "数值"), ("", "甲")]),
        TEXT + "指标\t数值\n甲\n",
    ),
    "Word with changes, tags and a hidden run": (
        "r.docx",
        lambda: with_document(
            paragraphs(
                run(LINES[0]),
                f"<w:ins>{run(LINES[1][:9])}</w:ins>{run(LINES[1][9:])}",
                run(LINES[2]) + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9亿元</w:t></w:r>",
                f"{run('完成固定资产投资')}<w:smartTag>{run('12.6')}</w:smartTag>"
                f"<w:del><w:r><w:delText>9</w:delText></w:r></w:del>{run(LINES[3][12:])}",
                f"<w:sdt><w:sdtContent>{run(LINES[4])}</w:sdtContent></w:sdt>",
                f"<w:hyperlink>{run(LINES[5])}</w:hyperlink>",
            )
        ),
        TEXT,
    ),
    "R24c-Word with a picture from the web": (
        "r.docx",
        lambda: with_relation("http://127.0.0.1:9/a.png"),
        TEXT,
    ),
    "R24c-Word with a picture from the disk": (
        "r.docx",
        lambda: with_relation("file:///etc/passwd"),
        TEXT,
    ),
    "R24c-Word with a part that would climb out": (
        "r.docx",
        lambda: with_parts(word(), {"../../slipped.txt": b"out"}),
        TEXT,
    ),
    "PDF": ("r.pdf", printed, TEXT),
    "R21b-PDF with an empty password": (
        "r.pdf",
        lambda: pdf_of([[(72, 780 - 20 * n, line) for n, line in enumerate(LINES)]], password=""),
        TEXT,
    ),
    "PDF after some other bytes": ("r.pdf", lambda: b"\n\n" + printed(), TEXT),
}

OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)

REFUSED: Final[Mapping[str, tuple[str, Callable[[], bytes], str]]] = {
    # name of the row: (name of the file, its bytes, what the line says)
    "R21-empty": ("r.txt", bytes, "the file is empty; give a report"),
    "R21-only spaces": ("r.txt", lambda: b" \r\n\t\n", "the file is empty; "),
    "R21-only ideographic spaces": ("r.txt", "\u3000\n".encode, "holds no text; "),
    "R21-only a mark": ("r.txt", lambda: b"\xef\xbb\xbf", "holds no text; "),
    "R23c-NUL": ("r.txt", TEXT.replace("渚", "渚\0").encode, "r.txt:1: character U+0000"),
    "R23c-NUL in GBK": ("r.txt", lambda: TEXT.replace("年", "\0").encode("gbk"), "U+0000"),
    "R16-half a character": ("r.txt", lambda: TEXT.encode() + b"\xed\xa0\x80b", "byte 2"),
    "R23-half UTF-8, half GBK": (
        "r.txt",
        lambda: TEXT.encode() + TEXT.encode("gbk"),
        f"byte {len(TEXT.encode())} is not UTF-8, other bytes are: damaged, or",
    ),
    "R23-half GBK, half UTF-8": (
        "r.txt",
        lambda: TEXT.encode("gbk") + LINES[3].encode() * 2,
        "encodings are mixed; save the file as UTF-8",
    ),
    "R23-Big5": (
        "r.txt",
        lambda: "楓渚鎮人民政府工作報告，全年完成固定資產投資，新建學校".encode("big5") * 3,
        "byte 0 is ",
    ),
    "R23-three characters that are no report": (
        "r.txt",
        lambda: "安徽省".encode("gbk"),
        "names no government",
    ),
    "R23-UTF-16 that cannot be told": ("r.txt", "工作".encode, "names no government"),
    "R23-UTF-16 cut in a character": (
        "r.txt",
        lambda: TEXT.encode("utf-16")[:-1],
        "is not UTF-16-LE, as the byte order mark says; save",
    ),
    "R23-Latin-1": ("r.txt", lambda: "Rapport d'activité, année 2023".encode("latin-1"), "byte "),
    "R23-private use": ("r.txt", TEXT.replace("枫", "\ue000").encode, ":1: character U+E000"),
    "R23-text that runs from right to left": (
        "r.txt",
        TEXT.replace("12.6", "\u202e6.21\u202c").encode,
        "r.txt:4: character U+202E",
    ),
    "R23-a control character": ("r.txt", TEXT.replace("渚", "\x1b[31m").encode, "U+001B"),
    "no report": ("r.txt", "从前有座山，山里有座庙。".encode, "names no government"),
    "R18-no such day": (
        "r.txt",
        TEXT.replace("1月18日", "2月30日").encode,
        "r.txt:2: 2024年2月30日 is no day; mend it",
    ),
    "R22-PDF named txt": ("r.txt", printed, "holds a PDF file, not what .txt says; end its name"),
    "R22-Word named txt": ("r.txt", word, "holds a zip file (Word, Excel), not what .txt says; "),
    "R22-Word named pdf": ("r.pdf", word, "holds a zip file (Word, Excel), not what .pdf says; "),
    "R22-PDF named docx": ("r.docx", printed, "holds a PDF file, not what .docx says; open it"),
    "R22-text named pdf": ("r.pdf", TEXT.encode, "holds plain text, not what .pdf says; end"),
    "R22-text named docx": ("r.docx", TEXT.encode, "holds plain text, not what .docx says; open"),
    "R22-text named html": ("r.html", TEXT.encode, "holds plain text, not what .html says; end"),
    "R22-HTML named txt": ("r.txt", PAGE.encode, "holds an HTML page, not what .txt says; end"),
    "R22-RTF named txt": ("r.txt", lambda: b"{\\rtf1 a}", "holds an RTF file, not what .txt"),
    "R22-an old Word file": (
        "r.doc",
        lambda: OLE,
        "an old Word file is not read; save it as .docx",
    ),
    "R22-an old Word file named docx": ("r.docx", lambda: OLE, "password, not what .docx says; "),
    "R22-an old Word file named txt": ("r.txt", lambda: OLE, "not what .txt says; save it as"),
    "R22-an OFD file": ("r.ofd", lambda: zip_of({"OFD.xml": b"<a/>"}), "an OFD file is not read; "),
    "R21b-Word, empty": ("r.docx", bytes, "is cut or damaged; give a whole copy"),
    "R21b-Word, cut": ("r.docx", lambda: word()[:3000], "is cut or damaged; "),
    "R22-Word that is no zip": ("r.docx", lambda: b"PK..broken", "is cut or damaged; "),
    "R22-Word without a document": (
        "r.docx",
        lambda: with_parts(word(), {}, without="word/document.xml"),
        "a zip file without word/document.xml, no Word file; save it as .docx",
    ),
    "R22-a zip file": ("r.docx", lambda: zip_of({"a": b"b"}), "without [Content_Types].xml"),
    "R22-Word whose parts do not fit": (
        "r.docx",
        lambda: with_parts(word(), {"word/document.xml": b"<a/>"}),
        "; save it anew",
    ),
    "R22-Word with broken XML": (
        "r.docx",
        lambda: with_document("<w:p>"[:-1]),
        "its parts do not fit together; ",
    ),
    "R21-Word without text": ("r.docx", lambda: docx_of([]), "no text in it"),
    "R21-Word, only a picture": (
        "r.docx",
        lambda: with_document("<w:p><w:r><w:drawing/></w:r></w:p>"),
        "no text in it, perhaps only pictures; ",
    ),
    "R24-Word, a zip bomb": (
        "r.docx",
        lambda: with_parts(word(), {"word/media/a.png": bytes(50_000_000)}),
        f"times its size, more than 100; save it anew, or set {Limit.RATIO}",
    ),
    "R13b-Word, an entity bomb": (
        "r.docx",
        lambda: with_document(paragraphs(run("&i;")), LAUGHS),
        "word/document.xml in it has a DOCTYPE, which no Word file has; ",
    ),
    "R13b-Word, an entity from the disk": (
        "r.docx",
        lambda: with_document(
            paragraphs(run("&a;")), '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        ),
        "has a DOCTYPE",
    ),
    "R13b-Word, in another encoding": (
        "r.docx",
        lambda: with_parts(word(), {"word/styles.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
        "word/styles.xml in it is no XML in UTF-8; ",
    ),
    "R24-Word nested too deeply": (
        "r.docx",
        lambda: with_document("<w:sdt>" * 200 + paragraphs(run(TEXT)) + "</w:sdt>" * 9),
        "; save it anew",
    ),
    "R21b-PDF, empty": ("r.pdf", bytes, "no readable PDF, or a part of one; give a whole copy"),
    "R21b-PDF, cut": ("r.pdf", lambda: printed()[:40], "no readable PDF"),
    "R21b-PDF, random": ("r.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, "no readable PDF"),
    "R21b-PDF with a password": (
        "r.pdf",
        lambda: pdf_of([[(72, 700, LINES[0])]], password="secret"),
        "is encrypted; give a copy without a password",
    ),
    "R21-PDF without a text layer": (
        "r.pdf",
        lambda: pdf_of([], streams=[b"0 0 100 100 re f"]),
        "no text layer, perhaps a scan; run text recognition (OCR)",
    ),
    "R24-PDF of many pages": ("r.pdf", lambda: pdf_of([[]] * 2_001), f"set {Limit.PAGES}"),
    "R24-PDF whose stream grows": (
        "r.pdf",
        lambda: pdf_of(
            [], streams=[zlib.compress(bytes(400_000_000), 9)], filters="/Filter /FlateDecode"
        ),
        "; ",
    ),
    "R21-HTML without text": ("r.html", lambda: b"<html><script>a</script></html>", "no text in"),
    "R21-Markdown without text": ("r.md", lambda: b"![a](b)\n", "no text in the file; "),
    "R24-larger than a file may be": (
        "r.txt",
        lambda: (LINES[0] * 2_000_000).encode()[:50_000_001],
        f"larger than 50,000,000 bytes; split the report, or set {Limit.FILE}",
    ),
    "R25-one line of 50 MB": (
        "r.txt",
        lambda: (LINES[3] * 1_000_000).encode()[:49_999_950].decode("utf-8", "ignore").encode(),
        f"characters, more than 1,000,000; split the report, or set {Limit.CHARACTERS}",
    ),
    "front matter that is no YAML": (
        "r.md",
        f"---\ntitle: 甲\n  date: [\n---\n{TEXT}".encode,
        "r.md:3: the front matter is no YAML: ",
    ),
    "front matter with a day that is none": (
        "r.md",
        f"---\ndate: 2023-02-30\n---\n{TEXT}".encode,
        "r.md: front matter: date '2023-02-30' is no date; write 2023,",
    ),
    "front matter with a date in words": (
        "r.txt",
        f"---\ndate: 2023年\n---\n{TEXT}".encode,
        "is no date; write 2023, 2023-09 or 2023-09-28",
    ),
    "front matter with a source that is no address": (
        "r.txt",
        f"---\nsource: javascript:alert(1)\n---\n{TEXT}".encode,
        "front matter: source 'javascript:alert(1)' is no web address; write https://",
    ),
    "front matter with a title that is none": (
        "r.txt",
        f"---\ntitle: [甲, 乙]\n---\n{TEXT}".encode,
        "front matter: title is no text; ",
    ),
    "front matter alone": ("r.txt", "---\ntitle: 甲\n---\n".encode, "holds no text; "),
    "front matter, an alias bomb": (
        "r.txt",
        (
            "---\na: &a [x]\n"
            + "".join(
                f"{c}: &{c} [{f'*{b},' * 9}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + "title: *i\n---\n"
            + TEXT
        ).encode,
        "title is no text; ",
    ),
}


def written(folder: Path, row: tuple[str, Callable[[], bytes], str]) -> Path:
    name, make, _ = row
    path = folder / name
    path.write_bytes(make())
    return path


def figures(reading: Reading) -> set[tuple[str, str]]:
    return {
        (f"{Decimal(f.value).normalize():f}", f.unit.replace("％", "%")) for f in reading.figures
    }


def said(graph: KnowledgeGraph) -> Mapping[str, str]:
    """Title, date, publisher and source of the only report, and where each is from."""
    answer = graph.query("""
    PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT ?property ?value WHERE { ?report a akg:GovernmentReport ; ?property ?value
      FILTER(?property IN (dcterms:title, dcterms:date, dcterms:publisher, dcterms:source,
                           akg:titleFrom, akg:dateFrom, akg:publisherFrom, akg:sourceFrom)) }""")
    return {
        str(key).strip("<>").replace("#", "/").rpartition("/")[2]: str(v) for key, v in answer.rows
    }


def command(
    *words: str | Path, cwd: Path, given: bytes | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "anhai_kg", *map(str, words)],
        cwd=cwd,
        env={**os.environ, **env},
        input=given,
        capture_output=True,
        check=False,
    )


def refusal(*words: str | Path, cwd: Path, given: bytes | None = None, **env: str) -> str:
    """The one line that a run which could not be done leaves."""
    done = command(*words, cwd=cwd, given=given, **env)
    assert (done.returncode, done.stdout) == (2, b""), done
    [line] = done.stderr.decode().splitlines()
    return line


@pytest.mark.parametrize("row", READ)
def test_reads(row: str, tmp_path: Path) -> None:
    path = written(tmp_path, READ[row])
    [reading] = api.readings_of([path])
    assert reading.document.text == READ[row][2]
    assert figures(reading) == FIGURES
    assert [section.level for section in reading.document.sections] == [2, 2]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    _is_cited(api.graph_of([reading]), READ[row][2])


def _is_cited(graph: KnowledgeGraph, text: str) -> None:
    """R26: every quotation stands at its offsets in the text as read, which the graph holds."""
    told: dict[object, dict[object, str]] = {
        predicate: {} for predicate in (NIF.isString, NIF.anchorOf, NIF.beginIndex, NIF.endIndex)
    }
    for quad in graph.quads:
        if (found := told.get(quad.predicate)) is not None:
            assert isinstance(quad.object, Literal)
            found[quad.subject] = quad.object.value
    assert [*told[NIF.isString].values()] == [text]
    assert told[NIF.anchorOf]
    for node, quote in told[NIF.anchorOf].items():
        begin, end = (int(told[edge][node]) for edge in (NIF.beginIndex, NIF.endIndex))
        assert text[begin:end] == quote


@pytest.mark.parametrize("row", REFUSED)
def test_refuses(row: str, tmp_path: Path) -> None:
    path = written(tmp_path, REFUSED[row])
    with pytest.raises(InputError) as caught:
        api.build(path)
    line = str(caught.value)
    assert line.startswith(str(path)) and REFUSED[row][2] in line
    assert "; " in line, "what to do about it"
    assert "\n" not in line and len(line) < 300 + len(str(path))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


ODD: Final[Mapping[str, str]] = {
    "R25-no punctuation": "".join(c for c in LINES[3] if c.isalnum()) * 5_000,
    "R25-a sentence of 100,000 characters": LINES[3].replace("。", "，") * 4_000,
    "R25-one line": LINES[3] * 4_000,
    "R25-headings, 10,000 deep": "".join(
        f"一、回顾\n（一）工作\n{number % 90}.建设\n①安排\n" for number in range(2_500)
    ),
    "R25-brackets that never close": "（“《建成" * 4_000,
    "R25-quotation marks that never close, and numbers": "“建成3个，" * 4_000,
    "R25b-100,000 digits": "1" * 100_000,
    "R25b-100,000 numerals": "一" * 100_000,
    "R25b-numbers between commas": "1,234" * 20_000,
    "R25b-a list of 20,000": "、".join(["甲乙项目"] * 20_000),
    "R27-mathematical digits": "新增𝟏𝟐.𝟔亿元、𝟏2个和٣个。" * 10,
    "R26-characters of several code points": "葛󠄀村、é、👨‍👩‍👧、㎡、½、㍻建成3个。" * 10,
}
"""What stands below a title, of shapes that no report has; all are read."""


@pytest.mark.parametrize("row", ODD)
def test_reads_what_is_odd(row: str, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(f"{HEAD}{LINES[2]}\n{ODD[row]}", "utf-8")
    [reading] = api.readings_of([path])
    assert all(figure.number.of(reading.document.text)[0].isalnum() for figure in reading.figures)
    if row.startswith("R27"):
        assert figures(reading) == set()


def test_the_table_is_long_enough() -> None:
    assert len(READ) + len(REFUSED) + len(ODD) >= 110


BY_COMMAND: Final = (
    "R21-empty",
    "R23-half UTF-8, half GBK",
    "R22-Word that is no zip",
    "R24-Word, a zip bomb",
    "R13b-Word, an entity bomb",
    "R21b-PDF with a password",
    "R24-PDF whose stream grows",
    "R22-an old Word file",
    "R25-one line of 50 MB",
    "front matter that is no YAML",
)


@pytest.mark.parametrize("row", BY_COMMAND)
def test_the_command_refuses(row: str, tmp_path: Path) -> None:
    path = written(tmp_path, REFUSED[row])
    line = refusal("build", path.name, cwd=tmp_path)
    assert line.startswith(f"anhai-kg: {path.name}") and REFUSED[row][2] in line
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("row", ["R23-GBK", "Markdown", "HTML", "Word", "PDF"])
def test_the_command_reads(row: str, tmp_path: Path) -> None:
    path = written(tmp_path, READ[row])
    done = command("build", path.name, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done
    graph = open_graph(tmp_path / "out" / f"{path.stem}.trig")
    _is_cited(graph, READ[row][2])
    assert graph == api.build(path)


class TestStandardInput:
    @pytest.mark.parametrize("row", ["UTF-8", "HTML", "Word", "PDF"])
    def test_is_told_by_its_content(self, row: str, tmp_path: Path) -> None:
        done = command("build", "-", cwd=tmp_path, given=READ[row][1]())
        assert done.returncode == 0, done
        _is_cited(open_graph(tmp_path / "build" / "stdin.trig"), READ[row][2])

    def test_empty(self, tmp_path: Path) -> None:
        line = refusal("build", "-", cwd=tmp_path, given=b"")
        assert "standard input: the file is empty; " in line

    def test_an_old_word_file(self, tmp_path: Path) -> None:
        assert "standard input: holds an old Word" in refusal("build", "-", cwd=tmp_path, given=OLE)


class TestFolders:
    def test_their_reports_are_read_in_order(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.md", "below/c.html", ".hidden.txt", "~$c.docx", "notes.csv"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            text = PAGE if name.endswith("html") else TEXT.replace("\n", "\n\n")
            (tmp_path / name).write_text(text, "utf-8")
        found = [reading.document.id for reading in api.readings_of([tmp_path])]
        assert found == ["a", "b", "c"]

    def test_without_reports(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("a", "utf-8")
        (tmp_path / "below").mkdir()
        assert f"{tmp_path}: no report in this folder; give one with .txt" in refusal(
            "build", tmp_path, cwd=tmp_path
        )

    def test_a_link_that_leads_back_ends(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(TEXT, "utf-8")
        (tmp_path / "below").mkdir()
        (tmp_path / "below" / "back").symlink_to(tmp_path, target_is_directory=True)
        assert len(api.readings_of([tmp_path])) == 1
        assert len(api.readings_of([tmp_path, tmp_path / "r.txt"])) == 1, "each once"

    def test_a_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").symlink_to("r.txt")
        with pytest.raises(InputError, match=r"r\.txt: "):
            api.build(tmp_path / "r.txt")

    def test_an_old_word_file_is_not_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        (tmp_path / "b.doc").write_bytes(OLE)
        with pytest.raises(InputError, match=r"b\.doc: an old Word file is not read"):
            api.build(tmp_path)

    def test_two_reports_of_one_name(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(TEXT, "utf-8")
        (tmp_path / "r.docx").write_bytes(word())
        with pytest.raises(InputError, match=r"r\.docx and .*r\.txt: two reports of one name, r; "):
            api.build(tmp_path)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: no such file; check the path"):
        api.build(tmp_path / "none.txt")
    with pytest.raises(InputError, match=r"/dev/zero: not a file; "):
        api.build("/dev/zero")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match=r"pipe\.txt: not a file; "):
        api.build(tmp_path / "pipe.txt")


class TestPdfLines:
    def test_what_a_line_end_broke_is_whole_and_page_numbers_are_gone(self, tmp_path: Path) -> None:
        path = tmp_path / "r.pdf"
        path.write_bytes(broken_over_lines())
        assert load(path).text == (
            "枫渚镇人民政府工作报告\n一、2023年工作回顾\n"
            "过去的一年，全镇上下团结一心，攻坚克难，完成固定资产投资35.92亿元，增长7.5%，"
            "实施枫渚中心小学扩建、锦溪河综合整治和枫渚公园二期等一批项目，群众的获得感幸福感安全感"
            "不断增强，全镇经济社会平稳发展。\n"
        )

    def test_a_number_that_may_be_of_the_text_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "r.pdf"
        path.write_bytes(pdf_of([[(72, 780, LINES[0]), (72, 40, "12")], [(72, 780, LINES[5])]]))
        assert load(path).text == f"{LINES[0]}\n12\n{LINES[5]}\n"

    def test_headings_of_pages_go(self, tmp_path: Path) -> None:
        path = tmp_path / "r.pdf"
        pages = [
            [
                (72, 810, "枫渚镇人民政府"),
                (72, 780, f"{LINES[5]}第{n}项。"),
                (400, 30, f"第 {n} 页 共 4 页"),
            ]
            for n in range(1, 5)
        ]
        path.write_bytes(pdf_of(pages))
        assert load(path).text == "".join(f"{LINES[5]}第{n}项。\n" for n in range(1, 5))

    def test_rows_of_a_table_stay_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "r.pdf"
        rows = [("指标", "数值"), ("地区生产总值", "5亿元"), ("财政收入", "1亿元")]
        runs = [
            (x, 700 - 20 * n, words)
            for n, row in enumerate(rows)
            for x, words in zip((72, 400), row, strict=True)
        ]
        path.write_bytes(pdf_of([[(72, 780, LINES[3] * 2), *runs]]))
        assert load(path).text.endswith("指标\t数值\n地区生产总值\t5亿元\n财政收入\t1亿元\n")


class TestWordNumbers:
    def test_are_computed_by_level_and_begin_anew(self, tmp_path: Path) -> None:
        path = tmp_path / "r.docx"
        words = [
            (0, "甲"),
            (1, "乙"),
            (2, "2个"),
            (2, "丙"),
            (1, "丁"),
            (2, "戊"),
            (0, "己"),
            (1, "庚"),
        ]
        path.write_bytes(docx_of(words))
        assert load(path).text.split() == (
            ["一、甲", "（一）乙", "1.2个", "2.丙", "（二）丁", "1.戊", "二、己", "（一）庚"]
        )


class TestWhatIsSaidBeside:
    FRONT = (
        "---\ntitle: 枫渚镇2023年报告\ndate: 2024-01-19\npublisher: 枫渚镇人民政府\n"
        "source: https://example.org/枫渚\ntags: [甲]\n---\n"
    )

    def test_front_matter(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(self.FRONT + TEXT, "utf-8")
        graph = api.build(tmp_path / "r.txt")
        _is_cited(graph, TEXT)
        assert said(graph) == {
            "title": "枫渚镇2023年报告",
            "titleFrom": "front matter",
            "date": "2024-01-19",
            "dateFrom": "front matter",
            "publisher": "枫渚镇人民政府",
            "publisherFrom": "front matter",
            "source": "https://example.org/枫渚",
            "sourceFrom": "front matter",
        }
        assert graph.validate().conforms

    def test_options_go_before_front_matter_and_it_before_the_text(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(f"---\ndate: 2024-02-01\n---\n{TEXT}", "utf-8")
        graph = api.build(tmp_path / "r.txt", title="报告", source="http://example.org/a")
        found = said(graph)
        assert (found["title"], found["titleFrom"]) == ("报告", "option")
        assert (found["date"], found["dateFrom"]) == ("2024-02-01", "front matter")
        assert (found["source"], found["sourceFrom"]) == ("http://example.org/a", "option")
        assert "publisher" not in found

    def test_a_page_says_what_its_text_does_not(self, tmp_path: Path) -> None:
        tags = (
            '<meta name="PubDate" content="2024-01-25 09:10"><meta name="ContentSource" content="枫渚发布">'
            '<meta name="Url" content="javascript:alert(1)">'
        )
        page = PAGE.replace("<head>", f"<head>{tags}")
        (tmp_path / "r.html").write_text(page, "utf-8")
        assert said(api.build(tmp_path / "r.html")) == {
            "title": LINES[0],
            "titleFrom": "text",
            "date": "2024-01-18",
            "dateFrom": "text",
            "publisher": "枫渚发布",
            "publisherFrom": "file",
        }

    def test_the_year_of_a_given_date_is_this_year(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(f"{HEAD}今年新建公园3个。\n", "utf-8")
        [reading] = api.readings_of([tmp_path / "r.txt"], {"date": "2021-03"})
        assert [f.period.id for f in reading.figures if f.period] == ["2021"]

    def test_lines_are_counted_in_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(self.FRONT + HEAD + "实施“1+6”行动。\n", "utf-8")
        done = command("build", "r.txt", "--explain", cwd=tmp_path)
        assert "\nr.txt:9:" in done.stdout.decode()

    def test_a_rule_of_dashes_is_no_front_matter(self, tmp_path: Path) -> None:
        text = f"---\n{TEXT}---\n{TEXT}"
        (tmp_path / "r.txt").write_text(text, "utf-8")
        assert load(tmp_path / "r.txt").text == text

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--date", "2023-13"), "option: date '2023-13' is no date; write 2023,"),
            (("--source", "枫渚"), "option: source '枫渚' is no web address; write https://"),
            (("--publisher", " "), "option: publisher is no text; "),
            (("--title", "甲" * 301), "option: title is no line of at most 300 characters; "),
            (("--title", "甲", "s.txt"), "2 reports cannot share title; "),
        ],
    )
    def test_options_are_checked(self, words: tuple[str, ...], says: str, tmp_path: Path) -> None:
        for name in ("r.txt", "s.txt"):
            (tmp_path / name).write_text(TEXT, "utf-8")
        assert says in refusal("build", "r.txt", *words, cwd=tmp_path)


class TestTowns:
    COUNTY = "{0}{1}人民政府工作报告\n2024年1月18日在{0}{1}第十七届人民代表大会第三次会议上\n{2}\n"

    def built(self, folder: Path, *texts: str) -> set[str]:
        """The IRIs of the bodies that the reports tell of."""
        for number, text in enumerate(texts):
            (folder / f"r{number}.txt").write_text(text, "utf-8")
        graph = api.build(folder)
        answer = graph.query(
            "PREFIX akg: <https://w3id.org/anhai-kg/ontology#> SELECT ?b WHERE { ?b a akg:Body }"
        )
        return {
            str(row[0]).strip("<>").removeprefix("https://w3id.org/anhai-kg/id/")
            for row in answer.rows
        }

    def test_two_reports_of_one_town_meet(self, tmp_path: Path) -> None:
        texts = [
            self.COUNTY.format("柳涧县", "鹤埠镇", words)
            for words in ("新建学校2所。", "新建桥梁3座。")
        ]
        assert self.built(tmp_path, *texts) == self.built(tmp_path, texts[0])
        assert any(iri.startswith("柳涧县/鹤埠镇/body/") for iri in self.built(tmp_path, *texts))

    def test_two_towns_of_one_name_do_not(self, tmp_path: Path) -> None:
        texts = [
            self.COUNTY.format(county, "鹤埠镇", "新建学校2所。") for county in ("柳涧县", "青河县")
        ]
        found = self.built(tmp_path, *texts)
        scopes = {iri.partition("/body/")[0] for iri in found}
        assert {"柳涧县/鹤埠镇", "青河县/鹤埠镇"} <= scopes
        assert "鹤埠镇" not in scopes


class TestLimits:
    """R24: each is set by a variable, and named where it is met."""

    @pytest.mark.parametrize(
        ("limit", "most", "name", "make"),
        [
            (Limit.FILE, 1, "r.txt", lambda: TEXT.encode() * 4_000),
            (Limit.CHARACTERS, 100, "r.txt", TEXT.encode),
            (Limit.CHARACTERS, 100, "r.docx", word),
            (Limit.UNPACKED, 1, "r.docx", lambda: with_parts(word(), {"a": os.urandom(999_999)})),
            (Limit.RATIO, 2, "r.docx", lambda: with_parts(word(), {"a": bytes(12_000_000)})),
            (Limit.PAGES, 1, "r.pdf", lambda: pdf_of([[(72, 700, LINES[0])]] * 2)),
            (Limit.SECONDS, 1, "r.html", lambda: b"<html>" + b"<div>" * 60_000),
            (Limit.MEMORY, 200, "r.html", lambda: b"<html>" + b"<p>a" * 4_000_000),
        ],
    )
    def test_is_named(
        self,
        limit: Limit,
        most: int,
        name: str,
        make: Callable[[], bytes],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv(limit, str(most))
        (tmp_path / name).write_bytes(make())
        with pytest.raises(InputError, match=f"{name}: .*; .*set {limit}$"):
            api.build(tmp_path / name)

    @pytest.mark.parametrize("value", ["many", "0", "-1", "1.5", "٣", "9" * 12])
    def test_is_a_whole_number(
        self, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(Limit.FILE, value)
        (tmp_path / "r.txt").write_text(TEXT, "utf-8")
        line = refusal("build", "r.txt", cwd=tmp_path)
        assert f"{Limit.FILE}={value!r}: no whole number above 0; e.g. {Limit.FILE}=50" in line

    def test_a_text_longer_than_readers_of_rdf_like(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(Limit.CHARACTERS, "2000000")
        (tmp_path / "r.txt").write_text(HEAD + "\n" * (1 << 20), "utf-8")
        assert len(load(tmp_path / "r.txt").text) > 1 << 20
        _is_cited(api.build(tmp_path / "r.txt"), HEAD + "\n" * (1 << 20))


@pytest.mark.parametrize("row", ["HTML", "Word", "Markdown"])
def test_r24c_nothing_is_fetched(row: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        if row == "Word":
            data = with_relation(address)
        elif row == "HTML":
            data = f"<base href={address}><img src={address}><link rel=stylesheet href={address}>{PAGE}".encode()
        else:
            data = f"![图]({address})\n\n<img src={address}>\n\n{TEXT}".encode()
        path = tmp_path / READ[row][0]
        path.write_bytes(data)
        assert LINES[0] in load(path).text
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def _obey_permissions() -> None:
    """What a process does before it becomes the command, so that the superuser is held to permissions."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are dropped in the way of Linux")
class TestPermissions:
    def line(self, *words: str, cwd: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "anhai_kg", "build", *words],
            cwd=cwd,
            capture_output=True,
            check=False,
            preexec_fn=_obey_permissions,
        )
        assert (done.returncode, done.stdout) == (2, b""), done
        [line] = done.stderr.decode().splitlines()
        return line

    def test_a_file_that_may_not_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(TEXT, "utf-8")
        (tmp_path / "r.txt").chmod(0)
        assert "r.txt: Permission denied; check that you may read it" in self.line(
            "r.txt", cwd=tmp_path
        )

    def test_a_folder_that_may_not_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir(mode=0)
        assert "in: Permission denied; check that you may read it" in self.line("in", cwd=tmp_path)

    def test_a_folder_that_may_not_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "r.txt").write_text(TEXT, "utf-8")
        (tmp_path / "out").mkdir(mode=0o500)
        assert "no permission; choose another folder with -o" in self.line(
            "r.txt", "-o", "out", cwd=tmp_path
        )
        assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KB where one can be made; else a folder, and no file may grow larger than that."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    yield disk
    if mounted.returncode == 0:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_older_files(tmp_path: Path, small_disk: Path) -> None:
    (tmp_path / "r.txt").write_text(TEXT, "utf-8")
    (small_disk / "r.ttl").write_text("old", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "anhai_kg", "build", "r.txt", "-o", str(small_disk)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536)),
    )
    assert (done.returncode, done.stdout) == (2, b""), done
    [line] = done.stderr.decode().splitlines()
    assert re.search(r"not written: (no space left; free some space|File too large)", line)
    assert [path.name for path in small_disk.iterdir()] == ["r.ttl"]
    assert (small_disk / "r.ttl").read_text("utf-8") == "old"
