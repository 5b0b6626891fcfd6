"""Drawings: pictures with their alt text, text boxes, and what Carrel cannot read (charts,
diagrams, objects of other programs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import Picture
from carrel.imports.docx.story import Story, shown
from carrel.imports.docx.xml import words


def pictures(story: Story, drawing: Element) -> Iterator[Picture]:
    """Yields the pictures in a drawing, without those in its text boxes."""
    for one in _outside_boxes(drawing):
        if one.tag == "a:blip":
            embedded, linked = one.get("r:embed", ""), one.get("r:link", "")
            yield from _picture(story, drawing, embedded, linked)
        elif one.tag == "v:imagedata" and drawing.tag == "w:pict":
            yield from _picture(story, drawing, one.get("r:id", ""), "")


def _picture(story: Story, drawing: Element, embedded: str, linked: str) -> Iterator[Picture]:
    alt = _alternative(drawing)
    relation = story.relations.get(embedded)
    if relation and not relation.external and relation.target in story.package:
        yield Picture(relation.target, alt, _is_decorative(drawing))
        return
    outside = relation if relation and relation.external else story.relations.get(linked)
    where = f" It is kept at {shown(outside.target)}." if outside else ""
    story.say(Finding.FAULT, f"A picture is not in the file{_named(alt)}.{where}")


def _named(alt: str) -> str:
    return f" (“{shown(alt)}”)" if alt else ""


def _alternative(drawing: Element) -> str:
    """Returns the alt text of a drawing."""
    texts = (_described(one) for one in drawing.iter() if one.tag in ("wp:docPr", "v:shape"))
    text = next(filter(None, texts), "")
    kept = (letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join("".join(kept).split())


def _described(one: Element) -> str:
    return one.get("descr") or one.get("alt") or ""


def _is_decorative(drawing: Element) -> bool:
    return any(one.get("val") in ("1", "true") for one in drawing.iter("adec:decorative"))


def _outside_boxes(element: Element) -> Iterator[Element]:
    for inner in element:
        if inner.tag != "w:txbxContent":
            yield inner
            yield from _outside_boxes(inner)


def text_boxes(drawing: Element) -> list[Element]:
    """Returns the contents of the outermost text boxes in a drawing."""
    return [one for inner in _with_itself(drawing) for one in inner if one.tag == "w:txbxContent"]


def _with_itself(element: Element) -> Iterator[Element]:
    yield element
    yield from _outside_boxes(element)


def unread(story: Story, drawing: Element) -> Iterator[str]:
    """Yields a sentence for each part of a drawing that Carrel cannot read."""
    named = _named(_alternative(drawing))
    for one in _outside_boxes(drawing):
        sentence = _SENTENCES.get(one.tag)
        if sentence:
            yield sentence(story, one, named)
    if drawing.tag == "w:drawing" and not named and not _has_content(drawing):
        yield "A drawn shape without words was left out."


def _chart(story: Story, one: Element, named: str) -> str:
    return (
        f"A chart was left out{named}; save it as a picture, with its figures as alt text"
        f" or as a table.{_words_of_part(story, one.get('r:id', ''))}"
    )


def _diagram(story: Story, one: Element, named: str) -> str:
    return (
        f"A diagram (SmartArt) was left out{named}; save it as a picture,"
        f" or write it as a list.{_words_of_part(story, one.get('r:dm', ''))}"
    )


def _object(_: Story, one: Element, named: str) -> str:
    program = shown(one.get("ProgID", "unknown"))
    return f"An object of another program ({program}) was left out{named}."


def _video(_story: Story, _one: Element, named: str) -> str:
    return f"A video of another site was left out{named}; write a video box for it."


_SENTENCES: dict[str, Callable[[Story, Element, str], str]] = {
    "c:chart": _chart,
    "dgm:relIds": _diagram,
    "o:OLEObject": _object,
    "wp15:webVideoPr": _video,
}


def _has_content(drawing: Element) -> bool:
    tags = {one.tag for one in drawing.iter()}
    return bool(tags & {"a:blip", "c:chart", "dgm:relIds", "w:txbxContent"})


def _words_of_part(story: Story, identifier: str) -> str:
    """Returns a sentence with the words of a chart or diagram; empty where there are none."""
    relation = story.relations.get(identifier)
    tree = story.package.tree(relation.target) if relation and not relation.external else None
    if tree is None:
        return ""
    text = shown(" ".join(filter(None, map(words, tree.iter("a:p")))), 600)
    return f" Its words: “{text}”" if text else ""
