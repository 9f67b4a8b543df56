"""A page for every theme: broader and narrower ones, and its outcomes over time."""

from record.charts import by_year
from record.words import Book, Page, plain, slug

__all__ = ["write"]


def write(book: Book) -> None:
    """Write the pages."""
    data = book.data
    held = [meeting.year for meeting in data.meetings.with_status("held")]
    years = range(min(held), max(held) + 1)
    for theme in data.themes:
        page = Page(book, theme.label, f'data.outcomes.about("{theme.id}")')
        page.fields(
            (
                ("Definition", plain(theme.definition or "")),
                ("Broader", ", ".join(map(book.theme, theme.broader))),
                ("Narrower", ", ".join(book.theme(each.id) for each in data.themes.where(broader=theme.id))),
                ("Also called", ", ".join(map(plain, theme.aliases))),
            )
        )
        found = data.outcomes.about(theme)
        if found:
            page.add("## Outcomes over time")
            page.add(by_year(found.tally("year"), years, f"Outcomes about {theme.label}, by year"))
            page.add("## Outcomes", "", f"With its narrower themes, {len(found)}.")
            page.outcomes(found)
        book.save(f"themes/{slug(theme.id)}", page.end())
