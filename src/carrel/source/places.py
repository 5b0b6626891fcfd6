"""Lines and columns of offsets in a text."""


class Places:
    """Converts offsets in a text to lines and columns.

    It counts on from the last offset, so it is fast if offsets come in order.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._restart()

    def _restart(self) -> None:
        self._offset, self._line, self._line_start = 0, 1, 0

    def of(self, offset: int) -> tuple[int, int]:
        """Returns line and column, both from 1."""
        if offset < self._offset:
            self._restart()
        breaks = self._text.count("\n", self._offset, offset)
        if breaks:
            self._line += breaks
            self._line_start = self._text.rfind("\n", 0, offset) + 1
        self._offset = offset
        return self._line, offset - self._line_start + 1
