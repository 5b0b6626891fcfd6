"""What the menus say of a module's pages, so that the browser can show which of them are done."""

from collections.abc import Iterable

from carrel.model.keys import modules_of
from carrel.model.page import Page, Role


def listed(pages: Iterable[Page], base: str) -> str:
    """The pages with their minutes, for an attribute: `ADDRESS:MINUTES`, with a question mark where a page is not required, and with
    `:OLD` for each address that it had before. An address below `base` begins there; no address holds a colon or a space."""
    return " ".join(_entry(page, base) for page in pages if page.role is not Role.GLOSSARY)


def _entry(page: Page, base: str) -> str:
    optional = "" if page.required else "?"
    return ":".join((page.url.removeprefix(base), f"{page.minutes}{optional}", *earlier_addresses(page)))


def earlier_addresses(page: Page) -> list[str]:
    """Where a page was before: as `moved_from` says, and under the names that its module had."""
    moved = [address.strip("/") + "/" for address in page.content.front.moved_from]
    _, _, rest = page.url.partition("/")
    return moved + [f"{module}/{rest}" for module in modules_of(page)[1:]]
