"""A picture: an image without a file, `![Your map]()`."""

from carrel.blanks.kind import BlankKind


class Picture(BlankKind):
    """The learner adds a drawing or a photo, or describes it in words."""

    name = "picture"
    called = "a picture"
    image = True
    typical_seconds = 180
    control = """\
<div class="picture">
<div class="picture-frame" aria-hidden="true"></div>
<p class="hint" id="{{ field.dom_id }}-hint">{{ t.picture_hint }}</p>
<textarea class="blank" id="{{ field.dom_id }}" {{ field.data }}{{ " " -}}
aria-label="{{ t.picture_words|replace("{label}", field.label) }}"{{ " " -}}
aria-describedby="{{ field.dom_id }}-hint" rows="3"></textarea>
</div>"""


PICTURE = Picture()
