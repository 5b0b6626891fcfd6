"""`carrel new` makes a toolkit with one of everything, without issues, and changes no file."""

import errno
import re
from pathlib import Path

import pytest

from carrel.blanks import KINDS
from carrel.build import Options, build, check
from carrel.issues import BuildStopped
from carrel.model.settings import BUILT_IN_KINDS
from carrel.model.toolkit import Role, Toolkit
from carrel.starting import start, title_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "our-library"
    start(folder)
    return folder


@pytest.fixture(scope="module")
def toolkit(made: Path) -> Toolkit:
    toolkit = check(made).toolkit
    assert toolkit is not None
    return toolkit


def test_a_new_toolkit_has_nothing_wrong(made: Path) -> None:
    report = build(made, Options(search=False))
    assert [str(issue) for issue in report.issues] == []
    assert report.published


def test_every_file_is_named(tmp_path: Path) -> None:
    made = start(tmp_path / "new")
    assert sorted(made) == sorted(path for path in (tmp_path / "new").rglob("*") if path.is_file())
    assert {"toolkit.toml", "README.md", ".gitignore"} <= {path.name for path in made}


def test_its_time_is_sensible(toolkit: Toolkit) -> None:
    (module,) = toolkit.modules
    assert 20 <= module.minutes <= 60
    assert all(page.minutes <= 15 for page in module.pages())


# One of everything


def test_it_has_every_part_of_a_module(toolkit: Toolkit) -> None:
    (module,) = toolkit.modules
    assert [section.number for section in module.sections] == [1, 2]
    assert {page.role for page in module.pages()} == set(Role) - {Role.HOME}
    for section in module.sections:
        front = section.first.content.front
        assert front.objective
        assert front.outcomes
        assert section.pages[-1].role is Role.RESOURCES


def test_it_has_every_kind_of_box_and_one_of_its_own(toolkit: Toolkit) -> None:
    boxes = [box for page in toolkit.pages() for box in page.content.boxes]
    assert set(BUILT_IN_KINDS) < {box.kind for box in boxes}
    assert set(toolkit.settings.own_kinds) <= {box.kind for box in boxes}
    assert toolkit.settings.own_kinds
    assert any(box.parent >= 0 for box in boxes)


def test_it_has_every_kind_of_blank(toolkit: Toolkit) -> None:
    fields = [field for page in toolkit.pages() for field in page.content.fields]
    assert {field.kind for field in fields} == set(KINDS)
    assert {field.kind for field in fields if field.self_check} == {
        "choose",
        "tick",
    }
    assert {field.given for field in fields} == {True, False}
    assert any(choice.other for field in fields for choice in field.choices)
    assert any(field.lines > 1 for field in fields)


def test_it_has_every_kind_of_text(toolkit: Toolkit) -> None:
    contents = [page.content for page in toolkit.pages()]
    images = [image for content in contents for image in content.images]
    tables = [table for content in contents for table in content.tables]
    assert any(content.footnotes_called for content in contents)
    assert any(content.terms for content in contents)
    assert any(image.decorative for image in images)
    assert any(image.alt and image.title for image in images)
    assert any(table.box < 0 for table in tables)
    assert any(table.grow for table in tables)
    assert any(
        heading.id == "roles" != heading.text
        for content in contents
        for heading in content.headings
    )
    assert any(".md#" in link.href for content in contents for link in content.links)
    assert any(content.front.moved_from for content in contents)
    assert any(content.front.plan for content in contents)


def test_the_keys_that_stand_ready_are_right(tmp_path: Path) -> None:
    start(tmp_path / "new")
    settings = tmp_path / "new" / "toolkit.toml"
    settings.write_text(re.sub(r"^# (?=\w+ = |\[)", "", settings.read_text(), flags=re.M))
    assert [issue.code for issue in check(tmp_path / "new").issues] == ["logo-missing"]


# The title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("youth-services", "Youth services"),
        ('say "hi"', 'Say "hi"'),
        ("back\\slash_and-more", "Back\\slash and more"),
        ("O'Neil's", "O'Neil's"),
        ("línea\nnueva", "Línea nueva"),
        ("\udcff", "My toolkit"),
        ("--", "My toolkit"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
    ],
)
def test_the_title_comes_from_the_folders_name(tmp_path: Path, name: str, title: str) -> None:
    assert title_of(Path(name)) == title
    start(tmp_path / name)
    report = check(tmp_path / name)
    assert report.issues == []
    assert report.toolkit is not None
    assert report.toolkit.settings.title == title


def test_the_present_folder_has_a_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bees"
    folder.mkdir()
    monkeypatch.chdir(folder)
    start(Path())
    assert 'title = "Bees"' in (folder / "toolkit.toml").read_text()


# Refusals


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "toolkit.toml").write_text("mine")
    with pytest.raises(BuildStopped, match="is not empty, so it was left as it is"):
        start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["toolkit.toml"]
    assert (tmp_path / "toolkit.toml").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("mine")
    with pytest.raises(BuildStopped, match="is a file"):
        start(tmp_path / "note")
    with pytest.raises(BuildStopped, match="No toolkit could be made"):
        start(tmp_path / "note" / "inside")
    assert (tmp_path / "note").read_text() == "mine"


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(BuildStopped, match="No toolkit could be made"):
        start(tmp_path / "link")


def test_half_a_toolkit_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, opened = Path.open, []

    def full_disk(self: Path, mode: str = "r", *args: object, **more: object) -> object:
        opened.append(self)
        if len(opened) > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, mode, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full_disk)
    monkeypatch.setattr("carrel.starting._content", lambda source, folder: b"x")
    with pytest.raises(BuildStopped, match="No space left on device"):
        start(tmp_path / "deep" / "new")
    assert list(tmp_path.iterdir()) == []
