"""Messages: importing a course."""

from carrel.issues import Code, error, warning

IMPORT_CODES: dict[str, Code] = {
    "docx-not-word": error(
        "This is not a Word document: it is {found}.",
        "Open it in the program that made it, and save it as a Word document (.docx).",
        "Other kinds of files store text differently, and much of it would be lost.",
    ),
    "docx-old": error(
        "This file has the format that Word used before 2007 (.doc).",
        "Open it in Word or LibreOffice, and save it as a Word document (.docx).",
        "The old format is entirely different, and is not supported.",
    ),
    "docx-protected": error(
        "This file is protected with a password.",
        "Open it in Word, remove the password (File, Info, Protect Document), and save it.",
        "Without the password, the text cannot be read.",
    ),
    "docx-too-large": error(
        "{what} has {size} MB; the limit is {most} MB.",
        "Make its pictures smaller (in Word: Compress Pictures), or split the document.",
        "A file that becomes very large when it is unpacked can freeze a computer.",
    ),
    "docx-damaged": error(
        "This file is damaged: its part {part} cannot be read, because {reason}.",
        "Open it in Word or LibreOffice, let the program repair it, and save it again.",
        "Text that cannot be read would be missing from the module without a message.",
    ),
    "docx-empty": error(
        "This document has no text.",
        "Check whether it is the right file.",
        "A module needs text.",
    ),
    "import-nothing": error(
        "There is nothing here to import.",
        "Correct the path: it must name the folder or the file of the course.",
        "A misspelled path would otherwise give an empty toolkit.",
    ),
    "import-target": error(
        "This is a file, or a folder that is not empty, so nothing was written.",
        (
            "Name a folder that is new or empty. To import again, use another folder and "
            "compare the two."
        ),
        "An import never overwrites files: you may have edited what an earlier import wrote.",
    ),
    "import-map": error(
        "“{name}” does not say which kind of box it becomes.",
        'Write the name of a kind between quotation marks: "{name}" = "tip".',
        "Passages of that name would become boxes of another kind than you meant.",
    ),
    "import-inside": error(
        "This folder is inside the course that is to be imported.",
        "Name a folder outside it.",
        "The next import would treat the toolkit as a part of the course.",
    ),
    "import-no-pages": error(
        "No page of a course was found here.",
        (
            "Name the folder of the course's source, which has _config.yml and the pages with "
            "their front matter."
        ),
        "The published site of a course cannot be imported, only its source.",
    ),
    "import-outside": warning(
        "{what} points outside the folder that is imported, so it was not followed.",
        "Copy the file into the folder if it belongs to the course.",
        "Otherwise a course from a stranger could copy any file of this computer into a page.",
    ),
    "import-too-much": warning(
        "{what}, which is more than an import reads; it was left out.",
        "Make it smaller or split it if it belongs to the course.",
        "A file of this size is not a page, and would keep this computer busy for hours.",
    ),
    "import-too-deep": warning(
        "The HTML of this page is nested too deeply, so its text was left out.",
        "Remove the tags that are opened and never closed.",
        "A parser or a browser would need minutes for it.",
    ),
    "import-encoding": warning(
        "This file is not UTF-8 text from here on; what cannot be read is shown as �.",
        "Save it as UTF-8.",
        "Accented letters would be wrong without a message.",
    ),
    "import-yaml": warning(
        "The values here cannot be read: {problem}.",
        "Correct the YAML.",
        "Titles and order come from these values.",
    ),
    "import-liquid": warning(
        (
            "A Liquid tag cannot be run here: {problem}. All Liquid tags were removed from this "
            "page."
        ),
        "Correct the tag, or replace it with its result.",
        "The text that the tag would have inserted is missing from the page.",
    ),
    "import-liquid-limit": warning(
        (
            "A Liquid tag here runs too long or writes too much, so it was stopped. All Liquid "
            "tags were removed from this page."
        ),
        "Replace it with its result.",
        "An endless loop would keep this computer busy forever.",
    ),
    "import-script": warning(
        "“{what}” would run a script, so it was left out.",
        "Nothing has to be done. If the page needs it, describe in words what it showed.",
        "Carrel's pages run only Carrel's own scripts.",
    ),
}
