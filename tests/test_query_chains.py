"""Random chains of methods, compared with plain loops over the JSON files.

``pytest tests/test_query_chains.py --chains 20000`` runs more of them.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes.dataset import FOLDER
from plain import Plain, Row, days

Step = tuple[str, Callable[[Any], Any], Callable[[list[Row]], list[Row]]]
"""What is asked, of a query, and of rows."""

COLLECTIONS = ("meetings", "sessions", "outcomes", "calendar")


@cache
def plain() -> Plain:
    return Plain(FOLDER)


class Chains:
    """Makes random conditions from a seed."""

    def __init__(self, random: Random, data: apec.Dataset) -> None:
        self.random = random
        self.data = data
        self.plain = plain()

    def time(self) -> tuple[Any, tuple[date, date]]:
        """Return a period in one of its accepted forms, and its days."""
        day = date(1989, 1, 1) + timedelta(self.random.randrange(38 * 365))
        if self.random.random() < 0.6:  # on an edge
            day = self.random.choice(days(self.random.choice(self.plain.rows["meetings"])["dates"]))
        text = self.random.choice([str(day), str(day)[:7], str(day)[:4], f"{str(day)[:7]}/{day.year + 1}"])
        given = int(text) if len(text) == 4 else text
        return self.random.choice([given, apec.DateSpan.of(text)]), days(text)

    def some(self, values: Any, most: int = 2) -> list[Any]:
        values = list(values)
        return self.random.sample(values, self.random.randint(1, min(most, len(values))))

    def words(self, name: str) -> str:
        """Return a word, a phrase or a beginning of a word, usually one that occurs."""
        row = self.random.choice(self.plain.rows[name])
        words = self.random.choice([found for found in self.plain.words(name, row) if found])
        at = self.random.randrange(len(words))
        word = words[at]
        match self.random.randrange(6):
            case 0:
                return " ".join(words[at : at + self.random.randint(2, 3)])
            case 1:
                return f"{word[: self.random.randint(1, len(word))]}*"
            case 2:
                return self.random.choice([f"{word}s", word.replace("z", "s"), word.replace("or", "our")])
        return word

    def step(self, name: str, *, depth: int = 0) -> Step:
        kinds = ["dated", "dated", "year", "kind", "hosted", "at", "match", "match", "cut", "order", "where"]
        if name != "calendar":
            kinds += ["about", "about"]
        kinds += ["adopted", "due"] if name == "outcomes" else ["by", "status"]
        if name == "calendar":
            kinds += ["upcoming"]
        if depth < 2:
            kinds += ["combined"]
        made: Step = getattr(self, self.random.choice(kinds))(name, depth)
        return made

    def dated(self, name: str, _: int) -> Step:
        (given, (first, last)), (other, (start, end)) = self.time(), self.time()
        match self.random.randrange(4):
            case 0:
                return f"since({given!r})", lambda q: q.since(given), self.days(name, first, date.max)
            case 1:
                return f"until({given!r})", lambda q: q.until(given), self.days(name, date.min, last)
            case 2:
                return f"during({given!r})", lambda q: q.during(given), self.days(name, first, last)
        if start > last:
            (given, first, last), (other, start, end) = (other, start, end), (given, first, last)
        if end < first:
            given, first = other, start
        return (
            f"between({given!r}, {other!r})",
            lambda q: q.between(given, other),
            self.days(name, first, end),
        )

    def days(self, name: str, first: date, last: date) -> Callable[[list[Row]], list[Row]]:
        return lambda rows: self.plain.overlapping(name, rows, first, last)

    def year(self, name: str, _: int) -> Step:
        asked = self.random.randint(1989, 2026)
        if self.random.random() < 0.5:
            return (
                f"of_year({asked})",
                lambda q: q.of_year(asked),
                lambda rows: self.plain.of_year(rows, asked),
            )
        return (
            f"in_year({asked})",
            lambda q: q.in_year(asked),
            self.days(name, date(asked, 1, 1), date(asked, 12, 31)),
        )

    def about(self, _: str, __: int) -> Step:
        themes, narrower = self.some(self.plain.rows["themes"]), self.random.random() < 0.7
        ids = [theme["id"] for theme in themes]
        names = [
            self.random.choice([theme["id"], theme["label"], *theme.get("aliases", ())]) for theme in themes
        ]
        return (
            f"about({names}, {narrower=})",
            lambda q: q.about(*names, narrower=narrower),
            lambda rows: self.plain.about(rows, ids, narrower),
        )

    def kind(self, name: str, _: int) -> Step:
        rows = self.plain.rows["meetings" if name == "calendar" else name]
        kinds = self.some({row["kind"] for row in rows}, 3)
        return f"of_kind({kinds})", lambda q: q.of_kind(*kinds), lambda r: self.plain.of_kind(name, r, kinds)

    def by(self, _: str, __: int) -> Step:
        fora, subfora = self.some(self.plain.rows["fora"]), self.random.random() < 0.6
        ids = [forum["id"] for forum in fora]
        return (
            f"by({ids}, {subfora=})",
            lambda q: q.by(*ids, subfora=subfora),
            lambda rows: self.plain.by(rows, ids, subfora),
        )

    def hosted(self, _: str, __: int) -> Step:
        hosts = sorted({row["host"] for row in self.plain.rows["host_years"]})
        economy = self.random.choice([e for e in self.plain.rows["economies"] if e["code"] in hosts])
        name, code = self.random.choice([economy["name"], economy["code"]]), economy["code"]
        return f"hosted_by({name!r})", lambda q: q.hosted_by(name), lambda r: self.plain.hosted_by(r, code)

    def at(self, name: str, _: int) -> Step:
        venues = [row["venue"] for row in self.plain.rows["meetings"] if "venue" in row]
        places = sorted({v[part] for v in venues for part in ("city", "name", "economy") if part in v})
        codes = {
            fold: row["code"] for row in self.plain.rows["economies"] for fold in (row["name"], row["code"])
        }
        place = self.random.choice([place for place in places if place not in codes or place == codes[place]])
        return f"at({place!r})", lambda q: q.at(place), lambda rows: self.plain.at(name, rows, place)

    def status(self, name: str, _: int) -> Step:
        wanted = self.some(["scheduled", "held", "postponed", "cancelled"])
        default = "scheduled" if name == "calendar" else None
        return (
            f"with_status({wanted})",
            lambda q: q.with_status(*wanted),
            lambda rows: [row for row in rows if row.get("status", default) in wanted],
        )

    def where(self, name: str, _: int) -> Step:
        field = self.random.choice(["title", "kind" if name != "calendar" else "status", "sources", "id"])
        value = self.random.choice(self.plain.rows[name]).get(field, "held")
        if isinstance(value, list):
            value = self.random.choice(value)
            return (
                f"where({field}={value!r})",
                lambda q: q.where(**{field: value}),
                lambda rows: [row for row in rows if value in row.get(field, ())],
            )
        default = "scheduled" if field == "status" else None
        return (
            f"where({field}={value!r})",
            lambda q: q.where(**{field: value}),
            lambda rows: [row for row in rows if row.get(field, default) == value],
        )

    def match(self, name: str, _: int) -> Step:
        alternatives = [
            (
                [self.words(name) for _ in range(self.random.choice([1, 1, 2]))],
                [self.words(name) for _ in range(self.random.choice([0, 0, 1]))],
            )
            for _ in range(self.random.choice([1, 1, 2]))
        ]
        text = " OR ".join(
            " ".join([*map(written, wanted), *(f"-{written(term)}" for term in unwanted)])
            for wanted, unwanted in alternatives
        )
        return (
            f"matching({text!r})",
            lambda q: q.matching(text),
            lambda r: self.plain.matching(name, r, alternatives),
        )

    def adopted(self, _: str, __: int) -> Step:
        if self.random.random() < 0.5:
            kind = self.random.choice(sorted({row["kind"] for row in self.plain.rows["meetings"]}))
            keys = {row["id"] for row in self.plain.rows["meetings"] if row["kind"] == kind}
            return (
                f"adopted_at(meetings of {kind})",
                lambda q: q.adopted_at(self.data.meetings.of_kind(kind)),
                lambda rows: self.plain.adopted_at(rows, keys),
            )
        rows = self.random.choice([self.plain.rows["meetings"], self.plain.rows["sessions"]])
        ids = [row["id"] for row in self.some(rows, 3)]
        return (
            f"adopted_at({ids})",
            lambda q: q.adopted_at(*ids),
            lambda r: self.plain.adopted_at(r, set(ids)),
        )

    def due(self, _: str, __: int) -> Step:
        (by, (_first, last)), (during, within) = self.time(), self.time()
        if self.random.random() < 0.5:
            return f"due(by={by!r})", lambda q: q.due(by=by), lambda rows: self.plain.due(rows, last, None)
        return (
            f"due(during={during!r})",
            lambda q: q.due(during=during),
            lambda r: self.plain.due(r, None, within),
        )

    def upcoming(self, _: str, __: int) -> Step:
        given, (first, _last) = self.time()
        if self.random.random() < 0.5:
            return (
                f"upcoming({given!r})",
                lambda q: q.upcoming(on=given),
                lambda r: self.plain.upcoming(r, first, None),
            )
        ahead = self.random.randint(1, 400)
        within: Any = self.random.choice([timedelta(ahead), f"{ahead} days"])
        return (
            f"upcoming({given!r}, {within!r})",
            lambda q: q.upcoming(on=given, within=within),
            lambda rows: self.plain.upcoming(rows, first, ahead),
        )

    def cut(self, _: str, __: int) -> Step:
        first, last = sorted((self.random.randrange(40), self.random.randrange(400)))
        step = self.random.choice([1, 1, 2, -1])
        cut = slice(first, last, step) if step > 0 else slice(None, None, -1)
        return f"[{cut}]", lambda q: q[cut], lambda rows: rows[cut]

    def order(self, name: str, _: int) -> Step:
        field, reverse = self.random.choice(["title", "id", "forum", "note"]), self.random.random() < 0.5
        if field == "forum" and name == "outcomes":
            field = "heading"

        def ordered(rows: list[Row]) -> list[Row]:
            valued = sorted(
                (row for row in rows if field in row), key=lambda row: row[field], reverse=reverse
            )
            return valued + [row for row in rows if field not in row]

        return f"order_by({field!r}, {reverse=})", lambda q: q.order_by(field, reverse=reverse), ordered

    def combined(self, name: str, depth: int) -> Step:
        steps = [self.step(name, depth=depth + 1) for _ in range(self.random.randint(0, 2))]
        code = ".".join([name, *(step[0] for step in steps)])

        def asked() -> Any:
            query = getattr(self.data, name)
            for _, ask, _ in steps:
                query = ask(query)
            return query

        def looped() -> list[Row]:
            rows = self.plain.rows[name]
            for _, _, loop in steps:
                rows = loop(rows)
            return rows

        match self.random.randrange(3):
            case 0:
                return f"| {code}", lambda q: q | asked(), lambda rows: rows + minus(looped(), rows)
            case 1:
                return f"- {code}", lambda q: q - asked(), lambda rows: minus(rows, looped())
        return f"& {code}", lambda q: q & asked(), lambda rows: minus(rows, minus(rows, looped()))


def minus(rows: list[Row], others: list[Row]) -> list[Row]:
    taken = {row["id"] for row in others}
    return [row for row in rows if row["id"] not in taken]


def written(term: str) -> str:
    return f'"{term}"' if " " in term else term


def chains(seed: str, data: apec.Dataset) -> Iterator[tuple[str, tuple[Any, ...], tuple[str, ...]]]:
    """Yield chains for a seed: the code, the result of the query and that of the loops."""
    number = 0
    while True:
        random = Random(f"{seed}-{number}")
        name = COLLECTIONS[number % len(COLLECTIONS)]
        made = Chains(random, data)
        query, rows, code = getattr(data, name), plain().rows[name], [f"{seed}-{number}: {name}"]
        for _ in range(random.randint(1, 5)):
            words, ask, loop = made.step(name)
            query, rows = ask(query), loop(rows)
            code.append(words)
        yield ".".join(code), query.ids(), tuple(row["id"] for row in rows)
        number += 1


def test_chains_of_questions_find_what_plain_loops_find(
    data: apec.Dataset, pytestconfig: pytest.Config
) -> None:
    count = int(pytestconfig.getoption("chains") or 0)
    found = 0
    for number, (code, asked, looped) in enumerate(chains("chain", data)):
        assert asked == looped, code
        found += bool(asked)
        if number + 1 >= count:
            break
    assert found > count / 10
