-- The states the schema had before it had numbers, each adding to the one before; the tests open a database of each.

-- state 1: reports are read and stored
CREATE TABLE reports (
    id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    issuer TEXT DEFAULT '' NOT NULL,
    issuer_short TEXT DEFAULT '' NOT NULL,
    level TEXT DEFAULT '' NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    published TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    edition TEXT DEFAULT '' NOT NULL,
    trust TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    origin TEXT DEFAULT '' NOT NULL,
    replaced_by TEXT,
    confirmed_by TEXT DEFAULT '' NOT NULL,
    confirmed_at TEXT DEFAULT '' NOT NULL,
    confirm_reason TEXT DEFAULT '' NOT NULL,
    imported_at TEXT DEFAULT '' NOT NULL,
    file_name TEXT DEFAULT '' NOT NULL,
    remarks TEXT DEFAULT '' NOT NULL,
    tables TEXT DEFAULT '' NOT NULL,
    raw TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (sha256),
    FOREIGN KEY(replaced_by) REFERENCES reports (id) ON DELETE SET NULL
);
CREATE INDEX reports_by_place ON reports (place, year);
CREATE INDEX reports_replaced ON reports (replaced_by);
CREATE TABLE facts (
    document TEXT NOT NULL,
    position INTEGER NOT NULL,
    fact_id TEXT DEFAULT '' NOT NULL,
    indicator TEXT DEFAULT '' NOT NULL,
    noun TEXT DEFAULT '' NOT NULL,
    part TEXT DEFAULT '' NOT NULL,
    value DOUBLE,
    low DOUBLE,
    high DOUBLE,
    unit TEXT DEFAULT '' NOT NULL,
    bound TEXT DEFAULT '' NOT NULL,
    status TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    period TEXT DEFAULT '' NOT NULL,
    period_start TEXT DEFAULT '' NOT NULL,
    period_end TEXT DEFAULT '' NOT NULL,
    months INTEGER DEFAULT (-1) NOT NULL,
    period_written TEXT DEFAULT '' NOT NULL,
    scope TEXT DEFAULT '' NOT NULL,
    section_kind TEXT DEFAULT '' NOT NULL,
    path TEXT DEFAULT '' NOT NULL,
    quote TEXT DEFAULT '' NOT NULL,
    quote_start INTEGER DEFAULT (-1) NOT NULL,
    start INTEGER DEFAULT (-1) NOT NULL,
    "end" INTEGER DEFAULT (-1) NOT NULL,
    written TEXT DEFAULT '' NOT NULL,
    caveats TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (document, position),
    FOREIGN KEY(document) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX facts_by_indicator ON facts (indicator, document, reason);
CREATE TABLE corrections (
    id INTEGER NOT NULL,
    report TEXT NOT NULL,
    field TEXT DEFAULT '' NOT NULL,
    start INTEGER DEFAULT (-1) NOT NULL,
    "end" INTEGER DEFAULT (-1) NOT NULL,
    indicator TEXT DEFAULT '' NOT NULL,
    "before" TEXT DEFAULT '' NOT NULL,
    "after" TEXT DEFAULT '' NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    made_at TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    applied BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_corrections_report ON corrections (report);
CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY ("key")
);

-- state 2: findings are reviewed
CREATE TABLE reviews (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    verdict TEXT DEFAULT '' NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    made_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_reviews_key ON reviews ("key");

-- state 3: baskets are kept
CREATE TABLE kept (
    id INTEGER NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    content TEXT DEFAULT '' NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    made_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX kept_by_name ON kept (kind, name);

-- state 4: what raised the data version is told
CREATE TABLE versions (
    id INTEGER NOT NULL,
    version TEXT DEFAULT '' NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    made_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX versions_by_version ON versions (version);
