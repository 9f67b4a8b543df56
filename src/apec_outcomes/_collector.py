"""The garbage collector, while classes and records are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused_collector"]


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the collector from walking the growing heap, over and over, while what stays is made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                # What was made joins the old objects without a walk through all of it.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
