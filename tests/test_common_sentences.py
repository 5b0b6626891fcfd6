"""The script that looks for passages which stand word for word in other texts."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "tools/common_sentences.py"
SAME = "a mentor is somebody who comes back the week after"


def run(folder: Path, ours: str, theirs: str, *more: str) -> subprocess.CompletedProcess[str]:
    for name, text in (("ours", ours), ("theirs", theirs)):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "page.md").write_text(text, encoding="utf-8")
    command = [sys.executable, str(SCRIPT), str(folder / "ours"), str(folder / "theirs"), *more]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)


def test_a_passage_of_eight_words_is_found_whatever_its_signs(tmp_path: Path) -> None:
    found = run(
        tmp_path,
        f"We say: {SAME}.",
        f"<p>A *mentor* is somebody, who comes[^1] back the week after</p> {'x ' * 5}",
    )
    assert found.returncode == 1
    assert f"“{SAME}”" in found.stdout
    assert "1 passages of 8 words or more in common" in found.stdout


def test_seven_words_are_no_passage(tmp_path: Path) -> None:
    assert (
        run(
            tmp_path, "who comes back the week after next", "somebody who comes back the week after"
        ).returncode
        == 0
    )


def test_titles_in_front_matter_and_footnotes_are_not_compared(tmp_path: Path) -> None:
    ours = f"---\ntitle: {SAME}\n---\n\nOther words.[^one]\n\n[^one]: {SAME}\n"
    assert run(tmp_path, ours, SAME).returncode == 0


def test_what_may_be_the_same_is_named_with_its_reason(tmp_path: Path) -> None:
    allowed = tmp_path / "allowed.txt"
    allowed.write_text(f"{SAME}\ta name\n", encoding="utf-8")
    assert run(tmp_path, SAME, SAME, "--except", str(allowed)).returncode == 0
    assert (
        run(tmp_path, f"{SAME} and after", f"{SAME} and after", "--except", str(allowed)).returncode
        == 1
    )
