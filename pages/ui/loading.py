"""Where pages get their data, and the only place that touches the store. Caches are keyed by the data version."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from types import SimpleNamespace
from typing import TypeVar

import pandas as pd
from streamlit.runtime.pages_manager import PagesManager

from core import store
from core.analysis import drafts
from core.analysis.drafts import Absent, Draft
from core.analysis.plans import Promise
from core.analysis.rows import Row
from core.apart import Task
from core.audit.suspicions import Finding
from core.declarations import load_indicators, load_themes
from core.errors import DuibiaoError, StoreError
from core.library import Library, library_at
from core.library.corrections import Asked, Outcome
from core.library.link import START, Choices, Link
from core.model import Indicator, Theme
from core.places import Gazetteer
from core.reading import RawDocument
from core.screens import screens, view_of
from core.screens.plans import DECISION, decision_in_words, promise_name
from core.store import (
    DAYS_IN_BIN,
    KINDS,
    Binned,
    Bundle,
    Chosen,
    Filed,
    Filing,
    Imported,
    Judgement,
    OtherText,
    Preview,
    Proposal,
    StoredReport,
)
from pages.ui.runs import RUN, begin_run
from pages.ui.signing import writing_as
from pages.ui.work import done, once

log = logging.getLogger(__name__)

__all__ = [
    "DAYS_IN_BIN",
    "KINDS",
    "Binned",
    "Bundle",
    "Chosen",
    "Filed",
    "Filing",
    "Imported",
    "Preview",
    "Proposal",
    "RawDocument",
    "StoredReport",
    "begin",
    "binned",
    "confirm",
    "data_version",
    "delete",
    "facts",
    "file_one",
    "foresee",
    "correct",
    "decide",
    "guess",
    "history",
    "import_report",
    "Judgement",
    "indicators",
    "judge",
    "keep",
    "saved",
    "lengthen",
    "library",
    "opened",
    "other_texts",
    "looked_at",
    "places",
    "preview",
    "read",
    "read_sheet",
    "report",
    "reports",
    "review",
    "shorten",
    "shown",
    "themes",
    "trouble",
    "trouble_now",
    "undo",
    "warm",
]

Answer = TypeVar("Answer")
_LAST = SimpleNamespace()  # the version that was read last, and the library that was shown last, by whichever run


def begin() -> None:
    """Ask the store once for its data version: a run of a page shows one state of the data, whoever writes
    meanwhile.
    """
    begin_run()
    RUN.trouble = store.trouble()
    try:
        RUN.version = _LAST.read = store.data_version()
    except StoreError as error:  # what a page showed last is shown again: of a version read since nothing may be known
        RUN.trouble = RUN.trouble or str(error).split("。")[0]
        RUN.version = _LAST.shown.version if hasattr(_LAST, "shown") else getattr(_LAST, "read", "")


def shown() -> None:
    """Keep the library with which this run showed a page whole, however many versions are read after it; a run that
    wrote is of none.
    """
    if RUN.version:
        _LAST.shown = library()


def trouble() -> str:
    """Return what is wrong with the database in this run, "" while all is well."""
    return getattr(RUN, "trouble", "")


def trouble_now() -> str:
    """Return what is wrong with the database at this moment, "" while all is well."""
    return store.trouble()


def data_version() -> str:
    """Return the version of the data that this run shows, the key of every cache; outside of a run, the store's."""
    return getattr(RUN, "version", "") or store.data_version()


def _written(answer: Answer) -> Answer:
    """Let the rest of this run see what it has just written."""
    RUN.version = ""
    return answer


def library() -> Library:
    """Return the library at the present data version. Shared by all visitors: never change what it gives."""
    version = data_version()
    if trouble() and hasattr(_LAST, "shown") and _LAST.shown.version == version:
        return _LAST.shown
    return library_at(version)


def facts(indicator: str | None = None, document: str | None = None) -> pd.DataFrame:
    """Return the facts frame, or the slice of one indicator or one report. Shared by all visitors: never change it."""
    return library().facts(indicator, document)


def reports() -> pd.DataFrame:
    """Return one row a report in use, without the texts. Shared by all visitors: never change it."""
    return library().reports


def report(id: str) -> StoredReport:
    """Return one report with its text."""
    return library().report(id)


def absent_from(draft: Draft, kind: str) -> tuple[Absent, ...]:
    """Return the indicators that the reports in the library state and a draft of that kind does not."""
    return drafts.absent_from(draft.stated, kind, facts(), reports(), indicators())


def has_original(report: str) -> bool:
    """Say whether the file of a report is kept, so that its pages can be shown."""
    return store.has_original(library().report(report))


def page_picture(row: Row, cropped: bool = False) -> tuple[bytes, int]:
    """Return the page on which a number stands as a PNG, the number framed, or the lines around it, and which page it is.

    Raises:
        DuibiaoError: the file is not kept any more, or cannot be drawn.
    """
    return store.page_of_original(library().report(row.document), row.page or 1, row.start, row.end, cropped=cropped)


def indicators() -> dict[str, Indicator]:
    """Return the declared indicators by id."""
    return load_indicators()


def places() -> Gazetteer:
    """Return the places in the library by id, in their fixed order; asked by id, every other place as well."""
    return library().places


def themes() -> dict[str, Theme]:
    """Return the themes by id, in their declared order."""
    return load_themes()


def read(data: bytes, name: str) -> RawDocument:
    """Read a file that a visitor brought; raises DuibiaoError with a sentence for the screen."""
    return done(Task.READ, f"read {name} {sha256(data).hexdigest()}", data, name)


def guess(raw: RawDocument) -> Proposal:
    """Return what the text of a report says of itself, and where each part was read; year 0 where it does not say
    one.
    """
    return done(Task.RECOGNISE, f"recognise {raw.name} {raw.sha256} {data_version()}", raw)


def preview(raw: RawDocument, filing: Filing) -> Preview:
    """Read a report as it would be stored, without storing it."""
    return done(Task.PREVIEW, f"preview {raw.sha256} {filing} {data_version()}", raw, filing)


def import_report(raw: RawDocument, filing: Filing, replacing: bool) -> Imported:
    """Store a report; the same file twice changes nothing."""
    with writing_as():
        return _written(once(Task.IMPORT, raw, filing, replacing))


def opened(brought: Sequence[tuple[bytes, str]]) -> Bundle:
    """Return what was brought together, unpacked; raises DuibiaoError with a sentence for the screen."""
    key = sha256(b"".join(sha256(data).digest() for data, _ in brought)).hexdigest()
    return done(Task.OPEN, f"open {key}", [(name, data) for data, name in brought])


def foresee(data: bytes, name: str, chosen: Chosen) -> Filed:
    """Return where a file of a batch would be filed, and why; a problem is told in it."""
    return done(
        Task.FORESEE, f"foresee {name} {sha256(data).hexdigest()} {chosen} {data_version()}", data, name, chosen
    )


def file_one(data: bytes, name: str, chosen: Chosen, replacing: bool) -> Filed:
    """File one report of a batch; a problem is told in the answer."""
    with writing_as():
        return _written(once(Task.FILE, data, name, chosen, replacing))


def read_sheet(data: bytes, name: str) -> list[Asked]:
    """Return the corrections that a sheet asks for; raises DuibiaoError with a sentence for the screen."""
    return done(Task.SHEET, f"sheet {name} {sha256(data).hexdigest()}", data, name)


def confirm(report: str, who: str, why: str) -> str:
    """Let a pending report count from now on."""
    with writing_as(who) as name:
        return _written(store.confirm_report(report, who=name, why=why))


def looked_at(report: str) -> str:
    """Return who has looked at the source of a report that waits for a second person, "" for nobody."""
    return store.looked_at(report)


def correct(asked: Asked) -> Outcome:
    """Make one correction, or say why not; the report is read again in a worker process."""
    try:
        with writing_as(asked.who) as name:
            return _written(once(Task.CORRECT, replace(asked, who=name)))
    except DuibiaoError as error:
        return Outcome(asked, False, True, str(error))


def review(finding: Finding, verdict: str, who: str, why: str) -> str:
    """Note what a person concluded about a finding of the audit."""
    with writing_as(who) as name:
        title = f"{library().reports['title'].get(finding.report, finding.report)}：{finding.words}"
        return _written(store.review(finding.key, verdict, name, why, title=title))


def judge(judgement: Judgement, who: str, why: str) -> str:
    """Note what a person says of a number; what he accepts becomes a correction."""
    with writing_as(who) as name:
        return _written(store.judge(judgement, who=name, why=why))


def keep(kind: str, name: str, content: str, who: str) -> None:
    """Keep something under a name."""
    with writing_as(who) as signed:
        store.keep(kind, name, content, signed)


def decide(promise: Promise, content: str, who: str) -> None:
    """Keep what a person concluded of a commitment; what pages show of it changes."""
    with writing_as(who) as signed:
        counts, title = f"{signed} 判断了一条计划的落实情况", promise_name(promise)
        store.keep(DECISION, promise.key, content, signed, counts=counts, title=title, in_words=decision_in_words)
    _written(None)


def saved(kind: str) -> pd.DataFrame:
    """Return what is kept of a kind."""
    return store.saved(kind)


def shorten(link: str, origin: str) -> str:
    """Keep a link of whoever looks, and return its code; changes nothing that others see."""
    return store.shorten(link, origin)


def lengthen(code: str) -> str:
    """Return the link behind a code, "" where there is none."""
    return store.lengthen(code)


def delete(report: str) -> str:
    """Take an imported report out again."""
    with writing_as():
        return _written(store.delete_report(report))


def history(who: str = "", kind: str = "", about: str = "") -> pd.DataFrame:
    """Return what people changed, newest first."""
    return store.history(who=who, kind=kind, about=about)


def binned() -> list[Binned]:
    """Return the deleted reports that can still be taken back."""
    return store.binned()


def other_texts(report: str) -> list[OtherText]:
    """Return the texts that a report can be held against."""
    return store.other_texts(report)


def undo(change: int, why: str) -> str:
    """Take a change back."""
    with writing_as() as name:
        return _written(once(Task.UNDO, change, name, why))


def warm() -> None:
    """Load what the first visitor needs: the frames, the first figures."""
    PagesManager.uses_pages_directory = (
        False  # else the first deep link after a start is called unknown: pages/ is ours
    )
    if len(reports()):
        for page in (START, "overview", "indicator", "trend"):
            view_of(Choices(Link(page)), library())


def warm_further() -> None:
    """Make the first answer of every other page while nobody waits for it: each takes up to some seconds.

    A page that fails is written down and fails where it is asked for: it must not take the others down.
    """
    for page in screens() if len(reports()) else ():
        try:
            view_of(Choices(Link(page)), library())
        except Exception:  # of whatever kind: this runs beside the visitors of all pages
            log.exception("“%s”页没有预热成", page)
