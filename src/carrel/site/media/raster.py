"""Raster images: measured, and made smaller if they are larger than a page needs."""

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
_ORIENTATION = 0x0112  # the EXIF tag


def fit(medium: Medium, data: bytes) -> None:
    """Measures the image in `data`, and makes it smaller if it is larger than a page needs.

    Sets the medium's `problem`; raises whatever Pillow does if it cannot read the image.
    """
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
        light = _is_light(image, upright, len(data))
        if animated or light:
            medium.problem = "image-heavy" if len(data) > HEAVIEST else ""
            return
        _shrink(medium, upright)


def _is_light(image: Pillow.Image, upright: Pillow.Image, weight: int) -> bool:
    """Whether the image can be published as it is; `weight` is in bytes."""
    shown_by_browsers = image.format in ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
    turned = upright.size != image.size or image.getexif().get(_ORIENTATION, 1) != 1
    return shown_by_browsers and weight <= HEAVIEST and image.width <= WIDEST and not turned


def _shrink(medium: Medium, image: Pillow.Image) -> None:
    """Sets the medium's data to the largest and best WebP that is light enough."""
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    image = image.convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((image.width, _TALLEST))
    for width, quality in _STEPS:
        smaller = _resized(image, width)
        written = io.BytesIO()
        smaller.save(written, "WEBP", quality=quality, method=4)
        medium.data = written.getvalue()
        medium.width, medium.height = smaller.size
        if len(medium.data) <= HEAVIEST:
            break
    medium.url = medium.url.rpartition(".")[0] + ".webp"


def _resized(image: Pillow.Image, width: int) -> Pillow.Image:
    """Returns the image at most `width` pixels wide."""
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Pillow.Resampling.LANCZOS)
