"""The nouns of the product: Document, Section, Quantity, Fact, Gap and the declarations they refer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Bound(StrEnum):
    """How firmly a report states a number."""

    EXACT = "exact"  # 98.5%
    ABOUT = "about"  # 约98%, 近80余万件
    AT_LEAST = "at_least"  # 98%以上, 348万余件
    AT_MOST = "at_most"  # 近8成, 5个工作日以内
    BETWEEN = "between"  # 3~5个工作日


class Role(StrEnum):
    """What a number is to its indicator."""

    ACTUAL = "actual"
    TARGET = "target"  # 力争达到100%
    BEFORE = "before"  # 由原来38.3份
    AFTER = "after"  # 精减至24.1份
    CHANGE = "change"  # 减少14.2份, 同比增长4.94%
    RANK = "rank"  # 排名第三


class Status(StrEnum):
    """Whether the figure can be read."""

    STATED = "stated"
    MASKED = "masked"  # X.X%
    GAP = "gap"  # of a row without a number, which says why there is none


class Verdict(StrEnum):
    """What may be done with a row beside others; see ``core.comparability``."""

    COMPARABLE = "comparable"
    CAVEAT = "caveat"  # comparable, with a remark
    INCOMPARABLE = "incomparable"
    ABSENT = "absent"  # a gap or a masked figure

    @property
    def together(self) -> bool:
        """Return whether the row may share the axis."""
        return self in (Verdict.COMPARABLE, Verdict.CAVEAT)


class Certainty(StrEnum):
    """How much the written form alone says that this is a figure of a report."""

    FIRM = "firm"  # 31期, 98.5%: always a quantity
    SOFT = "soft"  # 三个, 两次: a quantity only when an indicator claims it
    BARE = "bare"  # 165跨省通办事项清单: the counter is lost; only an indicator right behind it claims it


class SectionKind(StrEnum):
    """What a part of a report is about."""

    REVIEW = "review"
    PROBLEM = "problem"
    PLAN = "plan"
    TABLE = "table"  # a table of the disclosure standard, read on its own


class DocumentKind(StrEnum):
    """Which genre a document belongs to."""

    SUMMARY = "summary"  # 工作总结
    DISCLOSURE = "disclosure"  # 政府信息公开年报
    BOTH = "both"  # both in one file
    OTHER = "other"  # 通报, 信件, 报道


class Edition(StrEnum):
    """Whose wording a reader sees."""

    ORIGINAL = "original"  # 原文
    DIGEST = "digest"  # 摘编: every figure of the official text in wording of the project's own
    EXCERPT = "excerpt"  # 摘编(节选): the figures of the part of the official text that was seen
    RECOGNISED = "recognised"  # 识别稿: read from pictures by a machine; lines may be missing, characters wrong


class Trust(StrEnum):
    """Where the text was seen."""

    OFFICIAL = "official"  # 官方网站
    PRESS = "press"  # 媒体
    PENDING = "pending"  # 待核: left out of comparisons until a person confirms it


class Reason(StrEnum):
    """Why there is no comparable value. Chinese words: ``core.words.REASONS``."""

    NO_REPORT = "no_report"  # 无该年报告
    NOT_MENTIONED = "not_mentioned"  # 未提及
    MASKED = "masked"  # 脱敏
    QUALITATIVE = "qualitative"  # 仅定性
    TARGET_ONLY = "target_only"  # 仅有目标
    CHANGE_ONLY = "change_only"  # 仅有变化, 水平值未披露
    FORMER_ONLY = "former_only"  # 只写了从前的值
    NOT_APPLICABLE = "not_applicable"  # 不适用
    LOST = "lost"  # 原文漏字
    AMBIGUOUS = "ambiguous"  # 表述有歧义
    EXCERPT = "excerpt"  # 只见节选: the part not seen may state it
    OTHER_GENRE = "other_genre"  # 该文种不涉及: such a report does not tell of it
    SCANNED = "scanned"  # 图像识别，可能漏读: what a machine did not make out may state it


INSTEAD = (Reason.TARGET_ONLY, Reason.FORMER_ONLY, Reason.CHANGE_ONLY)  # what is told in place of a value, most first


def instead_of(role: Role | str) -> Reason:
    """Return why there is no value where only a figure of this role is told."""
    return {Role.TARGET: Reason.TARGET_ONLY, Role.BEFORE: Reason.FORMER_ONLY}.get(Role(role), Reason.CHANGE_ONLY)


@dataclass(frozen=True, slots=True)
class Document:
    """One published report, as read.

    ``text`` is ``raw`` normalised character for character, so one offset serves both.
    """

    id: str  # "songjiang-2023", also the stem of a shipped file
    place: str  # a key of data/districts.toml; "" when unknown
    issuer: str  # who published it, as written
    level: str  # 地级市, 市辖区, 直辖市辖区, 开发区 …; "" when unknown
    year: int  # the year reported on, not the year of publication
    kind: DocumentKind
    title: str
    published: str  # ISO date or month, "" when unknown
    address: str  # where a reader can check it; "" when unknown
    edition: Edition
    trust: Trust
    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading path."""

    path: tuple[str, ...]  # headings above it, outermost first
    kind: SectionKind
    start: int
    end: int
    year: int  # the year its statements are about: the report's, or the plan's
    months: tuple[int, int] = (1, 12)  # the months of that year the report covers: 上半年工作总结 is (1, 6)
    years: int = 1  # how many years it covers, the last being ``year``: 三年工作总结, a plan of five years
    now: int = 0  # the year it was written from where that is another: 明年 in a plan is the year behind this one


class Quantity(NamedTuple):
    """A number with its counter, where it stands, and how firmly it is stated.

    ``document.raw[start:end]`` is the whole surface form, hedges included (近80余万件).
    """

    value: Decimal | None  # in base units: 3.2万件 is 32000; None when masked; the midpoint is never taken
    low: Decimal | None  # the interval the wording allows; None where open
    high: Decimal | None
    unit: str  # the counter as written, canonical form (平米 → 平方米, 个工作日 → 工作日); "%" for rates and 成
    bound: Bound
    status: Status
    start: int
    end: int
    certainty: Certainty = Certainty.FIRM
    rank: bool = False  # 排名第三: the value is a place in an order
    number_start: int = -1  # the numeral alone, without the hedge before it
    number_end: int = -1


@dataclass(frozen=True, slots=True)
class Period:
    """The time a statement covers, in whole months: "2019-01" to "2019-10"."""

    start: str  # "YYYY-MM"
    end: str
    written: str  # 截至10月31日; "" when only the report's year says it
    since_unknown: bool = False  # 累计: the first month is not stated
    stretch: str = ""  # what it is called where it is no whole months: 平台上线以来, 7月12日至16日, 往年

    @property
    def code(self) -> str:
        """Return "2023" for a full year, "2019-09" for a month, "2019-01/2019-10" otherwise."""
        if self.start == self.end:
            return self.start
        if self.start[:4] == self.end[:4] and self.start.endswith("-01") and self.end.endswith("-12"):
            return self.start[:4]
        return f"{self.start}/{self.end}"

    @property
    def months(self) -> int:
        """Return how many months the period covers."""
        years = int(self.end[:4]) - int(self.start[:4])
        return years * 12 + int(self.end[5:]) - int(self.start[5:]) + 1


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that illustrates a declaration; ``value`` None means: nothing may be read here."""

    text: str
    value: Decimal | None
    bound: Bound = Bound.EXACT
    role: Role | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, eq=False)  # one object a declaration: identity is enough and hashes at once
class Indicator:
    """A declared indicator: ``data/indicators/<theme>/<id>.toml``. See CONTRIBUTING.md."""

    id: str  # the file stem
    name: str
    theme: str  # a key of data/themes.toml
    unit: str  # the counter it is shown with
    kind: str  # count, stock, rate, amount, duration, area, rank, multiple, score
    basis: str  # 事项, 办件, 工单, 人次 …: what is counted; "" where it says itself
    stage: str  # 目录, 指南, 上线; "" where there are no stages
    direction: str  # higher, lower, neutral
    additive: str  # yes, stock, no
    family: str  # 网办类 …; "" when it has none
    definition: str
    formula: str  # numerator ÷ denominator, "" when it has none
    standard: str  # GB/T …, "" when none is cited
    caveats: tuple[str, ...]
    also: tuple[str, ...]  # further wordings for the dictionary's search, never for reading
    units: tuple[str, ...]  # counters accepted
    roles: tuple[Role, ...]  # roles accepted; by default actual, target and after (a level reached)
    parts: tuple[str, ...]  # words that make a number a part of the whole: 处级, 科级
    say: tuple[str, ...] = ()  # the combinations of concepts that it is: core.parsing.says
    explains: tuple[str, ...] = ()  # concepts that may stand in the phrase without restricting it
    trial: bool = False  # on trial: only suggested, never claimed
    within: str = ""  # how far it compares: "" everywhere, province, issuer; report: each use has its own meaning
    examples: tuple[Example, ...] = field(repr=False, default=())
    genres: tuple[DocumentKind, ...] = ()  # whose silence means that it was not said; by default those of the theme

    @property
    def of_change(self) -> bool:
        """Return whether a change is what the indicator states itself: 时限压缩60% is 60, not −60."""
        return Role.CHANGE in self.roles

    @property
    def only_parts(self) -> bool:
        """Return whether there are figures of its parts alone: 诉求件数(按内容) has no whole."""
        return bool(self.say) and all("%" in words for words in self.say)

    @property
    def is_flow(self) -> bool:
        """Say whether the figure grows with the months it covers."""
        return self.additive == "yes" or (self.kind in ("count", "amount") and not self.is_stock)

    @property
    def is_stock(self) -> bool:
        """Say whether the figure is of a moment and covers no months."""
        return "stock" in (self.kind, self.additive)

    def states(self, role: Role | str) -> bool:
        """Return whether a figure of a role is a value of the indicator: no target, no change of its level, no former one."""
        return role != Role.TARGET and (role not in (Role.CHANGE, Role.BEFORE) or role in self.roles)


class Suggestion(NamedTuple):
    """An indicator that a number could be of, with what speaks for and against it."""

    id: str
    part: str = ""
    speaks_for: str = ""
    against: str = ""
    trial: bool = False  # of an indicator on trial: to be looked at, not to be compared


class Fact(NamedTuple):
    """A quantity of a document, said of an indicator (or of none yet), with its evidence."""

    document: str
    indicator: str | None  # None: 未归类
    noun: str  # what the number is said of, as written
    part: str  # 处级, 其中:帮办 …; "" for the whole
    quantity: Quantity
    role: Role
    period: Period
    scope: str  # 全市, 市本级, 大厅 …; "" when not said
    kind: SectionKind
    path: tuple[str, ...]
    quote: str  # the sentence, a verbatim slice of document.raw
    quote_start: int
    caveats: tuple[str, ...] = ()  # coded: see core.words.CAVEATS
    whose: str = ""  # the body it is said of, as named: 全市, 圭塘街道; "" for the document's own
    base: str = ""  # what a change is counted from: 同比, 环比, 较2022年; "" when not said or no change
    suggestions: tuple[Suggestion, ...] = ()  # best first; of a number that no indicator claims for certain
    place: str = ""  # the id of the place it is of where a document speaks of several; "" for the document's own


class Gap(NamedTuple):
    """A declared indicator that a document does not state as a comparable value, and why."""

    document: str
    indicator: str
    reason: Reason
    quote: str = ""  # the sentence that shows the reason, where there is one
    quote_start: int = -1


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that publishes reports of a place; two issuers are never one series."""

    name: str  # 安康市行政审批服务局
    short_name: str  # 安康市
    level: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A row of ``data/districts.toml``, or any other place by rule (``core.places``); its id says which it is."""

    id: str
    name: str  # 长沙市雨花区
    short_name: str  # 雨花
    level: str
    province: str
    aliases: tuple[str, ...]
    colour: str
    marker: str  # a plotly marker symbol
    order: int
    issuers: tuple[Issuer, ...]
    code: str = ""  # of the division (GB/T 2260), with the name behind it for a place without a code of its own
    group: str = ""  # under which name it is listed with its neighbours: 安康
    usual: bool = False  # shown where nobody chose places
    sample: bool = False  # no place of the map: shown only where it is asked for

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Place) and self.id == other.id)

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Theme:
    """A row of ``data/themes.toml``."""

    id: str
    name: str
    question: str  # the question of a meeting that it answers
    order: int
    genres: tuple[DocumentKind, ...] = ()  # that tell of it, and so can be silent
