"""How a step of the conversion reports what it found."""

from collections.abc import Callable

from carrel.imports.course import Finding
from carrel.imports.html.tree import Element

Report = Callable[[Finding, Element, str], None]
"""Adds a finding about an element: its kind, the element, and one sentence."""
