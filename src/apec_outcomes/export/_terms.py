"""Our own terms in linked data, for facts that no property of other vocabularies expresses."""

from collections.abc import Iterator

from apec_outcomes.export._docstrings import summary_of
from apec_outcomes.export._rdf import Iri, Statement, full, said, typed
from apec_outcomes.model import Outcome

__all__ = ["described_terms"]

_PROPERTIES = {
    "accessed": "The day on which a page was read for the dataset.",
    "actor": "Who is asked to act.",
    "apecCode": "The abbreviation that APEC itself uses for an economy.",
    "chair": "Who chaired a meeting or a session.",
    "complete": "Whether the dataset has all outcomes of a document that say who will do what by when.",
    "dueBy": "The last day of the deadline that an outcome sets.",
    "economy": "The economy that an actor represents.",
    "former": "Whether a forum no longer exists.",
    "forum": "The forum that an actor represents, or that will meet.",
    "founding": "Whether an economy took part in the first meeting.",
    "host": "The economy that chairs APEC in a year.",
    "joined": "When an economy became a member.",
    "officialTheme": "The theme that a host or a meeting gave itself, in its words.",
    "ordinal": "The number of a meeting in its series.",
    "participant": "Who is named as present at a session.",
    "person": "Who is named on a page.",
    "priority": "A priority of the host of a year, in its words.",
    "role": "The role of an organisation in a meeting.",
    "status": "Whether a meeting is scheduled, was held, postponed or cancelled.",
    "takeaway": "The number of the finding in its report.",
    "topic": "A topic of a meeting.",
    "verdict": "The result of an outcome, such as achieved or missed.",
}


def described_terms(names: set[str], base: str) -> Iterator[Statement]:
    """Yield the descriptions of our own terms among these names, such as ``apec:dueBy``."""
    for name in sorted(names):
        prefix, _, term = name.partition(":")
        if prefix == "apec":
            it = Iri(f"{base}vocabulary/{term}")
            if term == "Outcome":
                yield from typed(it, "rdfs:Class")
                yield Statement(it, "rdfs:subClassOf", full("schema:CreativeWork"))
                yield from said(it, "rdfs:label", term, "en")
                yield from said(it, "rdfs:comment", summary_of(Outcome), "en")
            else:
                words = "".join(f" {char.lower()}" if char.isupper() else char for char in term)
                yield from typed(it, "rdf:Property")
                yield from said(it, "rdfs:label", words, "en")
                yield from said(it, "rdfs:comment", _PROPERTIES[term], "en")
