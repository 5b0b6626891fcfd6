"""Every file of the site, with the key that says what it depends on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from carrel.digests import digest
from carrel.issues import BuildStopped
from carrel.model.claims import Claims, own_files
from carrel.model.medium import Medium
from carrel.model.slugs import is_address
from carrel.model.toolkit import Module, Page
from carrel.site.addresses import file_of
from carrel.site.documents import offline, others
from carrel.site.documents.example import FILE as EXAMPLE_FILE
from carrel.site.documents.example import example_key, save_file, write_example
from carrel.site.documents.pages import write_page
from carrel.site.documents.printing import write_print
from carrel.site.documents.record import record_key, write_record
from carrel.site.documents.workbook import (
    workbook_key,
    workbooks_key,
    write_workbook,
    write_workbooks,
)
from carrel.site.progress import moved_addresses, renamed_addresses
from carrel.site.site import Output, Site, output_path


def outputs(site: Site) -> list[Output]:
    """The site's files. Each is made when its `make` is called, and not before."""
    listed = [
        Output(path, digest(data), partial(_same, data))
        for path, data in site.look.published().items()
    ]
    listed += [_medium(site, medium) for medium in site.media.values()]
    listed += [_first(site), Output("404.html", site.key, partial(others.write_not_found, site))]
    if site.toolkit.glossary:
        listed.append(_plain(site, site.toolkit.glossary))
    for module in site.toolkit.modules:
        listed += _module(site, module)
    listed += _workbooks(site)
    if not site.preview:
        listed += offline.outputs(site)
    if site.search:
        titles = digest(site.key, *(f"{page.url} {page.title}" for page in site.toolkit.pages()))
        listed.append(Output(file_of("search/"), titles, partial(others.write_search, site)))
    if site.toolkit.settings.base_url:
        listed.append(Output("sitemap.xml", site.key, partial(others.write_sitemap, site)))
    return listed + _moved(site, {output.path for output in listed})


def _same(data: bytes) -> bytes:
    return data


def _medium(site: Site, medium: Medium) -> Output:
    """A converted image is here already; any other file is read when it is published."""
    if medium.data:
        return Output(medium.url, digest(medium.data), partial(_same, medium.data))
    return Output(
        medium.url,
        digest("file", medium.path, medium.state),
        partial(_read, site.root / medium.path),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BuildStopped(
            f"{path} cannot be read: {error.strerror}. It was there a moment ago: build again."
        ) from error


def _first(site: Site) -> Output:
    toolkit = site.toolkit
    if len(toolkit.modules) == 1 and not toolkit.home:
        module = toolkit.modules[0]
        return Output(
            "index.html",
            site.module_keys[module.slug],
            partial(others.write_redirect, site, "", module.overview.url, module.title),
        )
    key = digest(
        *site.module_keys.values(),
        *((toolkit.home.digest, *site.files_of(toolkit.home)) if toolkit.home else ()),
        *(repr(module.overview.content.front) for module in toolkit.modules),
    )
    minutes = digest(key, *(f"{module.minutes}" for module in toolkit.modules))
    return Output("index.html", minutes, partial(others.write_home, site))


def _plain(site: Site, page: Page) -> Output:
    return Output(output_path(page), site.page_key(page), partial(others.write_plain, site, page))


def _module(site: Site, module: Module) -> list[Output]:
    pages = list(module.pages())
    keys = [site.page_key(page) for page in pages]
    listed = [
        Output(output_path(page), key, partial(write_page, site, page))
        for page, key in zip(pages, keys, strict=True)
    ]
    # An overview shows every objective and the kinds of boxes that the module uses.
    objectives = [section.first.content.front.objective for section in module.sections]
    kinds = sorted({box.kind for page in pages for box in page.content.boxes})
    first = [f"{page.title}" for page in module.sections[0].pages] if module.sections else []
    leads_to = [f"{page.url} {page.title}" for page in pages if page.content.front.plan] + [
        site.example(module) and module.example.title
    ]
    leads_to.append(module.guide.title if module.guide else "")
    listed[0].key = digest(keys[0], *objectives, *kinds, *first, *leads_to)
    listed.append(
        Output(file_of(f"{module.slug}/print/"), digest(*keys), partial(write_print, site, module))
    )
    return listed


def _workbooks(site: Site) -> list[Output]:
    """The learner's own documents: a workbook and a record of completion for each module, and the way to all workbooks."""
    listed = []
    for module in site.toolkit.modules:
        listed.append(
            Output(
                file_of(f"{module.slug}/record/"),
                record_key(site, module),
                partial(write_record, site, module),
            )
        )
        if site.workbook(module):
            listed.append(
                Output(
                    file_of(site.workbook(module)),
                    workbook_key(site, module),
                    partial(write_workbook, site, module),
                )
            )
        listed += _example(site, module)
    return listed + _all_workbooks(site)


def _example(site: Site, module: Module) -> list[Output]:
    """A module's worked example, to read and as a save file."""
    url = site.example(module)
    if not url:
        return []
    key = example_key(site, module)
    page = Output(file_of(url), key, partial(write_example, site, module))
    return [page, Output(url + EXAMPLE_FILE, key, partial(save_file, site, module))]


def _all_workbooks(site: Site) -> list[Output]:
    """The page that lists the workbooks; where there is only one module, it leads on to that module's."""
    modules = site.toolkit.modules
    if not site.workbook():
        return []
    if len(modules) > 1:
        return [
            Output(file_of(site.workbook()), workbooks_key(site), partial(write_workbooks, site))
        ]
    leads_on = partial(
        others.write_redirect,
        site,
        site.workbook(),
        site.workbook(modules[0]),
        site.words["workbook"],
    )
    return [Output(file_of(site.workbook()), site.key, leads_on)]


def _moved(site: Site, taken: set[str]) -> list[Output]:
    """A page at each old address that nothing else has `taken`: what authors say themselves goes before what follows from the names
    that a module had."""
    pages = list(site.toolkit.pages())
    said = [(address, page) for page in pages for address in moved_addresses(page)]
    followed = [(address, page) for page in pages for address in renamed_addresses(page)]
    leads = {
        file_of(old): (old, page) for old, page in reversed(said + followed) if is_address(old)
    }
    claims = Claims(
        dict.fromkeys(taken, "a file") | own_files(module.slug for module in site.toolkit.modules)
    )
    return [
        _leading(site, old, page)
        for path, (old, page) in leads.items()
        if not claims.claim(old, path)
    ]


def _leading(site: Site, old: str, page: Page) -> Output:
    make = partial(others.write_redirect, site, old, page.url, page.title)
    return Output(file_of(old), digest(site.key, page.url, page.title), make)
