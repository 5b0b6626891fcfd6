"""The file of `--map`: names of the source, and the kinds of boxes that they stand for."""

from pathlib import Path

import pytest

from carrel.imports.course import ImportOptions
from carrel.imports.mapping import read_map


def read(folder: Path, text: str | bytes) -> tuple[dict[str, str], list[str]]:
    file = folder / "map.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    made = read_map(ImportOptions(file))
    return made.kinds, [issue.code for issue in made.issues]


def test_each_line_says_which_box_a_name_stands_for(tmp_path: Path) -> None:
    assert read(tmp_path, '"Blue frame" = "tip"\nwell = "By Monday"\n') == (
        {"Blue frame": "tip", "well": "by-monday"},
        [],
    )


def test_without_a_file_nothing_is_mapped() -> None:
    made = read_map(ImportOptions())
    assert (made.kinds, made.issues) == ({}, [])


@pytest.mark.parametrize("value", ["3", '"!"', '["tip"]'])
def test_a_name_without_a_kind_is_reported(tmp_path: Path, value: str) -> None:
    assert read(tmp_path, f"well = {value}\n")[1] == ["import-map"]


@pytest.mark.parametrize("text", ["well: tip", b"\xff = 1", "a = " + "[" * 5000])
def test_what_is_no_toml_is_reported(tmp_path: Path, text: str | bytes) -> None:
    assert read(tmp_path, text) == ({}, ["toolkit-syntax"])


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    assert [issue.code for issue in read_map(ImportOptions(tmp_path / "none.toml")).issues] == [
        "file-unreadable"
    ]
