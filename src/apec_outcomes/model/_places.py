"""Names of member economies in places.

The model has no access to a dataset, so the names of APEC's members, unchanged since 1998, are also here. A
test compares them with those of the bundled dataset.
"""

from collections.abc import Mapping, Sequence

from apec_outcomes.model._text import name_key

__all__ = ["CITIES", "MEMBER_NAMES", "member_code", "split_economy"]

MEMBER_NAMES: Mapping[str, tuple[str, ...]] = {
    "AUS": ("Australia", "Commonwealth of Australia"),
    "BRN": ("Brunei Darussalam", "Brunei"),
    "CAN": ("Canada",),
    "CHL": ("Chile", "Republic of Chile"),
    "CHN": ("China", "People's Republic of China", "PRC", "Mainland China"),
    "HKG": ("Hong Kong, China", "Hong Kong", "Hong Kong SAR", "HKSAR"),
    "IDN": ("Indonesia", "Republic of Indonesia"),
    "JPN": ("Japan",),
    "KOR": ("Korea", "Republic of Korea", "South Korea", "ROK"),
    "MEX": ("Mexico", "United Mexican States"),
    "MYS": ("Malaysia",),
    "NZL": ("New Zealand", "Aotearoa New Zealand", "Aotearoa"),
    "PER": ("Peru", "Republic of Peru"),
    "PHL": ("The Philippines", "Philippines", "Republic of the Philippines"),
    "PNG": ("Papua New Guinea", "PNG"),
    "RUS": ("Russia", "Russian Federation", "The Russian Federation"),
    "SGP": ("Singapore", "Republic of Singapore"),
    "THA": ("Thailand", "Kingdom of Thailand"),
    "TWN": ("Chinese Taipei", "Taiwan", "Taiwan, China", "Taipei,China", "Republic of China"),
    "USA": ("The United States", "United States", "United States of America", "US", "USA", "U.S."),
    "VNM": ("Viet Nam", "Vietnam"),
}
"""The names of each member by code, first the name that APEC uses."""

CITIES: Mapping[str, str] = {"HKG": "Hong Kong", "SGP": "Singapore"}
"""The members that are cities."""

_NAMES = {
    name_key(name): code for code, names in MEMBER_NAMES.items() for name in names if not name.isupper()
}
_CAPITALS = {name: code for code, names in MEMBER_NAMES.items() for name in (code, *names) if name.isupper()}


def member_code(name: str) -> str | None:
    """Return the code of the member economy with this name, or None.

    Case and accents do not matter, except in abbreviations.

    >>> member_code("viet nam"), member_code("US"), member_code("us")
    ('VNM', 'USA', None)
    """
    return _CAPITALS.get(name) or _NAMES.get(name_key(name))


def split_economy(parts: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Return the parts of a place without the member economy at the end, and the code of the economy.

    Parameters
    ----------
    parts
        The parts of the place, separated by commas.

    >>> split_economy(["Central", "Hong Kong", "China"])
    (['Central'], 'HKG')
    """
    for size in (2, 1):  # 'Hong Kong, China' is one economy
        code = member_code(", ".join(parts[-size:]))
        if code:
            return parts[:-size], code
    return parts, None
