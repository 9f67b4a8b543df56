"""Texts of calendars for tests of imports."""

import re

import apec_outcomes as apec

DAY = "DTSTART;VALUE=DATE:20240911"


def ics(*events: str, head: str = "", uids: tuple[str, ...] = ()) -> str:
    """Return a calendar of events, each with a UID, a title if it has none, and the properties given."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n{head}"
    for number, properties in enumerate(events):
        title = "" if re.search("^SUMMARY", properties.partition("BEGIN")[0], re.MULTILINE) else "SUMMARY:T\n"
        uid = uids[number] if uids else f"{number}@example.org"
        text += f"BEGIN:VEVENT\nUID:{uid}\n{title}{properties}\nEND:VEVENT\n"
    return text + "END:VCALENDAR\n"


def zone(name: str, *parts: str, beside: str = "") -> str:
    """Return a VTIMEZONE with these parts, such as ``STANDARD``, each with its properties."""
    held = "".join(
        f"BEGIN:{part.split()[0]}\n{part.split(maxsplit=1)[1]}\nEND:{part.split()[0]}\n" for part in parts
    )
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{beside}{held}END:VTIMEZONE\n"


def fixed(name: str, offset: str, *more: str) -> str:
    """Return a zone that is always at one offset from UTC."""
    lines = "\n".join(("DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", *more))
    return zone(name, f"STANDARD {lines}")


def days_of(text: str | bytes) -> list[str]:
    return [entry.dates.edtf for entry in apec.from_icalendar(text)]


def venue_of(location: str) -> apec.Venue | None:
    [entry] = apec.from_icalendar(ics(f"{DAY}\nLOCATION:{location}"))
    return entry.venue
