"""The store: reports, facts, corrections and confirmations, one transaction a change, on SQLite or PostgreSQL."""

from __future__ import annotations

from core.store.archive import BackedUp, backup, restore
from core.store.auditing import findings_in
from core.store.batch import Bundle, Chosen, Filed, file_one, foresee, import_batch, opened, told_by
from core.store.building import Built, build
from core.store.confirming import confirm_report, looked_at
from core.store.correcting import correct_fact, correct_report
from core.store.editions import OtherText, other_texts
from core.store.editors import (
    Editor,
    add_editor,
    editor_with_address,
    editors,
    has_editors,
    is_password_of,
    remove_editor,
    sign_in,
    sign_out,
    signed_in,
)
from core.store.engine import ADDRESS, Store, open_store
from core.store.filing import CORRECTABLE, FIELD_WORDS, Filing
from core.store.guesses import take_guess
from core.store.health import trouble
from core.store.history import Binned, EarlierText, binned, earlier_texts, history
from core.store.holding import News, bulletins, first_issuer, held, held_since
from core.store.importing import Imported, Preview, SameReportError, delete_report, import_report, preview_import
from core.store.inspecting import Look, inspect_store
from core.store.journal import KINDS
from core.store.judging import JUDGED, Judgement, judge, judgements, proposed_words
from core.store.originals import has_original, page_of_original
from core.store.overlay import FACT_FIELDS
from core.store.placing import add_place, find_places, known_places
from core.store.queries import (
    Change,
    StoredReport,
    answered,
    changed_at,
    changes_since,
    corrections,
    data_version,
    facts,
    offered,
    report,
    reports,
    whole_reports,
)
from core.store.recognising import Proposal, propose_filing
from core.store.records import clock
from core.store.reviewing import REVIEWED, review, reviews
from core.store.saving import keep, saved
from core.store.shortening import lengthen, shorten
from core.store.undoing import DAYS_IN_BIN, undo

REPORT_FIELDS = {name: FIELD_WORDS[name] for name in CORRECTABLE}

__all__ = [
    "clock",
    "ADDRESS",
    "DAYS_IN_BIN",
    "FACT_FIELDS",
    "JUDGED",
    "KINDS",
    "Judgement",
    "REPORT_FIELDS",
    "REVIEWED",
    "BackedUp",
    "Binned",
    "Built",
    "Change",
    "EarlierText",
    "Editor",
    "Bundle",
    "Chosen",
    "Filed",
    "Filing",
    "Imported",
    "Look",
    "News",
    "OtherText",
    "Preview",
    "Proposal",
    "SameReportError",
    "Store",
    "StoredReport",
    "add_editor",
    "backup",
    "binned",
    "add_place",
    "answered",
    "build",
    "bulletins",
    "changed_at",
    "changes_since",
    "confirm_report",
    "correct_fact",
    "correct_report",
    "corrections",
    "data_version",
    "delete_report",
    "earlier_texts",
    "editor_with_address",
    "editors",
    "facts",
    "find_places",
    "findings_in",
    "first_issuer",
    "has_editors",
    "has_original",
    "held",
    "held_since",
    "history",
    "file_one",
    "foresee",
    "import_batch",
    "import_report",
    "inspect_store",
    "is_password_of",
    "judge",
    "judgements",
    "keep",
    "saved",
    "lengthen",
    "looked_at",
    "known_places",
    "offered",
    "open_store",
    "opened",
    "other_texts",
    "preview_import",
    "propose_filing",
    "proposed_words",
    "remove_editor",
    "page_of_original",
    "report",
    "reports",
    "restore",
    "review",
    "reviews",
    "shorten",
    "sign_in",
    "sign_out",
    "signed_in",
    "take_guess",
    "trouble",
    "undo",
    "whole_reports",
    "told_by",
]
