"""Every file of the site, with what it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from carrel.digests import digest
from carrel.issues import BuildStopped
from carrel.model.claims import Claims, own_files
from carrel.model.exercises import exercises
from carrel.model.medium import Medium
from carrel.model.slugs import is_address
from carrel.model.toolkit import Module, Page
from carrel.site.addresses import file_of
from carrel.site.documents import offline
from carrel.site.documents.example import FILE as EXAMPLE_FILE
from carrel.site.documents.example import example_key, save_file, write_example
from carrel.site.documents.home import home_key, write_home
from carrel.site.documents.not_found import write_not_found
from carrel.site.documents.overview import overview_key
from carrel.site.documents.pages import write_page
from carrel.site.documents.plain import write_plain
from carrel.site.documents.printing import write_print
from carrel.site.documents.record import record_key, write_record
from carrel.site.documents.redirects import redirect_key, write_redirect
from carrel.site.documents.search_page import search_key, write_search
from carrel.site.documents.sitemap import write_sitemap
from carrel.site.documents.workbook import (
    workbook_key,
    workbooks_key,
    write_workbook,
    write_workbooks,
)
from carrel.site.output import Output
from carrel.site.progress import moved_addresses, renamed_addresses
from carrel.site.site import Site, output_path


def outputs(site: Site) -> list[Output]:
    """Returns the site's files. Each is made when its `make` is called, and not before."""
    listed = [
        Output(path, digest(data), partial(_same, data), offline=site.slugs)
        for path, data in site.look.published().items()
    ]
    shown_with = _shown_with(site)
    listed += [
        _medium(site, medium, shown_with.get(medium.url, set())) for medium in site.media.values()
    ]
    listed += [_first(site), Output("404.html", site.key, partial(write_not_found, site))]
    if site.toolkit.glossary:
        listed.append(_plain(site, site.toolkit.glossary))
    for module in site.toolkit.modules:
        listed += _module(site, module)
    for module in site.toolkit.modules:
        listed += _documents(site, module)
    listed += [*_all_workbooks(site), *_for_the_whole_site(site)]
    return listed + _moved(site, {output.path for output in listed})


def _same(data: bytes) -> bytes:
    return data


def _with_lenders(site: Site, pages: Iterable[Page]) -> Iterator[Page]:
    """Yields these pages and those whose worksheets come back on them."""
    for page in pages:
        yield page
        yield from site.lenders(page)


# Files that pages show


def _shown_with(site: Site) -> dict[str, set[str]]:
    """Returns the modules with which each medium is downloaded, by its address."""
    toolkit = site.toolkit
    found: dict[str, set[str]] = {}
    for page in toolkit.pages():
        for medium in site.media_of(page):
            found.setdefault(medium.url, set()).update(_modules_of(site, page))
    found.setdefault(site.media_url(toolkit.settings.theme.logo), set()).update(site.slugs)
    return found


def _modules_of(site: Site, page: Page) -> Iterable[str]:
    """Returns the module of a page; a page outside the modules belongs to all of them."""
    return [page.module.slug] if page.module else site.slugs


def _medium(site: Site, medium: Medium, shown_with: set[str]) -> Output:
    """Returns a converted image, which is here, or another file, which is read when published."""
    slugs = shown_with | site.module_at(medium.url)
    if medium.data:
        make = partial(_same, medium.data)
        return Output(medium.url, digest(medium.data), make, offline=slugs)
    key = digest("file", medium.path, medium.state)
    return Output(medium.url, key, partial(_read, site.root / medium.path), offline=slugs)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BuildStopped(
            f"{path} cannot be read: {error.strerror}. It was there a moment ago: build again."
        ) from error


# Pages


def _first(site: Site) -> Output:
    """Returns the site's first page: the list of modules, or a redirect to the only one."""
    toolkit = site.toolkit
    if len(toolkit.modules) == 1 and not toolkit.home:
        module = toolkit.modules[0]
        make = partial(write_redirect, site, "", module.overview.url, module.title)
        return Output("index.html", site.module_keys[module.slug], make, offline=site.slugs)
    home = toolkit.home
    return Output(
        "index.html",
        home_key(site),
        partial(write_home, site),
        needs=[home] if home else [],
        offline=site.slugs,
    )


def _plain(site: Site, page: Page) -> Output:
    make = partial(write_plain, site, page)
    path = output_path(page)
    return Output(path, site.page_key(page), make, needs=[page], offline=site.slugs)


def _module(site: Site, module: Module) -> list[Output]:
    """Returns a module's pages and its printed document."""
    pages, slugs = list(module.pages()), [module.slug]
    listed = [
        Output(
            output_path(page),
            site.page_key(page),
            partial(write_page, site, page),
            needs=_with_lenders(site, [page]),
            offline=slugs,
        )
        for page in pages
    ]
    keys = [output.key for output in listed]
    listed[0].key = overview_key(site, module, keys[0])
    make = partial(write_print, site, module)
    needs = _with_lenders(site, pages)
    path = file_of(f"{module.slug}/print/")
    return [*listed, Output(path, digest(*keys), make, needs=needs, offline=slugs)]


# The learner's own documents


def _documents(site: Site, module: Module) -> list[Output]:
    """Returns a module's record of completion, its workbook, and its worked example."""
    slugs = [module.slug]
    record = partial(write_record, site, module)
    path = file_of(f"{module.slug}/record/")
    listed = [Output(path, record_key(site, module), record, offline=slugs)]
    sheets = dict.fromkeys(page for page, _ in exercises(module))
    if site.workbook(module):
        make = partial(write_workbook, site, module)
        path, key = file_of(site.workbook(module)), workbook_key(site, module)
        listed.append(Output(path, key, make, needs=sheets, offline=slugs))
    if url := site.example(module):
        key = example_key(site, module)
        make = partial(write_example, site, module)
        listed.append(Output(file_of(url), key, make, needs=sheets, offline=slugs))
        make = partial(save_file, site, module)
        listed.append(Output(url + EXAMPLE_FILE, key, make, needs=sheets, offline=slugs))
    return listed


def _all_workbooks(site: Site) -> list[Output]:
    """Returns the list of workbooks, or a redirect to that of the only module."""
    modules = site.toolkit.modules
    url = site.workbook()
    if not url:
        return []
    if len(modules) > 1:
        make = partial(write_workbooks, site)
        return [Output(file_of(url), workbooks_key(site), make, offline=site.slugs)]
    title = site.words["workbook"]
    make = partial(write_redirect, site, url, site.workbook(modules[0]), title)
    return [Output(file_of(url), site.key, make, offline=site.slugs)]


# Files of the whole site, and old addresses


def _for_the_whole_site(site: Site) -> list[Output]:
    """Returns the service worker's files, the search page, and the site map."""
    listed = [] if site.preview else offline.outputs(site)
    if site.search:
        make = partial(write_search, site)
        listed.append(Output(file_of("search/"), search_key(site), make, offline=site.slugs))
    if site.toolkit.settings.base_url:
        listed.append(Output("sitemap.xml", site.key, partial(write_sitemap, site)))
    return listed


def _moved(site: Site, taken: set[str]) -> list[Output]:
    """Returns a redirect for each old address that no other file has.

    Addresses that authors wrote go before those that follow from a module's earlier names.
    """
    pages = list(site.toolkit.pages())
    written = [(address, page) for page in pages for address in moved_addresses(page)]
    followed = [(address, page) for page in pages for address in renamed_addresses(page)]
    leads = {
        file_of(old): (old, page) for old, page in reversed(written + followed) if is_address(old)
    }
    own = own_files(module.slug for module in site.toolkit.modules)
    claims = Claims(dict.fromkeys(taken, "a file") | own)
    return [
        _redirect(site, old, page)
        for path, (old, page) in leads.items()
        if not claims.claim(old, path)
    ]


def _redirect(site: Site, old: str, page: Page) -> Output:
    make = partial(write_redirect, site, old, page.url, page.title)
    path, key = file_of(old), redirect_key(site, page)
    return Output(path, key, make, offline=site.module_at(path))
