"""`carrel export`: whole files, the same bytes for the same source, and one sentence on failure."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carrel.build import Options
from carrel.cli import main
from carrel.exporting import export_toolkit
from carrel.exports import formats
from carrel.exports.site import SITE
from carrel.exports.zip import ZIP, pack
from carrel.issues import BuildStopped
from tests.support import Desk

NO_SEARCH = Options(search=False)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_contains_the_site_and_nothing_else(tmp_path: Path) -> None:
    desk = Desk.of("good-two-modules", tmp_path).build()
    packed = contents(export_toolkit(desk.root, "zip", NO_SEARCH).out)
    assert packed == {k: v for k, v in desk.published().items() if k != "carrel.json"}


def test_the_zip_has_the_search_index_unless_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def index(site: Path) -> None:
        (site / "pagefind").mkdir(exist_ok=True)
        (site / "pagefind" / "pagefind.js").write_text("search")

    monkeypatch.setattr("carrel.build.index_site", index)
    desk = Desk(tmp_path)
    assert "pagefind/pagefind.js" in contents(export_toolkit(desk.root, "zip").out)
    assert "pagefind/pagefind.js" not in contents(export_toolkit(desk.root, "zip", NO_SEARCH).out)


def test_two_exports_of_the_same_source_are_the_same_bytes(tmp_path: Path) -> None:
    found = [
        export_toolkit(Desk(tmp_path / name).root, "zip", NO_SEARCH).out.read_bytes()
        for name in ("a", "b")
    ]
    assert found[0] == found[1]


def test_an_export_after_an_edit_is_that_of_a_clean_copy(tmp_path: Path) -> None:
    desk, clean = Desk(tmp_path / "a"), Desk(tmp_path / "b")
    export_toolkit(desk.root, "zip", NO_SEARCH)
    for one in (desk, clean):
        one.page("1-one/1-a.md", "Other words.", "Page A")
    edited = export_toolkit(desk.root, "zip", NO_SEARCH).out.read_bytes()
    assert edited == export_toolkit(clean.root, "zip", NO_SEARCH).out.read_bytes()


def test_the_published_site_stays_as_it_was(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    before = desk.published()
    desk.page("1-one/1-a.md", "Other words.", "Page A")
    export_toolkit(desk.root, "zip", NO_SEARCH)
    assert desk.published() == before


def test_an_interrupted_export_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(folder: Path, target: Path) -> None:
        pack(folder, target)
        raise KeyboardInterrupt

    desk = Desk(tmp_path)
    out = export_toolkit(desk.root, "zip", NO_SEARCH).out
    before = out.read_bytes()
    monkeypatch.setitem(formats.EXPORTS, "zip", replace(ZIP, pack=interrupted))
    desk.page("1-one/1-a.md", "Other words.", "Page A")
    with pytest.raises(KeyboardInterrupt):
        export_toolkit(desk.root, "zip", NO_SEARCH)
    assert out.read_bytes() == before
    assert not list(desk.root.glob("*.part")) + list(desk.root.glob(".*.part"))


def test_errors_are_printed_and_nothing_is_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path).page("1-one/1-a.md", "[there](nowhere.md)\n")
    out = tmp_path / "all.zip"
    done = run("zip", desk.root, "--out", out, "--no-search")
    assert done.exit_code == 1
    assert "[link-missing]" in done.output
    assert "Nothing was exported: 1 error, 0 warnings." in done.output
    assert not out.exists()


def test_the_command_names_the_file_that_it_wrote(tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    done = run("zip", Desk(tmp_path).root, "--out", out, "--no-search")
    assert done.exit_code == 0
    assert str(out) in done.output
    assert "index.html" in contents(out)


def test_the_list_names_every_format() -> None:
    done = run("--list")
    assert done.exit_code == 0
    names = [line.split()[0] for line in done.output.splitlines()]
    assert names == list(formats.EXPORTS) == ["site", "zip"]
    assert all(export.description in done.output for export in formats.EXPORTS.values())


@pytest.mark.parametrize("arguments", [("epub",), ()])
def test_an_unknown_format_is_answered_with_the_known_ones(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Known are: site, zip." in done.output
    assert len(done.output.splitlines()) == 1


@pytest.mark.parametrize("out", ["", "missing/all.zip", "file/all.zip"])
def test_a_place_that_cannot_be_written_is_refused_in_one_sentence(
    tmp_path: Path, out: str
) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "file").write_text("a file")
    done = run("zip", desk.root, "--out", tmp_path / out, "--no-search")
    assert done.exit_code == 2
    assert len(done.output.splitlines()) == 1
    assert not (desk.root / ".carrel" / "exports").exists()


def test_a_folder_without_a_toolkit_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = run("zip", tmp_path)
    assert done.exit_code == 2
    assert "There is no toolkit.toml" in done.output


def test_site_is_an_export_like_the_others(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    export_toolkit(desk.root, "site", Options(out=tmp_path / "x", search=False))
    exported = {p.name for p in (tmp_path / "x").iterdir()}
    shutil.rmtree(tmp_path / "x")
    assert exported == {p.name for p in desk.build(out=tmp_path / "x").out.iterdir()}


def test_a_program_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = replace(SITE, name="book", requires=("no-such-program-anywhere",))
    monkeypatch.setitem(formats.EXPORTS, "book", needs)
    with pytest.raises(BuildStopped, match="needs the program no-such-program-anywhere"):
        export_toolkit(Desk(tmp_path).root, "book")
