"""The terms of linked data: names, literals, statements, and the vocabularies that they use."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.dates.edtf import written_end

__all__ = [
    "BASE",
    "PREFIXES",
    "Iri",
    "Literal",
    "Statement",
    "address",
    "dated",
    "flagged",
    "full",
    "located",
    "numbered",
    "prefixes",
    "said",
    "typed",
]

BASE = "urn:x-apec-outcomes:"
"""The beginning of the names of all records. They are names, not addresses: who publishes the record gives an
address as the base."""

PREFIXES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies of others. Terms of our own have the prefix ``apec``."""

_TYPES = {Precision.YEAR: "xsd:gYear", Precision.MONTH: "xsd:gYearMonth", Precision.DAY: "xsd:date"}


class Iri(str):
    """The name of a thing, in full."""

    __slots__ = ()


class Literal(NamedTuple):
    """A text, with the name of its type or its language."""

    text: str
    type: str | None = None
    language: str | None = None


class Statement(NamedTuple):
    """A property of a thing. The property is named with a prefix, such as ``schema:name``."""

    subject: Iri
    property: str
    value: Iri | Literal


def prefixes(base: str) -> dict[str, str]:
    """Return all prefixes, that of our own terms included."""
    return {"apec": f"{base}vocabulary/", **PREFIXES}


def address(url: str) -> Iri:
    """Return an address, with the characters escaped that no IRI may hold (RFC 3987)."""
    return Iri(re.sub(r"""[\x00-\x20<>"{}|\\^`]""", lambda found: quote(found[0]), url))


def full(name: str) -> Iri:
    """Return a name with a prefix in full."""
    prefix, _, rest = name.partition(":")
    return Iri(f"{PREFIXES[prefix]}{rest}")


def typed(it: Iri, kind: str) -> Iterator[Statement]:
    """Yield the class of a thing."""
    yield Statement(it, "rdf:type", full(kind))


def said(
    it: Iri, name: str, texts: str | Iterable[str] | None, language: str | None = None
) -> Iterator[Statement]:
    """Yield a property that is a text, as often as there is one."""
    for text in _each(texts):
        yield Statement(it, name, Literal(text, language=language))


def located(it: Iri, name: str, urls: str | Iterable[str] | None) -> Iterator[Statement]:
    """Yield a property that is an address, as often as there is one."""
    for url in _each(urls):
        yield Statement(it, name, address(url))


def flagged(it: Iri, name: str, value: bool) -> Iterator[Statement]:
    """Yield a property that is true, if it is."""
    if value:
        yield Statement(it, name, Literal("true", "xsd:boolean"))


def numbered(it: Iri, name: str, number: int | None) -> Iterator[Statement]:
    """Yield a property that is a number, if there is one."""
    if number is not None:
        yield Statement(it, name, Literal(str(number), "xsd:integer"))


def _each(values: str | Iterable[str] | None) -> Iterable[str]:
    return (values,) if isinstance(values, str) and values else values or ()


def dated(it: Iri, name: str, span: DateSpan | None, end: str) -> Iterator[Statement]:
    """Yield a property that is the start or the end of a span, as exactly as it is known, if there is one."""
    if span:
        precision = getattr(span, f"{end}_precision")
        yield Statement(it, name, Literal(written_end(getattr(span, end), precision), _TYPES[precision]))
