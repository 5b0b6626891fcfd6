"""Digests: of any parts, and of Carrel itself."""

import hashlib
from pathlib import Path

from carrel import __version__

_PROGRAM = Path(__file__).parent
_PROGRAM_FILES = frozenset({".py", ".html", ".css", ".js", ".toml", ".svg"})


def digest(*parts: bytes | str) -> str:
    """Returns 32 hexadecimal digits for `parts`; where one part ends and the next begins counts."""
    data = [
        part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts
    ]
    lengths = [*map(len, data)]
    return hashlib.blake2b(b"%a%b" % (lengths, b"".join(data)), digest_size=16).hexdigest()


def program_digest() -> str:
    """Returns the digest of Carrel's own files: a cache written by another version is not used."""
    parts: list[bytes] = []
    for path in sorted(_PROGRAM.rglob("*")):
        if path.suffix in _PROGRAM_FILES and "starter" not in path.parts:
            parts += [path.relative_to(_PROGRAM).as_posix().encode(), path.read_bytes()]
    return digest(__version__, *parts)
