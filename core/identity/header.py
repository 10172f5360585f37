"""Read what stands around a report: its title, its date, who is named as its source, its address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.parsing.text import any_of
from core.reading import chrome_words as words
from core.reading.chrome import Kind, chrome_lines, text_lines
from core.reading.stretches import Stretch

SHORTEST = 5  # characters of a title
OPENING = 15  # lines in which a title may stand
CLOSING = 5  # lines in which a report is signed and dated
ENDING = r"(?:工作总结|总结报告|总结|年度报告|年报|工作报告|情况报告|工作计划|工作思路|工作规划|工作要点|工作打算|工作安排|工作汇报|情况汇报|情况通报|通报|工作情况|工作回顾|规划|计划|思路|打算|安排|报告|汇报|要点)"
TITLE = re.compile(
    rf"[^。;!?|]{{2,70}}{ENDING}(?:的(?:报告|汇报|函|通知|公告|说明))?[)）】》]*(?:[(（][^()（）]{{1,12}}[)）])?"
)
TIMED = re.compile(  # what is a title only with the time that it covers
    r"[^。;!?|,]{0,30}(?:20\d\d年|(?<!\d)\d{1,2}月份?|[上下]半年|季度)[^。;!?|,]{0,20}(?:分析|小结|简报|月报|周报|季报|快报|概况|纪实)"
)
NUMBERED = re.compile(r"\s*(?:第[一二三四五六七八九十]+[部章节]|[一二三四五六七八九十]{1,3}[、.]|\(|\d{1,2}[.、])")
COVERS = re.compile(
    r"[(（]\s*(?:20\d\d年)?\s*\d{1,2}(?:月\d{1,2}日?|月份?)?\s*[-—–~至到]+[^()（）]{1,20}[月日份]\s*[)）]"
)  # (3月4日—3月10日) below a title
GOES_ON = ("及", "和", "暨", "与", "、", "的", "关于")
MARKDOWN = re.compile(r"^[#*\s>]+|[*\s]+$")
OF_ITSELF = re.compile(
    r"现将(?P<title>[^。,;]{0,30}20\d\d年[^。,;]{0,40}?(?:总结|报告|情况|计划|打算|思路|安排))[^。,;]{0,6}(?:汇报|报告|公布|公开|通报|总结)如下"
    r"|现(?:向社会)?(?:公开发布|公布|发布|编制)(?P<report>[^。,;]{0,30}20\d\d年[^。,;]{0,20}年度报告)"
)

DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?|\s*月)|(?<!\d)(?P<compact>20\d\d[01]\d[0-3]\d)(?!\d)"
)
HAN_DATE = re.compile(
    r"(20\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
HAN_DIGITS = "〇一二三四五六七八九"
SIGNED = re.compile(rf"\s*(?:{DATE.pattern})\s*")
PUBLISHED = (
    "发布日期",
    "发布时间",
    "发表日期",
    "发表时间",
    "上传时间",
    "公开日期",
    "公开时间",
    "发稿时间",
    "日期",
    "时间",
    "更新时间",
    "更新日期",
    "归档时间",
    "归档日期",
)
WRITTEN = ("成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "生成日期", "生成时间")
ADDRESSES = ("网址", "原文地址", "原文链接", "链接地址", "原网址")
LABELLED = any_of(words.DATES | words.ISSUERS | words.PARTICULARS | words.WEAK)
LABEL = re.compile(rf"(?P<label>{LABELLED})[】\]]?\s*[:|]\s*")
URL = re.compile(r"https?://[^\s|,;，；]+")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around a report, as written."""

    title: str
    published: str  # ISO date or month, "" when not said
    dated_by: str  # the label of that date
    sources: dict[str, str]  # label -> value of 来源, 发布机构 …
    signed: str  # the body that signed below the text
    address: str
    lines: tuple[str, ...]  # the header lines themselves


def read_header(raw: str, text: str) -> Header:
    """Return what stands around a report.

    Args:
        raw: the text as read.
        text: the same, normalised.
    """
    lines = text_lines(text)
    chrome = chrome_lines(text, lines)
    head_lines = [_unspaced(text[line.start : line.end]) for line in chrome if line.kind is Kind.HEAD]
    values = _values("\n".join(head_lines))
    written = [(start, start + len(line)) for start, line in lines]
    body = _without(written, {line.start for line in chrome})
    published, label = _published(values, [text[line.start : line.end] for line in chrome if line.end < len(text) // 2])
    signable = _without(written[-4 * CLOSING :], {line.start for line in chrome if line.kind is not Kind.HEAD})
    signed, signed_on = _signature([text[a:b] for a, b in signable[-CLOSING:]])
    address = next((match[0] for line in head_lines if (match := URL.search(line))), "")
    if not published and signed_on:
        published, label = signed_on, "落款"
    sources = {label: value for label, value in values.items() if label in words.ISSUERS and value}
    return Header(_title(raw, text, body, values), published, label, sources, signed, address, tuple(head_lines))


def iso_date(written: str) -> str:
    """Return the first date in ``written`` as YYYY-MM-DD, or YYYY-MM where no day is given.

    >>> iso_date("2024年2月7日 10:30"), iso_date("20240207"), iso_date("2021年10月")
    ('2024-02-07', '2024-02-07', '2021-10')
    """
    match = DATE.search(HAN_DATE.sub(_arabic_date, written))
    if not match:
        return ""
    if match["compact"]:
        year, month, day = match["compact"][:4], match["compact"][4:6], match["compact"][6:]
    else:
        year, month, day = match["year"], match["month"], match["day"] or ""
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return ""
    return f"{year}-{int(month):02d}-{int(day):02d}" if day else f"{year}-{int(month):02d}"


def _values(head: str) -> dict[str, str]:
    """Return label -> value of header lines; labels may be glued to the value before (2024-01-23来源:区局字体:大)."""
    marks = list(LABEL.finditer(head))
    values: dict[str, str] = {}
    for n, mark in enumerate(marks):
        end = marks[n + 1].start() if n + 1 < len(marks) else len(head)
        value = head[mark.end() : end].strip(" \n|【[(")
        values.setdefault(mark["label"], value)
        values[mark["label"]] = values[mark["label"]] or value
    return values


def _unspaced(line: str) -> str:
    """索 引 号: labels are spaced out to align them."""
    return re.sub(
        r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff])?\s*:)",
        "",
        re.sub(r"(?<=[\u4e00-\u9fff])\s+:", ":", line),
    )


def _published(values: dict[str, str], above: list[str]) -> tuple[str, str]:
    for label in (*PUBLISHED, *WRITTEN):
        if date := iso_date(values.get(label, "")):
            return date, label
    bare = (iso_date(line) for line in above if SIGNED.match(line))
    return next(((date, "标题下方日期") for date in bare if date), ("", ""))


def _without(lines: list[Stretch], left_out: set[int]) -> list[Stretch]:
    return [line for line in lines if line[0] not in left_out]


def _signature(closing: list[str]) -> tuple[str, str]:
    """Return the body and the date below a report: 某县行政审批局⏎2024年1月15日."""
    for n in range(len(closing) - 1, 0, -1):
        if SIGNED.fullmatch(HAN_DATE.sub(_arabic_date, closing[n])):
            above = closing[n - 1].strip()
            return (above if len(above) <= 30 and "。" not in above else ""), iso_date(closing[n])
    return "", ""


def _arabic_date(match: re.Match[str]) -> str:
    """二〇二四年一月十五日 is 2024年1月15日; its year may be in figures already."""
    year = "".join(
        digit if digit.isascii() and digit != "O" else str(max(HAN_DIGITS.find(digit), 0)) for digit in match[1]
    )
    day = f"{_under_forty(match[3])}日" if match[3] else ""
    return f"{year}年{_under_forty(match[2])}月{day}"


def _under_forty(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    return (HAN_DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + (HAN_DIGITS.find(ones) if ones else 0)


def _title(raw: str, text: str, lines: list[Stretch], values: dict[str, str]) -> str:
    for label in ("文件名称", "信息名称", "信息标题", "文件标题", "标题", "名称"):
        if len(values.get(label, "")) >= 6:
            return values[label]
    opening = lines[:OPENING]
    for n, (start, end) in enumerate(opening):
        line = MARKDOWN.sub("", text[start:end])
        if len(line) > 36 and "。" in line:
            break
        if (TITLE.fullmatch(line) or TIMED.fullmatch(line)) and not NUMBERED.match(line):
            return _whole_title(raw, opening, n)
    itself = OF_ITSELF.search(text, 0, 3000)
    return raw[slice(*itself.span(itself.lastgroup or 0))] if itself else _first_line(raw, text, opening)


def _whole_title(raw: str, opening: list[Stretch], n: int) -> str:
    """Join a title that stands on two lines: 某县行政审批局⏎2023年工作总结; 2023年工作总结及⏎2024年工作计划; 一周情况通报⏎(3月4日—3月10日)."""
    title, above = (MARKDOWN.sub("", raw[slice(*opening[i])]) for i in (n, max(n - 1, 0)))
    if (
        n
        and above != title
        and len(above) <= 40
        and not NUMBERED.match(above)
        and (_is_body(above) or above.endswith(GOES_ON))
    ):
        title = above + title
    below = MARKDOWN.sub("", raw[slice(*opening[n + 1])]) if n + 1 < len(opening) else ""
    if COVERS.fullmatch(below):
        return title + below
    if len(below) <= 80 and below.endswith(title):
        return below  # the page repeats it in full
    return title + below if title.endswith(GOES_ON) and TITLE.fullmatch(below) else title


def _first_line(raw: str, text: str, opening: list[Stretch]) -> str:
    if len(opening) < 2:
        return ""
    if len(text[slice(*opening[0])].strip()) < SHORTEST:  # the name of a sheet: 全市, 汇总
        opening = opening[1:]
    line = MARKDOWN.sub("", text[slice(*opening[0])])
    is_title = SHORTEST <= len(line) <= 50 and not NUMBERED.match(line) and not re.search(r"[。;:,|]", line)
    return MARKDOWN.sub("", raw[slice(*opening[0])]) if is_title else ""


def _is_body(line: str) -> bool:
    return re.search(r"(?:局|办公室|办|中心|委员会|政府|管委会|办事处|厅)$", line) is not None and not re.search(
        r"[。,;]|20\d\d", line
    )
