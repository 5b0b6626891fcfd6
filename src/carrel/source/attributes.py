"""Attributes in braces: `{#id .class key=value key="some words"}`."""

import re

import msgspec

_PART = re.compile(r"""#([\w-]+)|\.([\w-]+)|([A-Za-z][\w-]*)=("([^"]*)"|[^\s"]+)""")
AT_END = re.compile(r"[ \t]*(?<!\\)\{([^{}]*)\}[ \t]*$")


class Attributes(msgspec.Struct):
    """What stands in one pair of braces. `rest` is what is none of id, class and key."""

    id: str = ""
    classes: list[str] = []
    values: dict[str, str] = {}
    rest: str = ""


def read_attributes(text: str) -> Attributes:
    """The attributes in `text`, which is what stands between the braces."""
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
    """`text` without the braces at its end, and what they say. Braces that hold anything but attributes stay text."""
    found = AT_END.search(text)
    if not found:
        return text, Attributes()
    read = read_attributes(found[1])
    return (text, Attributes()) if read.rest or not found[1].strip() else (text[: found.start()], read)
