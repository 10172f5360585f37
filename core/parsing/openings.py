"""What names end in and what opens a list: the words of ``data/language/words.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.declarations import DATA, WILDCARD

WORDS = DATA / "language" / "words.toml"
GAP = "[^,。;]{1,10}"  # what … stands for
RUN_IN = re.compile(r"\(?[一二三四五六七八九十\d]{1,2}[)、.]+ *(?P<name>[^,。:;\d]{2,18})")  # a numbered heading
GAP_OF_NOUN = "[^,、。;\\d]{0,8}"  # the noun behind the number before


class Openings(NamedTuple):
    """The word lists, as patterns and letters."""

    body: re.Pattern[str]  # a part that is somebody ends so
    name_ends: str  # letters
    splits: re.Pattern[str]  # stands before a list that splits a whole
    opposed: tuple[tuple[str, str], ...]  # two parts of which there is no third: 线上, 线下
    own_body: re.Pattern[str]  # says that a department speaks of itself
    channels: re.Pattern[str]  # stands before a list of channels
    topics: re.Pattern[str]  # stands before a list of what people ask about
    topic: re.Pattern[str]  # what such a thing is called, with its ``name``
    run_in: re.Pattern[str]  # a numbered heading that opens its paragraph, with its ``name``
    split_of_list: re.Pattern[str]  # says in a sentence by what the list behind it splits, as the name of the group
    split_of_heading: re.Pattern[str]  # the same of a heading
    ranked: re.Pattern[str]  # the clause before a share that names whose it is, with the ``name``
    part: re.Pattern[str]  # a part as a sentence tells it, with its ``name``
    begins: re.Pattern[str]  # a clause up to whose name it begins with
    member: re.Pattern[str]  # a member of a list with its name
    condition: re.Pattern[str]  # stands behind a rate that says which are counted
    total: re.Pattern[str]  # stands between what was added and all there are then, and nothing else does
    no_divisions: frozenset[str]  # names of divisions that the words of a sentence may make
    offices: Mapping[str, list[str]]  # halls, departments with their ends, acts: see ``core.parsing.offices``
    towns: Mapping[str, list[str]]  # what tells of towns and what none is called: see ``core.parsing.towns``


@cache
def load_openings(file: Path = WORDS) -> Openings:
    """Return the shipped word lists, read once."""
    rows = tomllib.loads(file.read_text("utf-8"))
    bodies = rows["bodies"]
    ends = "|".join([f"[\u4e00-\u9fff]{{2}}[{bodies['letters']}]", *map(re.escape, bodies["words"])])
    return Openings(
        re.compile(f"(?:{ends})$"),
        rows["names"]["letters"],
        _any_of(rows["splits"]["words"]),
        tuple((one, other) for one, other in rows["opposed"]["pairs"]),
        _any_of(rows["own_bodies"]["words"]),
        _any_of(rows["channels"]["words"]),
        _any_of(rows["topics"]["words"]),
        _topic(rows["topic_names"]),
        RUN_IN,
        re.compile(f"(?:{_by_what(rows['splits_by'])})[^,。;:、\\d]{{0,4}}(?:[看分:]|[中里上],|方面,|依次|分别)"),
        re.compile(_by_what(rows["splits_by"])),
        _ranked(rows["ranked"], rows["topic_names"]["ends"]),
        _part(rows["parts"]),
        _begins(rows["clauses"]),
        _member(rows["members"]),
        re.compile(rf"的(?:\d+[个家])?[^,。;\d]{{0,4}}(?:{_any_of(rows['conditions']['words']).pattern})"),
        _total(rows["totals"]),
        frozenset(rows["divisions"]["words"]),
        rows["offices"],
        rows["towns"],
    )


def _by_what(words: Mapping[str, object]) -> str:
    lists = ((what, named) for what, named in words.items() if isinstance(named, list))
    return "|".join(f"(?P<{what}>{_any_of(named).pattern})" for what, named in lists)


def _topic(words: Mapping[str, list[str]]) -> re.Pattern[str]:
    opens, ends, none = (_any_of(words[key]).pattern for key in ("opens", "ends", "none"))
    return re.compile(rf"(?:{opens})*(?P<name>(?!.*(?:{none}))[^,。;:()\d]{{2,18}}?)(?:{ends})*")


def _ranked(words: Mapping[str, list[str]], ends: list[str]) -> re.Pattern[str]:
    opens, says, behind = (_any_of(some).pattern for some in (words["opens"], words["says"], ends))
    return re.compile(rf"[,;。][^,;。:\d]{{0,8}}?(?:{opens})(?:{says})(?P<name>[^,。;:()\d]{{2,16}}?)(?:{behind})*,$")


def _part(words: Mapping[str, list[str]]) -> re.Pattern[str]:
    opens, sums, acts, says = (_any_of(words[key]).pattern for key in ("opens", "sums", "acts", "says"))
    return re.compile(rf"(?:{opens})*(?P<name>.*?)(?:{sums})?(?:{acts})?(?:{says})*", re.DOTALL)


def _member(letters: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"、(?![^、]*[{letters['none']}])[\u4e00-\u9fff]{{3,10}}(?<![{letters['no_ends']}])")


def _begins(words: Mapping[str, list[str]]) -> re.Pattern[str]:
    times, areas = (_any_of(words[key]).pattern for key in ("times", "areas"))
    return re.compile(rf"[,;](?:20\d\d年|{times})?(?:{areas})?$")


def _total(words: Mapping[str, list[str]]) -> re.Pattern[str]:
    opens, says = ("|".join(map(re.escape, words[key])) for key in ("opens", "says"))
    return re.compile(rf"{GAP_OF_NOUN}[,、](?:{opens})*(?:{says})+")


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(GAP.join(map(re.escape, word.split(WILDCARD))) for word in words))
