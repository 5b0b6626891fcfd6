"""Documents: a template filled in, with large parts that were ready before, and the way to the site's root."""

import re
from dataclasses import dataclass, field

from minijinja import safe

from carrel.model.marks import ANCHOR
from carrel.model.sentinels import LINK_ENDS, PART_CLOSES, PART_OPENS, ROOT

_ROOT, _END, _ANCHOR = ROOT.encode(), LINK_ENDS.encode(), ANCHOR.encode()
_SIGN = re.compile(f"{PART_OPENS}([0-9]+){PART_CLOSES}".encode())


@dataclass
class Parts:
    """A template gets a sign for each part; when it is filled in, each part takes the place of its sign. So a body or a menu is
    copied once, and not into the template's language and back, which takes longer than all the rest of a page."""

    _parts: list[bytes] = field(default_factory=list)

    def sign(self, part: bytes) -> str:
        """What stands for `part` in a template."""
        self._parts.append(part)
        return safe(f"{PART_OPENS}{len(self._parts) - 1}{PART_CLOSES}")

    def document(self, html: str, root: str) -> bytes:
        """`html` with each part in its place, where `root` leads to the site's root."""
        whole = _SIGN.sub(lambda found: self._parts[int(found[1])], html.encode())
        return whole.replace(_ANCHOR, b"").replace(_END, b"").replace(_ROOT, root.encode())
