"""Drawings: pictures with their alt text, text boxes, and what nobody here can read (charts,
diagrams, objects of other programs).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import Picture
from carrel.imports.docx.story import Story, shown
from carrel.imports.docx.xml import words


def pictures(story: Story, drawing: Element) -> Iterator[Picture]:
    """The pictures in a drawing, without those in its text boxes."""
    alt, decorative = _alternative(drawing)
    for one in _outside_boxes(drawing):
        if one.tag == "a:blip":
            yield from _picture(
                story, one.get("r:embed", ""), one.get("r:link", ""), alt, decorative
            )
        elif one.tag == "v:imagedata" and drawing.tag == "w:pict":
            yield from _picture(story, one.get("r:id", ""), "", alt, decorative)


def _picture(
    story: Story, embedded: str, linked: str, alt: str, decorative: bool
) -> Iterator[Picture]:
    relation = story.relations.get(embedded)
    if relation and not relation.external and relation.target in story.package:
        yield Picture(relation.target, alt, decorative)
        return
    outside = relation if relation and relation.external else story.relations.get(linked)
    where = f" It is kept at {shown(outside.target)}." if outside else ""
    story.say(
        Finding.FAULT, f"A picture is not in the file{f' (“{shown(alt)}”)' if alt else ''}.{where}"
    )


def _alternative(drawing: Element) -> tuple[str, bool]:
    """The alt text of a drawing, and whether it only decorates."""
    decorative = any(one.get("val") in ("1", "true") for one in drawing.iter("adec:decorative"))
    for one in drawing.iter():
        if one.tag in ("wp:docPr", "v:shape") and (one.get("descr") or one.get("alt")):
            said = one.get("descr") or one.get("alt") or ""
            return " ".join(
                "".join(
                    letter for letter in said if letter.isprintable() or letter.isspace()
                ).split()
            ), decorative
    return "", decorative


def _outside_boxes(element: Element) -> Iterator[Element]:
    for inner in element:
        if inner.tag != "w:txbxContent":
            yield inner
            yield from _outside_boxes(inner)


def text_boxes(drawing: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, the outermost ones."""
    return [one for inner in _with_itself(drawing) for one in inner if one.tag == "w:txbxContent"]


def _with_itself(element: Element) -> Iterator[Element]:
    yield element
    yield from _outside_boxes(element)


def unread(story: Story, drawing: Element) -> Iterator[str]:
    """A sentence for each thing in a drawing that nobody here can read."""
    alt = _alternative(drawing)[0]
    named = f" (“{shown(alt)}”)" if alt else ""
    for one in _outside_boxes(drawing):
        if one.tag == "c:chart":
            said = _words_of_part(story, one.get("r:id", ""))
            yield (
                f"A chart was left out{named}; save it as a picture, with its figures as alt text"
                f" or as a table.{said}"
            )
        elif one.tag == "dgm:relIds":
            said = _words_of_part(story, one.get("r:dm", ""))
            yield (
                f"A diagram (SmartArt) was left out{named}; save it as a picture,"
                f" or write it as a list.{said}"
            )
        elif one.tag == "o:OLEObject":
            yield (
                f"An object of another program ({shown(one.get('ProgID', 'unknown'))})"
                f" was left out{named}."
            )
        elif one.tag == "wp15:webVideoPr":
            yield f"A film of another host was left out{named}; write a video box for it."
    if drawing.tag == "w:drawing" and not named and not _has_content(drawing):
        yield "A drawn shape without words was left out."


def _has_content(drawing: Element) -> bool:
    tags = {one.tag for one in drawing.iter()}
    return bool(tags & {"a:blip", "c:chart", "dgm:relIds", "w:txbxContent"})


def _words_of_part(story: Story, identifier: str) -> str:
    """What stands in a chart or diagram, so that no word goes unsaid."""
    relation = story.relations.get(identifier)
    tree = story.package.tree(relation.target) if relation and not relation.external else None
    said = (
        shown(" ".join(filter(None, (words(one) for one in tree.iter("a:p")))), 600)
        if tree is not None
        else ""
    )
    return f" Its words: “{said}”" if said else ""
