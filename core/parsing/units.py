"""The counters and units of the genre: which words count, how they are written canonically, what they must not be cut out of."""

from __future__ import annotations

import re

# A counter, and the characters that must not follow it: 16分中心 counts no points, 12333人力资源 no people.
_COUNTERS = """
个: 性化|体(?!验|系|量|检)
件: 套
项: 目(?!标|录|前|的)
条: 例(?!行)
人: 才|民|员|社|口|群(?!众)|大代|工智|力|事(?!项)|居环
人次:
名: 称|额(?!外)|单(?!位)|录(?!用|取|入)
位: 置|于|列|居|次
家: 庭|渠|政(?!务|府|策|法|协)
户: 籍|口|外
份: 额|子
张: 贴|家口|家界|榜
套: 餐
台: 账|湾|式|阶|河|县
部: 门|署|分|委|队|级|位|长|省|属
间: 接|隔|断|歇|距
所: 有|需|属|在|以|得|涉|谓|述|辖|能|做|作|提|反|见
座: 谈|席|机|椅|位|右|落
处: 理|置|室|长|级|罚|分|于|境|所
场: 所|景|馆|域
场次:
期: 间|限|末|初|待|望|货|刊|权|内|许|工程|建设|项目
批: 复|准|示|评|办|发|改|量|阅|次
批次:
轮: 值|岗|换|流|训|椅
回: 复|访|应|头|顾|收|归|执|馈|落|款|升|暖|迁
遍: 布|及
趟:
起: 来|草|步|点|诉(?!讼)|始|到|伏|飞|码|源|因|重|用|底|立
宗: 旨|教
桩: 机|基
笔: 试|者|记|迹|录
单: 位|独|一|项|元|纯|据
例: 如|外|会|行|证
票: 据|务|面|价|款|源|证
篇: 幅|章
幅: 度|员
本: 地|市|区|省|县|局|级|年|月|周|季|次|部|单位|系统|辖|中心|机关|行业|科|外|届|报告|土|村|身|质|着|行
册: 子
卷: 烟
集: 中|成|体|约|团|群|合|聚|镇|市|资|装|训|散|美
页: 面
字: 符|段|号|样|节|体
组: 织|成(?!员)|团|建
队: 伍|长
支: 部|持|撑|付|援|出|行|队(?!伍)
班: 子|级|组|列|主
类: 似|比|推
种: 植|子|养|田|粮|业
款: 项|物|待
门: 峡|类|户|店|诊|禁|牌|窗|槛|头|口
道: 路|德|县|州
通: 过|知|道|用|办|报|信|行|关|讯|告|俗|常|车|航|勤|水|电|气|网|达|病|宵|州|化|江|辽|城|盘|畅|识|则
块: 钱|状
面: 向|对|积|临|试|谈|上|审|部|签|广|板|包|貌|世|市|粉|料|条
封: 顶|闭|面|存|控
枚:
只: 有|需|要|能|是|用|跑|进|减|增|剩|为|会|限|提|占
头: 部|等|脑|号|条|雁
棵:
株: 洲
辆:
艘:
架: 构|设
栋: 梁
幢:
箱:
袋:
瓶: 颈
环节:
标段:
席: 位|卷
票次:
件次:
户次:
家次:
项次:
条次:
台次:
辆次:
个次:
班次:
期次:
篇次:
例次:
轮次:
车次:
趟次:
份次:
笔次:
宗次:
剂次:
次: 数(?!据|字|智)
人份:
人天:
人日:
课时:
学时:
度电:
座席:
坐席:
地块:
"""

# Time, money, measures: written form, canonical form, what must not follow.
_UNITS = """
工作日 工作日
个工作日 工作日
自然日 自然日
个自然日 自然日
工作天 工作日
个工作天 工作日
日历天 天
日 日
天 天 然|津|府|气
小时 小时
个小时 小时
个钟头 小时
小时数 小时
分钟 分钟
秒 秒
秒钟 秒
毫秒 毫秒
个月 个月
周 周 年|岁|边|末|期|密|知|报|转|围|到|全
个周 周
个星期 周
星期 周
分 分 之|中心|局|公司|厅|类|级|别|期|批|行|店|站|支|享|析|布|散|流|配|工|管|解|项|步|层|区|院|队|校|片|组|段|门|办|会|馆|园|包|拨|设
% %
% %
个% %
‰ ‰
个百分点 百分点
百分点 百分点
倍 倍 增|受|感|加
岁 岁
成 成 员|功|为|立|果|本|效|年|熟|都|绩|型|人|品|交|长|套|批|就|新|不|份|因|语|分|千|竹|像|以(?!上|下|内)
元 元 素|旦|宵|件|首|宇
元人民币 元
美元 美元
欧元 欧元
港元 港元
港币 港元
日元 日元
米 米 粉|饭|线
公尺 米
厘米 厘米
公分 厘米
毫米 毫米
公里 公里
千米 公里
平方米 平方米
平方公里 平方公里
平方千米 平方公里
平米 平方米
㎡ 平方米
m² 平方米
m2 平方米
平方 平方米 根
平 平方米 台|均|方|安|时|等|稳|衡|面|战|原|价|息|行
㎢ 平方公里
亩 亩
公顷 公顷
立方米 立方米
立方 立方米
m³ 立方米
吨 吨 位
公斤 公斤
千克 公斤
斤 斤
克 克 服|难|扣|拉|隆|勤|山
升 升 级|至|到|值|格|学|温|为|降|幅|任|入|位|高|旗
毫升 毫升
千瓦时 千瓦时
千瓦 千瓦
兆瓦 兆瓦
摄氏度 ℃
℃ ℃
兆 兆
方面 方面
级次 级次
"""

# Latin units stand alone: not before another letter or digit.
_LATIN = {
    "M": "M", "Mb": "M", "G": "G", "T": "T", "GB": "GB", "MB": "MB", "TB": "TB", "PB": "PB", "KB": "KB",
    "Mbps": "Mbps", "Gbps": "Gbps", "km": "公里", "KM": "公里", "m": "米", "cm": "厘米", "CM": "厘米",
    "mm": "毫米", "kg": "公斤", "KG": "公斤", "kW": "千瓦", "kWh": "千瓦时", "min": "分钟",
}  # fmt: skip

# 9大类, 12小项: a word that belongs to the counter; 六大行动 leaves 大 alone.
_WRAPPED = {
    "大类": "类",
    "小类": "类",
    "大项": "项",
    "小项": "项",
    "子项": "项",
    "大件": "件",
    "大条": "条",
    "多项": "项",
}


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


TIME = frozenset({"工作日", "自然日", "日", "天", "小时", "分钟", "秒", "毫秒", "个月", "周"})
LENGTHS = frozenset({"公里", "米", "厘米"})
MONEY = frozenset({"元", "美元", "欧元", "港元", "日元"})
RATES = frozenset({"%", "‰", "百分点", "倍"})
MEASURES = _words(
    "米 厘米 毫米 公里 平方米 平方公里 亩 公顷 立方米 吨 公斤 斤 克 升 毫升 千瓦时 千瓦 兆瓦 ℃ 兆 M G T GB MB TB PB KB Mbps Gbps 分 岁"
)
CONTINUOUS = TIME | MONEY | RATES | MEASURES  # may be written with decimals and no scale
TENTHS = "成"
LARGE = "大"
# counters that a single Chinese digit counts with; 一起, 一道, 一面 and their like are words
COUNTED_IN_WORDS = (
    _words(
        "个 项 件 次 人 名 位 家 户 张 份 套 台 处 场 场次 期 批 批次 类 种 条 支 轮 笔 宗 款 例 枚 封 幅 栋 辆 门 篇 环节 方面 人次 大 元"
    )
    | TIME
    | RATES
)
# of these only 一个, 一次 and their like may count; 一批, 一套, 一类 mean: some, a, whole
COUNTED_ONCE = _words("个 次 名 家 项 件 处 场 期 人 人次 大 元") | TIME | RATES
# counters that Chinese numerals form words with: 十分, 十六字方针
NOT_IN_WORDS = _words("分 字 头 面 道 岁")
# counters that behind a blotted name are rather the end of the name: XX街道, XX通, XX派出所
NOT_MASKED = _words("所 座 通 组 班 队 道 面 门 部 集 本 头 只 字 页 封 米 升 大 块 架 间 幅 卷 日 席 单 票 回")

_PER = r"(?:/|每)(?P<per>件次|人次|工作日|平方米|小时|分钟|[件单个次人份年月日天项户家证张秒亩宗笔])(?!\()"
_ALSO = re.compile(r"[(/·](次)\)?")  # 人(次), 件/次
_COUNTED_IN_TURNS = frozenset("人件户家场项个条台辆份笔宗")
_PER_TAIL = re.compile(_PER)


def _rows() -> dict[str, tuple[str, str]]:
    """Return written form → canonical form and what must not follow."""
    rows = {}
    for line in _COUNTERS.strip().splitlines():
        written, _, never = line.partition(":")
        rows[written] = (written, never.strip())
    for line in _UNITS.strip().splitlines():
        written, canonical, *never = line.split()
        rows[written] = (canonical, never[0] if never else "")
    rows |= {written: (canonical, "[A-Za-z0-9]") for written, canonical in _LATIN.items()}
    rows |= {written: (canonical, "") for written, canonical in _WRAPPED.items()}
    return rows | {
        LARGE: (LARGE, "多|部分|约|致|厅|数据|局|学|力|幅|量|规模|会|家|众|小|于|专|同|街|道|桥|学生|人|概|事|型")
    }


UNITS = _rows()
CANONICAL = {written: canonical for written, (canonical, _) in UNITS.items()}


def _by_first() -> dict[str, re.Pattern[str]]:
    """Return one small pattern a first character: longest form first, each with what must not follow it."""
    groups: dict[str, list[str]] = {}
    for written in sorted(UNITS, key=len, reverse=True):
        groups.setdefault(written[0], []).append(written)
    return {
        first: re.compile("|".join(re.escape(w) + (f"(?!{UNITS[w][1]})" if UNITS[w][1] else "") for w in group))
        for first, group in groups.items()
    }


_BY_FIRST = _by_first()
FIRST_CHARACTERS = frozenset(_BY_FIRST)


def match_unit(text: str, at: int) -> tuple[str, int] | None:
    """Return the canonical unit that stands in ``text`` at ``at``, and where it ends.

    >>> match_unit("35.37个工作日/件", 5)
    ('工作日/件', 11)
    """
    pattern = _BY_FIRST.get(text[at : at + 1])
    match = pattern.match(text, at) if pattern else None
    if match is None:
        return None
    return _composite(text, CANONICAL[match.group()], match.end())


def _composite(text: str, unit: str, end: int) -> tuple[str, int]:
    """Add what is written behind the unit: 份/件, 人(次)."""
    if text[end : end + 1] not in ("/", "(", "·", "每"):
        return unit, end
    if unit in _COUNTED_IN_TURNS and (turns := _ALSO.match(text, end)):
        return unit + turns[1], turns.end()
    if per := _PER_TAIL.match(text, end):
        return f"{unit}/{per['per']}", per.end()
    return unit, end
