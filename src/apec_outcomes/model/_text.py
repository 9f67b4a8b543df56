"""Normalised text for comparison, without case, accents and punctuation."""

import re
import unicodedata
from collections.abc import Iterable

from apec_outcomes.errors import SUGGESTED

__all__ = ["fold", "name_key", "near_to", "slug"]

# Letters that Unicode does not decompose, but that people leave out or write without marks.
_PLAIN = {
    ord(letter): plain
    for letter, plain in zip("øłđðþßæœı", ("o", "l", "d", "d", "th", "ss", "ae", "oe", "i"), strict=True)
}
_PART = 256
# What each ASCII character is folded to: a lower-case letter, a digit, or a space.
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)).ljust(256)


def fold(text: str) -> str:
    """Return the words of a text in lower case, without accents, with one space between them.

    >>> fold("Micro-, Small and Medium: São Paulo, Viêt Nam")
    'micro small and medium sao paulo viet nam'
    """
    if text.isascii():
        return " ".join(text.encode().translate(_ASCII).decode().split())
    # Text is normalised in parts, as the time to sort the accents of one letter grows with the square of
    # their number. Any cut is right: only the order of accents could differ, and they are removed.
    cut = (text[start : start + _PART] for start in range(0, len(text), _PART))
    plain = "".join(unicodedata.normalize("NFKD", part.casefold()) for part in cut).translate(_PLAIN)
    letters = [c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)]
    return " ".join("".join(letters).split())


def name_key(name: str) -> str:
    """Return the common form of all spellings of a name.

    >>> name_key("Viet Nam") == name_key("vietnam"), name_key("U.S.")
    (True, 'us')
    """
    return fold(name).replace(" ", "")


def near_to(given: str, names: Iterable[str], n: int = SUGGESTED) -> list[str]:
    """Return the names with a similar spelling, the most similar first; none for a very long text.

    >>> near_to("Perru", ["Peru", "Korea"]), near_to("2024-aelm", ["2023-aelm.mc13"])
    (['Peru'], [])
    """
    from difflib import get_close_matches

    # The comparison of a long text would take long.
    if len(given) > _LONGEST:
        return []
    if len(given) > _CODE:
        return get_close_matches(given, list(names), n, cutoff=0.75)
    # In a code of three letters, one wrong letter is a third. Much shorter names would be as similar.
    return get_close_matches(given, [name for name in names if len(name) >= len(given) - 1], n, cutoff=0.65)


_CODE = 4
_LONGEST = 400


def slug(text: str) -> str:
    """Return a text in kebab case, as in ids.

    >>> slug("Gyeongju Declaration (2025)")
    'gyeongju-declaration-2025'
    """
    return "-".join(re.findall("[a-z0-9]+", fold(text))) or "entry"
