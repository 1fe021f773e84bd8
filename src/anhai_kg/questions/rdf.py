"""The catalogue as RDF, for tools that list queries: SHACL-AF executables, in the manner of the SIB's
sparql-examples (https://github.com/sib-swiss/sparql-examples).

A question is a `sh:SPARQLSelectExecutable`; `sh:select` is the whole query and runs as it is. A parameter is a
`sh:Parameter` named like the variable that it binds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from anhai_kg.questions.catalogue import TEXT, Parameter, Question
from anhai_kg.vocab import RDF, RDFS, XSD

__all__ = ["NAMESPACE", "quads"]

NAMESPACE: Final = "https://w3id.org/anhai-kg/ontology/questions#"
"""The IRIs of questions: this and the name of the file."""

_VOCABULARY: Final = "https://w3id.org/anhai-kg/ontology/"
_SHACL: Final = "http://www.w3.org/ns/shacl#"
_SCHEMA: Final = "https://schema.org/"
_CATALOGUE: Final = NamedNode(NAMESPACE + "catalogue")
_CONCEPT: Final = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
_PREFIX: Final = re.compile(r"PREFIX (\w+): <([^>]+)>\n")


def _sh(term: str) -> NamedNode:
    return NamedNode(_SHACL + term)


def _about(subject: NamedNode, *said: tuple[NamedNode, NamedNode | Literal]) -> Iterator[Quad]:
    for predicate, value in said:
        yield Quad(subject, predicate, value)


def _prefixes(questions: Mapping[str, Question]) -> Iterator[Quad]:
    """What the queries abbreviate; every one declares its own, too."""
    pairs = {pair for question in questions.values() for pair in _PREFIX.findall(question.sparql)}
    for prefix, namespace in sorted(pairs):
        declaration = NamedNode(f"{NAMESPACE}prefix-{prefix}")
        yield from _about(_CATALOGUE, (_sh("declare"), declaration))
        yield from _about(
            declaration,
            (RDF.type, _sh("PrefixDeclaration")),
            (_sh("prefix"), Literal(prefix)),
            (_sh("namespace"), Literal(namespace, datatype=XSD.anyURI)),
        )


def _parameter(question: NamedNode, param: Parameter) -> Iterator[Quad]:
    node = NamedNode(f"{question.value}-{param.name}")
    yield from _about(
        node,
        (RDF.type, _sh("Parameter")),
        (_sh("path"), NamedNode(NAMESPACE + param.name)),
        (_sh("name"), Literal(param.name)),
        (_sh("optional"), Literal(param.optional)),
    )
    yield from _about(question, (_sh("parameter"), node))
    yield from _about(node, *_kinds(param))


def _kinds(param: Parameter) -> Iterator[tuple[NamedNode, NamedNode]]:
    """What it takes; of several classes one is enough, which a mere list in SHACL cannot say."""
    for name in param.classes:
        if name == TEXT:
            yield _sh("datatype"), NamedNode(name)
        elif name.startswith("in:"):
            yield _sh("class"), _CONCEPT
            yield RDFS.seeAlso, NamedNode(_VOCABULARY + name.removeprefix("in:"))
        elif len(param.classes) == 1:
            yield _sh("class"), NamedNode(name)
        else:
            yield RDFS.seeAlso, NamedNode(name)


def _question(question: Question) -> Iterator[Quad]:
    node = NamedNode(NAMESPACE + question.name)
    select = question.sparql[question.sparql.index("PREFIX") :].strip()
    yield from _about(
        node,
        (RDF.type, _sh("SPARQLExecutable")),
        (RDF.type, _sh("SPARQLSelectExecutable")),
        (RDFS.label, Literal(question.name)),
        (RDFS.comment, Literal(question.zh, language="zh")),
        (RDFS.comment, Literal(question.en, language="en")),
        (NamedNode(_SCHEMA + "keywords"), Literal(question.group)),
        (_sh("prefixes"), _CATALOGUE),
        (_sh("select"), Literal(select)),
    )
    for param in question.params:
        yield from _parameter(node, param)


def quads(questions: Mapping[str, Question]) -> list[Quad]:
    """Every question, what it is about, its parameters, and the prefixes of all."""
    said = list(_prefixes(questions))
    for question in questions.values():
        said += _question(question)
    return said
