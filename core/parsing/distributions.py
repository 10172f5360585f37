"""Lists that split a whole: 按…分、其中、来源分布, and 类型 N件,占P% told one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from core.model import Role
from core.parsing.deciding import Decider
from core.parsing.lexicon import (
    ACT,
    BROAD,
    CATEGORY,
    DOMAIN,
    FILLER,
    OBJECT,
    PROPERTY,
    START,
    SUBSET,
    Token,
    Word,
    named_by,
)
from core.parsing.openings import load_openings
from core.parsing.options import Claim, Decision
from core.parsing.parts import AMONG_PART, LOOK_BACK
from core.parsing.phrases import AMONG, MOVES, Phrase
from core.parsing.says import Frame

GAP = 60  # letters between the members of a list
TRAILING = "为有共计约达,"
OF_BOTH = 0.45  # what the words of a whole and of its member may cost to name another indicator
CLOSE = 0.9  # what a claim of a member's own may cost to stand
COUNTERS = ("件", "个", "条", "宗", "次", "起")
FEWEST_PIECES = 3  # two may be what was closed and what is open
TO_MEMBER = 2  # numbers back from a member of a list to the one before it, its share between them
UNKNOWN_SPLIT = "type"
OPEN_SPLITS = ("subject", "unit")  # whose members no lexicon lists
COUNTED = ("件", "宗")  # counters of cases alone: of 23个工地 none is one
TOPIC_SPLIT, CHANNEL_SPLIT, UNIT_SPLIT = "subject", "channel", "unit"
TOLD_REACH = 240  # letters before a number that may say by what its list splits
LONGEST_ROW = 60  # letters of a line with a number below a line that says what it splits


def distribute(decider: Decider, owned: Collection[int]) -> None:
    """Name the members of every list after its whole, and the shares after the counts before them.

    Args:
        owned: the numbers of other places and bodies, which tell them apart already.
    """
    _respectively(decider, owned)
    at = 0
    while at < len(decider.phrases):
        at = _members(decider, at)
    _siblings(decider)
    _pairs(decider)
    _told_splits(decider)
    _leave_what_others_split(decider)


def _leave_what_others_split(decider: Decider) -> None:
    """Take no member of a list for a kind of requests whose whole is another thing: 人大建议86件,其中教育类22件,占25.6%."""
    splitting = {frame.indicator.id for frames in decider.frames.splitting.values() for frame in frames}
    for phrase in decider.phrases:
        claims = decider.claims[phrase.index]
        id = claims[0].indicator if claims and claims[0].part else ""
        whole = _opens_list(decider, phrase) if id in splitting else None
        if whole and not _is_told_of(decider, whole, id):
            decider.claims[phrase.index] = []


def _opens_list(decider: Decider, member: Phrase) -> Phrase | None:
    """Return the count that a list with 其中 splits which a number is among, None where the sentence has none."""
    for k in range(member.index - 1, max(-1, member.index - LOOK_BACK), -1):
        before, after = decider.phrases[k], decider.phrases[k + 1].statement
        if before.statement.sentence != member.statement.sentence:
            return None
        if AMONG.search(decider.text, before.statement.quantity.end, after.quantity.start):
            return before if before.left and before.statement.quantity.unit not in MOVES else None
    return None


def _is_told_of(decider: Decider, whole: Phrase, id: str) -> bool:
    """Return whether a whole is, or could be, of the domain that an indicator splits."""
    claims, best = decider.claims[whole.index], decider.options[whole.index].best
    ids = [claim.indicator for claim in claims] or ([best.frame.indicator.id] if best else [])
    return any(decider.frames.domains[named] & decider.frames.domains[id] for named in ids)


def _respectively(decider: Decider, owned: Collection[int]) -> None:
    """Name the figures that 分别 pairs with nouns which are only kinds of one thing: 电话、微信分别受理3000件、2000件."""
    runs: dict[int, list[Phrase]] = {}
    for phrase in decider.phrases:
        if phrase.paired >= 0 and phrase.index not in owned:
            runs.setdefault(phrase.paired, []).append(phrase)
    for run in runs.values():
        ids = [claim.indicator for phrase in run for claim in decider.claims[phrase.index]]
        if len(set(ids)) == len(run) or not all(phrase.noun for phrase in run):  # 受理量、办结量分别为…; 2023年、2024年
            continue
        for phrase in run:
            claims = decider.claims[phrase.index]
            if len(claims) == 1 and not claims[0].part and (_acts_behind(phrase) or ids.count(claims[0].indicator) > 1):
                decider.claims[phrase.index] = [claims[0]._replace(part=phrase.noun)]


def _acts_behind(phrase: Phrase) -> bool:
    """Return whether what was done stands behind 分别, so that the nouns only say by whom or through what."""
    return any(t.start > phrase.paired and t.word.classes & ACT and not t.word.classes & FILLER for t in phrase.left)


def _members(decider: Decider, at: int) -> int:
    """Claim the members of the whole at ``at``; return where to go on."""
    whole, claims = decider.phrases[at], decider.claims[at]
    quantity = whole.statement.quantity
    if whole.entry is not None or not quantity.value or not quantity.unit or quantity.unit in MOVES:
        return at + 1
    if claims and (claims[0].part or claims[0].decision is None):
        return at + 1
    if claims and (pieces := _pieces(decider, at)):
        for member in pieces:
            own = decider.claims[member.index]
            part = part_words(decider, member) or AMONG_PART
            named = [claim.part not in ("", AMONG_PART) for claim in own]
            decider.claims[member.index] = [
                c if has else c._replace(part=part) for c, has in zip(own, named, strict=True)
            ]
        return pieces[-1].index + 1
    nameless = not claims and whole.light  # 上述621条的构成:公示611条,…: its members name no wholes
    run, total, stop = _run(decider, at, alike=nameless)
    if not run:
        return at + 1
    between = decider.text[quantity.end : run[0].statement.quantity.start]
    exact = total == quantity.value and len(run) >= 2
    cued = load_openings().splits.search(between) is not None and (len(run) >= 2 or "其中" in between)
    if not exact and not cued:
        return at + 1
    if not claims:  # of a whole that nothing claims: 154个项目(审批项目131个,服务项目23个)
        for member in run if exact else ():
            own = decider.claims[member.index]
            decision = own[0].decision if own and not own[0].part else None
            if decision is not None and (decision.frame.generic or nameless):
                decider.claims[member.index] = []
        return at + 1
    either = not exact and _follows_another_whole(decider, at)
    for member in run:
        _name_member(
            decider, claims[0], member, exact, either, exact and _is_of_one_kind(decider, run, claims[0].indicator)
        )
    return stop


def _is_of_one_kind(decider: Decider, run: list[Phrase], id: str) -> bool:
    """Return whether most members of a list say nothing else of what they are than the name of a part."""
    apart = [member for member in run if any(claim.indicator != id for claim in decider.claims[member.index])]
    return len(run) >= FEWEST_PIECES and 2 * len(apart) < len(run)


def _follows_another_whole(decider: Decider, at: int) -> bool:
    """Return whether a list may split either of two wholes: 受理8.6万件,办结8.5万件,其中企业诉求4100件."""
    if not at or not decider.claims[at - 1]:
        return False
    before, whole = decider.phrases[at - 1].statement, decider.phrases[at].statement
    gap = decider.text[before.quantity.end : whole.quantity.start]
    alike = before.quantity.unit == whole.quantity.unit and before.sentence == whole.sentence and ";" not in gap
    one, other = decider.claims[at - 1][0], decider.claims[at][0]
    return alike and not one.part and one.indicator != other.indicator


def _pieces(decider: Decider, at: int) -> list[Phrase]:
    """Return the numbers behind a whole that make it up exactly and each say one other thing, of which none is the whole:
    来电来件51615个,其中市平台受理20915个,甲县受理19346个 …; [] where they do not.
    """
    run, total, _ = _run(decider, at, alike=True)
    if total != decider.phrases[at].statement.quantity.value or len(run) < FEWEST_PIECES:
        return []
    ours = [member for member in run if not decider.is_of_another(member.index)]
    named = [best.frame for member in ours if (best := decider.options[member.index].best)]
    one = len(named) == len(ours) and len({frame.indicator.id for frame in named}) == 1
    return run if one and not named[0].splits else []


def _run(decider: Decider, at: int, alike: bool = False) -> tuple[list[Phrase], Decimal, int]:
    """Return the numbers behind a whole that have its unit and together no more than it; ``alike`` also those that name
    another whole.
    """
    whole = decider.phrases[at].statement
    run: list[Phrase] = []
    most = whole.quantity.value or Decimal(0)
    total, end, k = Decimal(0), whole.quantity.end, at + 1
    while k < len(decider.phrases):
        member = decider.phrases[k]
        statement, quantity = member.statement, member.statement.quantity
        if (
            statement.section is not whole.section
            or member.entry is not None
            or "\n" in decider.text[end : quantity.start]
        ):
            break
        if quantity.unit in MOVES or statement.role is Role.CHANGE or "average" in statement.cues:
            k, end = k + 1, quantity.end if quantity.start - end <= GAP else end
            continue
        if quantity.start - end > GAP or quantity.unit != whole.quantity.unit or quantity.value is None:
            break
        if total + quantity.value > most or not alike and _is_another_whole(decider, at, k):
            break
        run.append(member)
        total, end, k = total + quantity.value, quantity.end, k + 1
        if total == whole.quantity.value:
            break
    return run, total, k


def _is_another_whole(decider: Decider, at: int, k: int) -> bool:
    """Return whether a number is the whole of another indicator, named by an act of its own."""
    claims, whole = decider.claims[k], decider.claims[at]
    id = whole[0].indicator if whole else ""
    if not claims or claims[0].part or claims[0].indicator == id or claims[0].decision is None:
        return False
    return any(t.word.classes & ACT and not t.word.classes & (FILLER | BROAD) for t in decider.phrases[k].left)


def _name_member(
    decider: Decider, whole: Claim, member: Phrase, exact: bool, either: bool, sums_up: bool = False
) -> None:
    """Claim a member of a whole as its part, unless it says of another thing what it is. Of many that ``sums_up`` to the
    whole none is a thing of its own for its name alone: 受理16482件,电话14907件、微信836件、省平台412件、人民网留言327件.
    """
    claims, id = decider.claims[member.index], whole.indicator
    if claims:
        own = claims[0]
        if own.decision is None or own.decision.frame.splits and decider.frames.domains[id] & own.decision.frame.domain:
            return
        other = own.indicator != id and not own.decision.frame.splits
        if (
            other
            and not (sums_up and not _does_itself(own.decision.frame, member))
            and _stands_alone(decider, own, own.decision, member)
            and not _is_piece_of(whole, own.decision.frame, exact)
        ):
            return
    elif (
        _leads_elsewhere(decider, member, whole)
        or _is_on_trial(decider, member)
        or _is_told_of_another(decider, member, id)
    ):
        return
    if not exact and _moves_on(member, whole.decision.frame.explained if whole.decision else 0):
        return
    if either:
        return
    if (named := _of_its_own(decider, whole, member)) is not None:
        decider.claims[member.index] = [named]
        return
    part = part_words(decider, member)
    decider.claims[member.index] = [Claim(id, part or AMONG_PART)]


def _of_its_own(decider: Decider, whole: Claim, member: Phrase) -> Claim | None:
    """Return the other indicator that a member's own word and those of its whole name together, where one counts just that:
    公开信息3120条,其中政府网站1720条.
    """
    own = [t for t in member.left if t.word.classes & (DOMAIN | PROPERTY)]
    if whole.decision is None or not own:
        return None
    carried = sorted((t for t in whole.decision.used if t not in member.left), key=START)
    best = decider.options_of(replace(member, left=[*member.left, *carried], inherited=[])).sure
    if best is None or best.part or best.cost > OF_BOTH or best.frame.indicator.trial:
        return None
    indicator, of_whole = best.frame.indicator, whole.decision.frame.indicator
    names = not best.used.isdisjoint(own)
    shared = decider.frames.domains[of_whole.id] & best.frame.domain or indicator.theme == of_whole.theme
    other = indicator is not of_whole and shared
    return Claim(indicator.id, "", best) if names and other and best.used.intersection(carried) else None


def _does_itself(frame: Frame, member: Phrase) -> bool:
    """Return whether a member says by an act of its own what it is."""
    return any(t.word.classes & ACT and t.word.own & frame.explained for t in member.left)


def _stands_alone(decider: Decider, own: Claim, decision: Decision, member: Phrase) -> bool:
    """Return whether a member says by its own words what it is, if not a part of the whole before it."""
    frame = decision.frame
    names = not frame.domain or any(t.word.own & frame.explained & ~decider.frames.lexicon.bare for t in decision.used)
    return names and not own.part and decision.cost <= CLOSE


def _is_piece_of(whole: Claim, frame: Frame, exact: bool) -> bool:
    """Return whether a lone noun says a piece of a whole of another theme, or one of those that make it up: 进驻事项562项,
    包括行政许可214项.
    """
    lone = len(frame.slots) == 1 and not frame.domain and not frame.acts
    apart = whole.decision is not None and whole.decision.frame.indicator.theme != frame.indicator.theme
    return lone and (apart or exact) and frame.indicator.kind == "stock"


def _leads_elsewhere(decider: Decider, member: Phrase, whole: Claim) -> bool:
    """Return whether a member's own words tell of another thing than the whole: 话务量18万通,呼出回访5万通."""
    explained = whole.decision.frame.explained if whole.decision else 0
    return any(t.word.own & decider.frames.lexicon.diverting & ~explained for t in member.left)


def _is_on_trial(decider: Decider, member: Phrase) -> bool:
    """Return whether the member's own words name an indicator on trial: 规章14件(含修改5件)."""
    best = decider.options[member.index].sure
    return best is not None and best.frame.indicator.trial and best.cost <= CLOSE


def _is_told_of_another(decider: Decider, member: Phrase, id: str) -> bool:
    """Return whether the member's own words name another indicator, if not for certain its whole: 重点领域信息7.3万条."""
    claim = decider.told_again.get(member.index)
    return claim is not None and claim.indicator != id


def part_words(decider: Decider, member: Phrase) -> str:
    """Return the words before a number as the name of its part."""
    words = decider.text[member.start : member.statement.quantity.start].rpartition("】")[2].strip()
    named = load_openings().part.fullmatch(words)
    return named["name"] if named else words


def _moves_on(member: Phrase, explained: int) -> bool:
    """Return whether the member's own words name an act or property that is not ``explained``."""
    return any(
        t.word.classes & (ACT | PROPERTY)
        and not t.word.own & explained
        and not t.word.classes & (FILLER | BROAD | CATEGORY)
        for t in member.left + member.right[:2]
    )


def _siblings(decider: Decider) -> None:
    """Name both of two figures of one indicator that a sentence tells of two kinds: 群众诉求…, 企业诉求…; 周报4期、日报31期."""
    for before, phrase in zip(decider.phrases, decider.phrases[1:], strict=False):
        one, other = _alone(decider, before), _alone(decider, phrase)
        if one is None or other is None or one.part or one.indicator != other.indicator:
            continue
        if other.part and other.decision and _is_first_of(decider, one, before, phrase):
            decider.claims[before.index] = [one._replace(part=part_words(decider, before) or AMONG_PART)]
            continue
        if before.statement.sentence != phrase.statement.sentence:
            continue
        if before.statement.role is not Role.ACTUAL or phrase.statement.role is not Role.ACTUAL:
            continue
        kinds = _who(before), _who(phrase)
        if decider.text.startswith("、", before.statement.quantity.end) and kinds == ([], []):
            kinds = _what(decider, one, before), _what(decider, other, phrase)
        if set(kinds[0]) - set(kinds[1]) and set(kinds[1]) - set(kinds[0]) and not set(kinds[0]) & set(kinds[1]):
            decider.claims[before.index] = [one._replace(part="、".join(kinds[0]))]
            decider.claims[phrase.index] = [other._replace(part="、".join(kinds[1]))]


def _is_first_of(decider: Decider, claim: Claim, before: Phrase, phrase: Phrase) -> bool:
    """Return whether a number behind 其中 is told of a kind as its neighbour is: 其中省重点项目9个、市重点项目17个."""
    counted = named_by([t for t in claim.decision.used if t in before.left]) if claim.decision else 0
    again = any(t.word.own & counted and t.word.classes & OBJECT for t in phrase.left)
    close = before.statement.quantity.end + 1 == phrase.start
    splits = load_openings().splits.search(decider.text, before.start, before.statement.quantity.start)
    return close and again and splits is not None


def _alone(decider: Decider, phrase: Phrase) -> Claim | None:
    """Return the one claim of a number by a frame, also where it only told the indicator again."""
    claims = decider.claims[phrase.index]
    claim = claims[0] if claims else decider.told_again.get(phrase.index)
    return claim if claim and claim.decision else None


def _who(phrase: Phrase) -> list[str]:
    return [t.word.text for t in phrase.left if t.word.classes & (BROAD | SUBSET) and t.word.classes & OBJECT]


def _what(decider: Decider, claim: Claim, phrase: Phrase) -> list[str]:
    used, bare = claim.decision.used if claim.decision else frozenset(), decider.frames.lexicon.bare
    return [t.word.text for t in phrase.left if t in used and t.word.classes & OBJECT and not t.word.own & bare]


def _pairs(decider: Decider) -> None:
    """Claim <category>N件,占P% told at least twice in a section: how the whole of a domain splits."""
    groups: dict[int, list[tuple[Phrase, Phrase]]] = {}
    for phrase in decider.phrases:
        count = phrase.share_of
        if count is None or phrase.statement.quantity.unit != "%" or count.entry is not None:
            continue
        if decider.claims[phrase.index] or not _is_open(decider, count):
            continue
        groups.setdefault(phrase.statement.section.start, []).append((count, phrase))
    for pairs in groups.values():
        if len(pairs) > 1:
            _claim_pairs(decider, pairs)


def _is_open(decider: Decider, count: Phrase) -> bool:
    """Return whether a count names something and nothing else claims it as a whole."""
    if count.statement.quantity.unit not in COUNTERS or count.statement.role is not Role.ACTUAL:
        return False
    claims = decider.claims[count.index]
    return not claims or claims[0].decision is None or bool(claims[0].decision.frame.splits or claims[0].part)


def _claim_pairs(decider: Decider, pairs: list[tuple[Phrase, Phrase]]) -> None:
    split = _split_of(decider, pairs)
    for count, share in pairs:
        part = decider.text[count.start : count.statement.quantity.start].rstrip(TRAILING)
        if not part or load_openings().body.search(part):
            continue
        for phrase in (count, share):
            frame = decider.frame_of_split(split, phrase)
            if frame is None or _moves_on(phrase, frame.explained):
                break
            _claim_member(decider, phrase, frame, part)


def _split_of(decider: Decider, pairs: list[tuple[Phrase, Phrase]]) -> str:
    """Return what most of the categories split; what no entry knows is a type."""
    counts = Counter(
        split
        for count, _ in pairs
        for split, (categories, _) in decider.frames.splits.items()
        if any(t.word.own & categories for t in count.left)
    )
    return counts.most_common(1)[0][0] if counts else UNKNOWN_SPLIT


def _told_splits(decider: Decider) -> None:
    """Claim the members of the lists of which the text says by what they split, in the sentence, the line or the heading
    above: 从渠道看,电话…件,占…%; 三、热点问题 (一)停车难。共…件.
    """
    for phrase in decider.phrases:
        if not _may_be_member(decider, phrase):
            continue
        split, at, above = _split_told(decider, phrase)
        if not split and phrase.share_of is None:
            continue
        opens = replace(
            phrase, left=[Token(at, at, Word(""))], right=[], inherited=[]
        )  # no channel is a domain of its own
        frame = decider.frame_of_split(split, opens) if split else None
        if phrase.share_of is not None:
            frame = _split_of_body(decider, phrase, opens) or frame or _split_of_neighbour(decider, phrase)
        if frame is None:
            continue
        name = _name_told(decider, phrase, frame)
        if not name and above:
            name = _name_above(decider.text, phrase)
        if name:
            _claim_member(decider, phrase, frame, name)


def _may_be_member(decider: Decider, phrase: Phrase) -> bool:
    """Return whether a number counts cases or is a share of them, and nothing says yet of which part."""
    statement, claims = phrase.statement, decider.claims[phrase.index]
    if statement.role is not Role.ACTUAL or phrase.entry is not None or decider.is_of_another(phrase.index):
        return False
    if statement.quantity.unit == "%":
        return phrase.share and not claims and not decider.is_share_of_all(phrase)
    whole = not claims or claims[0].decision is not None and not claims[0].part
    return statement.quantity.unit in COUNTED and whole


def _split_of_body(decider: Decider, share: Phrase, opens: Phrase) -> Frame | None:
    """Return the frame of a share behind a count that a body, or a group of them, was given or took: 县交通局3210件,占17%;
    None of one that something else was done with.
    """
    claims = decider.claims[share.share_of.index] if share.share_of else []
    if not claims or not _is_body(claims[0].part) or decider.is_share_of_part(share):
        return None
    frame = decider.frame_of_split(UNIT_SPLIT, opens)
    acts = decider.frames.lexicon.mask[ACT]
    whole = (f for f in decider.frames.frames if f.indicator.id == claims[0].indicator and not f.splits)
    given = any(f.acts and not any(slot.concepts & acts & ~frame.explained for slot in f.slots) for f in whole if frame)
    return frame if given else None


def _split_of_neighbour(decider: Decider, share: Phrase) -> Frame | None:
    """Return the frame of the share of the member before in the list, where both members are parts of one whole: 微信120件
    (26.7%)、网站30件(6.7%).
    """
    count = share.share_of
    if count is None or count.index <= TO_MEMBER or count.statement.sentence != share.statement.sentence:
        return None
    member, before = decider.claims[count.index], decider.claims[count.index - TO_MEMBER]
    last = decider.claims[count.index - 1]
    alike = member and before and member[0].part and before[0].part and member[0].indicator == before[0].indicator
    splitting = decider.frames.splitting.values()
    frames = (f for frames in splitting for f in frames if last and f.indicator.id == last[0].indicator)
    return next(frames, None) if alike and decider.phrases[count.index - 1].share_of is not None else None


def _is_body(name: str) -> bool:
    """Return whether the name of a part is that of a body, or of a group of them."""
    openings = load_openings()
    return openings.body.search(name) is not None or name in openings.offices["groups"]


def _split_told(decider: Decider, phrase: Phrase) -> tuple[str, int, bool]:
    """Return by what the text says that a list splits, "" where it does not, where the list begins, and whether what stands
    above says it.
    """
    text, openings, at = decider.text, load_openings(), phrase.start
    start = max(phrase.statement.sentence[0], at - TOLD_REACH)
    if cues := [*openings.split_of_list.finditer(text, start, at)]:
        return str(cues[-1].lastgroup), cues[-1].start(), False
    for head in (_line_above(text, at), *reversed(phrase.statement.section.path[-2:])):
        if named := openings.split_of_heading.search(head):
            return str(named.lastgroup), start, True
        if openings.topics.search(head):
            return TOPIC_SPLIT, start, True
    line = text[max(text.rfind("\n", 0, at) + 1, at - TOLD_REACH) : at]
    return (TOPIC_SPLIT, at, False) if openings.topics.search(line) else ("", at, False)


def _line_above(text: str, at: int) -> str:
    """Return the line above those with a number that a place is among, where it has none itself: ▲诉求类型."""
    end = text.rfind("\n", 0, at)
    while end > max(0, at - TOLD_REACH):
        start = text.rfind("\n", 0, end) + 1
        if end - start > LONGEST_ROW:
            return ""
        line = text[start:end]
        if line and not any(map(str.isdigit, line)):
            return line
        end = start - 1
    return ""


def _name_told(decider: Decider, phrase: Phrase, frame: Frame) -> str:
    """Return what a member of a list is called, "" where its words say something else than a name."""
    if (count := phrase.share_of) is not None:
        claims = decider.claims[count.index]
        return claims[0].part if claims and (claims[0].decision is None or claims[0].decision.frame.splits) else ""
    own, lexicon, split = phrase.left or phrase.inherited, decider.frames.lexicon, frame.splits
    known = lexicon.splits(split) | (lexicon.ways if split == CHANNEL_SPLIT else 0)
    words = phrase.noun or phrase.kind.removesuffix("类") or _written(decider, phrase)
    topic = load_openings().topic.fullmatch(words)
    name = topic["name"] if topic else ""
    if _is_body(name):
        return name if split == UNIT_SPLIT else ""
    known_kind = any(t.word.own & known for t in own) or bool(phrase.kind)
    new_kind = split in OPEN_SPLITS and any(t.narrows or t.word.classes & (CATEGORY | SUBSET) for t in own)
    return name if known_kind or new_kind else ""


def _written(decider: Decider, phrase: Phrase) -> str:
    """Return the words of a member as its name, those of the clause before where it has none of its own."""
    if phrase.left or not phrase.inherited:
        return part_words(decider, phrase).rstrip(TRAILING)
    return decider.text[phrase.inherited[0].start : phrase.inherited[-1].end].rstrip(TRAILING)


def _name_above(text: str, phrase: Phrase) -> str:
    """Return the name of a topic that opens the paragraph of its first number: (一)停车难。共受理1560件."""
    head = phrase.statement.section.path[-1] if phrase.statement.section.path else ""
    line = text.rfind("\n", 0, phrase.statement.quantity.start) + 1
    opened = load_openings().run_in.match(head)
    first = not any(map(str.isdigit, text[line + len(head) : phrase.statement.quantity.start]))
    topic = load_openings().topic.fullmatch(opened["name"]) if opened else None
    return topic["name"] if topic and first and text.startswith(head, line) else ""


def _claim_member(decider: Decider, phrase: Phrase, frame: Frame, name: str) -> None:
    """Claim a member by the frame of its split, or as a part of the whole that it splits where that takes no such number."""
    claims = decider.claims[phrase.index]
    if phrase.statement.quantity.unit not in frame.indicator.units:
        if whole := _count_done(decider, phrase, frame):
            decider.claim_instead(phrase.index, [Claim(whole, name)])
    elif not frame.indicator.trial and not (claims and claims[0].part):
        decider.claim_instead(phrase.index, [Claim(frame.indicator.id, name)])


def _count_done(decider: Decider, phrase: Phrase, frame: Frame) -> str:
    """Return the count of what a split says was done with its members, "" where it says nothing."""
    acts, unit = frame.explained & decider.frames.lexicon.mask[ACT], phrase.statement.quantity.unit
    counts = (f for f in decider.frames.frames if f.indicator.additive and unit in f.indicator.units)
    does = (f for f in counts if f.domain & frame.domain and any(slot.concepts & acts for slot in f.slots))
    return next((f.indicator.id for f in does), "")
