"""A Word file (.docx) -> a `Course` with one module.

A package of its own, as Word holds much besides text:

package, xml, revisions the file, opened within limits; tracked changes accepted styles, numbering,
symbols what Word's styles, lists and signs mean reading, runs, drawings XML -> blocks outline,
passages blocks -> sections, pages, boxes blanks, sheets where a person would write text, lists,
pipes, markdown blocks -> Markdown source the words of the source, read apart from all this, for the
report course all of it together
"""

from carrel.imports.docx.course import import_docx

__all__ = ["import_docx"]
