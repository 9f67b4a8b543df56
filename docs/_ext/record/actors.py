"""A page for each actor."""

from collections.abc import Iterator

from apec_outcomes import Actor, ActorKind
from record.site import Page, Site

__all__ = ["pages"]

_SHOWN = 15
_KINDS = {
    ActorKind.LEVEL: "Leaders, ministers and officials",
    ActorKind.ECONOMIES: "Economies together",
    ActorKind.ECONOMY: "Single economies",
    ActorKind.APEC_BODY: "Fora and bodies of APEC",
    ActorKind.PUBLIC_BODY: "Authorities of the economies",
    ActorKind.BUSINESS: "Business",
    ActorKind.SOCIETY: "Academia, experts and civil society",
    ActorKind.ORGANISATION: "International organisations and others",
}


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    data = site.data
    asked = {actor.id: list(data.outcomes.asked_of(actor.id, only=True)) for actor in data.actors}
    kinds: dict[str, list[tuple[Actor, int]]] = {}
    for actor in data.actors:
        kinds.setdefault(_KINDS[actor.kind], []).append((actor, len(asked[actor.id])))
    yield site.page(
        "record/actors/index",
        "Who is asked to act",
        section="actors",
        description="Whom APEC asks to act: leaders, ministers, officials, economies, fora and others.",
        code="data.actors",
    ).fill("actors.html", kinds=kinds)
    for actor in data.actors:
        found = sorted(asked[actor.id], key=lambda each: site.dates_of(each).start, reverse=True)
        page = site.page(
            site.path(actor),
            actor.label,
            kind="Actor",
            section="actors",
            description=actor.definition or f"What APEC asked of {actor.label}: {len(found)} outcomes.",
            place=[(each.label, site.path(each)) for each, _ in kinds[_KINDS[actor.kind]]],
            code=f'data.outcomes.asked_of("{actor.id}")',
            weight=9,
        )
        facts = [
            ("Kind", _KINDS[actor.kind]),
            ("Economy", page.link(data.economies[actor.economy]) if actor.economy else ""),
            ("Forum", page.link(data.fora[actor.forum]) if actor.forum else ""),
            ("Also called", ", ".join(actor.aliases)),
        ]
        yield page.fill("actor.html", actor=actor, facts=facts, newest=found[:_SHOWN], asked=len(found))
