"""Messages: front matter and text."""

from carrel.issues import Code, error, warning

TEXT_CODES: dict[str, Code] = {
    "text-encoding": error(
        "This file is not UTF-8 text from here on.",
        "Save it as UTF-8 in your editor.",
        "In another encoding, accented letters turn into unreadable characters.",
    ),
    "text-control": error(
        "There is an invisible control character here ({point}).",
        "Delete it. It often comes with text that was pasted from another program.",
        "Control characters are not text, and they confuse browsers and screen readers.",
    ),
    "text-too-deep": error(
        "Lists or quotations are nested too deeply here.",
        "Remove the innermost levels.",
        "Dozens of levels cannot be followed, and some browsers stop showing them.",
    ),
    "page-too-full": error(
        "This page has more than {most} {things}.",
        "Split it into several pages, or remove what is not meant for readers.",
        "A page of this size is too long to read, and it would take a phone minutes to show it.",
    ),
    "front-matter-missing": error(
        "The page does not begin with front matter.",
        "Begin the file with a line ---, a line title: …, and another line ---.",
        "Every page needs a title of its own, for its heading and the menus.",
    ),
    "front-matter-unclosed": error(
        "The front matter begins here and does not end.",
        "Add a line --- after the last key.",
        "Without an end, the whole page would be read as front matter.",
    ),
    "front-matter-too-long": error(
        "The front matter is too long.",
        "Check whether the closing line --- is missing.",
        "Front matter has a few short lines.",
    ),
    "front-matter-syntax": error(
        "The front matter cannot be read here: {problem}.",
        'Put the value in quotes, as in title: "Why: a question".',
        "Some characters, such as the colon, have a special meaning in YAML.",
    ),
    "front-matter-shape": error(
        "{name} does not have the right form.",
        (
            "Write key: value on each line; several values are lines that begin with a hyphen, "
            "and a value with a colon stands in quotes."
        ),
        "Front matter holds plain texts and lists of texts, nothing deeper.",
    ),
    "front-matter-unknown": error(
        "The front matter has no key “{key}”.",
        "Remove it, or correct its spelling. Known keys: {known}.",
        "A misspelled key would be ignored without a message.",
    ),
    "front-matter-comment": warning(
        "The value “{value}” ends here: everything after # is a comment.",
        "Put the whole value in quotes; a comment can stand on a line of its own.",
        "The rest of a title such as “Session #1” would be missing without a message.",
    ),
    "front-matter-duplicate": error(
        "“{key}” is given a second time; the first time is in line {first}.",
        "Keep one of the two.",
        "It is unclear which of the two should count.",
    ),
    "front-matter-value": error(
        "“{key}” cannot be “{value}”.",
        "Use {wanted}.",
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "attribute-unknown": error(
        "Carrel does not know what to do with {text} here.",
        (
            "Remove it. Known are {{.decorative}} after an image, and {{#id}} after the text of "
            "a heading."
        ),
        "Unknown attributes would be ignored without a message.",
    ),
    "blank-attribute-unknown": error(
        "Carrel does not know what to do with “{name}” here.",
        "Remove it, or correct its spelling. Known here: #id, {known}.",
        (
            "Unknown attributes would be ignored without a message, and answers could be lost "
            "with them."
        ),
    ),
    "attribute-unused": error(
        "The attributes in braces on this line do not belong to anything.",
        "Put them on the line after the table or the choices that they apply to.",
        "Attributes that apply to nothing would be ignored without a message.",
    ),
    "table-too-large": error(
        "This table is too large: it has {columns} columns and {rows} rows.",
        (
            "Split it into several tables of at most {widest} columns and {most} cells, or "
            "offer it as a file."
        ),
        "A table of this size cannot be read on a screen.",
    ),
}
