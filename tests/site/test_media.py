"""Images and other files: whatever is in them, they are published or reported."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from carrel.model.medium import Medium
from carrel.site.media.prepare import HEAVIEST, prepare
from carrel.site.media.raster import WIDEST
from tests.support import Desk, few

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")


def drawn(
    form: str, width: int = 40, height: int = 30, mode: str = "RGB", noisy: bool = False
) -> bytes:
    image = (
        Image.effect_noise((width, height), 90).convert(mode)
        if noisy
        else Image.new(mode, (width, height))
    )
    written = io.BytesIO()
    image.save(written, form)
    return written.getvalue()


WHOLE = {form: drawn(form, noisy=True) for form in FORMATS}


def prepared(tmp_path: Path, name: str, data: bytes) -> Medium:
    (tmp_path / name).write_bytes(data)
    return prepare(name, tmp_path)


@few(400)
@given(
    st.sampled_from(FORMATS),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=12),
    st.integers(0, 3000),
)
def test_a_broken_image_is_a_problem_and_not_an_exception(
    tmp_path_factory: object, form: str, changes: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(WHOLE[form])
    for at, value in changes:
        data[at % len(data)] = value
    folder = tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        medium = prepared(folder, f"broken.{form.lower()}", bytes(data[: length or None]))
    assert medium.problem in ("", "image-unreadable", "image-too-large", "image-heavy")
    assert medium.problem or medium.width > 0


@few(300)
@given(
    st.text(alphabet="<svg width=height viewBox\"' 0123456789.e-px>/\n\0é", max_size=80).map(
        lambda text: f"<svg {text}>"
    )
)
@example('<svg width="' + "9" * 400 + '" height="1">')
@example('<svg viewBox="0 0 1.2.3 4">')
@example('<svg width="' + "٣" * 5 + '" height="1">')
def test_any_drawing_is_measured_or_a_problem(tmp_path_factory: object, text: str) -> None:
    medium = prepared(tmp_path_factory.getbasetemp(), "any.svg", text.encode())  # type: ignore[attr-defined]
    assert medium.problem in ("", "image-unreadable")


@pytest.mark.parametrize(
    ("width", "height"),
    [(WIDEST + 1, 20), (900, 900), (30, 17_000), (20_000, 50)],
    ids=["wide", "heavy", "tall", "very wide"],
)
def test_a_large_image_becomes_small_and_keeps_its_shape(
    tmp_path: Path, width: int, height: int
) -> None:
    data = drawn("PNG", width, height, noisy=True)
    medium = prepared(tmp_path, "large.png", data)
    assert not medium.problem
    assert medium.url == "large.webp" and 0 < len(medium.data) < min(len(data), 4 * HEAVIEST)
    assert (
        medium.width <= WIDEST
        and abs(medium.width / medium.height - width / height) < width / height / 10
    )
    with Image.open(io.BytesIO(medium.data)) as image:
        assert image.size == (medium.width, medium.height)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colours_can_be_made_smaller(tmp_path: Path, mode: str) -> None:
    image = Image.new(mode, (WIDEST + 50, 40))
    image.save(tmp_path / "a.png")
    assert prepare("a.png", tmp_path).width == WIDEST


def test_the_same_image_gives_the_same_bytes(tmp_path: Path) -> None:
    data = drawn("PNG", 900, 700, noisy=True)
    assert prepared(tmp_path, "a.png", data).data == prepared(tmp_path, "b.png", data).data


def test_two_files_at_one_address_are_an_issue(tmp_path: Path) -> None:
    heavy = drawn("PNG", 600, 500, noisy=True)
    desk = Desk(tmp_path).write("guide/a.png", heavy).write("guide/a.webp", WHOLE["WEBP"])
    desk.page("1-one/1-a.md", "![one](../a.png) ![other](../a.webp)\n").build().expect_codes(
        "file-claimed"
    )


@pytest.mark.parametrize(
    "path", ["guide/one/a/index.html", "carrel.json", "404.html", "index.html", "guide/index.html"]
)
def test_a_file_at_the_address_of_a_page_is_an_issue(tmp_path: Path, path: str) -> None:
    Desk(tmp_path).write(path, "mine").page(
        "1-one/1-a.md", f"[mine](/{path})\n"
    ).build().expect_codes("file-claimed")


def test_an_old_address_where_a_file_is_published_is_an_issue(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .write("guide/media/plan.txt", "mine")
        .page("1-one/1-a.md", "[mine](../media/plan.txt)\n", moved_from="/guide/media/plan.txt/")
    )
    desk.build().expect_codes("moved-from-taken")
    desk.page(
        "1-one/1-a.md", "[mine](../media/plan.txt)\n", moved_from="/guide/media/plan/"
    ).build().expect_codes()


def test_a_file_that_disappears_meanwhile_stops_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carrel.issues import BuildStopped
    from carrel.publish import Stage

    desk = Desk(tmp_path).write("guide/a.txt", "x").page("1-one/1-a.md", "[a](../a.txt)\n")
    monkeypatch.setattr(
        Stage, "begin", lambda stage: (desk.root / "guide/a.txt").unlink() or stage.folder.mkdir()
    )
    with pytest.raises(BuildStopped, match="cannot be read: No such file or directory"):
        desk.build()
