"""`carrel new`: copies the toolkit in `starter/` into a new or empty folder."""

import json
import os
import re
from pathlib import Path

from carrel.issues import BuildStopped

_STARTER = Path(__file__).parent / "starter"
_SETTINGS = "toolkit.toml"
_TITLE = re.compile(r'^title = ".*"$', re.M)
_UNTITLED = "My toolkit"


def start(folder: Path) -> list[Path]:
    """Makes a toolkit in `folder` and returns its files.

    Raises BuildStopped if the folder is not empty or cannot be written.
    """
    folder = Path(os.path.abspath(folder))
    made: list[Path] = []
    try:
        _require_empty(folder)
        for source in sorted(path for path in _STARTER.rglob("*") if path.is_file()):
            _write(folder / source.relative_to(_STARTER), _content(source, folder), made)
    except OSError as error:
        _take_back(made)
        raise BuildStopped(
            f"No toolkit could be made in {folder}: {error.strerror or error}."
        ) from error
    return [path for path in made if path.is_file()]


def _require_empty(folder: Path) -> None:
    """Raises BuildStopped if the folder contains anything: no file is ever overwritten."""
    if folder.exists() and not folder.is_dir():
        raise BuildStopped(
            f"{folder} is a file. Give the name of a folder that does not exist yet."
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise BuildStopped(
            f"The folder {folder} is not empty, so it was left as it is. "
            "Give a folder that is new or empty."
        )


def _content(source: Path, folder: Path) -> bytes:
    if source.name != _SETTINGS:
        return source.read_bytes()
    line = f"title = {_quoted(title_of(folder))}"
    return _TITLE.sub(lambda _: line, source.read_text(encoding="utf-8"), count=1).encode()


def title_of(folder: Path) -> str:
    """Returns a title made of the folder's name: "Youth services" for "youth-services"."""
    name = "".join(char if char.isprintable() else " " for char in folder.name)
    words = " ".join(re.sub(r"[-_]", " ", name).split())
    return words[:1].upper() + words[1:] or _UNTITLED


def _quoted(text: str) -> str:
    """Returns `text` as a TOML string. For printable characters, JSON's strings are the same."""
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, data: bytes, made: list[Path]) -> None:
    """Writes a file that must not exist yet; adds it and its new folders to `made`."""
    for parent in reversed(path.parents):
        if not parent.is_dir():
            parent.mkdir()
            made.append(parent)
    with path.open("xb") as file:
        made.append(path)
        file.write(data)


def _take_back(made: list[Path]) -> None:
    """Deletes what was made, so that the next attempt finds an empty folder."""
    for path in reversed(made):
        try:
            path.rmdir() if path.is_dir() else path.unlink()
        except OSError:
            return
