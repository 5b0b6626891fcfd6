"""The site's folder has complete files at every moment, and only Carrel's files are changed."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import carrel.reading
from carrel.cli import main
from carrel.issues import BuildStopped
from carrel.publish import Stage
from tests.support import Desk, assert_same_files, files_in, front

MANY = 240  # pages: enough for several processes, and for a kill to come in the middle
unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="needs the signals and the permissions of Unix"
)


def start(desk: Desk) -> subprocess.Popen[str]:
    """`carrel build` in a process group of its own."""
    command = [sys.executable, "-m", "carrel", "build", str(desk.root), "--no-search"]
    return subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def large(folder: Path, word: str = "old") -> Desk:
    """A toolkit with many pages in several modules."""
    desk = Desk(folder)
    for module in ("m1", "m2", "m3", "m4"):
        desk.write(
            f"{module}/index.md", front(f"Module {module}", summary="Many pages.") + f"{word}\n"
        )
        desk.write(
            f"{module}/s/index.md", front("S", objective="See.", outcomes="[Seen.]") + f"{word}\n"
        )
        desk.write(f"{module}/s/resources.md", front("Resources") + f"{word}\n")
        for number in range(MANY // 4):
            desk.write(
                f"{module}/s/{number}-page.md".replace("-page", f"-page-{number}"),
                front(f"Page {number}") + f"{word} " * 50 + "\n",
            )
    return desk


def say(desk: Desk, old: str, new: str) -> None:
    for path in desk.root.glob("m*/**/*.md"):
        path.write_text(path.read_text().replace(old, new))


# Only what changed, and all of what changed


def test_a_site_has_a_page_for_each_page_and_a_list_of_its_files(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build().expect_published().expect("guide/one/a/", "Some words on page A.")
    listed = json.loads(desk.read("carrel.json"))["files"]
    assert sorted(listed) == sorted(desk.published().keys() - {"carrel.json"})


def test_two_builds_of_one_source_have_the_same_bytes(tmp_path: Path) -> None:
    one = Desk.of("good-two-modules", tmp_path / "one").build()
    other = Desk.of("good-two-modules", tmp_path / "another place").build()
    assert_same_files(one.published(), other.published())


def test_no_file_of_a_site_names_the_place_where_it_was_built(tmp_path: Path) -> None:
    desk = Desk.of("good-two-modules", tmp_path / "built-here").build()
    assert not [
        path
        for path, data in desk.published().items()
        if b"built-here" in data or os.fsencode(tmp_path) in data
    ]


def test_a_build_of_an_unchanged_toolkit_writes_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    before = desk.modified()
    desk.build()
    assert desk.modified() == before
    assert desk.report.written == desk.report.removed == []


def test_an_edit_writes_the_page_and_what_shows_it_and_no_more(tmp_path: Path) -> None:
    desk = Desk.of("good-two-modules", tmp_path).build()
    before = desk.modified()
    desk.edit("shelving/1-order/letters.md", "Guess", "Peek").build()
    after = desk.modified()
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {
        "shelving/order/letters/index.html",
        "shelving/print/index.html",
        "shelving/record/index.html",
        "shelving/offline.json",
        "carrel.json",
    }
    assert set(desk.report.written) == changed


def test_a_touched_page_is_not_written_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    before = desk.modified()
    os.utime(desk.root / "guide/1-one/1-a.md")
    assert desk.build().modified() == before


def test_a_page_that_is_gone_disappears_with_its_folder(tmp_path: Path) -> None:
    desk = Desk(tmp_path).page("1-one/2-b.md").build()
    assert (desk.out / "guide/one/b").is_dir()
    desk.remove("guide/1-one/2-b.md").build()
    assert not (desk.out / "guide/one/b").exists()
    assert desk.report.removed == ["guide/one/b/index.html"]


def test_a_file_that_somebody_put_into_the_site_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path).page("1-one/2-b.md").build()
    (desk.out / "guide/one/b/CNAME").write_text("example.org")
    desk.remove("guide/1-one/2-b.md").build()
    assert (desk.out / "guide/one/b/CNAME").read_text() == "example.org"


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .write("guide/extra", "a file\n")
        .page("1-one/1-a.md", "[extra](../extra)\n")
        .build()
        .expect_published()
    )
    desk.remove("guide/extra").page("1-one/1-a.md", "[extra](../extra/index.md)\n").page(
        "extra/index.md"
    ).page("extra/resources.md")
    desk.build().expect_published().expect("guide/extra/", "Some words.")
    desk.remove("guide/extra").write("guide/extra", "a file\n").page(
        "1-one/1-a.md", "[extra](../extra)\n"
    )
    assert desk.build().expect_published().published()["guide/extra"] == b"a file\n"


# Errors, and what stops a build


def test_a_toolkit_with_an_error_is_not_published_and_the_last_site_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    before, when = desk.published(), desk.modified()
    desk.page("1-one/2-good.md").page("1-one/3-bad.md", "::: tip\nnever closed\n").build()
    assert not desk.report.published
    assert desk.published() == before and desk.modified() == when


def test_a_first_build_with_an_error_leaves_no_folder(tmp_path: Path) -> None:
    desk = Desk(tmp_path).page("1-one/3-bad.md", ":::\n").build()
    assert not desk.out.exists()


def test_a_strict_build_refuses_warnings_and_an_ordinary_one_does_not(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .remove("guide/1-one/resources.md")
        .build(strict=True)
        .expect_codes("section-resources")
    )
    assert not desk.report.published
    desk.build().expect_published()
    assert not desk.build(strict=True).report.published


@pytest.mark.parametrize("out", [".", "..", "../.."])
def test_a_site_is_never_written_over_the_toolkit(tmp_path: Path, out: str) -> None:
    desk = Desk(tmp_path)
    before = files_in(desk.root)
    with pytest.raises(BuildStopped, match="holds the toolkit itself"):
        desk.build(out=desk.root / out)
    assert {
        path: data for path, data in files_in(desk.root).items() if not path.startswith(".carrel/")
    } == before


@pytest.mark.parametrize(
    "manifest",
    [None, "", "[]", "{}", '{"files": 5}', '{"files": [1]}', '{"files": {"index.html": 1}}', "\0"],
)
def test_a_folder_with_other_peoples_files_is_refused(tmp_path: Path, manifest: str | None) -> None:
    out = tmp_path / "public"
    out.mkdir()
    (out / "index.html").write_text("ours")
    if manifest is not None:
        (out / "carrel.json").write_text(manifest)
    before = files_in(out)
    with pytest.raises(BuildStopped, match="holds files that Carrel did not write"):
        Desk(tmp_path).build(out=out)
    assert files_in(out) == before


@pytest.mark.parametrize(
    "path",
    ["../kept.txt", "/kept.txt", "guide/../../kept.txt", "a\0b", "", ".", "guide", "kept.txt/x"],
)
def test_a_forged_list_of_files_deletes_nothing_outside_the_site(tmp_path: Path, path: str) -> None:
    desk = Desk(tmp_path).write("kept.txt", "kept").build()
    (desk.out / "carrel.json").write_text(
        json.dumps({"files": {path: "", (desk.root / "kept.txt").as_posix(): ""}})
    )
    desk.page("1-one/2-b.md").build().expect_published().expect("guide/one/b/", "Some words.")
    assert (desk.root / "kept.txt").read_text() == "kept"


def test_a_site_may_lie_anywhere_inside_its_toolkit(tmp_path: Path) -> None:
    for out in ("public", "guide/site", "guide/1-one/site"):
        desk = Desk(tmp_path / out.replace("/", "-"))
        desk.build(out=desk.root / out).expect_published().build(
            out=desk.root / out
        ).expect_published()
        assert desk.report.pages == 4


def test_a_link_to_a_folder_elsewhere_may_be_the_site(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    desk = Desk(tmp_path).link("public", tmp_path / "elsewhere")
    for _ in range(2):
        desk.build(out=desk.root / "public").expect_published()
    assert (tmp_path / "elsewhere/guide/index.html").is_file()


def test_a_file_at_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("a file")
    with pytest.raises(BuildStopped):
        Desk(tmp_path).build(out=tmp_path / "public")


@unix_only
def test_a_pipe_in_the_site_is_replaced_and_not_waited_for(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    (desk.out / "404.html").unlink()
    os.mkfifo(desk.out / "404.html")
    assert "not here" in desk.build().expect_published().read("404.html") or desk.read("404.html")


def test_a_list_of_files_that_was_deleted_is_no_traceback(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    (desk.out / "carrel.json").unlink()
    with pytest.raises(BuildStopped, match="did not write"):
        desk.build()


# A disk that is full, a folder that cannot be written


@pytest.fixture
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, where the system lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and os.geteuid() == 0
    if (
        not mounted
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True
        ).returncode
    ):
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_last_site(tmp_path: Path, _small_disk: Path) -> None:
    desk = Desk(tmp_path).build(out=_small_disk / "site").expect_published()
    before = desk.published()
    desk.write("guide/large.txt", random.Random(1).randbytes(600_000)).page(
        "1-one/1-a.md", "[large](../large.txt)\n"
    )
    with pytest.raises(BuildStopped, match="No space left on device"):
        desk.build(out=_small_disk / "site")
    assert files_in(_small_disk) == {f"site/{path}": data for path, data in before.items()}
    desk.write("guide/large.txt", "small").build(out=_small_disk / "site").expect_published()
    assert desk.published()["guide/large.txt"] == b"small"


def test_a_mounted_disk_can_be_the_site(tmp_path: Path, _small_disk: Path) -> None:
    desk = Desk(tmp_path).build(out=_small_disk).expect_published()
    desk.edit("guide/1-one/1-a.md", "Some words", "Other words").build(
        out=_small_disk
    ).expect_published().expect("guide/one/a/", "Other words")
    assert not [path for path in _small_disk.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("moment", ["open", "write", "rename", "mkdir"])
def test_whatever_the_system_refuses_stops_the_build_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    desk = Desk(tmp_path).build()
    before = desk.published()
    desk.edit("guide/1-one/1-a.md", "Some words", "Other words").page("1-one/2-b.md")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(
            "carrel.publish.os." + {"rename": "replace"}.get(moment, moment),
            refuse if moment != "open" else _refuse_writing(os.open),
        )
        with pytest.raises(BuildStopped, match="cannot be written: No space left on device"):
            desk.build()
    assert desk.published() == before
    desk.build().expect_published().expect("guide/one/a/", "Other words")
    assert_same_files(desk.published(), desk.build_afresh(tmp_path / "afresh").published())


def _refuse_writing(original: object) -> object:
    def opened(path: object, flags: int, *more: object, **named: object) -> object:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(path, flags, *more, **named)  # type: ignore[operator]

    return opened


def as_nobody(desk: Desk, *arguments: str) -> tuple[int, str]:
    """`carrel build` as somebody who may not write everywhere: exit code, and all that was said."""
    if os.geteuid() == 0 and not all(
        folder.stat().st_mode & 0o001 for folder in Path(carrel.__file__).parents
    ):
        pytest.skip("nobody else may read Carrel itself here")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            result = CliRunner().invoke(main, ["build", str(desk.root), "--no-search", *arguments])
            said = (
                "".join(traceback.format_exception(result.exception))
                if result.exc_info and not _is_exit(result.exception)
                else result.output
            )
            os.write(writing, json.dumps([result.exit_code, said]).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as said:
        code, output = json.loads(said.read())
    os.waitpid(child, 0)
    return int(code), str(output)


def _is_exit(error: BaseException | None) -> bool:
    return error is None or isinstance(error, SystemExit)


def open_to_all(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    temporary = Path(tempfile.gettempdir()).resolve()
    for path in folder.resolve().parents:
        if temporary in path.parents:
            path.chmod(path.stat().st_mode | 0o011)


@unix_only
def test_an_output_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    open_to_all(desk.root)
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    code, said = as_nobody(desk, "--out", str(locked / "site"))
    assert code == 2
    assert (
        said.startswith(f"carrel: {locked}")
        and said.endswith("cannot be written: Permission denied.\n")
        and said.count("\n") == 1
    )


@unix_only
def test_only_the_site_itself_need_be_writable(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    open_to_all(desk.root)
    site = tmp_path / "host" / "html"
    site.mkdir(parents=True)
    site.chmod(0o777)
    site.parent.chmod(0o555)
    code, said = as_nobody(desk, "--out", str(site))
    assert code == 0, said
    assert (site / "guide/index.html").is_file() and not (site / ".carrel-new").exists()


@unix_only
def test_a_toolkit_that_cannot_be_written_can_be_published_elsewhere(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    open_to_all(desk.root)
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o777)
    desk.root.chmod(0o555)
    for _ in range(2):
        code, said = as_nobody(desk, "--out", str(tmp_path / "out/site"))
        assert code == 0, said


@unix_only
def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build()
    open_to_all(desk.root)
    for path in [desk.root / ".carrel", *(desk.root / ".carrel").iterdir()]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    desk.edit("guide/1-one/1-a.md", "Some words", "Other words")
    code, said = as_nobody(desk)
    assert code == 0, said
    desk.expect("guide/one/a/", "Other words")


@unix_only
def test_files_that_cannot_be_read_are_issues(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .page("1-one/2-b.md")
        .write("guide/a.txt", "x")
        .write("guide/a.png", "x")
        .write("guide/2-two/index.md", front("Two"))
    )
    desk.page("1-one/1-a.md", "[a](../a.txt) ![b](../a.png)\n")
    open_to_all(desk.root)
    for path in ("guide/1-one/2-b.md", "guide/a.txt", "guide/a.png", "guide/2-two"):
        (desk.root / path).chmod(0)
    code, said = as_nobody(desk)
    (desk.root / "guide/2-two").chmod(0o777)
    assert code == 1
    assert [line.rpartition("[")[2] for line in said.splitlines() if line.endswith("]")] == [
        *("image-unreadable]", "media-unreadable]", "file-unreadable]", "file-unreadable]")
    ], said


# Interruptions


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.001)


def interrupted(desk: Desk, path: str, how: signal.Signals) -> tuple[dict[str, bytes], str]:
    """Interrupts a build as soon as `path` exists; returns the site before, and the build's output.

    On a busy machine a build may end first: then another one is interrupted.
    """
    for old, new in pairwise(("old", "new", "fresh", "young", "recent", "late")):
        before = desk.published()
        say(desk, old, new)
        process = start(desk)
        wait_for(desk.root / path, process)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        said = "".join(process.communicate(timeout=30))
        if process.returncode:
            return before, said
    raise AssertionError("No build could be interrupted.")


@unix_only
def test_a_build_that_is_killed_while_it_renders_leaves_the_last_site(tmp_path: Path) -> None:
    desk = large(tmp_path).build()
    before, _ = interrupted(desk, "._site.carrel-new/m2", signal.SIGKILL)
    assert desk.published() == before
    desk.build().expect_published()
    assert_same_files(desk.published(), desk.build_afresh(tmp_path / "afresh").published())
    assert not (desk.root / "._site.carrel-new").exists()


@unix_only
def test_a_build_that_is_killed_at_any_moment_leaves_whole_files_and_the_next_one_mends_them(
    tmp_path: Path,
) -> None:
    desk = large(tmp_path).build()
    old = desk.published()
    say(desk, "old", "new")
    desk.remove("m1/s/1-page-1.md").write("m1/s/200-added.md", front("Added") + "new\n")
    afresh = desk.build_afresh(tmp_path / "afresh").published()
    kept = tmp_path / "kept"
    shutil.copytree(desk.root, kept, symlinks=True)
    chance = random.Random(7)
    for _ in range(4):
        process = start(desk)
        time.sleep(0.25 + chance.random() * 0.6)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        for path, data in desk.published().items():
            assert path == "carrel.json" or data in (old.get(path), afresh.get(path)), (
                f"{path} is half written"
            )
        assert_same_files(desk.build().expect_published().published(), afresh)
        shutil.rmtree(desk.root)
        shutil.copytree(kept, desk.root, symlinks=True)


@pytest.mark.parametrize("step", range(1, 9))
def test_whichever_file_is_the_last_to_take_its_place_the_next_build_goes_on_from_there(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the current failed after so many files had taken their places."""
    desk = (
        Desk(tmp_path).page("1-one/2-b.md").page("1-one/3-c.md").write("guide/x.txt", "x").build()
    )
    desk.remove("guide/1-one/2-b.md").remove("guide/x.txt").page("1-one/4-d.md").edit(
        "guide/1-one/1-a.md", "Some words", "Other words"
    )
    calls = [0]
    original = {"replace": os.replace, "unlink": Path.unlink}

    class CurrentFailed(BaseException):
        pass

    def counted(name: str) -> object:
        def call(*arguments: object, **more: object) -> object:
            calls[0] += 1
            if calls[0] > step:
                raise CurrentFailed
            return original[name](*arguments, **more)  # type: ignore[operator]

        return call

    with monkeypatch.context() as patched:
        patched.setattr("carrel.publish.os.replace", counted("replace"))
        patched.setattr(Path, "unlink", counted("unlink"))
        patched.setattr(Stage, "abandon", lambda _: None)
        with pytest.raises(CurrentFailed):
            desk.build()
    desk.remove("guide/1-one/4-d.md").build().expect_published()
    assert_same_files(desk.published(), desk.build_afresh(tmp_path / "afresh").published())


@unix_only
def test_ctrl_c_leaves_the_last_site_and_no_traceback(tmp_path: Path) -> None:
    desk = large(tmp_path).build()
    before, said = interrupted(desk, "._site.carrel-new", signal.SIGINT)
    assert "Traceback" not in said
    assert desk.published() in (
        before,
        desk.build_afresh(tmp_path / "afresh").published(),
    )  # nobody interrupts the last moment
    assert not (desk.root / "._site.carrel-new").exists()


@unix_only
def test_ctrl_c_waits_until_all_files_have_taken_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path).build().edit("guide/1-one/1-a.md", "Some words", "Other words")
    move = Stage._move

    def interrupted(self: Stage, paths: list[str]) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        move(self, paths)

    monkeypatch.setattr(Stage, "_move", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.build()
    monkeypatch.undo()
    assert_same_files(desk.published(), desk.build_afresh(tmp_path / "afresh").published())


@unix_only
def test_two_builds_at_once_leave_what_one_leaves(tmp_path: Path) -> None:
    desk = large(tmp_path)
    processes = [start(desk) for _ in range(3)]
    said = [process.communicate(timeout=90) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert_same_files(desk.published(), desk.build_afresh(tmp_path / "afresh").published())


@unix_only
def test_a_process_that_the_system_ends_stops_the_build_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = large(tmp_path)
    parent, read_contents = os.getpid(), carrel.reading.read_contents

    def fatal(files: list[tuple[str, bytes]], *more: object) -> object:
        if os.getpid() != parent and any(path.endswith("/7-page-7.md") for path, _ in files):
            os.kill(os.getpid(), signal.SIGKILL)
        return read_contents(files, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("carrel.reading.read_contents", fatal)
    monkeypatch.setattr("carrel.parallel.processors", lambda: 2)
    with pytest.raises(BuildStopped, match="ended a part of this build"):
        desk.build()


def test_a_build_beside_a_thread_is_published(tmp_path: Path) -> None:
    """Signals can be held back in the main thread only."""
    desk = Desk(tmp_path)
    thread = threading.Thread(target=desk.build)
    thread.start()
    thread.join()
    desk.expect_published()


# Search


def test_the_search_index_is_made_again_after_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    made: list[int] = []

    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    def index(site: Path) -> None:
        (site / "pagefind").mkdir(exist_ok=True)
        made.append(1)

    monkeypatch.setattr("carrel.build.index_site", index)
    desk.build(search=True).build(search=True)
    assert len(made) == 1, "nothing had changed"
    desk.edit("guide/1-one/1-a.md", "Some words", "Other words")
    monkeypatch.setattr("carrel.build.index_site", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.build(search=True)
    monkeypatch.setattr("carrel.build.index_site", index)
    desk.build(search=True)
    assert len(made) == 2
    shutil.rmtree(desk.out / "pagefind")
    desk.build(search=True)
    assert len(made) == 3
    desk.build()
    assert not (desk.out / "pagefind").exists()


def test_two_search_indexes_of_one_site_have_the_same_bytes(tmp_path: Path) -> None:
    desk = Desk.of("good-two-modules", tmp_path / "one").build(search=True)
    other = desk.build_afresh(tmp_path / "other", search=True)
    assert [path for path in desk.published() if path.startswith("pagefind/fragment/")]
    assert_same_files(desk.published(), other.published())
    desk.edit("shelving/1-order/letters.md", "Guess", "Peek").build(search=True)
    assert_same_files(
        desk.published(), desk.build_afresh(tmp_path / "third", search=True).published()
    )
