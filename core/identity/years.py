"""Find the year a report is about: never the year it plans, and the year it appeared only when nothing else says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from core.identity.header import Header
from core.identity.said import SaidYear

HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九Ｏ", "0001234567890")
HAN_YEAR = re.compile(r"二[〇○零Ｏ][〇○零一二三四五六七八九]{2}(?=年)")
YEAR = re.compile(r"(?<!\d)(?P<first>20[0-3]\d)(?:\s*年?\s*[-—~至到]+\s*(?P<last>20[0-3]\d))?(?!\d)")
REVIEWS = re.compile(r"总结|回顾|年度报告|年报|情况|汇报|成效|通报|述职|完成|报告|亮点|特写|成绩")
PLANS = re.compile(r"计划|思路|规划|要点|打算|安排|重点|展望|设想|目标|部署|谋划")
HEADING = re.compile(
    r"^[ #*]*(?:第[一二三四五六七八九十]+[部章节]分?|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))[^\n。]{0,40}",
    re.MULTILINE,
)
YEARBOOK = re.compile(
    r"(?P<volume>20[0-3]\d)年?卷|(?P<book>20[0-3]\d)年?版?年鉴|年鉴[(]?(?P<of>20[0-3]\d)"
)  # of the year before
COUNTED = re.compile(r"(?:统计期限|统计时限|统计数据期限|数据期限|期限)[^。\n]{0,12}?(20\d\d)年1月1日")
OF_ITSELF = re.compile(r"现将[^。,;]{0,30}?(20\d\d)年[^。\n]{0,40}?如下")
STATED = re.compile(r"(?P<year>20\d\d)年(?!版)(?P<day>(?P<month>\d{1,2})月\d{1,2}日)?")
OPENS = re.compile(
    r"(?:^|[。;\n,])\s*(?:\d{1,2}[.、]\s*|\(?[一二三四五六七八九十]{1,2}[)、]\s*)?(?:截至|截止|自|从|到|在)?$"
)
BEGUN = re.compile(r"[^,。;\n]{0,10}?(?:开通|成立|建成|运行|启用|启动|实施|挂牌|上线)")
AHEAD = re.compile(
    r"^[ #*]*(?:第[二三四五]部分|[二三四五六七]、)[^\n。]{0,30}?(?:计划|思路|打算|安排|规划|重点|下一步|目标)",
    re.MULTILINE,
)
THIS_YEAR = re.compile(r"[今本]年(?:以来|上半年|前[三3]季度|度|[0-9]{1,2}(?:月|[-—~至到]))")
FIRST_OF_NOW = 4  # from April on a report that says 今年 means the year it is dated in; before, it may look back
IN_NAME = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")


def year_of(text: str, header: Header, name: str) -> SaidYear:
    """Return the year reported on: from the title, the headings, the reporting period, the sentences, the date,
    the file name.
    """
    planned = (
        set()
        if _one_year_for_both(header.title)
        else {year for year, role in said_years(header.title) if role == "plan"}
    )
    for reading in _said(text, header, name):
        if reading.value and reading.value not in planned:
            return reading
    only = _only_planned(header.title)
    return only if only.value else SaidYear(None, "没有找到报告年份")


def _said(text: str, header: Header, name: str) -> Iterator[SaidYear]:
    """Yield what each part of a report says of its year, the surest first."""
    yield _titled(header.title)
    yield _of_itself(text)
    headings = HEADING.findall(text)
    yield _headed(headings)
    yield _counted(text)
    yield _of_now(text, header)
    yield _stated(text)
    yield _before_the_plan(text, header, headings)
    yield _published(header)
    yield _named(name)


def said_years(words: str) -> Iterator[tuple[int, str]]:
    """Yield each year in a title or heading with what is said of it: "review", "plan" or "".

    >>> list(said_years("2022年工作回顾及2023年工作打算"))
    [(2022, 'review'), (2023, 'plan')]
    """
    words = HAN_YEAR.sub(lambda match: match[0].translate(HAN_DIGITS).replace("二", "2"), words)
    marks = list(YEAR.finditer(words))
    for n, mark in enumerate(marks):
        after = words[mark.end() : marks[n + 1].start() if n + 1 < len(marks) else len(words)]
        yield int(mark["last"] or mark["first"]), _role(after)


def _role(after: str) -> str:
    review, plan = REVIEWS.search(after), PLANS.search(after)
    if plan and (not review or plan.start() < review.start()):
        return "plan"
    return "review" if review else ""


def _titled(title: str) -> SaidYear:
    years = list(said_years(title))
    if volume := YEARBOOK.search(title):
        year = int(volume["volume"] or volume["book"] or volume["of"]) - 1
        return SaidYear(year, f"年份 {year}：年鉴“{title}”记的是上一年")
    if re.search(r"政府工作报告$", title) and len(years) == 1:
        return SaidYear(None)  # 2024年政府工作报告 looks back on 2023: let the text say it
    if _one_year_for_both(title):
        return SaidYear(years[0][0], f"年份 {years[0][0]}：取自标题“{title}”")
    for wanted in ("review", ""):
        for year, role in years:
            if role == wanted:
                return SaidYear(year, f"年份 {year}：取自标题“{title}”")
    return SaidYear(None)


def _one_year_for_both(title: str) -> bool:
    """Return whether a title names one year for what was done and what is planned: 2021年工作计划及完成情况."""
    return len({year for year, _ in said_years(title)}) == 1 and bool(REVIEWS.search(title))


def _only_planned(title: str) -> SaidYear:
    years = [year for year, role in said_years(title) if role == "plan"]
    return SaidYear(years[0], f"年份 {years[0]}：标题只写了该年的计划，请核对") if years else SaidYear(None)


def _of_itself(text: str) -> SaidYear:
    match = OF_ITSELF.search(text, 0, 3000)
    return SaidYear(int(match[1]), f"年份 {match[1]}：取自“{match[0][:40]}”") if match else SaidYear(None)


def _headed(headings: list[str]) -> SaidYear:
    for heading in headings:
        for year, role in said_years(heading):
            if role == "review":
                return SaidYear(year, f"年份 {year}：取自小标题“{heading.strip()}”")
    return SaidYear(None)


def _counted(text: str) -> SaidYear:
    match = COUNTED.search(text, 0, 4000)
    return SaidYear(int(match[1]), f"年份 {match[1]}：取自统计期限“{match[0]}”") if match else SaidYear(None)


def _of_now(text: str, header: Header) -> SaidYear:
    """2023年9月18日 … 今年1—8月: what speaks of this year later than in its first months is of the year that it is dated in."""
    now = THIS_YEAR.search(text) if header.published and int(header.published[5:7]) >= FIRST_OF_NOW else None
    year = header.published[:4]
    return (
        SaidYear(int(year), f"年份 {year}：{header.dated_by} {header.published}，文中说“{now[0]}”")
        if now
        else SaidYear(None)
    )


def _stated(text: str) -> SaidYear:
    """Count the years that sentences of the review name; a sentence that opens with its year counts double, a full
    date half.
    """
    plan = AHEAD.search(text)
    counts: Counter[int] = Counter()
    for match in STATED.finditer(text, 0, plan.start() if plan else len(text)):
        before = text[max(match.start() - 60, 0) : match.start()]
        if before.rfind("《") <= before.rfind("》"):  # a year in the name of a document says nothing
            counts[int(match["year"])] += _weight(match, text, before)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 4 or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return SaidYear(None)
    return SaidYear(ranked[0][0], f"年份 {ranked[0][0]}：正文叙述以该年为主")


def _weight(match: re.Match[str], text: str, before: str) -> int:
    """Return what a year counts for: little in a date, or in brackets behind the name of a thing (2024年度); less than
    at the head of a sentence where it is the end of something. The date that a news item opens with tells its day.
    """
    if (
        match["day"]
        and not before.strip()
        and text.startswith(",", match.end())
        and int(match["month"]) >= FIRST_OF_NOW
    ):
        return 4
    begun = before.endswith(("自", "从", "自从")) and BEGUN.match(text, match.end())  # 自2011年开通至今
    if begun or match["day"] or (before.endswith("(") and text.startswith((")", "度)"), match.end())):
        return 1
    if before.endswith(("到", "至")) and text.startswith(
        ("底", "末"), match.end()
    ):  # 到2025年底: may be what is aimed at
        return 2
    return 4 if OPENS.search(before[-6:]) else 2


def _before_the_plan(text: str, header: Header, headings: list[str]) -> SaidYear:
    """过去一年的工作 … 2024年工作重点: what is looked back on is the year before the one planned."""
    if not re.search(r"过去一年|过去的一年|一年来|今年以来|全年", text[:3000]):
        return SaidYear(None)
    for words in (header.title, *headings):
        for year, role in said_years(words):
            if role == "plan":
                return SaidYear(year - 1, f"年份 {year - 1}：“{words.strip()}”之前一年，请核对")
    return SaidYear(None)


def _published(header: Header) -> SaidYear:
    if not header.published:
        return SaidYear(None)
    year, month = int(header.published[:4]), int(header.published[5:7])
    reported = year - 1 if month <= 3 else year if month >= 12 else None
    return (
        SaidYear(reported, f"年份 {reported}：按{header.dated_by} {header.published} 推定，请核对")
        if reported
        else SaidYear(None)
    )


def _named(name: str) -> SaidYear:
    years = [(year, role) for year, role in said_years(name) if role != "plan"] or [
        (int(y), "") for y in IN_NAME.findall(name)
    ]
    return SaidYear(years[0][0], f"年份 {years[0][0]}：只有文件名“{name}”这样写，请核对") if years else SaidYear(None)
