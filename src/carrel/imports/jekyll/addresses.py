"""Old addresses lead to the new pages (`moved_from`)."""

from __future__ import annotations

from carrel.imports.course import Finding, Found
from carrel.imports.jekyll.structure import Item, Outline
from carrel.model.claims import Claims, own_files


def keep_addresses(arranged: Outline) -> None:
    """Keeps each old address that no page of the toolkit and no file of Carrel's has today."""
    today = {_address(page.path): page.path for page in arranged.course.pages()}
    made = {f"{address}/index.html".lstrip("/"): path for address, path in today.items()}
    claims = Claims(made | own_files({address.partition("/")[0] for address in today}))
    for item in arranged.items:
        old = [address for address in item.addresses if address.strip("/") not in {"", *today}]
        kept = [address for address in old if _is_free(address, item, claims)]
        if kept:
            item.page.front["moved_from"] = kept
        for address in dict.fromkeys(old):
            if address not in kept:
                said = f"The old address {address} cannot be kept."
                arranged.course.found.append(Found(item.text.path, 1, Finding.DROPPED, said))


def _is_free(address: str, item: Item, claims: Claims) -> bool:
    """True if a page may keep an address, which is its own from now on."""
    return _is_plain(address) and not claims.claim(address, item.page.path)


def _is_plain(address: str) -> bool:
    return not set(address) & set(" ?#:\\") and ".." not in address and "//" not in address


def _address(path: str) -> str:
    """The address at which a page will be published."""
    parts = map(_unnumbered, path.removesuffix(".md").split("/"))
    return "/".join(part for part in parts if part != "index")


def _unnumbered(part: str) -> str:
    return part.partition("-")[2] if part[0].isdigit() and "-" in part else part
