"""The grammar of HTML tags, as browsers read them, for everything here that reads HTML.

Only tags and comments are found by regular expressions. Which tags belong together is decided by
those who use them, with a stack: `tree.parse` and `gather.Gatherer`.
"""

import re
from html import unescape

_SPACE = r"[ \t\n\r\f]"  # what browsers accept as space in a tag
_NAME = r"[^ \t\n\r\f/<>\"'=]++"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f<>"']++|(?=>))"""
IN_TAG = rf"(?:[ \t\n\r\f/]++|{_NAME}(?:{_SPACE}*+={_SPACE}*+{_VALUE})?)*"
"""What may be between a tag's name and its end."""

TAG = rf"<(/?)([a-zA-Z][^ \t\n\r\f/<>\"'=]*+)({IN_TAG})>"
"""A tag: its slash, its name, and what follows the name."""

COMMENT = r"<!--.*?-->"
ATTRIBUTE = re.compile(rf"({_NAME})(?:{_SPACE}*+={_SPACE}*+({_VALUE}))?")
_ANY_TAG = re.compile(r"<[^>]*>")


def attributes_of(text: str) -> dict[str, str]:
    """Returns the attributes in a tag by their lower-case names.

    Of two with the same name the first counts, as in a browser.
    """
    read: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(text):
        read.setdefault(name.lower(), unescape(_unquoted(value)))
    return read


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def without_tags(html: str, instead: str = "") -> str:
    """Returns `html` with `instead` in place of each tag."""
    whole, end, rest = html.rpartition(">")
    return _ANY_TAG.sub(instead, whole + end) + rest
