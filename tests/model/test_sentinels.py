"""Private characters: each has one meaning, and stands in one file."""

import re
from pathlib import Path

import carrel
from carrel.model import sentinels
from carrel.model.marks import FORBIDDEN

ALL = {name: value for name, value in vars(sentinels).items() if name.isupper()}
LITERAL = re.compile(r"[\x01-\x08\x0e\x0f\ue000-\uf8ff]|\\x0[1-8ef](?!-)|\\u000|\\ue\d{3}")


def test_no_two_have_the_same_character() -> None:
    assert len(set(ALL.values())) == len(ALL)


def test_none_can_be_in_an_authors_text() -> None:
    control = [value for value in ALL.values() if value < " "]
    assert len(control) == len(ALL) - 2
    assert all(FORBIDDEN.fullmatch(value) for value in control)


def test_no_other_file_writes_them() -> None:
    folder = Path(carrel.__file__).parent
    files = [path for path in folder.rglob("*.py") if path.name not in ("sentinels.py", "marks.py")]
    written = {
        path.name: found
        for path in files
        if (found := [line for line in path.read_text().splitlines() if _is_literal(line)])
    }
    assert written == {}


def _is_literal(line: str) -> bool:
    """True if the code of a line, not its comment or docstring, has such a character."""
    return bool(LITERAL.search(line.partition("#")[0])) and not line.strip().startswith('"""')
