"""A page for every economy: its standing, and the years that it hosted."""

from record.words import Book, Page, plain, slug

__all__ = ["write"]


def write(book: Book) -> None:
    """Write the pages."""
    data = book.data
    for economy in data.economies:
        page = Page(book, economy.name, f'data.economies["{economy.code}"]')
        hosted = data.host_years.where(host=economy.code)
        page.fields(
            (
                ("Code", economy.code + (f" (APEC writes {economy.apec_code})" if economy.apec_code else "")),
                ("Standing", economy.kind.value + page.cite(economy.sources)),
                (
                    "Joined",
                    plain(str(economy.joined or "")) + (", at the founding" if economy.founding else ""),
                ),
                ("Also called", ", ".join(map(plain, economy.aliases))),
                ("Note", plain(economy.note or "")),
            )
        )
        if hosted:
            page.add(
                "## Years hosted", "", "```python", f'data.host_years.where(host="{economy.code}")', "```", ""
            )
            page.items(f"{book.host_year(year)}{page.cite(year.sources)}" for year in hosted)
            page.add(
                "## Meetings of those years",
                "",
                "```python",
                f'data.meetings.hosted_by("{economy.code}")',
                "```",
                "",
            )
            years = set(hosted.ids())
            page.meetings(meeting for meeting in data.meetings if meeting.year in years)
        book.save(f"economies/{slug(economy.code)}", page.end())
