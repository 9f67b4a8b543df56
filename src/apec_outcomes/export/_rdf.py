"""Linked data: IRIs, literals, statements, and the vocabularies that they use."""

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
"""The default beginning of the IRIs of all records: a URN. Publishers of the data set an address instead."""

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
"""The prefixes of external vocabularies. Our own terms have the prefix ``apec``."""

_TYPES = {Precision.YEAR: "xsd:gYear", Precision.MONTH: "xsd:gYearMonth", Precision.DAY: "xsd:date"}


class Iri(str):
    """The full IRI of a thing."""

    __slots__ = ()


class Literal(NamedTuple):
    """A text, with its type or its language."""

    text: str
    type: str | None = None
    language: str | None = None


class Statement(NamedTuple):
    """A property of a thing. The name of the property has a prefix, such as ``schema:name``."""

    subject: Iri
    property: str
    value: Iri | Literal


def prefixes(base: str) -> dict[str, str]:
    """Return all prefixes, including that of our own terms."""
    return {"apec": f"{base}vocabulary/", **PREFIXES}


def address(url: str) -> Iri:
    """Return an address as an IRI, with invalid characters escaped (RFC 3987)."""
    return Iri(re.sub(r"""[\x00-\x20<>"{}|\\^`]""", lambda found: quote(found[0]), url))


def full(name: str) -> Iri:
    """Return the full IRI of a name with a prefix."""
    prefix, _, rest = name.partition(":")
    return Iri(f"{PREFIXES[prefix]}{rest}")


def typed(it: Iri, kind: str) -> Iterator[Statement]:
    """Yield the class of a thing."""
    yield Statement(it, "rdf:type", full(kind))


def said(
    it: Iri, name: str, texts: str | Iterable[str] | None, language: str | None = None
) -> Iterator[Statement]:
    """Yield a property for each of these texts."""
    for text in _each(texts):
        yield Statement(it, name, Literal(text, language=language))


def located(it: Iri, name: str, urls: str | Iterable[str] | None) -> Iterator[Statement]:
    """Yield a property for each of these addresses."""
    for url in _each(urls):
        yield Statement(it, name, address(url))


def flagged(it: Iri, name: str, value: bool) -> Iterator[Statement]:
    """Yield a boolean property, if it is true."""
    if value:
        yield Statement(it, name, Literal("true", "xsd:boolean"))


def numbered(it: Iri, name: str, number: int | None) -> Iterator[Statement]:
    """Yield a property whose value is a number, if there is one."""
    if number is not None:
        yield Statement(it, name, Literal(str(number), "xsd:integer"))


def _each(values: str | Iterable[str] | None) -> Iterable[str]:
    return (values,) if isinstance(values, str) and values else values or ()


def dated(it: Iri, name: str, span: DateSpan | None, end: str) -> Iterator[Statement]:
    """Yield the start or end of a span, with its precision, as a property, if there is a span."""
    if span:
        precision = getattr(span, f"{end}_precision")
        yield Statement(it, name, Literal(written_end(getattr(span, end), precision), _TYPES[precision]))
