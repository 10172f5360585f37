"""Nothing is said to be 未提及 on the strength of an excerpt, or of a report of the wrong genre."""

from __future__ import annotations

from core.analysis.plans import State
from core.declarations import load_indicators, load_themes
from core.model import DocumentKind, Edition, Reason
from core.screens.plans import promises
from core.testimony import basis, silence_of
from core.words import REASONS
from tests.test_architecture import FILES, ROOT, literals


def test_only_a_whole_report_of_the_right_genre_is_silent():
    work = (DocumentKind.SUMMARY, DocumentKind.BOTH)
    told = {(e, k): silence_of(e, k, work) for e in Edition for k in DocumentKind}
    assert {pair for pair, reason in told.items() if reason is Reason.NOT_MENTIONED} == {
        (edition, kind) for edition in (Edition.ORIGINAL, Edition.DIGEST) for kind in work
    }
    assert told[Edition.EXCERPT, DocumentKind.SUMMARY] is Reason.EXCERPT
    assert told[Edition.ORIGINAL, DocumentKind.DISCLOSURE] is Reason.OTHER_GENRE


def test_every_indicator_has_genres_that_testify():
    assert all(theme.genres for theme in load_themes().values())
    assert all(i.genres and DocumentKind.OTHER not in i.genres for i in load_indicators().values())
    assert DocumentKind.DISCLOSURE not in load_indicators()["callback_satisfaction"].genres


def test_no_gap_of_the_whole_library_rests_on_an_excerpt_or_a_wrong_genre(library):
    facts, reports = library.facts(), library.reports
    silent = facts[facts["reason"].isin(["not_mentioned", "qualitative"])]
    assert not silent.empty
    assert (silent["edition"] != Edition.EXCERPT).all()
    genres = {id: indicator.genres for id, indicator in load_indicators().items()}
    unsaid = silent[silent["reason"] == "not_mentioned"]
    kinds = unsaid["document"].map(reports["kind"])
    assert all(kind in genres[id] for kind, id in zip(kinds, unsaid["indicator"], strict=True))


def test_no_promise_is_unseen_on_the_strength_of_excerpts(library):
    whole = set(library.reports.loc[library.reports["edition"] != Edition.EXCERPT, "id"])
    for promise in promises(library, tuple(library.places.values())):
        if promise.state is State.UNSEEN:
            document = library.report(promise.commitment.document).document
            later = library.reports[
                (library.reports["issuer"] == document.issuer) & (library.reports["year"] > document.year)
            ]
            assert whole & set(later["id"])


def test_a_head_line_says_what_it_rests_on():
    assert basis([Edition.EXCERPT, Edition.EXCERPT]) == "依据 2 份节选"
    assert basis([]) == ""


def test_no_screen_or_file_says_it_by_itself():
    """The word comes from the reason of a gap and from nowhere else: so the gaps above hold for every cell."""
    word = REASONS[Reason.NOT_MENTIONED]
    saying = {f.relative_to(ROOT).as_posix() for f in FILES if any(word in text for text in literals(f))}
    assert saying == {"core/words.py"}
