"""Word files of worksheets, written by the scripts in a browser.

They are read here, and LibreOffice converts them.
"""

import base64
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from playwright.sync_api import Page, Route

import carrel.site

SITE = Path(carrel.site.__file__).parent
SCRIPTS = SITE / "assets/scripts"
JUDGE = (
    Path(__file__).parents[2] / "node_modules/@ooxml-tools/validate/dist/npm/bin/ooxml-validate.js"
)
NO_OFFICE = (
    "There is no soffice here: install LibreOffice (`sh tools/setup.sh test` does, where it can)."
)
NO_JUDGE = "The Open XML judge is not installed. Set up the tests with: sh tools/setup.sh test"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Answers = Mapping[str, str | list[str]]

# What the modules are asked for. Fields are filled in first, by the page's own function.
MAKE = """async (given) => {
  const load = (name) => import(`/scripts-under-test/${name}.js`);
  const [fields, describe, description, docx] = await Promise.all(
    ["fields/fields", "documents/describe-worksheet", "documents/description", "word/docx"]
      .map(load));
  for (const field of fields.fieldsIn(document))
    if (field.key in given.fill) fields.putValue(field, given.fill[field.key]);
  const forms = [...document.querySelectorAll("form[data-worksheet]")];
  const made = describe.describeDocument([{heading: "", level: 1, worksheets: forms}], given.about);
  const word = await docx.writeDocx(made, given.words);
  const bytes = new Uint8Array(await word.arrayBuffer());
  return {
    word: btoa(Array.from(bytes, (code) => String.fromCharCode(code)).join("")),
    fields: description.fieldsOfDocument(made).map(({picture, ...field}) => field),
  };
}"""
FILL = """async (answers) => {
  const { fieldsIn, putValue } = await import("/scripts-under-test/fields/fields.js");
  for (const field of fieldsIn(document)) {
    if (!(field.key in answers)) continue;
    putValue(field, answers[field.key]);
    field.controls[0].dispatchEvent(new Event("input", {bubbles: true}));
  }
}"""


def words(language: str = "en") -> dict[str, str]:
    """What the scripts say, by the names under which they ask for it."""
    messages = tomllib.loads((SITE / f"messages/{language}.toml").read_text(encoding="utf-8"))
    return {
        name.partition("_")[2]: said
        for name, said in messages.items()
        if name.startswith(("js_", "later_"))
    }


class Paper:
    """A page with worksheets, and the documents that come of it."""

    def __init__(self, page: Page, module: str) -> None:
        self.page = page
        page.route("**/scripts-under-test/**/*.js", _serve)
        about = {
            "title": "My plan",
            "learner": "Ada Löwe",
            "date": "2026-11-23",
            "module": "A module",
            "moduleId": module,
            "version": "1",
            "licence": "CC BY-SA 4.0",
            "address": "https://example.org/learn/",
            "language": "en",
            "direction": "ltr",
        }
        self.given: dict[str, Any] = {"about": about, "words": words()}

    def fill(self, answers: Answers) -> None:
        """Puts answers into the page's fields."""
        self.page.evaluate(FILL, dict(answers))

    def make(self, fill: Answers | None = None) -> dict[str, Any]:
        """Returns the Word file of the page's worksheets, and the description of each field."""
        made: dict[str, Any] = self.page.evaluate(MAKE, self.given | {"fill": dict(fill or {})})
        return made | {"word": base64.b64decode(made["word"])}


def _serve(route: Route) -> None:
    name = route.request.url.partition("/scripts-under-test/")[2]
    route.fulfill(body=(SCRIPTS / name).read_text(encoding="utf-8"), content_type="text/javascript")


# Looking into a Word file


def part(file: bytes, name: str) -> str:
    """One part of a file, as text."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return archive.read(name).decode("utf-8")


def changed(file: bytes, change: Callable[[str, str], str | None]) -> bytes:
    """Returns the file with its parts changed.

    `change` gets a part's name and text, and returns its new text, or None to leave it out.
    """
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(file)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in archive.namelist():
            data = archive.read(name)
            text = change(name, data.decode("utf-8")) if name.endswith((".xml", ".rels")) else ""
            if text is not None:
                new.writestr(name, text.encode("utf-8") if text else data)
    return out.getvalue()


def in_text(*pairs: tuple[str, str], count: int = 1) -> Callable[[str, str], str]:
    """A change to the text of a document: each pattern must be found, and is replaced."""

    def change(name: str, text: str) -> str:
        if name in ("word/document.xml", "content.xml"):
            for pattern, new in pairs:
                text, number = re.subn(
                    pattern,
                    new.replace("\\", "\\\\") if "\\g" not in new else new,
                    text,
                    count=count,
                    flags=re.S,
                )
                assert number, f"{pattern} is not in {text[text.find('<w:body') :]}"
        return text

    return change


def shown(file: bytes) -> str:
    """Returns a Word file as text.

    A style's name stands before each paragraph, controls in brackets, table rows between bars.
    """
    body = ElementTree.fromstring(part(file, "word/document.xml")).find(f"{W}body")
    assert body is not None
    return "\n".join(_blocks(body))


def _blocks(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}p":
            style = child.find(f"{W}pPr/{W}pStyle")
            name = style.get(f"{W}val", "") if style is not None else "Normal"
            yield f"{name}: {_inline(child)}".rstrip()
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                head = "head " if row.find(f"{W}trPr/{W}tblHeader") is not None else ""
                yield (
                    head
                    + "| "
                    + " | ".join(
                        " / ".join(line.partition(": ")[2] for line in _blocks(cell))
                        for cell in row.findall(f"{W}tc")
                    )
                    + " |"
                )


def _inline(parent: Element) -> str:
    text = ""
    for child in parent:
        if child.tag == f"{W}sdt":
            text += _control(child)
        elif child.tag in (f"{W}r", f"{W}hyperlink", f"{W}fldSimple"):
            text += _inline(child)
        elif child.tag == f"{W}t":
            text += child.text or ""
        elif child.tag in (f"{W}br", f"{W}tab"):
            text += "⏎" if child.tag == f"{W}br" else "⇥"
        elif child.tag == f"{W}drawing":
            text += "(picture)"
    return text


def _control(sdt: Element) -> str:
    properties, content = sdt.find(f"{W}sdtPr"), sdt.find(f"{W}sdtContent")
    assert properties is not None and content is not None
    tag, alias = (
        found.get(f"{W}val", "") if (found := properties.find(f"{W}{name}")) is not None else ""
        for name in ("tag", "alias")
    )
    prompt = "prompt " if properties.find(f"{W}showingPlcHdr") is not None else ""
    return f"[{prompt}{tag} “{alias}”: {_inline(content)}]"


# Judges


def schema_faults(files: Iterable[Path]) -> dict[str, str]:
    """Returns what the Open XML validator writes about each faulty file.

    Its exit code is the same for valid and faulty files.
    """
    assert JUDGE.is_file(), NO_JUDGE
    faults = {}
    for file in files:
        run = subprocess.run(
            ["node", str(JUDGE), str(file)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        said = run.stdout + run.stderr
        if said.strip() != "Found 0 errors":
            faults[file.name] = said[:3000] or "(it said nothing)"
    return faults


def through_office(folder: Path, ending: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Returns the files as LibreOffice saves them in another format.

    Its exit code is 0 even where it fails, so the files that it wrote are checked.
    """
    assert shutil.which("soffice"), NO_OFFICE
    given, made = folder / f"to-{ending}", folder / f"from-{ending}"
    for place in (given, made):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    for name, data in files.items():
        (given / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        ending,
        "--outdir",
        str(made),
        *map(str, sorted(given.iterdir())),
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    results = {
        name: made / f"{name.rpartition('.')[0]}.{ending.partition(':')[0]}" for name in files
    }
    missing = [name for name, path in results.items() if not path.is_file()]
    assert not missing, f"LibreOffice did not open {missing}: {run.stdout}{run.stderr}"
    return {path.name: path.read_bytes() for path in results.values()}


ROUTES: dict[str, tuple[str, ...]] = {
    "word": (),
    "office": ("docx",),
    "odt": ("odt",),
    "odt and back": ("odt", "docx"),
}
"""The formats in which LibreOffice saves a file, one after the other, by the name of the route."""


def along(route: str, folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files (by names without ending) after their way."""
    names, current = list(files), {f"{name}.docx": data for name, data in files.items()}
    for step, ending in enumerate(ROUTES[route]):
        current = through_office(folder / str(step), ending, current)
    return {
        name: next(data for file, data in current.items() if file.startswith(f"{name}."))
        for name in names
    }
