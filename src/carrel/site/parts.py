"""Large pieces of a document that are ready before its template is filled in."""

import re
from dataclasses import dataclass, field

from minijinja import safe

_SIGN = re.compile(b"\x0e([0-9]+)\x0f")


@dataclass
class Parts:
    """A template gets a sign for each part; when it is filled in, `put` puts the parts in place of their signs. So a body or a menu
    is copied once, and not into the template's language and back, which takes longer than all the rest of a page."""

    _parts: list[bytes] = field(default_factory=list)

    def sign(self, part: bytes) -> str:
        """What stands for `part` in a template."""
        self._parts.append(part)
        return safe(f"\x0e{len(self._parts) - 1}\x0f")

    def put(self, html: str) -> bytes:
        """The document `html` with each part in its place."""
        return _SIGN.sub(lambda found: self._parts[int(found[1])], html.encode())
