"""Templates, styles, scripts and icons, and what a toolkit's `theme/` folder replaces."""

import os
import re
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import minijinja
import rcssmin
import rjsmin

from carrel import blanks
from carrel.digests import digest
from carrel.issues import BuildStopped
from carrel.model.sentinels import ROOT
from carrel.model.settings import Settings
from carrel.site.look import catalogue
from carrel.site.look.colors import own_style
from carrel.site.look.scripts import join, modules_of

_OWN = Path(__file__).parents[1]
_SCRIPTS = _OWN / "assets" / "scripts"
STYLE, SCRIPT, WORKER = "carrel.css", "carrel.js", "sw.js"
_ASSETS = ("head.js", "search.js", "video.js")
_PREVIEW_ONLY = "preview.js"
_LOADED_LATER = {
    "answers/export.js": "later_",
    "documents/documents.js": "later_",
    "documents/workbook.js": "in_workbook_",
}
_CONSTANT = re.compile(r"""\{\{ (?:root|lang|dir|(?:t|icons|assets)(?:\.\w+|\["[\w-]+"\])) \}\}""")
_LATER = {
    "search": "search.js",
    "video": "video.js",
    "export": "export.js",
    "documents": "documents.js",
    "workbook": "workbook.js",
}
"""What pages load when it is used, by its name in the scripts."""


class Look:
    """Everything that decides how a site looks. `key` changes with any of it."""

    def __init__(self, settings: Settings, theme: Path, preview: bool = False) -> None:
        self.theme, self.preview = theme, preview
        self.files = self._assets(settings, preview)
        self.names = {name: _hashed(name, data) for name, data in self.files.items()}
        self.files[SCRIPT] = self._main_script(settings)
        self.names[SCRIPT] = _hashed(SCRIPT, self.files[SCRIPT])
        self.icons = self._icons()
        self.constants = self._constants(settings)
        self.environment = minijinja.Environment(
            loader=_loader(theme, self.constants),
            undefined_behavior="strict",
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates = "".join(f"{path.name}\n{_text(path)}" for path in self._template_paths())
        templates += "".join(f"{name}\n{text}" for name, text in blanks.templates().items())
        self.key = digest(
            templates,
            *self.icons.values(),
            *(f"{name}={hashed}" for name, hashed in self.names.items()),
        )

    def _constants(self, settings: Settings) -> dict[str, Any]:
        """What every template gets that is the same on all pages."""
        return {
            "root": minijinja.safe(ROOT),
            "lang": settings.language,
            "dir": catalogue.direction(settings.language),
            "t": catalogue.words(settings.language),
            "icons": {name: minijinja.safe(icon) for name, icon in self.icons.items()},
            "assets": self._addresses(),
        }

    def _addresses(self) -> dict[str, str]:
        """The address of each asset, by its name with an underscore: `carrel_js`."""
        known = {
            name.replace(".", "_"): minijinja.safe(f"assets/{hashed}")
            for name, hashed in self.names.items()
        }
        known["css"] = known.pop("carrel_css")
        return {"preview_js": "", **known}

    def published(self) -> dict[str, bytes]:
        """The files to publish, by address."""
        return {f"assets/{self.names[name]}": data for name, data in self.files.items()}

    def worker(self, page: str, html: bytes) -> bytes:
        """Returns the service worker.

        It changes only with the assets that it caches and with the page at `page`, which it shows
        without a connection: every browser that knows the site fetches it again when it changes.
        """
        assets = sorted(f"assets/{name}" for name in self.names.values())
        build = {"version": digest(*assets, html)[:8], "assets": assets, "page": page}
        return _script(join(_SCRIPTS, "offline/worker.js", build=build))

    def render(self, name: str, **context: object) -> str:
        """Returns the template `name` filled in.

        Raises BuildStopped with the position of a mistake in a theme's template.
        """
        try:
            return self.environment.render_template(name, **context)
        except minijinja.TemplateError as error:
            raise BuildStopped(f"The template {name} cannot be used: {_reason(error)}") from error

    def _template_paths(self) -> list[Path]:
        own = sorted((_OWN / "templates").glob("*.html"))
        return own + sorted(
            path for path in (self.theme / "templates").glob("*.html") if path.is_file()
        )

    def _assets(self, settings: Settings, preview: bool) -> dict[str, bytes]:
        files = {
            name: _script(_text(_OWN / "assets" / name))
            for name in (*_ASSETS, *((_PREVIEW_ONLY,) if preview else ()))
        }
        # One style sheet, one request: Carrel's, the colors of toolkit.toml, the theme's own.
        sheet = rcssmin.cssmin(_text(_OWN / "assets" / STYLE)) + "\n" + own_style(settings)
        files[STYLE] = (sheet + "".join(_text(path) for path in self._styles())).encode()
        loaded = modules_of(_SCRIPTS, SCRIPT)
        for entry, prefix in _LOADED_LATER.items():
            files[entry.rpartition("/")[2]] = _script(
                join(_SCRIPTS, entry, loaded, words=_words(settings, prefix))
            )
        return files

    def _main_script(self, settings: Settings) -> bytes:
        """Returns the script of every page, with its texts and the addresses of later parts."""
        parts = {name: f"assets/{self.names[file]}" for name, file in _LATER.items()} | (
            {} if self.preview else {"worker": WORKER}
        )
        return _script(join(_SCRIPTS, SCRIPT, words=_words(settings, "js_"), parts=parts))

    def _styles(self) -> list[Path]:
        return sorted(path for path in self.theme.glob("*.css") if path.is_file())

    def _icons(self) -> dict[str, str]:
        icons = {}
        for folder in (_OWN / "icons", self.theme / "icons"):
            for path in sorted(path for path in folder.glob("*.svg") if path.is_file()):
                icons[path.stem] = re.sub(r"\s*\n\s*", "", _text(path))
        return icons


_LOOKS: OrderedDict[str, Look] = OrderedDict()
_MOST_LOOKS = 8


def look_for(settings: Settings, theme: Path, preview: bool = False, program: str = "") -> Look:
    """Returns the look for these settings and this theme; the same object while nothing changes.

    Making a look joins and minifies all scripts, which takes longer than rendering a page.
    `program` is a digest of Carrel itself.
    """
    key = digest(program, repr(settings), str(theme), str(preview), *theme_files(theme))
    if key not in _LOOKS:
        _LOOKS[key] = Look(settings, theme, preview)
    _LOOKS.move_to_end(key)
    while len(_LOOKS) > _MOST_LOOKS:
        _LOOKS.popitem(last=False)
    return _LOOKS[key]


def theme_files(folder: Path) -> list[bytes]:
    """Returns the path and content of every file in a toolkit's theme folder.

    Hidden files count too: a template may include them.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    try:
        return [
            part
            for path in paths
            for part in (os.fsencode(path.relative_to(folder)), path.read_bytes())
        ]
    except OSError as error:
        raise BuildStopped(f"{error.filename} cannot be read: {error.strerror}.") from error


def _loader(theme: Path, constants: dict[str, Any]) -> Callable[[str], str | None]:
    """Returns the function that finds templates.

    It must not refer to a `Look`: minijinja keeps it where Python's garbage collector cannot see
    it, so a method here would keep every `Look` in memory.
    """

    def constant(found: re.Match[str]) -> str:
        return _constant(found[0], constants)

    def load(name: str) -> str | None:
        for folder in (theme / "templates", _OWN / "templates"):
            path = folder / name
            if "/" not in name and path.is_file():
                return _CONSTANT.sub(constant, _text(path))
        control = blanks.template_of(name)
        return _CONSTANT.sub(constant, control) if control is not None else None

    return load


def _constant(expression: str, constants: dict[str, Any]) -> str:
    """Returns the value of an expression that is the same on all pages.

    It is inserted when the template is loaded. An unknown one is left for `render` to report.
    """
    try:
        said = minijinja.Environment(undefined_behavior="strict").render_str(
            expression, "constant.html", **constants
        )
    except minijinja.TemplateError:
        return expression
    return expression if "{" in said else said


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BuildStopped(f"{path} cannot be read: {reason}.") from error


def _reason(error: Exception) -> str:
    """Of a mistake in a template: what is wrong, and in which line of which template."""
    said = str(error).splitlines()
    causes = [line.removeprefix("caused by: ") for line in said if line.startswith("caused by: ")]
    return (causes or said or ["unknown"])[-1 if causes else 0]


def _hashed(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{digest(data)[:8]}.{ending}"


def _script(text: str) -> bytes:
    """A script without what only people read."""
    return str(rjsmin.jsmin(text)).encode()


def _words(settings: Settings, prefix: str) -> dict[str, str]:
    """What some of the scripts say, in the toolkit's language."""
    return {
        name.removeprefix(prefix): said
        for name, said in catalogue.words(settings.language).items()
        if name.startswith(prefix)
    }
