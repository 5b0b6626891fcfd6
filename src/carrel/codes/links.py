"""Messages: links."""

from carrel.issues import Code, error, warning

LINK_CODES: dict[str, Code] = {
    "link-empty": error(
        "The link “{text}” has no address.",
        "Write the address between the round brackets: [text](page.md).",
        "A link that does nothing makes readers doubt the whole page.",
    ),
    "link-text": error(
        "The link to {href} has no text.",
        "Between the square brackets, write what a reader will find there.",
        "A link without text is invisible, and a screen reader can only spell out its address.",
    ),
    "link-vague": warning(
        "The link text “{text}” does not say where the link leads.",
        (
            "Use the name of the target as the link text, as in: see the [reading "
            "list](resources.md)."
        ),
        (
            "People who use a screen reader jump from link to link, and hear only the text of "
            "each link."
        ),
    ),
    "link-http": warning(
        "The link {href} is not encrypted.",
        "Check whether the same address works with https://, and use that.",
        "On a public network, other people can read and change what is sent over http.",
    ),
    "link-scheme": error(
        "Browsers cannot follow a link that begins with “{start}”.",
        ("{hint}Links to other sites begin with https://, links to e-mail addresses with mailto:."),
        "A mistyped link does nothing, or runs a program.",
    ),
    "link-missing": error(
        "This link leads to “{path}”, but there is no such file.",
        "{hint}A link to a page is the path of its file, starting from the folder of this page.",
        "A reader who follows the link would get an error instead of a page.",
    ),
    "link-case": error(
        "“{path}” is named “{real}” on disk: upper and lower case differ.",
        "Write it exactly as the file is named.",
        "It may work on your computer, and fail on the web server.",
    ),
    "link-outside": error(
        "“{href}” points outside the toolkit's folder.",
        "Copy the file into the toolkit, and link to it there.",
        "Files outside the toolkit are not published, and would be missing on another computer.",
    ),
    "link-anchor": error(
        "{page} has no heading or element with the id “{id}”.",
        (
            "{hint}The id of a heading is made from its text, or given in braces after it: ## "
            "Heading {{#id}}."
        ),
        "The link would lead to the top of the page instead.",
    ),
    "link-dead": warning(
        "{href} no longer exists: {reason}.",
        "Find its new address, or remove the link.",
        "A reader who follows a dead link loses time and trust.",
    ),
    "link-unreachable": warning(
        "{href} could not be checked: {reason}.",
        "Open it in a browser yourself, or check again tomorrow.",
        "Some sites block programs or are temporarily down, so the link may still work.",
    ),
    "link-offline": warning(
        "None of the {count} addresses outside the toolkit could be reached.",
        "Check whether this computer is online, and try again.",
        "Without a connection, links to other sites cannot be checked.",
    ),
}
