"""An outline and what its files say, put together to a toolkit."""

from collections.abc import Mapping
from types import MappingProxyType

from carrel.model.content import Content
from carrel.model.example import Example
from carrel.model.lock import NAME as LOCK
from carrel.model.references import References
from carrel.model.settings import Settings
from carrel.model.toolkit import Module, Page, Section, Toolkit
from carrel.source.outline import ModuleOutline, Outline, SectionOutline, SourceFile


def assemble(
    settings: Settings,
    outline: Outline,
    contents: Mapping[str, Content],
    references: Mapping[str, References] = MappingProxyType({}),
    examples: Mapping[str, Example] = MappingProxyType({}),
) -> Toolkit:
    """The toolkit; `contents` holds what each file of the outline says, by path, and `references` and `examples` the same of each
    references.toml and example.toml."""

    def page(file: SourceFile) -> Page:
        return Page(file.path, file.role, file.slug, contents[file.path])

    def optional(file: SourceFile | None) -> Page | None:
        return page(file) if file else None

    def section(outline: SectionOutline) -> Section:
        return Section(outline.path, outline.slug, [page(file) for file in outline.files])

    def module(outline: ModuleOutline) -> Module:
        sections = [section(inner) for inner in outline.sections]
        return Module(
            outline.path,
            outline.slug,
            page(outline.overview),
            sections,
            optional(outline.closing),
            optional(outline.glossary),
            optional(outline.reference_list),
            references.get(outline.references, References()),
            examples.get(outline.example, Example()),
            optional(outline.guide),
        )

    pages = {file.path for file in outline.files()}
    files = frozenset(path for path in outline.stats if path not in pages and path != LOCK)
    return Toolkit(
        settings,
        [module(inner) for inner in outline.modules],
        optional(outline.home),
        optional(outline.glossary),
        files,
    )
