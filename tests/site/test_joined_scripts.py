"""The modules of a part share one scope, and mean what they mean as ES modules."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from carrel.site.look.scripts import join, modules_of

MODULES = {
    "a.js": """
const name = "a";
export function nameOfA() { return name; }
export function shared() { return "shared by a"; }
""",
    "folder/b.js": """
import { nameOfA, shared } from "../a.js";
const { name, length } = { name: "b", length: 2 };
export const fromB = [nameOfA(), name, length, shared()];
""",
    "c.js": """
import { fromB } from "./folder/b.js";
import { nameOfA } from "./a.js";
function shared() { return "private to c"; }
export class Thing { value = [...fromB, nameOfA(), shared()]; }
""",
    "main.js": """
import { Thing } from "./c.js";
import { shared } from "./a.js";
import { fromOther } from "./d.js";
export const result = [...new Thing().value, shared(), fromOther];
""",
    "d.js": """
import { shared } from "./other.js";
export const fromOther = shared();
""",
    "later.js": """
import { nameOfA } from "./a.js";
import { shared } from "./other.js";
export const result = [nameOfA(), shared()];
""",
    "other.js": """
export function shared() { return "shared by other"; }
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all modules."""
    for name, text in MODULES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return tmp_path


def run(*scripts: str) -> Any:
    """Runs scripts in one scope, as a page does, and returns what `carrel.modules` holds then."""
    code = "\n".join(f"(0, eval)({json.dumps(script)});" for script in scripts)
    shown = subprocess.run(
        ["node", "-e", f"{code}\nconsole.log(JSON.stringify(carrel.modules));"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


def test_a_name_that_several_modules_declare_means_in_each_what_it_declares(folder: Path) -> None:
    assert run(join(folder, "main.js"))["main"]["result"] == [
        *("a", "b", 2, "shared by a"),
        *("a", "private to c"),
        "shared by a",
        "shared by other",
    ]


def test_a_later_part_uses_the_modules_of_an_earlier_one(folder: Path) -> None:
    later = join(folder, "later.js", modules_of(folder, "main.js"))
    assert "nameOfA() {" not in later
    modules = run(join(folder, "main.js"), later)
    assert modules["later"]["result"] == ["a", "shared by other"]
    assert modules["main"]["result"][0] == "a"


def test_a_module_that_shares_no_name_needs_no_function_of_its_own(folder: Path) -> None:
    assert "=>" not in join(folder, "other.js")
    assert join(folder, "main.js").count("(() => {") == 6
