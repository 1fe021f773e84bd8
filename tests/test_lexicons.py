"""The lexicon is the ontology: a block of Turtle is read with no change of Python, and a bad one is refused."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from anhai_kg import resources
from anhai_kg.document import parse
from anhai_kg.errors import LexiconError
from anhai_kg.graph import to_quads
from anhai_kg.lexicons import Lexicon, load
from anhai_kg.model import Reading
from anhai_kg.pipeline import read

UNIT = """
units:invented a skos:Concept ; skos:inScheme <https://w3id.org/anhai-kg/ontology/units> ;
    skos:prefLabel "漩"@zh , "swirl"@en ;
    skos:definition "为此测试而设。"@zh , "Made for this test."@en ;
    akg:factor 3.5 ; akg:baseUnit unit:M3 ; akg:quantityKind "volume" ;
    dcterms:source "this test" .
"""
POST = """
posts:invented a skos:Concept ; skos:inScheme <https://w3id.org/anhai-kg/ontology/posts> ;
    skos:prefLabel "巡河使"@zh , "river warden"@en ;
    skos:definition "为此测试而设。"@zh , "Made for this test."@en ;
    akg:postOfKind bodies:people-government ; akg:areaLevel places:town ;
    dcterms:source "this test" .
"""
TEXT = (
    "枫渚镇第八届人民代表大会第三次会议召开\n\n"
    "会议选举顾青川为枫渚镇人民政府巡河使。\n\n"
    "2023年，全镇蓄水一万二千漩，增长8.5%。\n"
)


def lexicon_with(folder: Path, **blocks: str) -> Lexicon:
    """The shipped lexicon with a block more in each of the vocabularies named."""
    ontology = folder / "ontology"
    shutil.copytree(resources.ONTOLOGY, ontology)
    for stem, block in blocks.items():
        path = ontology / f"{stem}.ttl"
        path.write_text(path.read_text("utf-8") + block, "utf-8")
    return load(ontology, resources.LEXICON)


def reading(lexicon: Lexicon) -> Reading:
    return read(parse(TEXT, name="x", identifier="x"), lexicon=lexicon)


def test_an_invented_unit_is_read_and_normalised(tmp_path: Path) -> None:
    lexicon = lexicon_with(tmp_path, units=UNIT)
    told = reading(lexicon)
    [water] = [f for f in told.figures if f.unit == "漩"]
    assert (water.value, water.indicator) == (Decimal(12000), "蓄水")
    found = (quad.object for quad in to_quads([told], words=lexicon))
    values = {term.value for term in found if isinstance(term, ox.Literal)}
    assert "42000.0" in values or "42000" in values


def test_an_invented_post_is_read_with_its_concept(tmp_path: Path) -> None:
    [held] = reading(lexicon_with(tmp_path, posts=POST)).posts
    assert (held.person, held.title, held.body) == ("顾青川", "巡河使", "枫渚镇人民政府")
    assert held.concept == "posts/invented"


def test_without_the_blocks_neither_is_known(tmp_path: Path) -> None:
    told = reading(lexicon_with(tmp_path))
    assert not [f for f in told.figures if f.unit == "漩"]
    assert "posts/invented" not in {post.concept for post in told.posts}


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (UNIT.replace(' , "swirl"@en', ""), "lacks a skos:prefLabel"),
        (UNIT.replace('dcterms:source "this test" ', ""), "lacks a dcterms:source"),
        (UNIT + "units:broken a", "mend the Turtle"),
    ],
)
def test_an_incomplete_block_is_refused_with_its_file(
    block: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(LexiconError, match=message) as refusal:
        lexicon_with(tmp_path, units=block)
    assert "units.ttl" in str(refusal.value)
