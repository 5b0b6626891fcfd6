"""Messages: worksheets, quizzes, earlier answers, plans and examples."""

from carrel.issues import Code, error, warning

WORKSHEET_CODES: dict[str, Code] = {
    "worksheet-id": error(
        "This {kind} box has blanks, but no id.",
        "Add one to its opening line, in braces: {{#{suggestion}}}.",
        "Answers are stored under the id, so that the title can be changed without losing any.",
    ),
    "worksheet-id-doubled": error(
        "The worksheet id “{id}” is already used on {other}.",
        "Give one of the two worksheets another id.",
        (
            "Answers are stored by module and worksheet; two worksheets with the same id would "
            "overwrite each other."
        ),
    ),
    "worksheet-place": error(
        "A worksheet cannot be on this page, since the page belongs to no module.",
        "Move it to a page of a module.",
        "Answers are stored by module and worksheet.",
    ),
    "choice-single": error(
        "There is only one choice here: “{choice}”.",
        (
            "Add the others. A line between two choices ends the list, unless it is indented "
            "under its choice."
        ),
        "With only one choice, there is nothing to decide.",
    ),
    "quiz-empty": error(
        "This quiz has no question with choices.",
        "Add a list of choices: - ( ) for a wrong one, - (x) for the right one.",
        "A quiz tells learners whether they were right; without choices it cannot.",
    ),
    "quiz-answer": error(
        "This question has no right answer: “{label}”.",
        "Mark each right choice with (x), or with [x] if several can be selected.",
        "Every learner would be told that their answer is wrong.",
    ),
    "quiz-several": error(
        "Only one choice can be selected here, but {count} are marked as right: “{label}”.",
        "Mark one choice as right, or let learners select several: [ ] instead of ( ).",
        "A learner who chooses one right answer would still miss the others.",
    ),
    "quiz-feedback": warning(
        "{count} of the {all} choices here have no feedback; the first is “{choice}”.",
        (
            "Under each choice, say why it is right or wrong, on an indented line of its own "
            "that begins with >."
        ),
        "Learners gain more from the reason than from “right” or “wrong”.",
    ),
    "answers-unnamed": error(
        "This answers box does not say whose answers to show.",
        "Write the id of a worksheet after it, as in ::: answers kwl.",
        "The box would be empty.",
    ),
    "answers-open-unknown": error(
        "“{id}” is not a field, column or row of the worksheet “{name}”.",
        "{hint}Its ids are: {known}.",
        "Learners could not write where this box asks them to.",
    ),
    "answers-here": warning(
        "This box shows the answers of a worksheet on the same page.",
        "Move it to a later page, or link to the worksheet: [{title}](#{id}).",
        (
            "The same blanks would appear twice on the page, and it would be unclear which of "
            "them count."
        ),
    ),
    "answers-nested": error(
        "This “{kind}” box is inside a “{around}” box.",
        "Close the outer box first, and put this one after it.",
        ("Earlier answers are a worksheet of their own, and a worksheet cannot be inside another."),
    ),
    "answers-unknown": error(
        "There is no worksheet “{name}”, so no answers can be shown here.",
        (
            "{hint}Write the id of a worksheet after ::: answers; for a worksheet of another "
            "module, write module/id."
        ),
        "The box would be empty.",
    ),
    "calendar-date": error(
        "This worksheet offers a calendar file, but has no date field.",
        "Add a blank for a date, __/__/____, or remove calendar=yes.",
        "A calendar entry needs a date.",
    ),
    "calendar-value": error(
        "“calendar” cannot be “{value}”.",
        "Write calendar=yes, or remove it.",
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "plan-value": error(
        "“plan” cannot be “{value}”.",
        (
            "Write plan=no to leave the worksheet out of the plan, plan=cover to put its "
            "answers under the plan's title, or remove it."
        ),
        "A value of the wrong kind would have no effect, or a wrong one.",
    ),
    "plan-page": warning(
        "“plan={value}” has no effect here, since this page is not a plan.",
        "Add the line “plan: yes” to the front matter of the page, or remove the attribute.",
        "The attribute only controls what a plan does with this worksheet.",
    ),
    "example-syntax": error(
        "This is not valid TOML: {problem}.",
        (
            'A worksheet is a table: its id in brackets, and below it lines like know = "They '
            'come on the four o’clock bus".'
        ),
        "Until `example.toml` can be read, the module has no worked example.",
    ),
    "example-incomplete": error(
        "This example has no “{key}”.",
        "Give it a title, and explain in “about” who wrote this and that it is made up.",
        "A learner must see immediately that this is not a real library.",
    ),
    "example-key": error(
        "“{key}” is not title, about or day, and not a worksheet.",
        "Put answers below the id of their worksheet in brackets: [{key}].",
        "Anything that is not an answer would be left out without a message.",
    ),
    "example-shape": error(
        "“{key}” cannot be “{value}”.",
        "Use text in double quotes, a list of texts, or a date like 2027-03-02.",
        "An answer has one of these forms.",
    ),
    "example-worksheet": error(
        "This module has no worksheet “{name}”.",
        "Write the id that is in the braces of the worksheet’s box.",
        "Its answers would not be shown.",
    ),
    "example-field": error(
        "The worksheet “{sheet}” has no blank “{name}”.",
        (
            "Known here: {known}. In a table that grows, the ids of added rows end in ~2, ~3, "
            "and so on."
        ),
        "The answer would not be shown.",
    ),
    "example-value": error(
        "The blank “{name}” cannot hold “{value}”.",
        "Use {wanted}.",
        "The page would leave the field blank.",
    ),
}
