"""Edits of published worksheets: a check reports what would be lost, and its advice works.

Each edit is made in a toolkit that was built, so that it has a `fields.lock`. The check must report
it. Then the test writes exactly what the message advises: nothing is reported any more, and the new
control names the old one in `data-was`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import Desk, front

PAGE = "guide/1-one/1-a.md"
SHEET = """::: reflection My notes {#notes}
What do you know?

____

I meet ____ on __/__/____.

| Who | What they say | What I say |
|---|---|---|
| Ana |  |  |
| Bo |  |  |

How often?

- ( ) weekly
- ( ) never

| | 1 | 2 |
|---|---|---|
| Hope | ( ) | ( ) |

![Your map]()
:::
"""
WHERE = r"right after its blank|after [^.]*|on the line after its list|in its cell"
ADVICE = re.compile(rf"(?i)write (?:there )?((?:\{{|:::).*?\}}) ?({WHERE})?\.")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return (
        Desk(tmp_path)
        .write(PAGE, front("Page A") + SHEET)
        .build()
        .expect_codes()
        .expect_published()
    )


def proposed(desk: Desk) -> tuple[str, str]:
    """Returns what the only message advises to write, and where."""
    (found,) = desk.report.issues
    advice = ADVICE.search(found.mend)
    assert advice, found.mend
    return advice[1], advice[2] or ""


def mended(desk: Desk, old: str, braces: str) -> Desk:
    return desk.edit(PAGE, old, f"{old}{braces}").build().expect_codes().expect_published()


@pytest.mark.parametrize(
    ("old", "new", "behind", "key", "was"),
    [
        (
            "What do you know?\n\n____",
            "What do you know now?\n\n____",
            "What do you know now?\n\n____",
            "what-do-you-know-now",
            "what-do-you-know",
        ),
        (
            "What they say |",
            "What they tell |",
            "What they tell ",
            "bo-what-they-tell",
            "bo-what-they-say",
        ),
        ("| Ana |", "| Anna |", "| Anna ", "anna-what-i-say", "ana-what-i-say"),
        ("| Hope |", "| Confidence |", "| Confidence ", "confidence", "hope"),
        ("- ( ) never\n", "- ( ) never\n\n{#frequency}\n", None, "frequency", "how-often"),
        ("![Your map]()", "![Your own map]()", "![Your own map]()", "your-own-map", "your-map"),
    ],
)
def test_a_question_that_is_reworded_keeps_its_answer(
    desk: Desk, old: str, new: str, behind: str | None, key: str, was: str
) -> None:
    desk.edit(PAGE, old, new).build()
    assert set(desk.codes) == {"field-gone"} and not desk.report.published, desk.messages
    braces, _ = ADVICE.search(desk.report.issues[0].mend).groups()  # type: ignore[union-attr]
    if behind is None:
        desk.edit(PAGE, "{#frequency}", braces).build().expect_codes().expect_published()
    else:
        mended(desk, behind, braces)
    desk.expect("guide/one/a/", f'data-field="guide/notes/{key}"')
    assert re.search(
        rf'data-field="guide/notes/{key}"[^>]* data-was="guide/notes/{was}"',
        desk.read("guide/one/a/"),
    )
    desk.build().expect_codes()


def test_a_worksheet_moves_to_another_page_without_an_edit(desk: Desk) -> None:
    desk.page("1-one/1-a.md", "Words.\n").page(
        "1-one/2-b.md", SHEET
    ).build().expect_codes().expect_published()
    assert "data-was" not in desk.read("guide/one/b/")


def test_the_order_of_questions_rows_and_columns_does_not_matter(desk: Desk) -> None:
    parts = SHEET.removesuffix(":::\n").split("\n\n")
    shuffled = "\n\n".join(
        [
            parts[0].split("\n")[0],
            parts[6],
            parts[7].strip(),
            *parts[2:6],
            "What do you know?",
            parts[1],
        ]
    )
    turned = shuffled.replace(
        "| Who | What they say | What I say |", "| Who | What I say | What they say |"
    ).replace("| Ana |  |  |\n| Bo |  |  |", "| Bo |  |  |\n| Ana |  |  |")
    desk.write(PAGE, front("Page A") + turned + "\n:::\n").build().expect_codes().expect_published()


def test_a_row_that_is_inserted_takes_no_answers(desk: Desk) -> None:
    desk.edit(
        PAGE, "| Bo |  |  |", "| Cy |  |  |\n| Bo |  |  |\n|  |  |  |\n|  |  |  |"
    ).build().expect_codes().expect_published()
    desk.edit(
        PAGE, "| Cy |  |  |", "| Cy |  |  |\n|  | we agreed |  |"
    ).build().expect_codes().expect_published()


def test_a_table_grows_from_one_row(tmp_path: Path) -> None:
    table = "::: reflection N {#n}\n| Idea | Step |\n|---|---|\n|  |  |\n:::\n"
    desk = Desk(tmp_path).write(PAGE, front("Page A") + table).build().expect_codes()
    desk.edit(PAGE, "|  |  |", "|  |  |\n|  |  |").build().expect_codes().expect_published()


def test_a_renamed_worksheet_names_what_it_was(desk: Desk) -> None:
    desk.edit(PAGE, "My notes {#notes}", "My diary {#diary}").build().expect_codes("worksheet-gone")
    opening, _ = proposed(desk)
    assert opening == "::: reflection My diary {#diary was=notes}"
    desk.edit(
        PAGE, "::: reflection My diary {#diary}", opening
    ).build().expect_codes().expect_published()
    desk.expect(
        "guide/one/a/",
        'data-field="guide/diary/what-do-you-know" data-kind="text"'
        ' data-was="guide/notes/what-do-you-know"',
    )


def test_a_renamed_module_names_what_it_was(desk: Desk) -> None:
    desk.move("guide", "handbook").build().expect_codes("module-gone")
    assert "add to handbook/index.md, at the top: was: guide." in desk.messages
    desk.edit(
        "handbook/index.md", "---\ntitle", "---\nwas: guide\ntitle"
    ).build().expect_codes().expect_published()
    desk.expect(
        "handbook/one/a/",
        'data-field="handbook/notes/hope" data-kind="rating" data-was="guide/notes/hope"',
    )


def test_a_worksheet_moves_to_another_module(desk: Desk) -> None:
    desk.write("other/index.md", front("Other", summary="Another module.") + SHEET).page(
        "1-one/1-a.md", "Words.\n"
    )
    desk.build().expect_codes("worksheet-gone")
    opening, _ = proposed(desk)
    desk.edit(
        "other/index.md", "::: reflection My notes {#notes}", opening
    ).build().expect_codes().expect_published()
    desk.expect(
        "other/", 'data-field="other/notes/hope" data-kind="rating" data-was="guide/notes/hope"'
    )


def test_a_question_moves_to_another_worksheet(desk: Desk) -> None:
    desk.edit(PAGE, "What do you know?\n\n____\n\n", "").edit(
        PAGE, SHEET[-5:], "\n:::\n\n::: reflection First {#first}\nWhat do you know?\n\n____\n:::\n"
    ).build().expect_codes("field-gone")
    braces, _ = proposed(desk)
    assert braces == "{was=notes/what-do-you-know}"
    mended(desk, "What do you know?\n\n____", braces).expect(
        "guide/one/a/", 'data-was="guide/notes/what-do-you-know"'
    )


def test_a_split_question_leaves_its_answer_with_one_half(desk: Desk) -> None:
    halves = "What do you know of them?\n\n____\n\nWhat do you know of books?\n\n____"
    desk.edit(PAGE, "What do you know?\n\n____", halves).build().expect_codes("field-gone")
    braces, _ = proposed(desk)
    mended(desk, "What do you know of them?\n\n____", braces)
    both = f"What do you know of books?\n\n____{braces}"
    desk.edit(PAGE, "What do you know of books?\n\n____", both).build().expect_codes("was-doubled")
    desk.edit(
        PAGE, both, "What do you know of books?\n\n____{from=what-do-you-know-of-them}"
    ).build().expect_codes().expect_published()


def test_a_deleted_question_may_be_retired(desk: Desk) -> None:
    desk.edit(PAGE, "What do you know?\n\n____\n\n", "").build().expect_codes("field-gone")
    place = desk.report.issues[0].position
    lines = (desk.root / place.path).read_text().split("\n")
    lines[place.line - 1] += " retired"
    desk.write(place.path, "\n".join(lines)).build().expect_codes().expect_published()


def test_a_deleted_worksheet_may_be_retired(desk: Desk) -> None:
    desk.page("1-one/1-a.md", "Words.\n").build().expect_codes("worksheet-gone")
    line = desk.report.issues[0].mend.rpartition(": ")[2]
    desk.write(
        "fields.lock", (desk.root / "fields.lock").read_text() + line + "\n"
    ).build().expect_codes().expect_published()


def test_a_reworded_choice_keeps_its_answers(desk: Desk) -> None:
    desk.edit(PAGE, "- ( ) weekly", "- ( ) each week").build().expect_codes("choice-gone")
    braces, _ = proposed(desk)
    mended(desk, "- ( ) each week", f" {braces}").expect(
        "guide/one/a/", 'value="each-week" data-was-value="weekly"'
    )
