"""Attributes in braces: `{#id .class key=value key="some words"}`."""

import re

import msgspec

_PART = re.compile(r"""#([\w-]+)|\.([\w-]+)|([A-Za-z][\w-]*)=("([^"]*)"|[^\s"]+)""")


class Attributes(msgspec.Struct):
    """The attributes in one pair of braces; `rest` is the text there that is not an attribute."""

    id: str = ""
    classes: list[str] = []
    values: dict[str, str] = {}
    rest: str = ""


def read_attributes(text: str) -> Attributes:
    """Returns the attributes in `text`, the text between the braces.

    If a key is there twice, `rest` is that key.
    """
    read = Attributes(rest=" ".join(_PART.sub(" ", text).split()))
    for identifier, name, key, value, quoted in _PART.findall(text):
        if identifier:
            read.id = identifier
        elif name:
            read.classes.append(name)
        elif key in read.values:
            read.rest = key
        else:
            read.values[key] = quoted if value.startswith('"') else value
    return read


def cut_attributes(text: str) -> tuple[str, Attributes]:
    """Returns `text` without the braces at its end, and their attributes.

    Braces that hold anything else are text.
    """
    words, braces = cut_braces(text)
    if not braces or braces.isspace():
        return text, Attributes()
    read = read_attributes(braces)
    return (text, Attributes()) if read.rest else (words, read)


def cut_braces(text: str) -> tuple[str, str | None]:
    """Returns `text` without the braces at its end, and what is in them, or None."""
    shorter = text.rstrip(" \t")
    start = shorter.rfind("{") if shorter.endswith("}") else -1
    if start < 0 or "}" in shorter[start:-1] or shorter[:start].endswith("\\"):
        return text, None
    return shorter[:start].rstrip(" \t"), shorter[start + 1 : -1]
