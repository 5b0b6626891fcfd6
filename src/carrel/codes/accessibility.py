"""Messages: images, headings, tables and videos that everyone can use."""

from carrel.issues import Code, error, warning

ACCESSIBILITY_CODES: dict[str, Code] = {
    "image-missing": error(
        "There is no image “{path}”.",
        ("{hint}An image is given as the path of its file, starting from the folder of this page."),
        "Readers would see a broken image.",
    ),
    "image-empty": error(
        "The image “{alt}” names no file.",
        (
            "Write the path of the file between the round brackets. An image that learners add "
            "belongs in a reflection box."
        ),
        "Outside a worksheet, an image without a file would show as a broken image.",
    ),
    "image-external": error(
        "The image {src} is not a file of the toolkit.",
        (
            "If its licence allows it, save it in a folder named media, and give the path of "
            "that file."
        ),
        (
            "Pages load nothing from other sites: that would slow them down, and reveal to "
            "those sites who reads what."
        ),
    ),
    "alt-missing": error(
        "The image {src} has no alt text.",
        (
            "Write between the square brackets what the image shows: ![what it shows]({src}); "
            "if it is only decoration, write {{.decorative}} after it."
        ),
        (
            "People who cannot see the image, or whose connection is too slow for it, have only "
            "this text."
        ),
    ),
    "alt-file-name": warning(
        "The alt text of this image is the name of a file: “{alt}”.",
        "Write what the image shows, as you would describe it on the phone.",
        "A screen reader would read the file name aloud.",
    ),
    "alt-unused": warning(
        "This image is marked as decorative, but has an alt text: “{alt}”.",
        "Remove {{.decorative}}, or the alt text.",
        "Screen readers skip the alt text of a decorative image.",
    ),
    "heading-one": error(
        "“{text}” is a first-level heading, which is reserved for the title of the page.",
        "Begin it with ## instead of #.",
        "A page has one main heading, which is made from its title.",
    ),
    "heading-skipped": error(
        "The heading “{text}” has level {level}, but the heading before it has level {before}.",
        "Begin it with {signs}.",
        (
            "Screen readers list the headings as an outline; a skipped level looks like a "
            "missing part."
        ),
    ),
    "heading-empty": error(
        "This heading has no text.",
        "Write its text, or delete the line.",
        "A screen reader announces a heading, and then says nothing.",
    ),
    "id-doubled": error(
        "The id “{id}” is given twice on this page; the first time in line {first}.",
        "Give one of the two another id.",
        "A link to the id would always lead to the first of the two.",
    ),
    "id-reserved": error(
        "The id “{id}” is reserved by Carrel.",
        "Choose another word.",
        "Two elements with the same id confuse links and screen readers.",
    ),
    "table-header": error(
        "The header row of this table is empty.",
        "Write a header for each column.",
        "A screen reader reads the header of the column with each cell, and a phone shows it.",
    ),
    "iframe-title": error(
        "This <iframe> has no title.",
        'Add title="what it shows" to it.',
        "A screen reader announces a frame by its title.",
    ),
    "video-title": error(
        "This video box has no title.",
        "Write the title of the video after ::: video.",
        "The title is the name of the button that plays the video.",
    ),
    "video-source": error(
        "This video box does not say where its video is.",
        'Add {{src="media/film.mp4"}}, or the address on another site, to its opening line.',
        "There would be nothing to play.",
    ),
    "video-file": error(
        "The {attribute} of this video box names “{path}”, but there is no such file.",
        "{hint}Paths start from the folder of this page.",
        "The video would not play, or would play without its captions or its poster image.",
    ),
    "video-length": error(
        "This video box does not say how long its video is.",
        "Add its length in minutes and seconds to the opening line, as in {{length=2:10}}.",
        (
            "The length tells a learner whether there is time for the video now, and it counts "
            "toward the minutes of the page."
        ),
    ),
    "video-time": error(
        "“{attribute}={value}” is not a time in this video.",
        (
            "Write minutes and seconds, as in 2:10; the start comes before the end, and the end "
            "within the length."
        ),
        (
            "The minutes of the page would be wrong, and the video would begin or end at the "
            "wrong time."
        ),
    ),
    "video-transcript": error(
        "This video box has no transcript.",
        "Inside the box, write what is said and shown in the video.",
        "People who cannot hear, see or load the video read the transcript instead.",
    ),
    "video-captions": warning(
        "This video is a file of the toolkit and has no captions.",
        (
            'Add {{captions="media/film.vtt"}} to the opening line; captions can also describe '
            "sounds."
        ),
        "People who cannot hear the video, or cannot turn the sound on, need captions.",
    ),
    "colour-contrast": error(
        (
            "“{key}” {colour} has a contrast of {ratio} to 1 on {ground}; at least 4.5 to 1 is "
            "needed."
        ),
        "Choose a {direction} color.",
        (
            "People with low vision, or with the sun on their screen, could not read text in "
            "this color."
        ),
    ),
    "logo-missing": error(
        "The logo “{path}” does not exist.",
        "Write the path starting from the folder of toolkit.toml.",
        "The header of every page would show a broken image.",
    ),
    "logo-alt": error(
        "The logo has no alt text.",
        'Add a line under [theme]: logo_alt = "the name that the logo shows"',
        (
            "The logo links to the home page; without a text, a screen reader cannot announce "
            "the link."
        ),
    ),
}
