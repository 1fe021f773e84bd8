"""Bytes to text: one encoding or an error that says where, what is wrong and what to do."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhai_kg.errors import InputError
from anhai_kg.source import load
from anhai_kg.source.characters import decode

TEXT = "枫渚镇人民政府工作报告\r\n完成投资１２．６亿元，增长７．５％。\n𠮷田村\u3000“两不愁”\n"
GENRE = st.text(
    st.characters(codec="gb2312", categories=["Lo", "Nd", "Po", "Lu", "Ll"]), min_size=20
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_gives_the_same_text(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert load(path).text == TEXT


def test_utf_16_of_either_end_is_read_by_its_mark() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le"), "x") == TEXT
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "x") == TEXT


def test_gbk_of_three_characters_is_not_guessed_at() -> None:
    assert decode("安徽省".encode("gbk"), "x") == "安徽省"


@given(st.text(min_size=1).filter(lambda text: not text.startswith("\ufeff")))
def test_utf_8_is_itself_but_for_what_shows_nothing_or_an_error(text: str) -> None:
    def shown(text: str) -> list[str]:
        return [c for c in text if unicodedata.category(c) != "Cf"]

    try:
        assert shown(decode(text.encode("utf-8", "surrogatepass"), "x")) == shown(text)
    except InputError:
        odd = {"Cc", "Cf", "Cn", "Co", "Cs"} & {unicodedata.category(c) for c in text}
        assert not text.strip() or odd


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data, "report.txt")
    except InputError as error:
        assert str(error).startswith("report.txt") and "; " in str(error)
        assert "\n" not in str(error)
    else:
        assert text.strip() and not re.search("[\x00-\x08\ud800-\udfff]", text)


REFUSED = {
    "nothing": (b"", "empty"),
    "white space": (b" \r\n\t", "empty"),
    "ideographic space": ("\u3000\u3000\n".encode(), "no text"),
    "a mark alone": (b"\xef\xbb\xbf", "text"),
    "mixed encodings": ("枫渚镇".encode() + "枫渚镇".encode("gbk") + b"\xff", "byte"),
    "cut in a character": ("枫渚镇".encode("utf-16")[:-1], "byte"),
    "a surrogate": (b"a\xed\xa0\x80b", "UTF-8"),
    "NUL": ("枫渚\x00镇".encode(), ":1: character U+0000"),
    "NUL in the third line": ("枫\n渚\n镇\x00".encode(), ":3: character U+0000"),
    "a control character": ("枫渚\x07镇".encode(), "U+0007"),
    "private use": ("枫渚\ue123镇".encode(), "U+E123"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "report.txt"),
    "a zip": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "report.txt"),
    "a broken zip": (b"PK..broken", "report.txt"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "report.txt"),
    "a PDF of ASCII": (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "report.txt"),
}
"""Bytes that are no text of a report, and what the message names."""


@pytest.mark.parametrize("kind", REFUSED)
def test_refuses(kind: str, tmp_path: Path) -> None:
    data, says = REFUSED[kind]
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(str(path)) and says in message
    assert "; " in message, "what to do about it"
    assert "\n" not in message


@given(GENRE)
def test_gb18030_is_read_where_utf_8_fails(text: str) -> None:
    data = text.encode("gb18030")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(data, "x") == text
