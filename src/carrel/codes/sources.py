"""Messages: licences, footnotes and references."""

from carrel.issues import Code, error, warning

SOURCE_CODES: dict[str, Code] = {
    "licence-missing": warning(
        "The toolkit does not name a licence.",
        'Add a line to toolkit.toml: licence = "CC-BY-SA-4.0"',
        "Without a licence, other people may not copy, adapt or translate the modules.",
    ),
    "licence-unknown": warning(
        "“{name}” is not the SPDX name of a licence that Carrel knows.",
        (
            "{hint}The names are listed at https://spdx.org/licenses/; CC BY-SA 4.0 is "
            "CC-BY-SA-4.0 there."
        ),
        (
            "Programs and people recognize a licence by this name, and Carrel can check only "
            "the licences that it knows."
        ),
    ),
    "licence-conflict": error(
        "This {page} is under {licence}, so it may not be part of {whole} under {other}.",
        "Ask the author of the {page} for a different licence, or leave it out.",
        "The licence of the whole would promise more than the authors of this part allow.",
    ),
    "based-on-licence": warning(
        "“{source}” does not say under which licence it may be used.",
        "Write its licence in round brackets: Title by Somebody (CC BY-SA 4.0), https://…",
        "The licence says whether a work may be adapted, and how it must be credited.",
    ),
    "based-on-conflict": error(
        (
            "This {page} is under {licence}, but it is based on {source}, whose licence does "
            "not allow that."
        ),
        (
            "Give the {page} a licence that {source} allows, ask its author, or remove what "
            "comes from it."
        ),
        "An adaptation may not allow more than the work that it was made from.",
    ),
    "footnote-unused": error(
        "The footnote “{label}” is never used.",
        "Write [^{label}] where it belongs, or delete the footnote.",
        "A footnote that is never used does not appear on the page.",
    ),
    "footnote-undefined": error(
        "There is no footnote “{label}”.",
        (
            "{hint}Add a line of its own: [^{label}]: the text of the note. Or add [{label}] to "
            "the module's references.toml."
        ),
        "Readers would see the characters [^{label}] in the text.",
    ),
    "footnote-doubled": error(
        "The footnote “{label}” is defined twice; the first time in line {first}.",
        "Give one of the two another label.",
        "Only the first would appear; the other would be missing.",
    ),
    "references-syntax": error(
        "This is not valid TOML: {problem}.",
        (
            "Each reference is a table: its name in brackets, and below it lines like title = "
            '"Connected learning".'
        ),
        "Until `references.toml` can be read, no footnote finds its reference.",
    ),
    "reference-table": error(
        "“{key}” does not belong to a reference.",
        "Add a line with the reference's name in brackets above it, such as [ito2013].",
        "Each reference is a table of its own; keys outside of a table are ignored.",
    ),
    "reference-name": error(
        "“{key}” cannot be the name of a reference.",
        "Use lower-case letters, digits and hyphens, such as ito2013.",
        (
            "Footnotes refer to a reference by its name, and do not distinguish upper case or "
            "spaces."
        ),
    ),
    "reference-key": error(
        "A reference has no key “{key}”.",
        "Remove it, or correct its spelling. Known here: {known}.",
        "A misspelled key would be ignored, and a part of the reference would be missing.",
    ),
    "reference-value": error(
        "“{key}” cannot be “{value}”.",
        "Use {wanted}.",
        "A value of the wrong kind would be left out of the reference.",
    ),
    "reference-incomplete": error(
        "The reference “{key}” has no {missing}.",
        'Add it below [{key}]. A work without a date has year = "n.d.".',
        (
            "A reader needs the author, the year, the title and where it was published to find "
            "the work."
        ),
    ),
    "reference-unused": warning(
        "No footnote names the reference “{key}”.",
        "Write [^{key}] where it is used, or delete it.",
        "A list of references names only the works that the module relies on.",
    ),
}
