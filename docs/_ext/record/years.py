"""A page for every host year: theme, priorities, timeline, meetings, outcomes."""

from record.charts import timeline
from record.words import Book, Page, plain, sortable

__all__ = ["write"]


def write(book: Book) -> None:
    """Write the pages."""
    data = book.data
    for year in data.host_years:
        page = Page(book, f"APEC {year.year}", f"data.host_years[{year.year}]")
        page.fields(
            (
                ("Host", book.economy(year.host)),
                ("Theme", f"“{plain(year.theme)}”" if year.theme else ""),
                ("Priorities", "; ".join(map(plain, year.priorities))),
                ("Note", plain(year.note or "")),
            )
        )
        page.add(f"Stated by{page.cite(year.sources)}.")
        met = data.meetings.where(year=year.year)
        if met:
            page.add("## Timeline", "", timeline(met, year.year))
            page.add("## Meetings", "", "```python", f"data.meetings.where(year={year.year})", "```", "")
            page.meetings(met)
        came_out = data.outcomes.where(year=year.year)
        if came_out:
            page.add("## Outcomes", "", "```python", f"data.outcomes.where(year={year.year})", "```", "")
            page.outcomes(came_out)
        announced = data.calendar.where(year=year.year)
        if announced:
            page.add("## As announced", "", "```python", f"data.calendar.where(year={year.year})", "```", "")
            rows = [
                (
                    sortable(entry.dates),
                    book.meeting(entry.meeting, entry.title) if entry.meeting else plain(entry.title),
                    book.town(entry.venue),
                    entry.status.value + page.cite(entry.sources),
                )
                for entry in announced
            ]
            page.table(("Dates", "Announced as", "Place", "Status"), rows)
        book.save(f"years/{year.year}", page.end())
