"""A Word file (.docx) -> a `Course` with one module.

A package of its own, as a Word file holds much besides text:

- package, xml, revisions: the file, opened within limits, with tracked changes accepted
- styles, numbering, symbols: the meaning of Word's styles, lists and characters
- reading, runs, forms, drawings: XML -> blocks
- outline, passages: blocks -> sections, pages, boxes
- blanks, sheets: where a person would write
- text, lists, pipes, markdown: blocks -> Markdown
- source: the words of the source, read apart from all this, for the report
- course: all of it together
"""

from carrel.imports.docx.course import import_docx

__all__ = ["import_docx"]
