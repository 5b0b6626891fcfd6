"""Messages: images and videos."""

from carrel.issues import Code, error, warning

MEDIA_CODES: dict[str, Code] = {
    "image-unreadable": error(
        "“{path}” cannot be read as an image.",
        "Open it in an image program and save it again as PNG, JPEG, WebP or SVG.",
        "Readers would see a broken image.",
    ),
    "media-unreadable": error(
        "“{path}” cannot be read.",
        "Check its permissions, or remove it from the toolkit.",
        "The file would be missing from the published site.",
    ),
    "file-claimed": error(
        "This file and {other} would both be published at /{url}.",
        (
            "Rename one of the two. Numbers at the beginning of a folder's name are left out, "
            "and large images become .webp files."
        ),
        "Two files cannot share an address; one of them would be missing.",
    ),
    "image-too-large": error(
        "“{path}” has more than 100 million pixels.",
        "Make it smaller first; a width of 1,600 pixels is enough.",
        "An image of this size takes more memory than many computers have.",
    ),
    "image-heavy": warning(
        ("“{path}” is an animation of more than {largest} KB, which Carrel does not make smaller."),
        "Use a video instead, in a video box.",
        "On a slow connection, this one image takes longer than the rest of the page.",
    ),
}
