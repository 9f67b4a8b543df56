"""The time zones of one calendar (RFC 5545, 3.2.19 and 3.6.5).

A zone belongs to the calendar that defines it: there is no state across calendars, and the zones that
icalendar and zoneinfo share in a process are not changed.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from apec_outcomes._extras import library
from apec_outcomes.errors import InvalidRecordError, Problem, quoted
from apec_outcomes.imports.components import Component
from apec_outcomes.imports.observances import Observance

__all__ = ["Zones"]

_MOST = 500  # parts of a zone; the history of a zone has about 200 changes
_FEWER = f"at most {_MOST}"
_NAMES = "an IANA name, such as 'America/Lima', or a VTIMEZONE of that name in the calendar"


class Zones:
    """The zones of a calendar, by name.

    Parameters
    ----------
    calendar
        The VCALENDAR whose zones these are.
    """

    def __init__(self, calendar: Component) -> None:
        self._defined: dict[str, list[Component]] = {}
        for part in calendar.parts:
            if part.name == "VTIMEZONE" and part.parts:
                with suppress(InvalidRecordError):  # a zone without a name is not used
                    for name in part.all("TZID"):
                        self._defined.setdefault(name.value.strip(), []).append(part)
        self._found: dict[str, tzinfo | InvalidRecordError] = {}
        shown_in = next(iter(calendar.all("X-WR-TIMEZONE")), None)
        self.shown_in: str | None = (shown_in.value.strip() or None) if shown_in else None
        """The name of the zone of the calendar (X-WR-TIMEZONE), or None."""

    def find(self, name: str) -> tzinfo:
        """Return the zone with this name.

        A VTIMEZONE of the calendar takes precedence. Other names are those of IANA, or of Windows, which
        Unicode CLDR maps to IANA names.

        Raises
        ------
        InvalidRecordError
            If there is no such zone, or its definition cannot be used.
        """
        if name not in self._found:
            try:
                self._found[name] = self._defined_zone(name) or _public_zone(name)
            except InvalidRecordError as error:
                self._found[name] = error
        found = self._found[name]
        if isinstance(found, InvalidRecordError):
            raise InvalidRecordError(found.problems)
        return found

    def _defined_zone(self, name: str) -> tzinfo | None:
        parts = self._defined.get(name)
        if not parts:
            return None
        lines = " and ".join(str(part.line) for part in parts[:2])
        if any(_texts(part) != _texts(parts[0]) for part in parts):
            raise _unusable(f"the time zone {quoted(name)} has two definitions, on lines {lines}", "one")
        if len(parts[0].parts) > _MOST:
            raise _unusable(
                f"the VTIMEZONE {quoted(name)} on line {parts[0].line} has {len(parts[0].parts):,} parts",
                _FEWER,
            )
        try:
            return _Zone([Observance(part) for part in parts[0].parts])
        except InvalidRecordError as error:
            reason = f"{error.problems[0].path[2:]} is {error.problems[0].message}"
        except ValueError as error:
            reason = str(error)
        message = f"the VTIMEZONE {quoted(name)} on line {parts[0].line} cannot be used: {reason}"
        raise _unusable(message, "a zone whose clocks change on days of each year")


def _texts(zone: Component) -> list[tuple[str, list[str]]]:
    """Return the lines of a VTIMEZONE, without line numbers."""
    return [(part.name, [text for _, _, text in part.lines()]) for part in zone.parts]


def _public_zone(name: str) -> tzinfo:
    key = name.removeprefix("/")
    windows: Mapping[str, str] = library("icalendar.timezone.windows_to_olson", "icalendar").WINDOWS_TO_OLSON
    try:
        if key != "localtime":  # the zone of this computer
            return ZoneInfo.no_cache(windows.get(key, key))
    except (KeyError, ValueError, OSError):  # no such file, or not a zone file
        pass
    raise _unusable(f"unknown time zone {quoted(name)}", _NAMES)


def _unusable(message: str, expected: str) -> InvalidRecordError:
    return InvalidRecordError([Problem("$", message, expected)])


class _Zone(tzinfo):
    """A zone whose offset from UTC changes at the onsets of its observances."""

    def __init__(self, observances: list[Observance]) -> None:
        self._observances = observances

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return the offset at a local time; the earlier one if the time is skipped or repeated (3.3.5)."""
        return None if when is None else self._offset(when.replace(tzinfo=None), local=True)

    def fromutc(self, when: datetime) -> datetime:
        """Return the local time of a time in UTC."""
        return when + self._offset(when.replace(tzinfo=None), local=False)

    def dst(self, when: datetime | None) -> timedelta | None:  # noqa: ARG002
        """Return None: only the offset is used."""
        return None

    def tzname(self, when: datetime | None) -> str | None:  # noqa: ARG002
        """Return None: the names of a VTIMEZONE are not read."""
        return None

    def _offset(self, when: datetime, *, local: bool) -> timedelta:
        onsets = [(each.last(when, local=local), each.after) for each in self._observances]
        begun = [(onset, after) for onset, after in onsets if onset is not None]
        # Before the first onset, only the offset is known.
        return max(begun)[1] if begun else min(self._observances, key=lambda each: each.start).before
