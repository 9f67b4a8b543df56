"""The relations between the records of a dataset and of `beside`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apec_outcomes.errors import ArgumentError, UnknownIdError, listed, quoted
from apec_outcomes.model import Assessment, Outcome, SourceKind, Verdict
from apec_outcomes.model._collections import ALL, EVENTS, row_of
from apec_outcomes.model._fields import links
from apec_outcomes.model._holders import announce
from apec_outcomes.model._text import name_key
from apec_outcomes.model.source import strongest
from apec_outcomes.query.store import Store
from apec_outcomes.query.unknown import unknown, with_article

__all__ = ["Relations"]


class Relations:
    """Look-ups of records by id and name: in a dataset, or else in its `beside`.

    Parameters
    ----------
    dataset
        The dataset of the records.
    stores
        The stores of its records, by collection.
    beside
        The relations of its `beside`.
    """

    __slots__ = ("__weakref__", "_below", "_families", "_places", "beside", "dataset", "stores")

    def __init__(
        self, dataset: Any, stores: Mapping[str, Store[Any]], beside: "Relations | None" = None
    ) -> None:
        self.dataset = dataset
        self.stores = stores
        self.beside = beside
        self._below: dict[str, dict[str, list[Any]]] = {}
        self._families: dict[tuple[str, str], frozenset[str]] = {}
        self._places: Mapping[str, str] | None = None
        announce(self)

    def find(self, collection: str, key: Any) -> Any:
        """Return the record with this key, or None."""
        if not isinstance(key, str | int):
            return None
        found = self.stores[collection].by_key().get(key)
        return self.beside.find(collection, key) if found is None and self.beside else found

    def holds(self, record: Any) -> bool:
        """Return whether the dataset contains this object."""
        row = row_of(type(record))
        if row is None or row.name not in self.stores:
            return False
        return self.stores[row.name].by_key().get(getattr(record, row.key)) is record

    def referred(self, record: Any, field: str, key: object) -> Any:
        """Return the record that a field of another record refers to by this key, or None."""
        collection = next((each.kind.collection for each in links(type(record)) if each.name == field), None)
        if collection is None and field == "by":
            collection = "actors"  # an assessor is an actor, or else only a name
        return self.find(collection, key) if collection and collection in self.stores else None

    def one(self, collection: str, given: Any) -> Any:
        """Return the record that is given by itself, its key or one of its names.

        Records of the dataset take precedence over those of `beside`.

        Raises
        ------
        ArgumentError
            If the value is neither a record of the collection nor a possible key or name.
        UnknownIdError
            If there is no such record, or more than one.
        """
        row = ALL[collection]
        named = (str, int) if self.stores[collection].is_numbered else str
        if isinstance(given, row.cls):
            given = getattr(given, row.key)
        elif not isinstance(given, named) or isinstance(given, bool):
            expected = f"{with_article(row.labels[0])}, or its {row.key} or name"
            raise ArgumentError(f"got {quoted(given)}; expected {expected}")
        found = self.answering(collection, given)
        if len(found) == 1:
            return found[0]
        if found:
            keys = [str(getattr(record, row.key)) for record in found]
            raise UnknownIdError(given, collection, keys, len(found))
        raise unknown(self, given, (collection,), self.near(collection, given))

    def answering(self, collection: str, given: Any) -> Sequence[Any]:
        """Return the record with this key, or else all with this name, here or else in `beside`."""
        answers = (each.stores[collection].answering(given) for each in self._in_turn())
        return next(filter(None, answers), ())

    def named(self, collection: str, given: str) -> Sequence[Any]:
        """Return the record with this key, or else all with exactly this name, here or else in `beside`."""
        found = self.find(collection, given)
        if found is not None:
            return (found,)
        answers = (each.stores[collection].names().named(given) for each in self._in_turn())
        return next(filter(None, answers), ())

    def first(self, collection: str) -> Any:
        """Return the first record of a collection, here or else in `beside`, or None."""
        return next(self.all_of(collection), None)

    def near(self, collection: str, given: Any) -> list[str]:
        """Return similar keys and names, here and in `beside`."""
        return [near for each in self._in_turn() for near in each.stores[collection].names().near(given)]

    def key_of(self, collection: str, given: Any) -> Any:
        """Return the key of the record that is given by itself, its key or one of its names."""
        return getattr(self.one(collection, given), ALL[collection].key)

    def _in_turn(self) -> "Iterator[Relations]":
        """Yield these relations, then those of `beside`."""
        relations: Relations | None = self
        while relations is not None:
            yield relations
            relations = relations.beside

    def any(self, given: str, *collections: str) -> Any:
        """Return the record of one of these collections with this key, or else with this name.

        A record takes precedence over the calendar entry that announced it.

        Raises
        ------
        UnknownIdError
            If no record has the name, or several have it.
        """
        named = self.meant(given, collections, last=("calendar",))
        if len(named) == 1:
            return named[0][1]
        if named:
            keys = [self.stores[name].key(record) for name, record in named]
            raise UnknownIdError(given, listed(collections, "or"), keys, len(named))
        near = [near for name in collections for near in self.near(name, given)]
        raise unknown(self, given, collections, near)

    def meant(self, given: str, collections: Sequence[str], *, last: Sequence[str]) -> list[tuple[str, Any]]:
        """Return the record with this key or name, and its collection; all of them if the text is ambiguous.

        A key takes precedence over a name, and a whole name over some words of one.

        Parameters
        ----------
        given
            A key, a name, or some words of a name.
        collections
            The collections to search, the most likely first.
        last
            Collections among them that count only if no other has a record with this name or these words.
        """
        for name in collections:
            if (found := self.find(name, given)) is not None:
                return [(name, found)]
        first = [name for name in collections if name not in last]
        then = [name for name in collections if name in last]
        for ask in (self.named, self.answering):
            for names in (first, then):
                if named := [(name, record) for name in names for record in ask(name, given)]:
                    return named
        return []

    def all_of(self, collection: str) -> Iterator[Any]:
        """Yield the records here, then those of `beside` whose keys no record here has."""
        own = self.stores[collection]
        yield from own.records
        if self.beside:
            mine = own.by_key()
            yield from (record for record in self.beside.all_of(collection) if own.key(record) not in mine)

    def evidence_of(self, outcome: Outcome) -> SourceKind | None:
        """Return the strongest kind among the sources of an outcome, or None if it has none."""
        found = (self.find("sources", key) for key in outcome.sources)
        return strongest(source.kind for source in found if source)

    def assessments_of(self, key: str) -> list[Assessment]:
        """Return the assessments of an outcome by date, those without a date last."""
        found: list[Assessment] = self.below("assessments").get(key, [])
        return sorted(found, key=lambda each: (0, each.date.start, each.date.end) if each.date else (1,))

    def verdict_of(self, outcome: Outcome) -> Verdict | None:
        """Return the latest verdict on an outcome, preferably a final one, and one with a date."""
        found = self.assessments_of(outcome.id)
        found = [each for each in found if each.verdict.is_final] or found
        latest = [each for each in found if each.date] or found
        return latest[-1].verdict if latest else None

    def places(self) -> Mapping[str, str]:
        """Return the cities and venues of events, by folded name."""
        if self._places is None:
            held = (r for name in EVENTS for r in self.all_of(name) if r.venue)
            named = (name for record in held for name in (record.venue.city, record.venue.name) if name)
            self._places = {name_key(name): name for name in named}
        return self._places

    def family(self, collection: str, given: Any, *, below: bool = True) -> list[Any]:
        """Return a record, then all records below it in the hierarchy, each once."""
        record = self.one(collection, given)
        if not below:
            return [record]
        lower = self.below(collection)
        family, waiting = {}, [record]
        while waiting:
            current = waiting.pop()
            if current.id not in family:
                family[current.id] = current
                waiting.extend(reversed(lower.get(current.id, ())))
        return list(family.values())

    def family_ids(self, collection: str, given: Any, *, below: bool = True) -> frozenset[str]:
        """Return the ids of a record and of all records below it in the hierarchy."""
        record = self.one(collection, given)
        if not below:
            return frozenset((record.id,))
        key = collection, record.id
        if key not in self._families:
            family = frozenset(each.id for each in self.family(collection, record))
            self._families.setdefault(key, family)
        return self._families[key]

    def below(self, collection: str) -> dict[str, list[Any]]:
        """Return, for each id, the records directly below it in the hierarchy of the collection."""
        if collection not in self._below:
            field = ALL[collection].above
            below = defaultdict(list)
            for record in self.all_of(collection):
                value = getattr(record, field) if field else ()
                for above in value if isinstance(value, tuple) else (value,):
                    below[above].append(record)
            self._below.setdefault(collection, dict(below))
        return self._below[collection]
