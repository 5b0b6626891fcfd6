"""Messages: pages: structure, titles, minutes."""

from carrel.issues import Code, error, warning

PAGE_CODES: dict[str, Code] = {
    "title-missing": error(
        "This page has no title.",
        "Add a line to its front matter: title: What this page is about",
        (
            "The title is the page's heading, its name in the menus, and the first thing that a "
            "screen reader says."
        ),
    ),
    "summary-missing": warning(
        "This module has no summary.",
        "Add a line to the front matter of its index.md: summary: one or two sentences.",
        "The summary tells a learner, before they begin, whether the module is for them.",
    ),
    "section-objective": warning(
        "The section “{title}” has no objective.",
        (
            "Add a line to the front matter of its index.md, beginning with a verb: objective: "
            "Describe …"
        ),
        (
            "The module's overview lists what a learner can do after each section; this one "
            "would be missing there."
        ),
    ),
    "section-outcomes": warning(
        "The section “{title}” has no outcomes.",
        (
            "Add outcomes: to the front matter of its index.md, and beneath it a list of what a "
            "learner will be able to do."
        ),
        "Outcomes tell a learner what to look for, and at the end what they have gained.",
    ),
    "section-resources": warning(
        "The section “{title}” does not end with a page of resources.",
        "Add a page resources.md to the folder of the section.",
        "Every section ends with a page of further reading, and learners look for it there.",
    ),
    "front-matter-place": warning(
        "“{key}” has no effect on {page}.",
        "Remove it, or move it to {place}.",
        "A key in the wrong file would be ignored without a message.",
    ),
    "page-empty": warning(
        "This page is empty: there is no text after its front matter.",
        (
            "Write its text, or remove the file from the toolkit. Files whose names begin with "
            "_ are not published."
        ),
        "An empty page in the menu wastes a learner's time.",
    ),
    "page-unlisted": error(
        "This page is in a folder for images and videos, so it appears in no menu.",
        "Move it into the folder of a section.",
        "A page that is in no menu cannot be found.",
    ),
    "moved-from-taken": error(
        "The old address “{address}” is already taken by {other}.",
        "Remove it from one of the two.",
        "An address can lead to only one page.",
    ),
    "minutes-far": warning(
        (
            "The front matter says {declared}, but reading, videos and exercises add up to "
            "{computed}."
        ),
        "Remove minutes:, or check how long the page takes in practice. The parts: {parts}.",
        ("Learners plan their time by the minutes, and coordinators defend the hours in an audit."),
    ),
    "placeholder": error(
        "“{text}” is a placeholder that still has to be replaced.",
        "Write what belongs here. A note to yourself can stand in a comment: <!-- ask Ana -->.",
        "Unfinished text should not be published.",
    ),
    "meeting-place": error(
        "A meeting box belongs in a guide.",
        "Move it to guide.md, next to the module’s index.md.",
        "Only a guide knows which pages learners work through before the meeting.",
    ),
    "meeting-minutes": error(
        "“{value}” is not a number of minutes.",
        "Write how long the meeting takes, in whole minutes: {{minutes=60}}.",
        "People plan their time by it.",
    ),
    "meeting-section": error(
        "The module has no section “{name}”.",
        "Known here: {known}.",
        "The meeting would have no section to talk about.",
    ),
    "section-unmet": warning(
        "No meeting covers: {names}.",
        "Name each section in one of the meetings, as in {{sections=introduction,benefits}}.",
        "The group would never discuss these sections.",
    ),
}
