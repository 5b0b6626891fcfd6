"""Puts an outline and the contents of its files together to a toolkit."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from carrel.model.content import Content
from carrel.model.example import Example
from carrel.model.lock import NAME as LOCK
from carrel.model.references import References
from carrel.model.settings import Settings
from carrel.model.toolkit import Module, Page, Section, Toolkit
from carrel.source.outline import ModuleOutline, Outline, SectionOutline, SourceFile


@dataclass(frozen=True)
class _Assembler:
    """What was read from the files of an outline, by path."""

    contents: Mapping[str, Content]
    references: Mapping[str, References]
    examples: Mapping[str, Example]

    def page(self, file: SourceFile) -> Page:
        return Page(file.path, file.role, file.slug, self.contents[file.path])

    def optional(self, file: SourceFile | None) -> Page | None:
        return self.page(file) if file else None

    def section(self, outline: SectionOutline) -> Section:
        return Section(outline.path, outline.slug, list(map(self.page, outline.files)))

    def module(self, outline: ModuleOutline) -> Module:
        return Module(
            outline.path,
            outline.slug,
            self.page(outline.overview),
            list(map(self.section, outline.sections)),
            self.optional(outline.closing),
            self.optional(outline.glossary),
            self.optional(outline.reference_list),
            self.references.get(outline.references, References()),
            self.examples.get(outline.example, Example()),
            self.optional(outline.guide),
        )


def assemble(
    settings: Settings,
    outline: Outline,
    contents: Mapping[str, Content],
    references: Mapping[str, References] = MappingProxyType({}),
    examples: Mapping[str, Example] = MappingProxyType({}),
) -> Toolkit:
    """Returns the toolkit of an outline.

    `contents` are the contents of its pages by path, `references` and `examples` those of each
    references.toml and example.toml.
    """
    assembler = _Assembler(contents, references, examples)
    pages = {file.path for file in outline.files()}
    return Toolkit(
        settings,
        list(map(assembler.module, outline.modules)),
        assembler.optional(outline.home),
        assembler.optional(outline.glossary),
        frozenset(outline.stats.keys() - pages - {LOCK}),
    )
