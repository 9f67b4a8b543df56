"""The glossary of APEC's acronyms, from the fora that have them."""

from record.words import Book

__all__ = ["write"]


def write(book: Book) -> None:
    """Write the glossary; a term of two fora leads to both."""
    terms: dict[str, list[str]] = {}
    for forum in book.data.fora:
        if forum.acronym:
            terms.setdefault(forum.acronym, []).append(book.forum(forum.id))
    lines = [
        "# Glossary",
        "",
        "APEC's acronyms for its fora. Pages of this site lead here by themselves.",
        "",
        "```{glossary}",
    ]
    for acronym in sorted(terms, key=str.casefold):
        lines += [acronym, f"  {'; '.join(terms[acronym])}", ""]
    book.save("glossary/index", "\n".join([*lines, "```", ""]))
