"""Messages: boxes and blanks."""

from carrel.issues import Code, error, warning

BOX_CODES: dict[str, Code] = {
    "box-unclosed": error(
        "This “{kind}” box is never closed.",
        "Add a line ::: where the box ends.",
        "Without its closing line, the box would include the rest of the page.",
    ),
    "box-close-stray": error(
        "This ::: closes a box, but none is open.",
        "Delete the line, or add the line that opens the box.",
        "A stray closing line usually means that an opening line is misspelled.",
    ),
    "box-unknown": error(
        "There is no box kind “{kind}”.",
        "{hint}Known: {known}. A toolkit can add its own in toolkit.toml.",
        "An unknown kind would have no label, no icon and no style.",
    ),
    "box-unnamed": error(
        "This line opens a box, but does not say which kind.",
        "Write ::: and a kind, as in ::: tip.",
        "A box needs a kind, so that readers know what it is.",
    ),
    "box-too-deep": error(
        "Boxes are nested more than {deepest} deep here.",
        "Close boxes before you open new ones.",
        "Each nested box is narrower; after a few levels there is no room for text.",
    ),
    "box-crossing": error(
        (
            "This “{kind}” box begins in one list item or quotation and ends in another, or in "
            "indented code."
        ),
        "Indent its closing ::: like its opening line, in the same list item.",
        "A box that crosses a list cannot be shown correctly.",
    ),
    "box-misplaced": error(
        (
            "A box cannot begin here: the line is part of a list marker, a quotation or "
            "indented code."
        ),
        "Put the ::: on a line of its own, indented like the text around it.",
        "The three colons would appear on the page as they are.",
    ),
    "box-attribute-unknown": error(
        "A “{kind}” box has no attribute “{name}”.",
        "Remove it, or correct its spelling.",
        "Unknown attributes would be ignored without a message.",
    ),
    "worksheet-too-large": error(
        "A worksheet on this page has too many paragraphs, items and cells.",
        "Split it into several worksheets, on several pages.",
        (
            "A worksheet of this size is too long to fill in, and it would take a phone minutes "
            "to show it."
        ),
    ),
    "field-label-empty": error(
        "This blank has no question: no text before it says what to write.",
        "Put a sentence or a list item before it, or give its row and column a header.",
        "A screen reader reads the question aloud; the workbook and the Word file print it.",
    ),
    "field-label-doubled": error(
        "Two blanks of this worksheet have the same question: “{label}”.",
        "Word the questions differently, or give each blank an id: {{#first}}, {{#second}}.",
        "Answers are stored by question; two identical questions could not be told apart.",
    ),
    "field-id-doubled": error(
        "Another blank of this worksheet already has the id “{id}”.",
        "Give one of them another id.",
        "An id belongs permanently to one answer.",
    ),
    "choice-empty": error(
        "This choice has no text.",
        "Write its text after the brackets.",
        "A learner cannot choose something that has no text.",
    ),
    "choice-id-doubled": error(
        "Another choice of this question already has the id “{id}”.",
        "Give one of them another id.",
        (
            "A chosen answer is stored by its id; two choices with the same id could not be "
            "told apart."
        ),
    ),
    "choices-nested": error(
        "This choice has choices of its own.",
        "Make one list of all choices, or two questions.",
        "A question has one list of choices; an inner list would be missing.",
    ),
    "blank-misplaced": error(
        "A blank cannot be here: the line is read as code, or its box is broken.",
        "Indent the line like the text around it, and see what else is reported about this box.",
        "The blank would appear as underscores or brackets that learners cannot write in.",
    ),
    "choice-blocks": error(
        "A choice is a line of text, but this one contains a list, a table or another block.",
        "Put the block before or after the list of choices.",
        "A choice is the label of a radio button or a check box, and a label is a line of text.",
    ),
    "worksheet-nested": error(
        "This “{kind}” box has blanks and is inside another worksheet.",
        "Close the outer box first, and put this one after it.",
        "Each answer belongs to one worksheet; browsers do not allow a form inside a form.",
    ),
    "blank-outside": warning(
        "This line of underscores is not in a worksheet, so learners cannot write on it.",
        "Put it into a box ::: reflection Title {{#id}}, or remove it.",
        (
            "Only blanks inside worksheets become fields; elsewhere the underscores are shown "
            "as they are."
        ),
    ),
    "choices-mixed": error(
        ("Some items of this list are choices and others are not, or they are of different kinds."),
        "Begin every item the same way: all with [ ], all with ( ), or all with __.",
        "All items of a list are choices of one question, or none are.",
    ),
}
