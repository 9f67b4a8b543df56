"""TOML, without long dotted keys: tomli-w (extra ``toml``) writes it."""

import re
from typing import Any

from apec_outcomes.errors import ArgumentError, shown

__all__ = ["read", "written"]


def written(data: Any, tomli_w: Any) -> str:
    """Return a record or a dataset as TOML."""
    if not isinstance(data, dict):
        raise ArgumentError(
            f"got {shown(data)}; expected a record or a dataset, as TOML has no top-level lists; use jsonl"
        )
    return str(tomli_w.dumps(data))


def read(text: str, _: Any) -> Any:
    """Return the data of a TOML text."""
    import tomllib

    # The time and memory for a dotted key increase with the square of its length.
    if any(piece["beyond"] for piece in re.finditer(_PIECE, text, re.VERBOSE)):
        raise ValueError(f"a dotted key of more than {_LONGEST_KEY} parts")
    return tomllib.loads(text)


_LONGEST_KEY = 16

# A comment, a multi-line text, or a possible dotted key. No piece is matched twice, closed or not, so that
# the time is linear in the length of the text.
_PART = r"""(?: [\w-]++ | "(?: [^"\\\n] | \\[^\n] )*+"? | '[^'\n]*+'? )"""
_DOT = r"[ \t]*+\.[ \t]*+"
_PIECE = rf"""
    \#[^\n]*+
    | \"{{3}} (?: [^"\\] | \\[\s\S] | "{{1,2}}(?!") )*+ "{{0,5}}
    | '{{3}} (?: [^'] | '{{1,2}}(?!') )*+ '{{0,5}}
    | {_PART} (?: {_DOT} {_PART} ){{0,{_LONGEST_KEY - 1}}}+ (?P<beyond> {_DOT} {_PART} )?
"""
