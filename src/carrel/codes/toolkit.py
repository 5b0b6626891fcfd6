"""Messages: the toolkit and its files."""

from carrel.issues import Code, error, warning

TOOLKIT_CODES: dict[str, Code] = {
    "toolkit-syntax": error(
        "This is not valid TOML: {problem}.",
        (
            "Each line is a key, an equals sign and a value: text stands in double quotes, like "
            'title = "Our toolkit".'
        ),
        "Until `toolkit.toml` can be read, nothing in the toolkit can be checked or built.",
    ),
    "settings-too-large": error(
        "This file has {size} KB; the limit for toolkit.toml is {largest} KB.",
        "Take out what does not belong there.",
        (
            "A toolkit.toml has a few dozen lines; a file of this size is probably a different "
            "file with the same name."
        ),
    ),
    "toolkit-unknown": error(
        "toolkit.toml has no key “{key}”.",
        "Remove it, or correct its spelling. Known here: {known}.",
        "A misspelled key would be ignored without a message.",
    ),
    "toolkit-value": error(
        "“{key}” cannot be “{value}”.",
        "Use {wanted}.",
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "toolkit-title": error(
        "The toolkit has no title.",
        'Add a line to toolkit.toml: title = "Our toolkit"',
        "The title appears in the header and in the name of each browser tab.",
    ),
    "toolkit-empty": error(
        "This toolkit has no module: no folder has an index.md.",
        (
            "Create a folder for your first module, and in it an index.md with a title and a "
            "summary."
        ),
        "A toolkit without a module has nothing to publish.",
    ),
    "language-unknown": warning(
        (
            "Carrel has no translation for “{language}” yet, so menus and buttons will be in "
            "English."
        ),
        (
            "You can keep it: the pages are still marked as “{language}”. Translations exist "
            "for: {known}."
        ),
        "The texts of menus and buttons come from one file per language.",
    ),
    "file-unreadable": error(
        "This file cannot be read: {reason}.",
        "Check its permissions, or remove it from the toolkit.",
        "A page that cannot be read would be missing from the site without a message.",
    ),
    "file-too-large": error(
        "This file has {size} KB; the limit for a page is {largest} KB.",
        "Split it into several pages, or remove what is not text.",
        "A page of this size is too long to read, and it would take a phone minutes to load.",
    ),
    "file-outside": error(
        "This symbolic link points outside the toolkit's folder.",
        "Copy the file into the toolkit.",
        "Files outside the toolkit are not published, and would be missing on another computer.",
    ),
    "name-slug": error(
        "“{name}” has no letter or digit that could be used in a web address.",
        "Rename it, for example to 1-introduction.",
        "Addresses are made from the names of files and folders.",
    ),
    "name-case": error(
        "“{name}” and “{other}” differ only in upper and lower case.",
        "Rename one of them.",
        "Many computers treat the two as one file, so one would overwrite the other.",
    ),
    "url-claimed": error(
        "This page and {other} would both be published at /{url}.",
        "Rename the file or its folder.",
        "Two pages cannot share an address; one of them would be missing.",
    ),
    "folder-linked": error(
        "This symbolic link points to a folder, so it is not followed.",
        "Copy the folder's files here instead.",
        "Links between folders can form a loop, and they break when a toolkit is copied.",
    ),
    "folder-too-deep": error(
        "This folder is nested too deeply to be read.",
        "Move it closer to the toolkit's folder.",
        "A toolkit has modules, sections and pages; deeper folders are usually a mistake.",
    ),
    "module-index": error(
        "The folder “{name}” has pages but no index.md, so it is not a module.",
        (
            "Add an index.md with a title and a summary, or list the folder in toolkit.toml: "
            'exclude = ["{name}"]'
        ),
        "A module begins with its overview; without one, its pages would not be published.",
    ),
    "page-outside": error(
        "“{name}” is outside every module, so it is not published.",
        'Move it into a module, or list it in toolkit.toml: exclude = ["{name}"]',
        (
            "Pages belong to modules; only index.md and glossary.md may be in the toolkit's own "
            "folder."
        ),
    ),
    "page-ending": error(
        "“{name}” looks like a page, but its name does not end in .md.",
        "Rename it so that it ends in .md, in lower case.",
        "Only files that end in .md are pages; this one would be missing from every menu.",
    ),
    "page-misplaced": error(
        (
            "“{name}” is not in a section; apart from index.md and closing.md, a module's pages "
            "belong in its sections."
        ),
        "Move it into a section's folder, or name it closing.md if it ends the module.",
        "A page outside a section would not appear in any menu.",
    ),
    "section-index": error(
        "This section has no index.md.",
        "Add an index.md with a title, an objective and outcomes.",
        "A section's first page says what a learner will be able to do.",
    ),
    "section-depth": error(
        "A folder inside a section is not read.",
        "Move its pages up into the section. Images may stay, in a folder named media.",
        "A section has pages, but a page cannot have pages of its own.",
    ),
    "order-doubled": warning(
        "“{name}” and “{other}” have the same number, so they are sorted by name.",
        "Give each its own number.",
        "The numbers set the order of pages; without different numbers, the alphabet decides.",
    ),
    "moved-from-value": error(
        "“{value}” cannot be an old address of this page.",
        "Write it like /mentoring/old-name/; it must not be the address of a page that exists.",
        "An old address sends people who kept a link to the page's new address.",
    ),
}
