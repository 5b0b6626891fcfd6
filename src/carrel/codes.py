"""Every problem that Carrel can report: code, severity, sentence, how to mend it, and why it matters.

`docs/reference/checks.md` is generated from this table. A sentence may name values in braces; `issue` fills them in.
"""

from carrel.issues import Code, Issue, Position, Severity


def issue(code: str, position: Position, **values: object) -> Issue:
    """The issue with this code at this position. Raises KeyError for a code or a value that the table does not know."""
    known = CODES[code]
    words = {name: _shown(value) for name, value in values.items()}
    return Issue(
        code,
        position,
        known.severity,
        known.sentence.format_map(words),
        known.mend.format_map(words),
    )


def _shown(value: object) -> str:
    """A value on one line, shortened: an author's text may hold anything. A space at its end stays, as a hint stands before more."""
    given = str(value)
    text = "".join(
        letter if letter.isprintable() else "\ufffd" for letter in " ".join(given.split())
    )
    return (text if len(text) <= 200 else text[:199] + "…") + (" " if given.endswith(" ") else "")


def _error(sentence: str, mend: str, why: str) -> Code:
    return Code(Severity.ERROR, sentence, mend, why)


def _warning(sentence: str, mend: str, why: str) -> Code:
    return Code(Severity.WARNING, sentence, mend, why)


# The toolkit and its files

TOOLKIT_CODES = {
    "toolkit-syntax": _error(
        "This is not valid TOML: {problem}.",
        'Each line is a key, an equals sign and a value: text stands in double quotes, like title = "Our toolkit".',
        "While `toolkit.toml` cannot be read, nothing is known about the toolkit.",
    ),
    "settings-too-large": _error(
        "This file has {size} KB; toolkit.toml may have {largest} KB.",
        "Take out what does not belong there.",
        "A toolkit.toml has some lines; a file of this size is another file with its name.",
    ),
    "toolkit-unknown": _error(
        "“{key}” is not a key that toolkit.toml may have.",
        "Take it out, or correct its spelling. Known here: {known}.",
        "A misspelt key would be ignored in silence, and its author would wonder.",
    ),
    "toolkit-value": _error(
        "“{key}” cannot be “{value}”.",
        "Give {wanted}.",
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "toolkit-title": _error(
        "The toolkit has no title.",
        'Add a line to toolkit.toml: title = "Our toolkit"',
        "The title stands in the header and in each window's name.",
    ),
    "toolkit-empty": _error(
        "There is no module here: no folder has an index.md.",
        "Make a folder for your first module and put an index.md with a title and a summary into it.",
        "A toolkit without a module has nothing to publish.",
    ),
    "language-unknown": _warning(
        "Carrel has no words of its own in “{language}” yet, so menus and buttons will be in English.",
        "Keep it: the pages are marked as “{language}” all the same. Known: {known}.",
        "The interface's words come from one catalogue per language.",
    ),
    "file-unreadable": _error(
        "This file cannot be read: {reason}.",
        "Look at its permissions, or take it out of the toolkit.",
        "A page that cannot be read would be missing without a word.",
    ),
    "file-too-large": _error(
        "This file has {size} KB; a page may have {largest} KB.",
        "Divide it into several pages, or take out what is not text.",
        "No one reads a page of this size, and it would take a phone minutes to load.",
    ),
    "file-outside": _error(
        "This symbolic link leads out of the toolkit's folder.",
        "Copy the file into the toolkit.",
        "What lies outside the toolkit is not published, and would not be there on another computer.",
    ),
    "name-slug": _error(
        "“{name}” has no letter or digit that an address could be made of.",
        "Rename it, for instance 1-introduction.",
        "Addresses are made from the names of files and folders.",
    ),
    "name-case": _error(
        "“{name}” and “{other}” differ only in capital letters.",
        "Rename one of them.",
        "Many computers take the two for one file, so one would overwrite the other.",
    ),
    "url-claimed": _error(
        "This page and {other} would both be published at /{url}.",
        "Rename the file or its folder.",
        "Two pages cannot have one address; one of them would be lost.",
    ),
    "folder-linked": _error(
        "This symbolic link leads to another folder, and is not followed.",
        "Copy the folder's files here instead.",
        "Links between folders can lead round in a circle, and are lost when a toolkit is copied.",
    ),
    "folder-too-deep": _error(
        "This folder lies too deep inside other folders to be read.",
        "Move it up.",
        "A toolkit has modules, sections and pages; deeper folders are usually a mistake.",
    ),
    "module-index": _error(
        "The folder “{name}” holds pages, but no index.md, so it is no module.",
        'Add an index.md with a title and a summary, or list the folder in toolkit.toml: exclude = ["{name}"]',
        "A module begins with its overview; without one, its pages would not be published.",
    ),
    "page-outside": _error(
        "“{name}” stands outside every module, so it is not published.",
        'Move it into a module, or list it in toolkit.toml: exclude = ["{name}"]',
        "Pages belong to modules; only index.md and glossary.md may stand at the top.",
    ),
    "page-ending": _error(
        "“{name}” looks like a page, but does not end in .md.",
        "Rename it, so that it ends in .md in small letters.",
        "Only files that end in .md are pages; this one would be missing from every menu.",
    ),
    "page-misplaced": _error(
        "A module has pages only in its sections; “{name}” stands beside them.",
        "Move it into a section's folder, or name it closing.md if it ends the module.",
        "A page outside a section would stand in no menu.",
    ),
    "section-index": _error(
        "This section has no index.md.",
        "Add an index.md with a title, an objective and outcomes.",
        "A section's first page says what a learner will be able to do.",
    ),
    "section-depth": _error(
        "A folder inside a section is not read.",
        "Move its pages up into the section. Images may stay, in a folder named media.",
        "Sections have pages, and pages have no pages of their own.",
    ),
    "order-doubled": _warning(
        "“{name}” and “{other}” have the same number, so they stand in the order of their names.",
        "Give each its own number.",
        "The order is the author's to decide, not the alphabet's.",
    ),
    "moved-from-value": _error(
        "“{value}” cannot be an old address of this page.",
        "Write it like /mentoring/old-name/; it must not be the address of a page that exists.",
        "An old address leads people who kept a link to the page's new place.",
    ),
}

# Front matter and text

TEXT_CODES = {
    "text-encoding": _error(
        "This file is not UTF-8 text from here on.",
        "Save it as UTF-8 in your editor.",
        "In another encoding, letters with accents turn into signs that nobody can read.",
    ),
    "text-control": _error(
        "There is an invisible control character here ({point}).",
        "Delete it. It often comes along when text is pasted from another program.",
        "Control characters are no text; browsers and screen readers stumble over them.",
    ),
    "text-too-deep": _error(
        "Lists or quotations are nested too deeply here.",
        "Take out the innermost levels.",
        "Nobody can follow dozens of levels, and some browsers stop showing them.",
    ),
    "page-too-full": _error(
        "This page has more than {most} {things}.",
        "Divide it into several pages, or take out what is not meant for readers.",
        "No one reads to the end of such a page, and it would take a phone minutes to show it.",
    ),
    "front-matter-missing": _error(
        "The page does not begin with front matter.",
        "Begin the file with a line ---, a line title: …, and another line ---.",
        "Every page needs a title of its own, for its heading and the menus.",
    ),
    "front-matter-unclosed": _error(
        "The front matter begins here and does not end.",
        "Add a line --- after the last key.",
        "Without an end, the whole page would be taken for front matter.",
    ),
    "front-matter-too-long": _error(
        "The front matter is longer than any front matter should be.",
        "See whether the closing line --- is missing.",
        "A front matter has a few short lines.",
    ),
    "front-matter-syntax": _error(
        "The front matter cannot be read here: {problem}.",
        'Put the value in quotes, as in title: "Why: a question".',
        "YAML gives signs such as the colon a meaning of their own.",
    ),
    "front-matter-shape": _error(
        "{name} does not have the right form.",
        "Write key: value on each line; several values are lines that begin with a hyphen, and a value with a colon stands in quotes.",
        "Front matter holds plain texts and lists of texts, nothing deeper.",
    ),
    "front-matter-unknown": _error(
        "“{key}” is not a key of the front matter.",
        "Take it out, or correct its spelling. Known: {known}.",
        "A misspelt key would be ignored in silence, and its author would wonder.",
    ),
    "front-matter-comment": _warning(
        "The value “{value}” ends here: what follows the sign # is a comment.",
        "Put the whole value in quotes; a comment can stand on a line of its own.",
        "The rest of a title such as “Session #1” would be missing without a word.",
    ),
    "front-matter-duplicate": _error(
        "“{key}” stands here a second time; it is first given in line {first}.",
        "Keep one of the two.",
        "Nobody can say which of the two should count.",
    ),
    "front-matter-value": _error(
        "“{key}” cannot be “{value}”.",
        "Give {wanted}.",
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "attribute-unknown": _error(
        "Carrel does not know what to do with {text} here.",
        "Take it out. Known are {{.decorative}} after an image, and {{#id}} after the words of a heading.",
        "Unknown attributes would be dropped without a word.",
    ),
    "blank-attribute-unknown": _error(
        "Carrel does not know what to do with “{name}” here.",
        "Take it out, or correct its spelling. Known here: #id, {known}.",
        "Attributes that nobody reads would be dropped without a word, and with them perhaps the way to an answer.",
    ),
    "attribute-unused": _error(
        "The braces on this line belong to nothing.",
        "Put them on the line after the table or the choices that they are about.",
        "Attributes that apply to nothing would be dropped without a word.",
    ),
    "table-too-large": _error(
        "This table is too large: it has {columns} columns and {rows} rows.",
        "Divide it into several tables of at most {widest} columns and {most} cells, or offer it as a file.",
        "A table of this size cannot be read on any screen.",
    ),
}

# Boxes and blanks

BOX_CODES = {
    "box-unclosed": _error(
        "This “{kind}” box is never closed.",
        "Put a line ::: where the box ends.",
        "Without its closing line, the box would swallow the rest of the page.",
    ),
    "box-close-stray": _error(
        "This ::: closes a box, but none is open.",
        "Delete the line, or add the line that opens the box.",
        "A stray closing line usually means that an opening line is misspelt.",
    ),
    "box-unknown": _error(
        "There is no box kind “{kind}”.",
        "{hint}Known: {known}. A toolkit can add its own in toolkit.toml.",
        "An unknown kind would have no label, no icon and no look.",
    ),
    "box-unnamed": _error(
        "This line begins like a box, but names no kind.",
        "Write ::: and a kind, as in ::: tip.",
        "A box needs a kind, so that readers know what it is.",
    ),
    "box-too-deep": _error(
        "Boxes are nested more than {deepest} deep here.",
        "Close boxes before you open new ones.",
        "Nested boxes grow narrower; after a few levels nothing is left to read in.",
    ),
    "box-crossing": _error(
        "This “{kind}” box begins in one list item or quotation and ends in another, or in indented code.",
        "Indent its closing ::: as its opening line, in the same list item.",
        "A box that crosses a list would tear the page apart.",
    ),
    "box-misplaced": _error(
        "A box cannot begin here: the line is part of a list marker, a quotation or indented code.",
        "Put the ::: on a line of its own, indented like the text around it.",
        "The three colons would appear in the page as they stand.",
    ),
    "box-attribute-unknown": _error(
        "A “{kind}” box has no attribute “{name}”.",
        "Take it out, or correct its spelling.",
        "Unknown attributes would be dropped without a word.",
    ),
    "worksheet-too-large": _error(
        "A worksheet of this page has more paragraphs, items and cells than anyone can fill in.",
        "Divide it into several worksheets, on several pages.",
        "No one works through a worksheet of this size, and it would take a phone minutes to show it.",
    ),
    "field-label-empty": _error(
        "This blank has no question: nothing before it says what to write.",
        "Put a sentence, a list item, or headers of row and column before it.",
        "A screen reader reads the question aloud; the workbook and the Word file print it.",
    ),
    "field-label-doubled": _error(
        "Two blanks of this worksheet ask the same: “{label}”.",
        "Word the questions differently, or give each blank an id: {{#first}}, {{#second}}.",
        "Answers are kept by question; two that ask the same could not be told apart.",
    ),
    "field-id-doubled": _error(
        "The id “{id}” is taken by another blank of this worksheet.",
        "Give one of them another id.",
        "An id belongs to one answer, for good.",
    ),
    "choice-empty": _error(
        "This choice has no words.",
        "Write what it stands for after the brackets.",
        "Nobody can choose what has no name.",
    ),
    "choice-id-doubled": _error(
        "The id “{id}” is taken by another choice of this question.",
        "Give one of them another id.",
        "What was chosen is kept by its id; two choices with one id could not be told apart.",
    ),
    "choices-nested": _error(
        "This choice has choices of its own.",
        "Make one list of all choices, or two questions.",
        "A question has one list of choices; an inner one would be lost.",
    ),
    "blank-misplaced": _error(
        "A blank cannot stand here: the line is read as code, or its box is torn.",
        "Indent the line as the text around it, and see what else is reported about this box.",
        "The blank would appear as a sign, and nobody could write into it.",
    ),
    "choice-blocks": _error(
        "A choice holds words, and this one holds a list, a table or another block.",
        "Put the block before or after the list of choices.",
        "A choice is the label of a button or a tick box; a label is a line of words.",
    ),
    "worksheet-nested": _error(
        "This “{kind}” box has blanks of its own and stands inside another worksheet.",
        "Close the outer box first, and put this one after it.",
        "Each answer belongs to one worksheet; browsers do not allow a form inside a form.",
    ),
    "blank-outside": _warning(
        "This line of underscores is not in a worksheet, so nobody can write on it.",
        "Put it into a box ::: reflection Title {{#id}}, or take it out.",
        "Blanks are fields inside worksheets only; elsewhere the underscores stand as they are.",
    ),
    "choices-mixed": _error(
        "Some items of this list are choices and others are not, or they are of different kinds.",
        "Begin every item the same way: all with [ ], all with ( ), or all with __.",
        "A list is either one question or none.",
    ),
}

MEDIA_CODES = {
    "image-unreadable": _error(
        "“{path}” cannot be read as an image.",
        "Open it in an image program and save it again as PNG, JPEG, WebP or SVG.",
        "Readers would see a broken image.",
    ),
    "media-unreadable": _error(
        "“{path}” cannot be read.",
        "Look at its permissions, or take it out of the toolkit.",
        "The file would be missing from the published site.",
    ),
    "file-claimed": _error(
        "This file and {other} would both be published at /{url}.",
        "Rename one of the two. Numbers at the beginning of a folder's name are left out, and large images become .webp files.",
        "Two files cannot have one address; one of them would be lost.",
    ),
    "image-too-large": _error(
        "“{path}” has more than 100 million pixels.",
        "Make it smaller first; 1,600 pixels are wide enough.",
        "An image of this size takes more memory than many computers have.",
    ),
    "image-heavy": _warning(
        "“{path}” is an animation of more than {largest} KB, which Carrel does not make smaller.",
        "Use a film instead, in a video box.",
        "On a thin line, this one image takes longer than the rest of the page.",
    ),
}

# Checks of what the pages say together

CHECK_CODES = {
    "title-missing": _error(
        "This page has no title.",
        "Add a line to its front matter: title: What this page is about",
        "The title is the page's heading, its name in the menus, and the first thing that a screen reader says.",
    ),
    "summary-missing": _warning(
        "This module has no summary.",
        "Add a line to the front matter of its index.md: summary: one or two sentences.",
        "The summary tells a learner, before they begin, whether the module is for them.",
    ),
    "section-objective": _warning(
        "The section “{title}” has no objective.",
        "Add a line to the front matter of its index.md, beginning with a verb: objective: Describe …",
        "The module's overview lists what a learner can do after each section; this one would be missing there.",
    ),
    "section-outcomes": _warning(
        "The section “{title}” has no outcomes.",
        "Add outcomes: to the front matter of its index.md, and beneath it a list of what a learner will be able to do.",
        "Outcomes say what to look out for, and at the end let a learner see what they have gained.",
    ),
    "section-resources": _warning(
        "The section “{title}” does not end with a page of resources.",
        "Add a page resources.md to the folder of the section.",
        "Every section ends with a page that says where to go further, and learners look for it there.",
    ),
    "front-matter-place": _warning(
        "“{key}” has no meaning on {page}.",
        "Take it out, or move it to {place}.",
        "A key in the wrong file would be ignored in silence, and its author would wonder.",
    ),
    "page-empty": _warning(
        "This page says nothing: nothing stands under its front matter.",
        "Write its text, or take the file out of the toolkit. Names that begin with _ are not published.",
        "An empty page in the menu sends a learner there for nothing.",
    ),
    "page-unlisted": _error(
        "This page stands in a folder for images and films, so no menu leads to it.",
        "Move it into the folder of a section.",
        "Nobody can find a page that is in no menu.",
    ),
    "moved-from-taken": _error(
        "The old address “{address}” is already taken by {other}.",
        "Take it out here, or there.",
        "One address can lead to one page only.",
    ),
    "link-empty": _error(
        "The link “{text}” leads nowhere.",
        "Write the address between the round brackets: [text](page.md).",
        "A link that does nothing when it is pressed makes readers doubt the whole page.",
    ),
    "link-text": _error(
        "The link to {href} has no text.",
        "Write between the square brackets what a reader finds there.",
        "A link without words cannot be seen, and a screen reader can only spell out its address.",
    ),
    "link-vague": _warning(
        "The link text “{text}” does not say where the link leads.",
        "Make the name of what is found there the link, as in: see the [reading list](resources.md).",
        "People who listen to a page jump from link to link, and hear only the words of each link.",
    ),
    "link-http": _warning(
        "The link {href} is not encrypted.",
        "See whether the same address works with https:// and use that.",
        "On the way through a public network, somebody else can read and change what arrives over http.",
    ),
    "link-scheme": _error(
        "“{start}” at the beginning of this link is not something that a browser can follow.",
        "{hint}Links to other sites begin with https://, links to e-mail addresses with mailto:.",
        "A mistyped beginning makes a link that does nothing, or that runs a program.",
    ),
    "link-missing": _error(
        "There is no file “{path}” that this link could lead to.",
        "{hint}Links are paths to files, from the folder of the page on which they stand.",
        "A reader who presses the link would find an error instead of a page.",
    ),
    "link-case": _error(
        "“{path}” is written “{real}” on disk: capital and small letters differ.",
        "Write it exactly as the file is named.",
        "It may work on your own computer, and fail on the one from which the pages are published.",
    ),
    "link-outside": _error(
        "“{href}” leads out of the folder of the toolkit.",
        "Copy the file into the toolkit, and link to it there.",
        "What lies outside the toolkit is not published, and would not be there on another computer.",
    ),
    "link-anchor": _error(
        "{page} has no place with the id “{id}”.",
        "{hint}The id of a heading is made of its words, or given in braces behind it: ## Heading {{#id}}.",
        "The link would lead to the top of the page, and the reader would search in vain.",
    ),
    "image-missing": _error(
        "There is no image “{path}”.",
        "{hint}Images are paths to files, from the folder of the page on which they stand.",
        "Readers would see a broken image.",
    ),
    "image-empty": _error(
        "The image “{alt}” names no file.",
        "Write the path of the file between the round brackets; for a picture that learners add, put it into a reflection box.",
        "Outside a worksheet, an image without a file is a hole in the page.",
    ),
    "image-external": _error(
        "The image {src} is not a file of the toolkit.",
        "If its licence allows it, save it in a folder named media, and give the path of that file.",
        "Pages load nothing from other hosts: it would slow them down, and tell those hosts who is reading what.",
    ),
    "alt-missing": _error(
        "The image {src} has no alt text.",
        "Write between the square brackets what the image shows: ![what it shows]({src}); "
        "after one that only decorates, write {{.decorative}}.",
        "People who cannot see the image, or whose line is too slow for it, have only this text.",
    ),
    "alt-file-name": _warning(
        "The alt text of this image is the name of a file: “{alt}”.",
        "Write what the image shows, as you would say it on the telephone.",
        "A screen reader would read out the name of the file, letter by letter.",
    ),
    "alt-unused": _warning(
        "This image is marked as decorative, and yet has an alt text: “{alt}”.",
        "Take out {{.decorative}}, or the alt text.",
        "The alt text of a decorative image is read to nobody.",
    ),
    "heading-one": _error(
        "“{text}” is a heading of the first level, which only the title of the page has.",
        "Begin it with ## instead of #.",
        "A page has one main heading, so that everybody knows what the page is; the title makes it.",
    ),
    "heading-skipped": _error(
        "The heading “{text}” is of level {level}, but the one before it is of level {before}.",
        "Begin it with {signs}.",
        "Screen readers list the headings as an outline; a level that is left out looks like a part that is missing.",
    ),
    "heading-empty": _error(
        "This heading has no words.",
        "Write its words, or delete the line.",
        "A screen reader announces a heading, and then says nothing.",
    ),
    "id-doubled": _error(
        "The id “{id}” is given twice on this page; the first time in line {first}.",
        "Give one of the two another id.",
        "A link to the id would always lead to the first of the two.",
    ),
    "id-reserved": _error(
        "The id “{id}” is one that Carrel needs for itself.",
        "Choose another word.",
        "Two things with one id on a page make links and screen readers go astray.",
    ),
    "table-header": _error(
        "This table has no words in its header row.",
        "Write above each column what it holds.",
        "With each cell, a screen reader says the header of its column, and a phone shows it.",
    ),
    "iframe-title": _error(
        "This <iframe> has no title.",
        'Add title="what it shows" to it.',
        "A screen reader announces a frame by its title; without one, it can only say that there is a frame.",
    ),
    "video-title": _error(
        "This video box has no title.",
        "Write the film's title after ::: video.",
        "The title is the name of the button that plays the film.",
    ),
    "video-source": _error(
        "This video box does not say where its film is.",
        'Add {{src="media/film.mp4"}}, or the address at another host, to its opening line.',
        "There would be nothing to play.",
    ),
    "video-file": _error(
        "There is no file “{path}”, which the {attribute} of this video box names.",
        "{hint}Paths begin in the folder of the page on which they stand.",
        "The film would not play, or would play without its captions or its first picture.",
    ),
    "video-length": _error(
        "This video box does not say how long its film is.",
        "Add its length in minutes and seconds to the opening line, as in {{length=2:10}}.",
        "The length tells a learner whether there is time for the film now, and counts in the minutes of the page.",
    ),
    "video-time": _error(
        "“{attribute}={value}” is not a time in this film.",
        "Write minutes and seconds, as in 2:10; the start comes before the end, and the end within the length.",
        "The minutes of the page would be wrong, and the film would begin or end in the wrong place.",
    ),
    "video-transcript": _error(
        "This video box has no transcript.",
        "Write inside the box what is said and shown in the film.",
        "People who cannot hear or see the film, or cannot load it, read it instead.",
    ),
    "video-captions": _warning(
        "This film is a file of the toolkit and has no captions.",
        'Add {{captions="media/film.vtt"}} to the opening line; captions can also describe sounds.',
        "People who cannot hear the film, or may not turn the sound on, need the words along with the picture.",
    ),
    "worksheet-id": _error(
        "This {kind} box has blanks, but no id.",
        "Add one to its opening line, in braces: {{#{suggestion}}}.",
        "Answers are kept under the id, so that the title can be changed without losing any.",
    ),
    "worksheet-id-doubled": _error(
        "The worksheet id “{id}” is already used on {other}.",
        "Give one of the two worksheets another id.",
        "Answers are kept by module and worksheet; two worksheets with one id would overwrite each other.",
    ),
    "worksheet-place": _error(
        "A worksheet cannot stand on this page, as it belongs to no module.",
        "Move it to a page of a module.",
        "Answers are kept by module and worksheet.",
    ),
    "choice-single": _error(
        "There is only one choice here: “{choice}”.",
        "Add the others. A line between two choices ends their list, unless it is indented under its choice.",
        "Where only one thing can be chosen, nothing can be.",
    ),
    "quiz-empty": _error(
        "This quiz has no question with choices.",
        "Add a list of choices: - ( ) for a wrong one, - (x) for the right one.",
        "A quiz tells learners whether they were right, and here it never could.",
    ),
    "quiz-answer": _error(
        "No choice of this question is right: “{label}”.",
        "Mark each right choice with (x), or with [x] where several can be ticked.",
        "Every learner would be told that they were wrong.",
    ),
    "quiz-several": _error(
        "Only one choice can be chosen here, but {count} are right: “{label}”.",
        "Mark one choice as right, or let learners tick several: [ ] instead of ( ).",
        "A learner who chooses one right answer would still miss the others.",
    ),
    "quiz-feedback": _warning(
        "Feedback is missing for {count} of the {all} choices here, the first of them “{choice}”.",
        "Under each choice, say why it is right or wrong, on an indented line of its own that begins with >.",
        "Learners gain more from the reason than from the verdict.",
    ),
    "answers-unnamed": _error(
        "This answers box does not say whose answers to show.",
        "Write the id of a worksheet behind it, as in ::: answers kwl.",
        "The box would stay empty.",
    ),
    "answers-open-unknown": _error(
        "The worksheet “{name}” has no field, column or row “{id}” that could stay open here.",
        "{hint}Write ids that it has: {known}.",
        "Nobody could write where this box invites them to.",
    ),
    "answers-here": _warning(
        "This box shows the answers of a worksheet that stands on the same page.",
        "Move it to a later page, or lead to the worksheet with a link: [{title}](#{id}).",
        "The same blanks would stand twice on one page, and readers would wonder which of them counts.",
    ),
    "answers-nested": _error(
        "This “{kind}” box stands inside a box of the kind “{around}”.",
        "Close the outer box first, and put this one after it.",
        "Earlier answers are a worksheet of their own, and no worksheet can stand inside another.",
    ),
    "calendar-date": _error(
        "This worksheet is to leave as an entry in a calendar, and asks for no date.",
        "Give it a blank for a date, __/__/____, or take calendar=yes out.",
        "An entry in a calendar needs a day.",
    ),
    "calendar-value": _error(
        "“calendar” cannot be “{value}”.",
        "Write calendar=yes, or take it out.",
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "plan-value": _error(
        "“plan” cannot be “{value}”.",
        "Write plan=no for a worksheet that stays out of the plan, plan=cover for one whose answers stand under its title, or take it out.",
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "plan-page": _warning(
        "“plan={value}” stands on a page that is no plan.",
        "Add the line “plan: yes” to the front matter of the page, or take the attribute out.",
        "It only says what a plan does with this worksheet.",
    ),
    "answers-unknown": _error(
        "There is no worksheet “{name}” whose answers could be shown here.",
        "{hint}Write the id of a worksheet after ::: answers, with its module and a slash in front if it stands in another module.",
        "The box would stay empty.",
    ),
    "licence-missing": _warning(
        "The toolkit names no licence.",
        'Add a line to toolkit.toml: licence = "CC-BY-SA-4.0"',
        "Without a licence, nobody may copy, adapt or translate the modules.",
    ),
    "licence-unknown": _warning(
        "“{name}” is not the SPDX name of a licence that Carrel knows.",
        "{hint}The names are listed at https://spdx.org/licenses/; CC BY-SA 4.0 is CC-BY-SA-4.0 there.",
        "Programs and people recognise a licence by this name, and Carrel can check only those that it knows.",
    ),
    "licence-conflict": _error(
        "This {page} is under {licence}, which may not be part of {whole} under {other}.",
        "Ask the author of the {page} for another licence, or leave it out.",
        "Who takes the whole under its licence would be promised more than the authors of this part allow.",
    ),
    "based-on-licence": _warning(
        "“{source}” does not say under which licence it may be used.",
        "Write its licence in round brackets: Title by Somebody (CC BY-SA 4.0), https://…",
        "What may be adapted, and how it must be credited, is for its licence to say.",
    ),
    "based-on-conflict": _error(
        "This {page} is under {licence}, but {source}, which it is based on, does not allow that.",
        "Give the {page} a licence that {source} allows, ask its author, or take out what comes from it.",
        "An adaptation may allow no more than what it was made from.",
    ),
    "minutes-far": _warning(
        "The front matter says {declared}, but reading, films and exercises add up to {computed}.",
        "Take minutes: out, or see what the page takes in practice. Known sums: {parts}.",
        "Learners plan their half hour by the minutes, and coordinators defend the hours in an audit.",
    ),
    "placeholder": _error(
        "“{text}” was meant to be replaced before anyone reads it.",
        "Write what belongs here. A note to yourself can stand in a comment: <!-- ask Ana -->.",
        "Unfinished text must never be published.",
    ),
    "footnote-unused": _error(
        "The footnote “{label}” is never called.",
        "Write [^{label}] where it belongs, or delete the footnote.",
        "A footnote that is never called does not appear at all.",
    ),
    "footnote-undefined": _error(
        "There is no footnote “{label}”.",
        "{hint}Add a line of its own: [^{label}]: the text of the note. Or add [{label}] to the module's references.toml.",
        "Readers would see the sign [^{label}] as it stands.",
    ),
    "footnote-doubled": _error(
        "The footnote “{label}” is defined twice; the first time in line {first}.",
        "Give one of the two another label.",
        "Only the first would appear; the other would be lost.",
    ),
    "meeting-place": _error(
        "A meeting stands here, outside of a guide.",
        "Put it into guide.md, beside the module’s index.md.",
        "Only there does the page know what learners do before the meeting.",
    ),
    "meeting-minutes": _error(
        "“{value}” is no number of minutes for this meeting.",
        "Write how long it takes, in whole minutes: {{minutes=60}}.",
        "People plan their evening by it.",
    ),
    "meeting-section": _error(
        "The module has no section “{name}”.",
        "It has: {known}.",
        "The meeting would be about nothing.",
    ),
    "section-unmet": _warning(
        "No meeting is about: {names}.",
        "Name each section in one of the meetings, as in {{sections=introduction,benefits}}.",
        "The group would never talk about it.",
    ),
    "example-syntax": _error(
        "This is not valid TOML: {problem}.",
        'A worksheet is a table: its id in brackets, and below it lines like know = "They come on the four o’clock bus".',
        "While `example.toml` cannot be read, the module has no worked example.",
    ),
    "example-incomplete": _error(
        "This example has no “{key}”.",
        "Give it a title, and say in “about” who wrote this, and that it is made up.",
        "A learner has to know at once that this is nobody’s real library.",
    ),
    "example-key": _error(
        "“{key}” is none of title, about, and day, and no worksheet.",
        "Put answers below the id of their worksheet in brackets: [{key}].",
        "What is not an answer would be left out without a word.",
    ),
    "example-shape": _error(
        "“{key}” cannot be “{value}”.",
        "Give text in double quotes, a list of texts, or a day like 2027-03-02.",
        "Nothing else can be an answer.",
    ),
    "example-worksheet": _error(
        "This module has no worksheet “{name}”.",
        "Write the id that stands in the braces of the worksheet’s box.",
        "Its answers would stand nowhere.",
    ),
    "example-field": _error(
        "The worksheet “{sheet}” has no blank “{name}”.",
        "It has: {known}. A further row of a table that grows ends in ~2, ~3, and so on.",
        "The answer would stand nowhere.",
    ),
    "example-value": _error(
        "The blank “{name}” cannot hold “{value}”.",
        "Give {wanted}.",
        "The page would leave it blank.",
    ),
    "references-syntax": _error(
        "This is not valid TOML: {problem}.",
        'Each reference is a table: its name in brackets, and below it lines like title = "Connected learning".',
        "While `references.toml` cannot be read, no footnote finds its reference.",
    ),
    "reference-table": _error(
        "“{key}” belongs to no reference.",
        "Put a line with the reference's name in brackets above it, such as [ito2013].",
        "Each reference is a table of its own; what stands outside of one is not read.",
    ),
    "reference-name": _error(
        "“{key}” cannot be the name of a reference.",
        "Use small letters, digits and hyphens, such as ito2013.",
        "Footnotes call a reference by its name, and leave out capital letters and spaces.",
    ),
    "reference-key": _error(
        "“{key}” is not a key that a reference may have.",
        "Take it out, or correct its spelling. Known here: {known}.",
        "A misspelt key would be ignored in silence, and a part of the reference would be missing.",
    ),
    "reference-value": _error(
        "“{key}” cannot be “{value}”.",
        "Give {wanted}.",
        "A value of the wrong kind would be left out of the reference.",
    ),
    "reference-incomplete": _error(
        "The reference “{key}” has no {missing}.",
        'Add it below [{key}]. A work without a date has year = "n.d.".',
        "Who wrote it, when, what, and where it appeared: a reader needs all four to find the work.",
    ),
    "reference-unused": _warning(
        "No footnote names the reference “{key}”.",
        "Write [^{key}] where it is used, or delete it.",
        "A list of references names what the module relies on, and nothing else.",
    ),
    "raw-script": _error(
        "“{what}” would run a script.",
        "Take it out. For a film, use a video box; for an exercise, a reflection or a quiz box.",
        "Pages run no scripts but Carrel's own, so browsers would refuse it.",
    ),
    "raw-style": _error(
        "“{what}” brings a style of its own.",
        "Take it out. Styles belong in a file of the folder theme.",
        "Pages load no style from their text, so browsers would refuse it; and it might not be legible in dark mode.",
    ),
    "raw-host": _error(
        "<{tag}> would load something from {host}.",
        "Copy the file into the toolkit if its licence allows it, or make it a link.",
        "Pages load nothing from other hosts: it would slow them down, and tell those hosts who is reading what.",
    ),
    "raw-video": _error(
        "This <{tag}> would load a film from {host} before anyone wants to see it.",
        'Use a video box: ::: video The film\'s title {{src="{address}" length=2:10}}',
        "A video box loads nothing from another host until the learner presses play, and brings a transcript.",
    ),
    "raw-form": _error(
        "<{tag}> is a form control of its own, and what is written into it would be lost.",
        "Put a blank into a reflection box, for instance a line of underscores.",
        "Only blanks are kept, printed and carried away as a document.",
    ),
    "raw-document": _error(
        "<{tag}> belongs to the page around the text, not into the text.",
        "Take it out.",
        "Carrel writes the page around the text; a second one would tear it apart.",
    ),
    "raw-unbalanced": _error(
        "The tag <{tag}> has no partner.",
        "Each <b> needs its </b>, and each </b> its <b>; or use Markdown instead.",
        "A browser guesses where the tag was meant to end, and the rest of the page may end up inside it.",
    ),
    "raw-crossing": _error(
        "<{tag}> begins in one paragraph, list, table or box and ends in another.",
        "End it where it begins, and begin it again in the next.",
        "Elements can stand inside each other, but not cross; browsers would each mend it in another way.",
    ),
    "raw-block": _error(
        "<{tag}> cannot stand inside a paragraph.",
        "Put it on a line of its own, with an empty line before it.",
        "The browser would end the paragraph before it, and the rest would lose its place.",
    ),
    "raw-malformed": _error(
        "The HTML that begins here is not complete.",
        'End it with >, or a comment with -->; put values between "…"; for a plain “smaller than”, write &lt;',
        "A browser would swallow what follows, sometimes the rest of the page.",
    ),
    "raw-path": _error(
        "<{tag}> names “{path}”, and Carrel does not follow addresses in this tag.",
        "For a film use a video box, for an image ![what it shows](path), for anything else a link.",
        "Files are published at another address than they have in the folder, so the browser would look in vain.",
    ),
    "raw-obsolete": _warning(
        "“{what}” is no longer part of HTML.",
        "Take it out; how pages look is for the theme to say.",
        "Browsers may stop showing it, and checkers of HTML report it.",
    ),
    "colour-contrast": _error(
        "“{key}” {colour} has a contrast of {ratio} to 1 on {ground}; at least 4.5 to 1 is needed.",
        "Choose a {direction} colour.",
        "People with weak eyes, or with the sun on their screen, could not read the words in this colour.",
    ),
    "logo-missing": _error(
        "There is no file “{path}” for the logo.",
        "Write the path from the folder of toolkit.toml.",
        "The header of every page would show a broken image.",
    ),
    "logo-alt": _error(
        "The logo has no alt text.",
        'Add a line under [theme]: logo_alt = "the name that the logo shows"',
        "The logo is the link to the beginning; without a text, a screen reader cannot say so.",
    ),
    "link-dead": _warning(
        "{href} is gone: {reason}.",
        "Look for its new address, or take the link out.",
        "A reader who follows a dead link loses time, and trust.",
    ),
    "link-unreachable": _warning(
        "{href} could not be tried: {reason}.",
        "Open it in a browser yourself, or check again tomorrow.",
        "Some hosts refuse programs, or rest for a while, so this need not mean that the link is dead.",
    ),
    "link-offline": _warning(
        "None of the {count} addresses outside the toolkit could be reached.",
        "See whether this computer is online, and check again.",
        "Without a connection, nothing can be said about links to other hosts.",
    ),
}

# Worksheets that have been published: fields.lock, and what was= and from= say

LASTING_CODES = {
    "lock-unreadable": _error(
        "fields.lock cannot be read: {reason}.",
        "Look at its permissions, or bring back the last version that could be read.",
        "Without it, nobody can say which answers an edit would lose.",
    ),
    "lock-conflict": _error(
        "Two people's changes to fields.lock met here, and were not put together.",
        "Delete the lines that begin with <<<<<<<, |||||||, ======= or >>>>>>>, and keep the others; of two that are the same, one.",
        "Until it is settled, nobody can say which answers an edit would lose.",
    ),
    "lock-line": _error(
        "This line of fields.lock cannot be read: {problem}.",
        'Write it like: mentoring/kwl/know  text  "What I know". If somebody changed it by mistake, bring back what it was.',
        "A field whose line cannot be read would be lost without a word.",
    ),
    "lock-doubled": _error(
        "“{key}” stands here a second time; it is first given in line {first}.",
        "Keep one of the two.",
        "Nobody can say which of the two should count.",
    ),
    "lock-missing": _warning(
        "There was a fields.lock beside toolkit.toml at the last build, and it is gone.",
        "Bring it back, from a copy or with git. Otherwise the next build writes a new one, of the questions that are here now.",
        "Without it, nobody can say which answers an edit has lost.",
    ),
    "lock-unwritten": _warning(
        "The site was published, but fields.lock could not be written: {reason}.",
        "Let this folder be written to and build again, before you change any question.",
        "A question that is not recorded can be lost later without a word.",
    ),
    "module-gone": _error(
        "The module “{id}” is gone, with {count} of its worksheets ({titles}), and learners may have answered them.",
        "{hint}If its answers may go, write at the end of fields.lock: {id}/*  retired",
        "Answers are kept under the module's name; under another they are not found.",
    ),
    "worksheet-gone": _error(
        "The worksheet “{id}” of “{module}” is gone, and learners may have answered it: {labels}.",
        "{hint}If its answers may go, write at the end of fields.lock: {module}/{id}/*  retired",
        "Answers are kept under the worksheet's id; under another they are not found.",
    ),
    "field-gone": _error(
        "The question “{label}” is gone, and learners may have answered it ({key}).",
        "{hint}If its answers may go, write the word retired at the end of this line.",
        "An answer whose question is gone can only be shown apart, under “Answers to questions that have changed”.",
    ),
    "field-kind-changed": _error(
        "“{label}” was {before} and is now {now}, so what learners answered does not fit.",
        "Make it again what it was. Or give it a new id, and write retired at the end of line {line} of fields.lock.",
        "A sentence cannot be shown as a tick, nor a tick as a date.",
    ),
    "choice-gone": _error(
        "“{label}” has no choice “{choice}” any more, and learners may have chosen it.",
        "Write {{was={choice}}} behind the choice that takes its place. If it may go, take its id out of line {line} of fields.lock.",
        "Whoever chose it would find nothing chosen.",
    ),
    "field-shifted": _warning(
        "What learners answered to “{before}” would now stand under “{now}” ({key}).",
        "Let each question keep its id: give it in braces, as in {{#{id}}}, where “{before}” stands now.",
        "An answer under the wrong question is worse than a lost one, as nobody notices.",
    ),
    "retired-present": _warning(
        "“{key}” is marked as retired here, and is still asked in {path}.",
        "Take the word retired out of this line, or the question out of its worksheet.",
        "If the question went away later, nobody would be told.",
    ),
    "was-unreadable": _error(
        "was= cannot name “{name}”.",
        "{wanted}",
        "Answers that were kept under the old name would not be found.",
    ),
    "was-present": _error(
        "was= names “{name}”, which is still there, in {other}.",
        "Take the name out of was=; or take away what still bears it.",
        "Two places would show the same answer, and writing in one would not change the other.",
    ),
    "was-unknown": _warning(
        "was= names “{name}”, which fields.lock does not know.",
        "{hint}Correct its spelling, or take it out.",
        "A misspelt name leads to no answer.",
    ),
    "was-doubled": _error(
        "“{name}” is named by was= twice: here, and for “{other}” in {path}.",
        "Decide which of the two takes its answers. The other can show them with from=.",
        "One answer can move to one place only.",
    ),
    "was-circle": _error(
        "was= leads round in a circle: “{name}” would be what it was before.",
        "Take this was= out. Two questions cannot exchange their ids; give each of them a new one.",
        "Nobody can say which of the answers is meant.",
    ),
    "from-unknown": _error(
        "There is no other field “{name}” from which this one could start.",
        "{hint}Write the id of a field of this worksheet, worksheet/field, or /module/worksheet/field.",
        "The blank would stay empty, where its text may promise something else.",
    ),
    "from-kind": _error(
        "This field is {now} and cannot start from {before}: “{label}”.",
        "Name a field of the same kind.",
        "A sentence cannot be shown as a tick, nor a tick as a date.",
    ),
}

IMPORT_CODES = {
    "docx-not-word": _error(
        "This is no Word document: it is {found}.",
        "Open it in the program that made it, and save it as a Word document (.docx).",
        "Other kinds of files hold their text in other ways, and half of it would be lost.",
    ),
    "docx-old": _error(
        "This file has the form that Word used before 2007 (.doc).",
        "Open it in Word or LibreOffice, and save it as a Word document (.docx).",
        "The old form is another one altogether, and is not read.",
    ),
    "docx-protected": _error(
        "This file is locked with a password.",
        "Open it in Word, take the password away (File, Info, Protect Document), and save it.",
        "Without the password, nobody can read what is in it.",
    ),
    "docx-too-large": _error(
        "{what} has {size} MB; {most} MB are the most.",
        "Make its pictures smaller (in Word: Compress Pictures), or divide the document.",
        "A file that swells when it is unpacked can bring a computer to a halt.",
    ),
    "docx-damaged": _error(
        "This file is damaged: its part {part} cannot be read, as {reason}.",
        "Open it in Word or LibreOffice, let the program repair it, and save it again.",
        "Text that cannot be read would be missing from the module without a word.",
    ),
    "docx-empty": _error(
        "This document has no text.",
        "See whether it is the file that you meant.",
        "A module without a word has nothing to teach.",
    ),
    "import-nothing": _error(
        "There is nothing here to import.",
        "Correct the path: it names the folder or the file that holds the course.",
        "A misspelt path would otherwise give an empty toolkit.",
    ),
    "import-target": _error(
        "This is a file, or a folder that is not empty, so it was left as it is.",
        "Name a folder that is new or empty. To import again, import beside it and compare the two.",
        "An import never writes over anything: you may have edited what an earlier one wrote.",
    ),
    "import-map": _error(
        "“{name}” does not say which kind of box it stands for.",
        'Write the name of a kind between quotation marks: "{name}" = "tip".',
        "Passages of that name would become boxes of another kind than you meant.",
    ),
    "import-inside": _error(
        "This folder lies inside the course that is to be imported.",
        "Name a folder outside it.",
        "The next import would take the toolkit for a part of the course.",
    ),
    "import-no-pages": _error(
        "There is no page of a course here.",
        "Name the folder of the course's source: in it lie _config.yml and the pages, each with front matter.",
        "The published site of a course is no source that can be imported.",
    ),
    "import-outside": _warning(
        "{what} leads out of the folder that is imported, so it was not followed.",
        "Put what it leads to into the folder, if it belongs to the course.",
        "What a stranger sends could otherwise read any file of this computer into a page.",
    ),
    "import-too-much": _warning(
        "{what}, which is more than an import reads; it was left out.",
        "Make it smaller or divide it, if it belongs to the course.",
        "A file of this size is no page, and would keep this computer busy for hours.",
    ),
    "import-too-deep": _warning(
        "The HTML of this page is nested deeper than any page means it, so its text was left out.",
        "Take out the tags that are opened and never closed.",
        "A parser, or a browser, would take minutes for it.",
    ),
    "import-encoding": _warning(
        "This file is not UTF-8 text from here on; what cannot be read is shown as �.",
        "Save it as UTF-8.",
        "Letters with accents would be wrong in silence.",
    ),
    "import-yaml": _warning(
        "The values here cannot be read: {problem}.",
        "Correct the YAML.",
        "Titles and order come from these values.",
    ),
    "import-liquid": _warning(
        "Liquid cannot be carried out here: {problem}. Its tags were taken out of this page.",
        "Correct the tag, or write what it stands for.",
        "What it would have put in is missing from the page.",
    ),
    "import-liquid-limit": _warning(
        "Liquid runs on, or grows, beyond what any page needs here, so it was stopped. Its tags were taken out of this page.",
        "Write what it stands for.",
        "A loop without end would keep this computer busy for ever.",
    ),
    "import-script": _warning(
        "“{what}” would run a script, so it was left out.",
        "Nothing has to be done, unless the page needs it: then say in words what it showed.",
        "Pages of Carrel run no scripts but its own.",
    ),
}

CODES: dict[str, Code] = {
    **TOOLKIT_CODES,
    **TEXT_CODES,
    **BOX_CODES,
    **MEDIA_CODES,
    **CHECK_CODES,
    **LASTING_CODES,
    **IMPORT_CODES,
}
