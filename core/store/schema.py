"""The tables of the store. Facts can always be read again; reports, corrections and confirmations cannot.

Whoever changes a table that people own adds a migration (``core/store/migrations``); the facts are made anew.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    case,
    text,
)  # fmt: skip

from core.facts import FRAME
from core.facts import Column as FrameColumn
from core.model import Trust

METADATA = MetaData()

# The conditions of indexes: a query must say them word for word.
SHIPPED = "origin = 'shipped'"
GAVE_WAY = "replaced_by IS NOT NULL"
ELSEWHERE = "its_place <> ''"


def _words(name: str) -> Column:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column:
    return Column(name, Integer, nullable=False, server_default=text("-1"))


reports = Table(
    "reports",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    *map(_words, ("place", "issuer", "issuer_short", "level")),
    Column("year", Integer, nullable=False),
    *map(_words, ("kind", "title", "published", "address", "edition", "trust", "note")),
    _words("origin"),  # shipped, imported
    Column("replaced_by", Text, ForeignKey("reports.id", ondelete="SET NULL")),  # a digest's official text
    *map(_words, ("confirmed_by", "confirmed_at", "confirm_reason", "imported_at")),
    *map(_words, ("file_name", "remarks", "tables")),  # of the file as read; tables: JSON, see core.store.tables
    _words("raw"),  # last: a scan of the other columns never touches its pages
    Index("reports_by_place", "place", "replaced_by", "year"),  # those in use of a place, without looking at all in use
    # of those that gave way alone: an index of all in use is taken for one that finds a few of them
    Index("reports_replaced", "replaced_by", sqlite_where=text(GAVE_WAY), postgresql_where=text(GAVE_WAY)),
    # few, however many come
    Index("reports_shipped", "year", sqlite_where=text(SHIPPED), postgresql_where=text(SHIPPED)),
)

# As it stands after confirmation.
TRUST = case((reports.c.confirmed_at != "", Trust.OFFICIAL.value), else_=reports.c.trust).label("trust")
REPORT_IN_FACTS = ("place", "issuer", "issuer_short", "level", "year", "edition", "trust")


OF_ITS_PLACE = ("place", "issuer_short", "level")  # a fact's own, where a report speaks of several places


def _of_facts(column: FrameColumn) -> Column:
    """Return a column of the facts frame as it is stored; a number that is not there is NULL."""
    if column.dtype == "float64":
        return Column(column.name, Double)
    kind = Text if column.dtype == "str" else Integer
    return Column(column.name, kind, nullable=False)


facts = Table(
    "facts",
    METADATA,
    Column("document", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  # reading order, gaps after facts
    *(_of_facts(column) for column in FRAME if column.name not in ("document", *REPORT_IN_FACTS)),
    *(Column(name, Text, nullable=False) for name in map("its_{}".format, OF_ITS_PLACE)),  # "" as the report's
    Index("facts_by_place", "its_place", sqlite_where=text(ELSEWHERE), postgresql_where=text(ELSEWHERE)),
    Index("facts_by_indicator", "indicator", "document"),
)

findings = Table(
    "findings",
    METADATA,
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  # the gravest first
    *(Column(name, Text, nullable=False) for name in ("key", "kind", "verdict", "words", "computed", "stated")),
    Column("passages", Text, nullable=False),  # JSON: where it begins, the text, the marks in it
)

holdings = Table(
    "holdings",
    METADATA,
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Text, primary_key=True),  # of which it speaks; "" its own
    Column("level", Text, nullable=False),  # of that place, "" as the report's
    Column("numbers", Integer, nullable=False),  # that the report states or hides; 0 where the place is another
    Column("content", Text, nullable=False),  # see core.holdings
    Index("holdings_by_place", "place", "report"),
)

touched = Table(
    "touched",
    METADATA,
    Column("place", Text, primary_key=True),
    Column("step", Integer, nullable=False, index=True),  # see core.store.touching
)

corrections = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report", Text, nullable=False, index=True),  # no foreign key: outlives the re-read of its report
    _words("field"),
    _number("start"),  # the key of a fact as it stood; -1: a field of the report itself
    _number("end"),
    *map(_words, ("indicator", "before", "after", "who", "made_at", "why")),
    Column("applied", Boolean, nullable=False, server_default=text("true")),  # false: its fact is read no more
)

reviews = Table(
    "reviews",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),  # of an audit finding: outlives the re-read of its report
    *map(_words, ("verdict", "who", "why", "made_at")),
)

judgements = Table(
    "judgements",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report", Text, nullable=False, index=True),  # of a number: outlives the re-read of its report
    _number("start"),
    _number("end"),
    *map(_words, ("written", "verdict", "indicator", "part")),  # the number as it stood; what it was said to be of
    *map(_words, ("wording", "example")),  # a proposed word of the lexicon, and the sentence it stands in
    *map(_words, ("who", "why", "made_at", "asked")),  # asked: the colleague who is to look at it
)

saved = Table(
    "kept",
    METADATA,
    Column("id", Integer, primary_key=True),
    *map(_words, ("kind", "name", "content", "who", "made_at")),
    Index("kept_by_name", "kind", "name"),
)

versions = Table(
    "versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    *map(_words, ("version", "words", "made_at")),  # words: what changed, for whoever opens an older link
    Index("versions_by_version", "version"),
)

meta = Table("meta", METADATA, Column("key", Text, primary_key=True), _words("value"))

editors = Table(
    "editors",
    METADATA,
    Column("name", Text, primary_key=True),
    *map(_words, ("password", "address")),  # salted hash; the mail address that an office's login tells
    *map(_words, ("added_at", "added_by", "removed_at")),  # removed_at "": may write
)

sign_ins = Table(
    "sign_ins",
    METADATA,
    Column("token", Text, primary_key=True),  # a hash of what the browser keeps
    *map(_words, ("editor", "origin", "began_at", "ends_at")),
    Index("sign_ins_by_editor", "editor"),
)

guesses = Table(
    "guesses",
    METADATA,
    Column("key", Text, primary_key=True),  # from which address, or as whom
    Column("full_at", Double, nullable=False),  # seconds since 1970: then nothing of it counts any more
)

changes = Table(
    "changes",
    METADATA,
    Column("id", Integer, primary_key=True),
    *map(_words, ("made_at", "who", "via", "request")),
    *map(_words, ("kind", "target", "title")),  # kind: core.store.journal.KINDS; target: what it was done to
    *map(_words, ("before", "after", "why", "version")),  # before, after: in words
    _number("undoes"),
    _number("undone_by"),
    Index("changes_by_target", "target"),
)

change_rows = Table(
    "change_rows",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("change", Integer, ForeignKey("changes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Text, nullable=False),  # the table
    Column("key", Text, nullable=False),
    *map(_words, ("before", "after")),  # JSON of the columns that changed; "": there was, or is, no such row
)

DERIVED = (facts, findings, holdings)
