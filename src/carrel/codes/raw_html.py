"""Messages: raw HTML."""

from carrel.issues import Code, error, warning

RAW_HTML_CODES: dict[str, Code] = {
    "raw-script": error(
        "“{what}” would run a script.",
        "Remove it. For a video, use a video box; for an exercise, a reflection or a quiz box.",
        "Pages run only Carrel's own scripts, so browsers would block it.",
    ),
    "raw-style": error(
        "“{what}” contains its own style.",
        "Remove it. Styles belong in a file of the folder theme.",
        (
            "Browsers would block styles inside the text, and they might not be legible in dark "
            "mode."
        ),
    ),
    "raw-host": error(
        "<{tag}> would load a file from {host}.",
        "Copy the file into the toolkit if its licence allows it, or make it a link.",
        (
            "Pages load nothing from other sites: that would slow them down, and reveal to "
            "those sites who reads what."
        ),
    ),
    "raw-video": error(
        "This <{tag}> would load a video from {host} before the learner asks for it.",
        'Use a video box: ::: video The title of the video {{src="{address}" length=2:10}}',
        (
            "A video box loads nothing from another site until the learner presses play, and it "
            "has a transcript."
        ),
    ),
    "raw-form": error(
        (
            "<{tag}> is a form control outside of a worksheet, so what learners write in it "
            "would be lost."
        ),
        "Use a blank in a reflection box, for example a line of underscores.",
        "Only blanks are saved, printed and exported as a document.",
    ),
    "raw-document": error(
        "<{tag}> is for the page around the text, not for the text itself.",
        "Remove it.",
        "Carrel writes the page around the text; a second one would break it.",
    ),
    "raw-unbalanced": error(
        "The tag <{tag}> has no matching opening or closing tag.",
        "Each <b> needs its </b>, and each </b> its <b>; or use Markdown instead.",
        (
            "A browser has to guess where the element ends, and the rest of the page may end up "
            "inside it."
        ),
    ),
    "raw-crossing": error(
        "<{tag}> begins in one paragraph, list, table or box and ends in another.",
        "End it where it begins, and begin it again in the next.",
        "Elements can be nested but cannot overlap; each browser would repair this differently.",
    ),
    "raw-block": error(
        "<{tag}> cannot be inside a paragraph.",
        "Put it on a line of its own, with an empty line before it.",
        (
            "The browser would end the paragraph before it, and the rest would be outside of "
            "the paragraph."
        ),
    ),
    "raw-malformed": error(
        "The HTML that begins here is not complete.",
        (
            'End it with >, or a comment with -->; put values between "…"; for a plain “smaller '
            "than”, write &lt;"
        ),
        "A browser would hide what follows, sometimes the rest of the page.",
    ),
    "raw-path": error(
        "<{tag}> refers to “{path}”, but Carrel does not convert file paths in this tag.",
        (
            "For a video use a video box, for an image ![what it shows](path), for anything "
            "else a link."
        ),
        (
            "The published address of a file differs from its path in the folder, so the "
            "browser would not find it."
        ),
    ),
    "raw-obsolete": warning(
        "“{what}” is no longer part of HTML.",
        "Remove it; the theme controls how pages look.",
        "Browsers may stop showing it, and checkers of HTML report it.",
    ),
}
