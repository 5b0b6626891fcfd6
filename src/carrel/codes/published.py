"""Messages: worksheets that were published before."""

from carrel.issues import Code, error, warning

PUBLISHED_CODES: dict[str, Code] = {
    "lock-unreadable": error(
        "fields.lock cannot be read: {reason}.",
        "Check its permissions, or restore the last version that could be read.",
        "Without it, Carrel cannot tell which answers an edit would lose.",
    ),
    "lock-conflict": error(
        "fields.lock contains an unresolved merge conflict here.",
        (
            "Delete the lines that begin with <<<<<<<, |||||||, ======= or >>>>>>>, and keep "
            "the others. Where two lines are the same, keep one."
        ),
        "Until it is resolved, Carrel cannot tell which answers an edit would lose.",
    ),
    "lock-line": error(
        "This line of fields.lock cannot be read: {problem}.",
        (
            'Write it like: mentoring/kwl/know  text  "What I know". If it was changed by '
            "mistake, restore the earlier line."
        ),
        "A field whose line cannot be read would be lost without a message.",
    ),
    "lock-doubled": error(
        "“{key}” is given a second time; the first time is in line {first}.",
        "Keep one of the two.",
        "It is unclear which of the two should count.",
    ),
    "lock-missing": warning(
        "The last build found a fields.lock next to toolkit.toml, but it is missing now.",
        (
            "Restore it from a copy or with git. Otherwise the next build writes a new one from "
            "the current questions."
        ),
        "Without it, Carrel cannot tell which answers an edit has lost.",
    ),
    "lock-unwritten": warning(
        "The site was published, but fields.lock could not be written: {reason}.",
        "Make this folder writable and build again before you change any question.",
        "A question that is not recorded can be lost later without a message.",
    ),
    "module-gone": error(
        (
            "The module “{id}” no longer exists. Learners may have answers in {count} of its "
            "worksheets ({titles})."
        ),
        (
            "{hint}If the answers are no longer needed, add this line at the end of "
            "fields.lock: {id}/*  retired"
        ),
        "Answers are stored under the module's name; under another name they are not found.",
    ),
    "worksheet-gone": error(
        (
            "The worksheet “{id}” of “{module}” no longer exists. Learners may have answers in "
            "it: {labels}."
        ),
        (
            "{hint}If the answers are no longer needed, add this line at the end of "
            "fields.lock: {module}/{id}/*  retired"
        ),
        "Answers are stored under the worksheet's id; under another id they are not found.",
    ),
    "field-gone": error(
        "The question “{label}” no longer exists. Learners may have answered it ({key}).",
        (
            "{hint}If the answers are no longer needed, write the word retired at the end of "
            "this line."
        ),
        (
            "An answer without a question can only be shown separately, under “Answers to "
            "questions that have changed”."
        ),
    ),
    "field-kind-changed": error(
        "“{label}” was {before} and is now {now}, so earlier answers no longer fit.",
        (
            "Change it back. Or give it a new id, and write retired at the end of line {line} "
            "of fields.lock."
        ),
        "A sentence cannot be shown as a check mark, nor a check mark as a date.",
    ),
    "choice-gone": error(
        "“{label}” no longer has the choice “{choice}”. Learners may have selected it.",
        (
            "Write {{was={choice}}} after the choice that replaces it. If it is no longer "
            "needed, remove its id from line {line} of fields.lock."
        ),
        "Learners who selected it would find nothing selected.",
    ),
    "field-shifted": warning(
        "Answers to “{before}” would now appear under “{now}” ({key}).",
        "Let each question keep its id: add it in braces, {{#{id}}}, where “{before}” is now.",
        ("An answer under the wrong question is worse than a lost one, because it goes unnoticed."),
    ),
    "retired-present": warning(
        "“{key}” is marked as retired here, but {path} still asks it.",
        "Remove the word retired from this line, or the question from its worksheet.",
        "If the question were removed later, there would be no message.",
    ),
    "was-unreadable": error(
        "was= cannot name “{name}”.",
        "{wanted}",
        "Answers that were stored under the old name would not be found.",
    ),
    "was-present": error(
        "was= names “{name}”, which still exists in {other}.",
        "Remove the name from was=, or remove the item that still has this name.",
        "Two fields would show the same answer, and writing in one would not change the other.",
    ),
    "was-unknown": warning(
        "was= names “{name}”, which is not in fields.lock.",
        "{hint}Correct its spelling, or remove it.",
        "A misspelled name leads to no answer.",
    ),
    "was-doubled": error(
        "Two was= attributes name “{name}”: this one, and the one for “{other}” in {path}.",
        "Decide which of the two gets its answers. The other can show them with from=.",
        "An answer can move to only one field.",
    ),
    "was-circle": error(
        "The was= attributes form a loop that comes back to “{name}”.",
        "Remove this was=. Two questions cannot exchange their ids; give each of them a new id.",
        "It is unclear which of the answers is meant.",
    ),
    "from-unknown": error(
        "from= names “{name}”, but there is no other field with this name.",
        (
            "{hint}Write the id of a field of this worksheet, worksheet/field, or "
            "/module/worksheet/field."
        ),
        "The blank would be empty, although its text may promise an earlier answer.",
    ),
    "from-kind": error(
        "“{label}” is {now}, so it cannot start with the answer of {before}.",
        "Name a field of the same kind.",
        "A sentence cannot be shown as a check mark, nor a check mark as a date.",
    ),
}
