"""Hold what the text of a report says of applications, disputes and fees against the cells of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.disclosure.nouns import CellKey, Check, DisclosureTables, State, Verdict
from core.disclosure.prose_parts import parts_said
from core.parsing.numerals import parse_numeral

SENTENCE = re.compile(r"[^。;!?\n]+")
ABOUT = re.compile(r"公开|依申请|年报")  # the paragraph must be about this work, not about other cases
COUNT = re.compile(
    r"(?<![\d.第])(?P<number>\d{1,3}(?:,\d{3})+|\d+|[零一二两三四五六七八九十百千]+)[ ]*(?:件|份|宗|起|例)(?!以上|以下|以内)"
)
MONEY = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)[ ]*(?P<unit>万?元)")

# what a number is said of: the word nearest before it
WORDS = re.compile(
    r"""
    (?P<carried_in>  (?:上|去|前)一?年度?(?:的)?结转 | 结转(?:上|去)年 )
  | (?P<carried_out> 结转 | 转入下一?年 )
  | (?P<direct>      直接(?:起诉|诉讼|提起) )
  | (?P<after_review> 复议后(?:起诉|诉讼|提起) )
  | (?P<review>      复议(?!直接) )
  | (?P<litigation>  诉讼 | 应诉 )
  | (?P<answered>    答复 | 办结 | 办理完毕 | 办理完成 )
  | (?P<new>         收到 | 受理 | 新收 | 接收 | 收件 )
  | (?P<noun>        公开申请 | 依申请公开 )
    """,
    re.VERBOSE,
)
# a part of the whole, a change, another year: nothing to hold against a total
OTHER = re.compile(
    r"其中|网上|网络|网站|平台|在线|信函|邮寄|邮件|邮箱|当面|现场|传真|电话|自然人|法人|公民|企业|组织|机构|同比|增[加长]|减少|下降|上升"
    r"|较|比|累计|历年|近[两三五]年|转办|维持|纠正|撤销|驳回|予以|部分公开|不予|无法|补正|超期|逾期|平均|每|占|去年[^结]|上年[^度结]|约"
    r"|建议|提案|热线|工单|留言|信箱|来信|诉求|咨询|办件|事项|许可|处罚|证照|材料|文件|公文|投诉|信访"
)
BARE = re.compile(r"[共计为有合总数量,: ]{0,6}")  # 共3件: what it counts was said in the clause before
NOTHING_NEW = re.compile(
    r"(?:未|没有|无)(?:新?收到|接到|接收|受理)?[^,。;!?\n]{0,14}?(?:公开(?:的)?申请|依申请公开)(?![^,。;!?\n]{0,16}(?:复议|诉讼|答复|办理|办结|超期|逾期))"
)
NO_DISPUTE = re.compile(r"(?:未(?!经|结|审)|没有|无)[^,。;!?\n]{0,30}?(?:行政复议|行政诉讼|复议|诉讼)[^,。;!?\n]{0,12}")
LOST_CASE = re.compile(r"纠错|纠正|败诉|撤销|变更|违法|维持|超期|逾期")
# 信息处理费 is charged for the handling of applications: it is none of the fees of table 1
FEE = re.compile(r"行政事业性收费(?:收费|金额|共计|总额|总计|合计|收入|为|约|[ ,:]){0,4}")
YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Said:
    """A number that the text gives, and what of."""

    subject: str
    number: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What the text may count, and the cells it should agree with."""

    name: str
    ways: tuple[tuple[CellKey, ...], ...]  # sums of cells that the number may equal, the plainest first


NEW, BEFORE = (2, "new", "total"), (2, "carried_in", "total")
DIRECT, AFTER = (3, "direct", "total"), (3, "after_review", "total")
APPLIED = "申请"  # a paragraph that counts applications says so
COURT = ("review", "litigation", "direct", "after_review")
SUBJECTS = {
    "new": Subject("收到申请", ((NEW,), (NEW, BEFORE))),
    "carried_in": Subject("上年结转", ((BEFORE,),)),
    "answered": Subject("答复申请", (((2, "results", "total"),),)),
    "carried_out": Subject("结转下年", (((2, "carried_out", "total"),),)),
    "review": Subject("行政复议", (((3, "review", "total"),),)),
    "litigation": Subject("行政诉讼", ((DIRECT, AFTER),)),
    "direct": Subject("未经复议直接起诉", ((DIRECT,),)),
    "after_review": Subject("复议后起诉", ((AFTER,),)),
    "fee": Subject("行政事业性收费", (((1, "fees", "collected"),),)),
}


def check_text(text: str, tables: DisclosureTables, year: int = 0) -> list[Check]:
    """Return one check for each thing that the text counts and the tables state: do the numbers agree?

    Args:
        text: normalised report text.
        tables: what ``read_tables`` found in it.
        year: the year reported on; a sentence about another one is left out.

    One statement that agrees is enough: a report also counts parts, and what other bodies did.
    """
    by_subject: dict[str, list[Said]] = {}
    subjects = dict(SUBJECTS)
    for statement in _statements(text, tables.spans, year, subjects):
        by_subject.setdefault(statement.subject, []).append(statement)
    checks = (_check(subjects[subject], subject, statements, tables) for subject, statements in by_subject.items())
    return [check for check in checks if check]


def _check(subject: Subject, code: str, statements: list[Said], tables: DisclosureTables) -> Check | None:
    sums = [(way, total) for way in subject.ways if (total := _sum(way, tables)) is not None]
    if not sums:
        return None
    hits = [(s, way, total) for s in statements for way, total in sums if s.number == total]
    statement, way, total = hits[0] if hits else (statements[0], *sums[0])
    verdict = Verdict.PASS if hits else Verdict.FAIL
    unit = "元" if code == "fee" else "件"
    written = text_number(statement.number)
    words = "相符" if hits else "不符"
    return Check(
        equation=f"text {code}", table=way[0][0], verdict=verdict, left=statement.number, right=total, cells=way,
        says=f"正文“{subject.name}”{written}{unit}，表{way[0][0]}为{text_number(total)}{unit}：{words}",
        start=statement.start, end=statement.end,
    )  # fmt: skip


def text_number(number: Decimal) -> str:
    """Return a number without the zeros that only its unit brought: 124600.00 is 124600."""
    return f"{number.normalize():f}"


def _sum(way: tuple[CellKey, ...], tables: DisclosureTables) -> Decimal | None:
    """Return the sum of cells, None where one is not there or none is stated; a blank beside stated ones adds nothing."""
    cells = [cell for key in way if (cell := tables.get(*key)) and cell.state in (State.STATED, State.BLANK)]
    if len(cells) < len(way) or not any(cell.state is State.STATED for cell in cells):
        return None
    return sum(((cell.value or Decimal(0)) * (10_000 if cell.unit == "万元" else 1) for cell in cells), Decimal(0))


def _statements(text: str, tables: list[tuple[int, int]], year: int, subjects: dict[str, Subject]) -> Iterator[Said]:
    """Yield what the text counts; a part that it names is entered in ``subjects``."""
    about = ""
    for sentence in SENTENCE.finditer(text):
        start, end = sentence.span()
        years = YEAR.findall(sentence[0])
        if any(first <= start < last for first, last in tables) or years and year and str(year) not in years:
            continue
        about = "" if text[start - 1 : start] in ("\n", "") else about
        about += sentence[0]
        yield from _fees(text, start, end)
        if ABOUT.search(about):
            yield from _nothing(text, start, end)
            yield from _counts(text, start, end, about)
            for part, match in parts_said(text, start, end, about):
                subjects[part.code] = Subject(part.name, part.ways)
                yield Said(part.code, Decimal(match["number"].replace(",", "")), match.start("number"), match.end())


def _counts(text: str, start: int, end: int, about: str) -> Iterator[Said]:
    before = start
    for count in COUNT.finditer(text, start, end):
        clause = max(text.rfind(",", start, count.start()) + 1, before)
        clause_text = text[clause : count.end()]
        words = list(
            WORDS.finditer(text, before if BARE.fullmatch(text, clause, count.start()) else clause, count.start())
        )
        before = count.end()
        number = parse_numeral(count["number"].replace(",", ""))
        if words and number is not None and not OTHER.search(clause_text):
            for subject in _subjects([str(word.lastgroup) for word in words], number):
                if subject in COURT or APPLIED in about:
                    yield Said(subject, number, count.start(), count.end())


def _subjects(words: list[str], number: Decimal) -> tuple[str, ...]:
    """Return what a number is said of: the word nearest before it; 复议、诉讼0件 of both, and of neither when not 0."""
    if {"review", "litigation"} <= set(words):
        return () if number else ("review", "litigation")
    if words[-1] != "noun":
        return (words[-1],)
    return (words[-2] if len(words) > 1 else "new",)


def _nothing(text: str, start: int, end: int) -> Iterator[Said]:
    if none := NOTHING_NEW.search(text, start, end):
        yield Said("new", Decimal(0), *none.span())
    for none in NO_DISPUTE.finditer(text, start, end):
        if not LOST_CASE.search(none[0]):
            clause = text[none.start() : none.end()]
            for subject, word in (("review", "复议"), ("litigation", "诉讼")):
                if word in clause:
                    yield Said(subject, Decimal(0), *none.span())


def _fees(text: str, start: int, end: int) -> Iterator[Said]:
    for fee in FEE.finditer(text, start, end):
        amount = MONEY.match(text, fee.end(), end)
        if amount:
            number = Decimal(amount["number"].replace(",", "")) * (10_000 if amount["unit"] == "万元" else 1)
            yield Said("fee", number, amount.start(), amount.end())
