"""Outcomes on a page, grouped by the headings of their source."""

from collections.abc import Iterable

from rich.text import Text

from apec_outcomes.cli._labels import Labels, words
from apec_outcomes.cli._page import Page
from apec_outcomes.cli._references import Sources
from apec_outcomes.dataset import Dataset
from apec_outcomes.model import Outcome, OutcomeKind

__all__ = ["add_outcomes", "takeaway_of"]


def takeaway_of(outcomes: Iterable[Outcome]) -> float:
    """Return the lowest `takeaway` of these outcomes; infinity if there is none."""
    return min((outcome.takeaway for outcome in outcomes if outcome.takeaway), default=float("inf"))


def add_outcomes(
    page: Page, outcomes: Iterable[Outcome], data: Dataset, sources: Sources, indent: int = 0
) -> None:
    """Add outcomes to a page in the order of the source, each group below its heading."""
    above: tuple[int | None, str | None] = (None, None)
    for outcome in sorted(outcomes, key=lambda outcome: takeaway_of([outcome])):
        heading = (outcome.takeaway, outcome.heading)
        if heading != above and any(heading):
            number = f"{outcome.takeaway}. " if outcome.takeaway else ""
            page.gap()
            page.line(Text(f"{number}{outcome.heading or ''}", style="underline"), indent)
        above = heading
        page.item(_text(outcome, data, sources), indent)


def _text(outcome: Outcome, data: Dataset, sources: Sources) -> Text:
    labels = Labels(data)
    due = f" Due {outcome.target_date}." if outcome.target_date else ""
    kind = "" if outcome.kind is OutcomeKind.TAKEAWAY else f" ({words(outcome.kind)})"
    text = Text.assemble((outcome.title, "bold"), kind, f": {outcome.summary}{due}")
    text.append_text(sources.marks(outcome.sources))
    if outcome.themes:
        text.append(f"\nThemes: {labels.titles('themes', outcome.themes)}", style="dim")
    if outcome.actors:
        text.append(f"\nAsked of: {labels.titles('actors', outcome.actors)}", style="dim")
    for key in outcome.builds_on:
        earlier = data.outcomes.get(key)
        text.append(f"\nBuilds on: {earlier.title if earlier else ''} ({key})", style="dim")
    return text
