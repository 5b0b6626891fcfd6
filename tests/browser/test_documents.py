"""Worksheets leave as documents, and come back from them: every kind of blank, by way of Word and of LibreOffice."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from carrel.build import Options, build
from carrel.issues import as_text
from tests.cases.reading import FOLDER, FRONT_MATTER, Case, read_cases
from tests.support import PIXEL

from .conftest import OpenPage, new_context
from .papers import (
    ROUTES,
    Paper,
    along,
    answers_of,
    changed,
    evidence,
    in_text,
    part,
    schema_faults,
    shown,
    through_office,
    values,
)
from .server import serving
from .sites import Site

pytestmark = pytest.mark.browser

ACCEPT = os.environ.get("CARREL_ACCEPT") == "1"
CASES = read_cases(Path(__file__).parent / "documents.md")
EVERY_BLANK = "everything/blanks/every-blank/"
GOOD_EVIDENCE = {"tag", "bookmark", "property"}

# Answers to the page with every kind of blank. Texts are as awkward as learners' texts are.
K = "everything"
ANSWERS: dict[str, Any] = {
    f"{K}/table/alone-what-i-do": "  Two spaces, then\na line\n\nand <w:p>&amp;</w:p> ]]> \\ “quotes”",
    f"{K}/table/alone-what-i-could-do": "مرحبا with English, שלום, 漢字, ไทย, 🙂 and 👩‍👩‍👧",
    f"{K}/table/with-others-what-i-do": "tab\tand \u00a0no-break",
    f"{K}/grows/who": "The choir",
    f"{K}/grows/what-for-2": "Write here? No: write there",
    f"{K}/lines/what-did-you-notice": "First\nSecond\n\n\nFifth",
    f"{K}/lines/name": "Ada <Löwe>",
    f"{K}/lines/day": "2026-12-01",
    f"{K}/lines/the-second-thing": "# no heading",
    f"{K}/choices/what-do-you-have": ["a-room", "something-else"],
    f"{K}/choices/what-do-you-have-something-else": "a barn",
    f"{K}/choices/how-large-is-the-library": "middling",
    f"{K}/rating/we-ask": "4-often",
    f"{K}/order/what-comes-first": ["reckoning", "reading"],
    f"{K}/map/your-map": "From the door\nto the desk",
}


# Every kind of blank, from its source to Word and Markdown


@pytest.fixture(scope="module")
def cases_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a page for each case."""
    root = tmp_path_factory.mktemp("documents") / "toolkit"
    for block in read_cases(FOLDER / "README.md")[0].given:
        _write(root / block.path, block.text)
    for number, case in enumerate(CASES, 3):
        _write(
            root / f"mentoring/1-introduction/{number}-case-{number}.md",
            FRONT_MATTER.replace("A page", case.name) + case.given[0].text,
        )
    report = build(root, Options(out=root.parent / "site", search=False))
    assert report.published, as_text(report.issues)
    with serving(report.out, "/") as address:
        yield address


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case, cases_site: str, open_page: OpenPage) -> None:
    paper = Paper(
        open_page(f"{cases_site}mentoring/introduction/case-{CASES.index(case) + 3}/"), "mentoring"
    )
    blank = paper.make()
    paper.fill(answers_of(_block(case, "answers")))
    filled = paper.make()
    outcome = {
        "blank": _body(shown(blank["word"])),
        "word": _body(shown(filled["word"])),
        "markdown": _body(filled["markdown"]),
    }
    if ACCEPT:
        _accept(case, outcome)
        return
    assert {word: _block(case, word) for word in outcome} == outcome


def _block(case: Case, word: str) -> str:
    return next(block.text for block in case.blocks if block.word == word)


def _body(text: str) -> str:
    """What stands between the title and the line about the licence, which are the same for all."""
    lines = text.strip("\n").split("\n")
    first = next(number for number, line in enumerate(lines) if line.endswith("2026-11-23")) + 1
    return "\n".join(lines[first:-1]).strip("\n")


def _accept(case: Case, outcome: dict[str, str]) -> None:
    case = next(found for found in read_cases(case.file) if found.name == case.name)
    lines = case.file.read_text(encoding="utf-8").split("\n")
    for block in reversed(case.blocks):
        if block.word in outcome:
            lines[block.first : block.last] = outcome[block.word].split("\n")
    case.file.write_text("\n".join(lines), encoding="utf-8")


# Files that are whole


@pytest.fixture
def paper(several: Site, own_context: BrowserContext) -> Paper:
    """The page with every kind of blank, in a browser that has kept nothing."""
    page = own_context.new_page()
    page.goto(several.root + EVERY_BLANK)
    return Paper(page, K)


@pytest.fixture(scope="module")
def made(sites: dict[str, Site], browser: Browser) -> Iterator[dict[str, dict[str, Any]]]:
    """Documents of the page with every kind of blank: blank, filled, and in a language that is written from right to left."""
    context = new_context(browser)
    paper = Paper(context.new_page(), K)
    paper.page.goto(sites["several"].root + EVERY_BLANK)
    documents = {"blank": paper.make(heading="A section")}
    paper.fill(ANSWERS)
    documents["filled"] = paper.make(heading="A section")
    picture = {"data": list(PIXEL), "type": "image/png", "width": 4000, "height": 3000}
    right = Paper(paper.page, K, language="ar").given["about"]
    documents["picture"] = paper.make(pictures=[[f"{K}/map/your-map", picture]])
    documents["right-to-left"] = paper.make(about=right)
    yield documents
    context.close()


def test_the_schema_is_kept(
    made: dict[str, dict[str, Any]], shipped: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    shipped_paper = Paper(open_page(shipped.root + "mentoring/print/"), "mentoring")
    files = {name: document["word"] for name, document in made.items()} | {
        "shipped": shipped_paper.make()["word"]
    }
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    assert schema_faults(tmp_path.glob("*.docx")) == {}


def test_the_judge_of_schemas_sees_a_fault(made: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    bad = changed(made["blank"]["word"], in_text((r"<w:body>", "<w:body><w:tbl><w:p/></w:tbl>")))
    (tmp_path / "bad.docx").write_bytes(bad)
    assert "bad.docx" in schema_faults([tmp_path / "bad.docx"])


def test_office_opens_it_with_every_answer(made: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    opened = through_office(
        tmp_path,
        "txt:Text (encoded):UTF8",
        {f"{name.replace(' ', '-')}.docx": document["word"] for name, document in made.items()},
    )
    text = opened["filled.txt"].decode("utf-8-sig")
    for value in ANSWERS.values():
        if isinstance(value, str) and value not in ("middling", "4-often"):
            assert all(line.strip() in text for line in value.split("\n")), value
    assert text.count("☒") == 4
    assert "Ada Löwe" in text
    assert "A section" in text
    assert through_office(tmp_path, "pdf", {"blank.docx": made["blank"]["word"]})[
        "blank.pdf"
    ].startswith(b"%PDF")


def test_the_same_page_gives_the_same_bytes(paper: Paper) -> None:
    paper.fill(ANSWERS)
    assert paper.make()["word"] == paper.make()["word"]


def test_what_the_file_says_of_itself(made: dict[str, dict[str, Any]]) -> None:
    word = made["filled"]["word"]
    core, custom = part(word, "docProps/core.xml"), part(word, "docProps/custom.xml")
    assert "<dc:title>My plan</dc:title><dc:creator>Ada Löwe</dc:creator>" in core
    assert (
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-23T00:00:00Z</dcterms:created>' in core
    )
    assert 'name="carrel-module"><vt:lpwstr>everything</vt:lpwstr>' in custom
    footer = part(word, "word/footer.xml")
    assert "A module · CC BY-SA 4.0 · https://example.org/learn/" in footer
    assert 'w:instr=" PAGE "' in footer
    assert (
        part(word, "word/document.xml").count("<w:bidi/>") == 1
    )  # the one answer that begins in Arabic
    right = part(made["right-to-left"]["word"], "word/document.xml")
    assert right.count("<w:bidi/>") > 30 and "<w:bidiVisual/>" in right
    assert 'w:bidi="ar"' in part(made["right-to-left"]["word"], "word/styles.xml")


def test_names_keep_to_the_limits_of_word(
    made: dict[str, dict[str, Any]], shipped: Site, open_page: OpenPage
) -> None:
    files = [
        made["filled"]["word"],
        Paper(open_page(shipped.root + "mentoring/print/"), "mentoring").make()["word"],
    ]
    for text in (part(file, "word/document.xml") for file in files):
        bookmarks = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]*)"', text)
        assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.A) for _, name in bookmarks)
        for found in (
            bookmarks,
            [number for number, _ in bookmarks],
            re.findall(r'<w:id w:val="(\d+)"', text),
        ):
            assert len(found) == len(set(found)) > 0
        assert all(
            len(name) <= 64 for name in re.findall(r'<w:(?:tag|alias) w:val="([^"]*)"', text)
        )


def test_any_text_is_safe(paper: Paper, tmp_path: Path) -> None:
    letters = (
        "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0x2028, 0x202E, 0xFFFE, 0xFFFF, 0x1F642]))
        + "</w:t></w:r>]]><!--&#0;"
    )
    long = "A long answer. " * 60_000 + "שלום. " * 20_000
    paper.fill(
        {
            f"{K}/lines/what-did-you-notice": letters,
            f"{K}/table/alone-what-i-do": long,
            f"{K}/lines/name": "x\ty",
        }
    )
    paper.page.evaluate(
        f"""() => document.querySelector('[data-field="{K}/table/with-others-what-i-do"]').value = "lone \\ud800 and \\udc00 end" """
    )
    document = paper.make()
    assert len(part(document["word"], "word/document.xml")) > 1_000_000
    found = values(paper.read(document["word"]))
    assert found[f"{K}/table/alone-what-i-do"] == long.rstrip()
    assert found[f"{K}/table/with-others-what-i-do"] == "lone \ufffd and \ufffd end"
    assert "</w:t></w:r>]]><!--&#0;" in found[f"{K}/lines/what-did-you-notice"]
    (tmp_path / "any.docx").write_bytes(document["word"])
    assert schema_faults([tmp_path / "any.docx"]) == {}


def test_what_is_only_for_the_screen_stays_there(paper: Paper) -> None:
    text = shown(paper.make()["word"]) + paper.make()["markdown"]
    for said in ("Add a row", "Move up", "Saved", "What did I write before", "Total:"):
        assert said not in text


# There and back


@pytest.fixture(scope="module")
def travelled(
    made: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, bytes]]:
    """The blank and the filled file after each of the ways."""
    folder = tmp_path_factory.mktemp("ways")
    files = {name: made[name]["word"] for name in ("blank", "filled")}
    return {route: along(route, folder / route.replace(" ", "-"), files) for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_comes_back(
    route: str, travelled: dict[str, dict[str, bytes]], paper: Paper
) -> None:
    read = paper.read(travelled[route]["filled"])
    found = values(read)
    assert set(found) == {field["key"] for field in paper.make()["fields"]}
    for key, value in found.items():
        expected = ANSWERS.get(key, value if value in ("", []) else "(nothing)")
        assert value == expected, key
    assert evidence(read) == {"tag" if route == "word" else "bookmark"}
    assert read["unplaced"] == []
    assert {change["key"]: change["after"] for change in read["changes"]} == ANSWERS
    assert not any(change["doubtful"] for change in read["changes"])


@pytest.mark.parametrize("route", ROUTES)
def test_a_blank_file_changes_nothing(
    route: str, travelled: dict[str, dict[str, bytes]], paper: Paper
) -> None:
    read = paper.read(travelled[route]["blank"])
    assert read["changes"] == []
    assert read["unplaced"] == []
    paper.fill({f"{K}/lines/name": "Ada"})
    changes = paper.read(travelled[route]["blank"])["changes"]
    assert [(change["key"], change["after"], change["doubtful"]) for change in changes] == [
        (f"{K}/lines/name", "", True)
    ]


def _in_control(tag: str, new: str, more: str = r"<w:r>.*?") -> tuple[str, str]:
    """Typing in Word: what a control holds is replaced, and it shows its prompt no longer."""
    within = r"(?:(?!</w:sdtPr>).)*"
    prompted = rf'(<w:tag w:val="{re.escape(tag)}"/>{within}?)(?:<w:showingPlcHdr/>)?({within}</w:sdtPr><w:sdtContent>)'
    return rf"{prompted}{more}(</w:sdtContent>)", rf"\g<1>\g<2>{new}\g<3>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _typed_in_word(file: bytes) -> bytes:
    """What a person does in Word to the blank file."""
    ticked = (
        r'(<w:tag w:val="everything/choices/what-do-you-have#a-room"/>.*?<w14:checked w14:val=")0(".*?)☐',
        r"\g<1>1\g<2>☒",
    )
    return changed(
        file,
        in_text(
            _in_control(f"{K}/table/alone-what-i-do", _run("In the table")),
            _in_control(
                f"{K}/lines/what-did-you-notice", f"{_run('One')}<w:r><w:br/></w:r>{_run('two ')}"
            ),
            _in_control(f"{K}/lines/name", _run("Ada")),
            _in_control(f"{K}/lines/day", _run("3.12.2026")),
            ticked,
            _in_control(f"{K}/rating/we-ask#4-often", _run("x")),
            _in_control(f"{K}/order/what-comes-first#writing", _run("1")),
            _in_control(f"{K}/choices/what-do-you-have-something-else", _run("a barn")),
        ),
    )


TYPED = {
    f"{K}/table/alone-what-i-do": "In the table",
    f"{K}/lines/what-did-you-notice": "One\ntwo",
    f"{K}/lines/name": "Ada",
    f"{K}/lines/day": "2026-12-03",
    f"{K}/choices/what-do-you-have": ["a-room"],
    f"{K}/rating/we-ask": "4-often",
    f"{K}/order/what-comes-first": ["writing"],
    f"{K}/choices/what-do-you-have-something-else": "a barn",
}


@pytest.mark.parametrize("route", ROUTES)
def test_what_was_typed_in_word_comes_back(
    route: str, made: dict[str, dict[str, Any]], paper: Paper, tmp_path: Path
) -> None:
    file = along(route, tmp_path, {"typed": _typed_in_word(made["blank"]["word"])})["typed"]
    read = paper.read(file)
    assert {change["key"]: change["after"] for change in read["changes"]} == TYPED
    assert read["unplaced"] == []


def _around(name: str, old: str, new: str) -> tuple[str, str]:
    """Typing at a bookmark's place: the first `old` behind its beginning becomes `new`."""
    return rf'((?:w|text):name="{re.escape(name)}".*?){old}', rf"\g<1>{new}"


def _bookmark(file: bytes, key: str) -> str:
    found = re.search(
        rf'name="(c_\w+)"><vt:lpwstr>{re.escape(key)}<', part(file, "docProps/custom.xml")
    )
    assert found
    return found[1]


@pytest.mark.parametrize("route", ["office", "odt and back"])
def test_what_was_typed_in_office_comes_back(
    route: str,
    travelled: dict[str, dict[str, bytes]],
    made: dict[str, dict[str, Any]],
    paper: Paper,
) -> None:
    original, file = made["filled"]["word"], travelled[route]["filled"]
    notice, name, second = (
        _bookmark(original, f"{K}/lines/{field}")
        for field in ("what-did-you-notice", "name", "the-second-thing")
    )
    paragraph = (
        '</w:p><w:p><w:pPr><w:pStyle w:val="CarrelAnswer"/></w:pPr><w:r><w:t>A paragraph of its own'
    )
    edited = changed(
        file,
        in_text(
            _around(notice, "First", "The first"),
            _around(
                notice,
                r"(<w:t[^>]*>Fifth)(</w:t>.*?)</w:p>",
                rf"\g<2>\g<3>{paragraph}</w:t></w:r></w:p>",
            ),
            _around(name, "Ada", "Ida"),
            _around(second, "# no heading", "changed"),
            ("☒(.*?A room|</w:t>.*?A room)", r"☐\g<1>"),
        ),
    )
    paper.fill(ANSWERS)
    changes = {change["key"]: change["after"] for change in paper.read(edited)["changes"]}
    assert changes == {
        f"{K}/lines/what-did-you-notice": "The first\nSecond\n\n\nFifth\nA paragraph of its own",
        f"{K}/lines/name": "Ida <Löwe>",
        f"{K}/lines/the-second-thing": "changed",
        f"{K}/choices/what-do-you-have": ["something-else"],
    }


def test_what_was_typed_behind_a_prompt_comes_back_without_it(
    made: dict[str, dict[str, Any]], paper: Paper
) -> None:
    cell = f"{K}/table/alone-what-i-do"
    typed = changed(made["blank"]["word"], in_text(_in_control(cell, _run("Write hereMine"))))
    assert values(paper.read(typed))[cell] == "Mine"


def test_what_was_typed_into_an_odt_comes_back(
    travelled: dict[str, dict[str, bytes]], made: dict[str, dict[str, Any]], paper: Paper
) -> None:
    original = made["blank"]["word"]
    name, cell, notice = (
        _bookmark(original, f"{K}/{field}")
        for field in ("lines/name", "table/alone-what-i-do", "lines/what-did-you-notice")
    )
    edited = changed(
        travelled["odt"]["blank"],
        in_text(
            _around(name, "______________", "Ada<text:s/> L."),
            _around(cell, "Write here", "In the cell"),
            _around(notice, "Write here", "First<text:line-break/>second"),
            (">☐<", ">☒<"),
        ),
    )
    changes = {change["key"]: change["after"] for change in paper.read(edited)["changes"]}
    assert changes == {
        f"{K}/lines/name": "Ada  L.",
        f"{K}/table/alone-what-i-do": "In the cell",
        f"{K}/lines/what-did-you-notice": "First\nsecond",
        f"{K}/choices/what-do-you-have": ["a-room"],
    }


# What a file has lost

BOOKMARKS = (r"<w:bookmark(?:Start|End)[^>]*/>", "")
TAGS = (r"<w:tag [^>]*/>", "")
CONTROLS = (r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(?:Content)?>", "")
STYLES = (r"<w:pStyle [^>]*/>", "")
LOSSES = {
    "its tags": ([TAGS], {"bookmark"}),
    "its bookmarks": ([BOOKMARKS], {"tag"}),
    "tags and bookmarks": ([TAGS, BOOKMARKS], {"label"}),
    "controls and bookmarks": ([BOOKMARKS, CONTROLS], {"place"}),
    "everything but its words": ([BOOKMARKS, CONTROLS, STYLES], {"place"}),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_answers_are_recognised_by_what_is_left(
    loss: str, made: dict[str, dict[str, Any]], paper: Paper
) -> None:
    patterns, expected = LOSSES[loss]

    def lose(name: str, text: str) -> str | None:
        if name == "docProps/custom.xml":
            return None
        return in_text(*patterns, count=0)(name, text)

    read = paper.read(changed(made["filled"]["word"], lose), heading="A section")
    found = {key: value for key, value in values(read).items() if value not in ("", [])}
    assert found == ANSWERS
    assert evidence(read) == expected
    assert read["unplaced"] == []
    assert all(change["doubtful"] == (expected == {"place"}) for change in read["changes"])


def test_the_list_in_the_properties_helps(made: dict[str, dict[str, Any]], paper: Paper) -> None:
    word = made["filled"]["word"]
    name = _bookmark(word, f"{K}/lines/name")
    renamed = changed(word, lambda _, text: text.replace(name, "c_other_name"))
    read = paper.read(changed(renamed, in_text((r'<w:tag w:val="everything/lines/name"/>', ""))))
    assert {found["evidence"] for found in read["found"] if found["key"] == f"{K}/lines/name"} == {
        "property"
    }
    assert values(read)[f"{K}/lines/name"] == "Ada <Löwe>"


def test_a_renamed_field_is_found_by_its_old_names(
    made: dict[str, dict[str, Any]], paper: Paper
) -> None:
    paper.page.evaluate(
        """(key) => {
          for (const control of document.querySelectorAll(`form [data-field="${key}"]`))
            Object.assign(control.dataset, {field: key + "-new", was: key});
        }""",
        f"{K}/lines/name",
    )
    assert values(paper.read(made["filled"]["word"]))[f"{K}/lines/name-new"] == "Ada <Löwe>"


def test_a_row_that_was_copied_in_word_is_a_further_row(
    made: dict[str, dict[str, Any]], paper: Paper
) -> None:
    row = r"(<w:tr>(?:(?!</w:tr>).)*?everything/grows/who-2(?:(?!</w:tr>).)*</w:tr>)"
    copied = changed(made["filled"]["word"], in_text((row, r"\g<1>\g<1>")))
    found = values(paper.read(copied))
    assert (
        found[f"{K}/grows/what-for-2"]
        == found[f"{K}/grows/what-for-2~2"]
        == "Write here? No: write there"
    )


def test_passages_that_belong_nowhere_are_shown(
    made: dict[str, dict[str, Any]], paper: Paper
) -> None:
    new = _run("A thought at the end")
    read = paper.read(
        changed(
            made["filled"]["word"],
            in_text((r"(<w:sectPr>)", rf"<w:p>{new}</w:p><w:p>{_run('and another')}</w:p>\g<1>")),
        )
    )
    assert read["unplaced"] == ["A thought at the end\nand another"]
    vague = paper.read(changed(made["filled"]["word"], in_text((r">2026-12-01<", ">next spring<"))))
    assert vague["unplaced"] == ["next spring"]
    assert f"{K}/lines/day" not in values(vague)


def test_two_ticks_where_one_was_asked_for_are_doubtful(
    made: dict[str, dict[str, Any]], paper: Paper
) -> None:
    paper.fill(ANSWERS)
    both = changed(
        made["filled"]["word"], in_text((r"(how-large-is-the-library#large.*?)☐", r"\g<1>☒"))
    )
    [change] = paper.read(both)["changes"]
    assert (change["before"], change["after"], change["doubtful"]) == ("middling", "large", True)


# Files that are refused


def test_files_that_cannot_be_opened_say_why(
    made: dict[str, dict[str, Any]], paper: Paper, tmp_path: Path
) -> None:
    word = made["filled"]["word"]
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
    newer = changed(
        word, lambda _, text: re.sub(r'(carrel-format"><vt:lpwstr>)1', r"\g<1>99", text)
    )
    foreign = through_office(tmp_path, "docx", {"letter.txt": b"Dear all,\n\nhello.\n"})[
        "letter.docx"
    ]
    files = {
        "not-word": b"%PDF-1.7 ...",
        "old-word": old,
        "protected": old + "EncryptedPackage".encode("utf-16le"),
        "damaged": word[: len(word) // 2],
        "newer": newer,
        "nothing-found": foreign,
    }
    assert {reason: paper.read(file).get("refused") for reason, file in files.items()} == {
        reason: reason for reason in files
    }
    assert paper.read(b"").get("refused") == "not-word"
    assert (
        paper.read(through_office(tmp_path, "odt", {"letter.docx": foreign})["letter.odt"])[
            "refused"
        ]
        == "nothing-found"
    )


def test_a_file_of_another_module_or_worksheet_is_refused(
    made: dict[str, dict[str, Any]], shipped: Site, several: Site, open_page: OpenPage
) -> None:
    word = made["filled"]["word"]
    assert Paper(open_page(shipped.root + "mentoring/"), "mentoring").read(word) == {
        "refused": "other-module"
    }
    assert Paper(open_page(several.root + "everything/boxes/every-box/"), K).read(word) == {
        "refused": "other-worksheet"
    }


# The dialog

SHOW = """async (given) => {
  const [{ showChanges }] = await Promise.all([import("/scripts-under-test/word/word-dialog.js")]);
  globalThis.carrel.words = {...globalThis.carrel.words, ...given.words};
  globalThis.accepted = null;
  showChanges(given.changes, given.unplaced, given.fields).then((map) => (globalThis.accepted = [...map]));
}"""
CHANGES = [
    {
        "key": f"{K}/lines/name",
        "label": "My name is",
        "before": "",
        "after": "Ada <b>",
        "evidence": "tag",
        "doubtful": False,
    },
    {
        "key": f"{K}/choices/how-large-is-the-library",
        "label": "How large?",
        "before": "small",
        "after": "large",
        "evidence": "place",
        "doubtful": True,
    },
]


def _show(paper: Paper) -> None:
    fields = paper.make()["fields"]
    paper.page.evaluate(
        SHOW,
        {
            "words": paper.given["words"],
            "changes": CHANGES,
            "unplaced": ["A thought " + "verylong" * 40],
            "fields": fields,
        },
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_changes_are_taken_over_with_the_keyboard(
    width: int, several: Site, open_page: OpenPage
) -> None:
    paper = Paper(open_page(several.root + EVERY_BLANK, width), K)
    paper.fill({f"{K}/lines/what-did-you-notice": "Before"})
    _show(paper)
    page = paper.page
    dialog = page.get_by_role("dialog", name="From your file")
    expect(dialog.get_by_role("checkbox", name="My name is")).to_be_checked()
    doubtful = dialog.get_by_role("checkbox", name="How large?")
    expect(doubtful).not_to_be_checked()
    expect(doubtful).to_have_accessible_description(
        "Not sure: please look whether this belongs to this question."
    )
    expect(dialog).to_contain_text("Ada <b>")
    expect(dialog).to_contain_text("Small")
    assert dialog.evaluate(
        "(it) => it.scrollWidth <= it.clientWidth && it.getBoundingClientRect().width <= innerWidth"
    )
    doubtful.focus()
    page.keyboard.press("Space")
    dialog.get_by_role("combobox", name="Add it to").select_option(f"{K}/lines/what-did-you-notice")
    dialog.get_by_role("button", name="Take over").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => globalThis.accepted")
    accepted = dict(page.evaluate("globalThis.accepted"))
    assert accepted == {
        f"{K}/lines/name": "Ada <b>",
        f"{K}/choices/how-large-is-the-library": "large",
        f"{K}/lines/what-did-you-notice": "Before\n\nA thought " + "verylong" * 40,
    }


def test_escape_changes_nothing(paper: Paper) -> None:
    _show(paper)
    paper.page.keyboard.press("Escape")
    paper.page.wait_for_function("() => globalThis.accepted")
    assert paper.page.evaluate("globalThis.accepted") == []


def test_axe_finds_nothing_in_the_dialog(paper: Paper, several: Site, browser: Browser) -> None:
    from .test_accessibility import AXE, JUDGE, RULES

    context = new_context(browser, 320, bypass_csp=True)
    page: Page = context.new_page()
    page.goto(several.root + EVERY_BLANK)
    _show(Paper(page, K))
    page.get_by_role("dialog").wait_for()
    page.add_script_tag(path=str(AXE))
    assert page.evaluate(JUDGE, ["dialog", RULES["light"]]) == []
    context.close()
