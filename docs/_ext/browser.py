"""Build the notebooks that run in the browser, as a part of the finished site."""

import shutil
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

import apec_outcomes as apec

__all__ = ["setup"]

_log = logging.getLogger(__name__)


def _build(app: Sphinx, failure: Exception | None) -> None:
    """Build the pages if npm is installed, which downloads Pyodide."""
    if failure or app.builder.format != "html":
        return
    if shutil.which("npm") is None:
        _log.info("npm is not installed: the notebooks that run in the browser are not built")
        return
    sys.path.insert(0, str(app.srcdir))
    import lite

    lite.build(Path(app.outdir) / "lite")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the build after that of the site."""
    app.connect("build-finished", _build)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
