"""What the menus say of a module's pages, so that the browser can show which of them are done."""

from collections.abc import Iterable
from zlib import crc32

from carrel.model.keys import modules_of, was_renamed
from carrel.model.toolkit import LOOKED_UP, Page


def listed(pages: Iterable[Page]) -> str:
    """Returns the pages with their minutes, as the value of an attribute: `NAME:MINUTES`.

    A question mark follows if a page is not required. NAME is the CRC-32 of the page's address in
    hexadecimal, since every page of a module has this list of all others. If a page had other
    addresses before, NAME is its whole address, and `:OLD` follows for each of them. No address
    contains a colon or a space.
    """
    return " ".join(_entry(page) for page in pages if page.role not in LOOKED_UP)


def _entry(page: Page) -> str:
    earlier = earlier_addresses(page)
    name = page.url if earlier else f"{crc32(page.url.encode()):x}"
    return ":".join((name, f"{page.minutes}{'' if page.required else '?'}", *earlier))


def earlier_addresses(page: Page) -> list[str]:
    """Where a page was before: as `moved_from` says, and under the names that its module had."""
    return moved_addresses(page) + renamed_addresses(page)


def moved_addresses(page: Page) -> list[str]:
    """Where its author says that a page was before."""
    return [address.strip("/") + "/" for address in page.content.front.moved_from]


def renamed_addresses(page: Page) -> list[str]:
    """Where a page was under the names that its module had."""
    _, _, rest = page.url.partition("/")
    return [f"{module}/{rest}" for module in modules_of(page)[1:]] if was_renamed(page) else []
