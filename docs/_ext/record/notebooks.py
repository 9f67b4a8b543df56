"""The pages of the notebooks, and a card for each."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

__all__ = ["copy_all"]


def copy_all(source: Path) -> None:
    """Copy the notebooks into the sources of Sphinx, each with a picture, and write the cards."""
    folder = source / "notebooks"
    folder.mkdir(exist_ok=True)
    for ending in ("ipynb", "png", "svg"):
        for path in folder.glob(f"*.{ending}"):
            path.unlink()
    cards = []
    for path in sorted((source.parent / "examples").glob("*.ipynb")):
        copy(path, folder)
        notebook = json.loads(path.read_bytes())
        picture = next(_pictures(notebook), None)
        if picture:
            ending, content = picture
            (folder / f"{path.stem}.{ending}").write_bytes(content)
        cards += _card(path.stem, notebook, f"{path.stem}.{picture[0]}" if picture else None)
    text = "\n".join(["::::{grid} 1 1 2 2", ":gutter: 3", "", *cards, "::::", ""])
    (folder / "cards.txt").write_text(text, encoding="utf-8")


def _pictures(notebook: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures in the outputs of a notebook, each with its file extension."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                yield "svg", "".join(data["image/svg+xml"]).encode()
            elif "image/png" in data:
                yield "png", base64.b64decode("".join(data["image/png"]))


def _card(stem: str, notebook: Any, picture: str | None) -> list[str]:
    """Return the card of a notebook: its title, its question, and its first picture."""
    text = "".join(notebook["cells"][0]["source"])
    title, _, rest = text.partition("\n")
    question = next((part.replace("\n", " ") for part in rest.split("\n\n") if part.strip()), "")
    lines = [f":::{{grid-item-card}} {title.removeprefix('# ')}", f":link: {stem}", ":link-type: doc"]
    if picture:
        lines += [f":img-top: {picture}", ":img-alt: The first picture of the notebook"]
    return [*lines, "", question.strip(), ":::", ""]
