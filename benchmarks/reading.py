"""Reading and writing JSON in a process that has everything imported."""

import json
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

import cattrs.preconf.json
import msgspec

from apec_outcomes import Dataset, DateSpan, dumps, loads, structure, unstructure
from apec_outcomes.serialization.document import DatasetDocument
from generate import files
from measure import Case, Row, equal, interleaved, row

remembered = lru_cache(maxsize=4096)(DateSpan.from_edtf)


def msgspec_decoder() -> Any:
    """Return a msgspec decoder for the classes of the library with one hook, for dates."""
    # msgspec calls a hook only for types that it does not support, so DateSpan is hidden as an attrs class.
    span: Any = DateSpan
    fields = span.__attrs_attrs__
    del span.__attrs_attrs__
    try:
        return msgspec.json.Decoder(DatasetDocument, dec_hook=lambda _, text: remembered(text))
    finally:
        span.__attrs_attrs__ = fields


def stock_converter() -> Any:
    """Return the JSON converter of cattrs with one added hook, for dates."""
    converter = cattrs.preconf.json.make_converter()
    converter.register_structure_hook(DateSpan, lambda text, _: remembered(text))
    return converter


def reading(rounds: int, size: float) -> Iterator[Row]:
    """Strict reading, compared with libraries that check less."""
    text = files(size).single.read_text(encoding="utf-8")
    decoder, stock = msgspec_decoder(), stock_converter()
    cases: dict[str, Case] = {
        "contents": partial(loads, text, DatasetDocument),
        "msgspec": partial(decoder.decode, text),
        "stock": partial(stock.loads, text, DatasetDocument),
        "parse": partial(json.loads, text),
        "dataset": partial(loads, text, Dataset),
    }
    equal("reading", *(cases[name]() for name in ("contents", "msgspec", "stock")))
    times = interleaved(rounds, cases)
    yield row(
        "strict reading of records / msgspec into the same classes", times["contents"], times["msgspec"], 4.5
    )
    yield row("strict reading of records / stock cattrs", times["contents"], times["stock"], 1.0)
    yield row("strict reading of records / `json.loads`", times["contents"], times["parse"])
    yield row(
        "the same with references checked, to a `Dataset` / msgspec", times["dataset"], times["msgspec"]
    )
    yield row(
        "the same with references checked, to a `Dataset` / stock cattrs", times["dataset"], times["stock"]
    )


def writing(rounds: int, size: float) -> Iterator[Row]:
    """Writing JSON, compared with `json.dumps`."""
    text = files(size).single.read_text(encoding="utf-8")
    data, contents = loads(text, Dataset), loads(text, DatasetDocument)
    dicts = unstructure(data)
    equal("writing and reading again", structure(dicts, Dataset), data)

    def plain() -> str:
        return json.dumps(dicts, ensure_ascii=False, separators=(",", ":"))

    equal("writing", dumps(data), plain())
    cases = {"dataset": lambda: dumps(data), "contents": lambda: dumps(contents), "json": plain}
    times = interleaved(rounds, cases)
    yield row("`dumps` of a dataset / `json.dumps` of the same dicts", times["dataset"], times["json"], 2.1)
    yield row("`dumps` of its records / `json.dumps` of the same dicts", times["contents"], times["json"])
