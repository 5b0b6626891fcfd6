"""Photographs and other images made of pixels, as light as a page needs them."""

import io

from PIL import Image as Pillow
from PIL import ImageOps

from carrel.model.medium import HEAVIEST, Medium

WIDEST = 1600  # pixels: twice the width of the text, for sharp screens
_TALLEST = 16_383  # pixels: no WebP is taller
_STEPS = tuple(
    (width, quality) for width in (WIDEST, 1200, 900, 640, 480) for quality in (80, 65, 50)
)
_MOST_PIXELS = 100_000_000


def fit(medium: Medium, data: bytes) -> None:
    """Measures the image in `data`, and makes it smaller where it is more than a page needs. What is wrong with it stands in the
    medium's `problem`; raises whatever Pillow does where nothing can be read."""
    try:
        _fit(medium, data)
    except Pillow.DecompressionBombError:
        medium.problem = "image-too-large"


def _fit(medium: Medium, data: bytes) -> None:
    with Pillow.open(io.BytesIO(data)) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise Pillow.DecompressionBombError
        animated = getattr(image, "is_animated", False)
        upright = image if animated else ImageOps.exif_transpose(image)
        medium.width, medium.height = upright.size
        shown_by_browsers = image.format in ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
        turned = upright.size != image.size or image.getexif().get(0x0112, 1) != 1
        if animated or (
            shown_by_browsers and len(data) <= HEAVIEST and image.width <= WIDEST and not turned
        ):
            medium.problem = "image-heavy" if len(data) > HEAVIEST else ""
            return
        _shrink(medium, upright)


def _shrink(medium: Medium, image: Pillow.Image) -> None:
    """The largest and best WebP that is light enough."""
    image = image.convert(
        "RGBA" if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info else "RGB"
    )
    image.thumbnail((image.width, _TALLEST))
    for width, quality in _STEPS:
        smaller = image
        if image.width > width:
            smaller = image.resize(
                (width, max(1, round(image.height * width / image.width))),
                Pillow.Resampling.LANCZOS,
            )
        written = io.BytesIO()
        smaller.save(written, "WEBP", quality=quality, method=4)
        medium.data = written.getvalue()
        medium.width, medium.height = smaller.size
        if len(medium.data) <= HEAVIEST:
            break
    medium.url = medium.url.rpartition(".")[0] + ".webp"
