"""Text as searches compare it: case, accents and punctuation do not matter."""

import re
import unicodedata

__all__ = ["fold", "name_key", "slug"]

# Letters that Unicode does not decompose, yet that people leave out or write plainly.
_PLAIN = {
    ord(letter): plain
    for letter, plain in zip("øłđðþßæœı", ("o", "l", "d", "d", "th", "ss", "ae", "oe", "i"), strict=True)
}
_PART = 256
# The character that each ASCII character is compared as: a lower-case letter, a digit, or a blank.
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)).ljust(256)


def fold(text: str) -> str:
    """Return the words of a text in lower case, without accents, with one space between them.

    >>> fold("Micro-, Small and Medium: São Paulo, Viêt Nam")
    'micro small and medium sao paulo viet nam'
    """
    if text.isascii():
        return " ".join(text.encode().translate(_ASCII).decode().split())
    # Sorting the accents of one letter takes the square of their number in time, unless the text is cut.
    # Where it is cut does not matter: only accents could change places, and they are left out.
    cut = (text[start : start + _PART] for start in range(0, len(text), _PART))
    plain = "".join(unicodedata.normalize("NFKD", part.casefold()) for part in cut).translate(_PLAIN)
    letters = [c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)]
    return " ".join("".join(letters).split())


def name_key(name: str) -> str:
    """Return the form that all spellings of a name share.

    >>> name_key("Viet Nam") == name_key("vietnam"), name_key("U.S.")
    (True, 'us')
    """
    return fold(name).replace(" ", "")


def slug(text: str) -> str:
    """Return a text in kebab case, as ids write it.

    >>> slug("Gyeongju Declaration (2025)")
    'gyeongju-declaration-2025'
    """
    return "-".join(re.findall("[a-z0-9]+", fold(text))) or "entry"
