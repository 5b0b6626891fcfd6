"""Fills a document's template: large parts that are ready, and the path to the site's root."""

import re
from dataclasses import dataclass, field

from minijinja import safe

from carrel.model.marks import ANCHOR
from carrel.model.sentinels import LINK_ENDS, PART_CLOSES, PART_OPENS, ROOT

_ROOT, _END, _ANCHOR = ROOT.encode(), LINK_ENDS.encode(), ANCHOR.encode()
_PLACEHOLDER = re.compile(f"{PART_OPENS}([0-9]+){PART_CLOSES}".encode())


@dataclass
class Placeholders:
    """The large parts of one document, for each of which a template gets a short placeholder.

    A body or a menu is thus copied once. To pass it through the template language takes longer than
    all the rest of a page.
    """

    _parts: list[bytes] = field(default_factory=list)

    def put(self, part: bytes) -> str:
        """Stores `part` and returns the placeholder that goes into the template."""
        self._parts.append(part)
        return safe(f"{PART_OPENS}{len(self._parts) - 1}{PART_CLOSES}")

    def document(self, html: str, root: str) -> bytes:
        """Returns `html` with each part in its place; links to the site begin with `root`."""
        whole = _PLACEHOLDER.sub(lambda found: self._parts[int(found[1])], html.encode())
        return whole.replace(_ANCHOR, b"").replace(_END, b"").replace(_ROOT, root.encode())
