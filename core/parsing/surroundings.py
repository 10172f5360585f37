"""What stands around a phrase: earlier in its sentence, in the sentence before, in the passage, headings and topic."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property, reduce
from itertools import compress
from operator import or_
from typing import NamedTuple

from core.model import Section
from core.parsing.breaks import Breaks
from core.parsing.lexicon import BEARS_A_NAME, WORD, Lexicon, Token, cut_once, named_by
from core.parsing.phrases import Phrase, Words
from core.parsing.possible import Possible, single_bits

NUMBERS, IS = "一二三四五六七八九", "是"
EARLIER_REACH = 160  # letters of the sentence before the phrase
PASSAGE_REACH = 260
SENTENCE_BEFORE_REACH = 120
OPENING = 300  # letters that open a document
TITLE_WORTH, OPENING_WORTH, TOPIC_WORTH, TOPICS = 5, 2, 4, 3


class _Heads(NamedTuple):
    """What the headings above a section name; its sentences share it."""

    tokens: list[Token]
    domains: list[int]
    filled: int  # the slots that they fill
    placed: int  # those that the domains among them fill
    named: int  # the concepts that they name


class _Context(NamedTuple):
    """What stands around a sentence, which all its numbers share; see ``Around``."""

    before: list[Token]
    heads: _Heads
    passage_domains: list[int]
    objects: int
    domains: int
    named: int  # the concepts that the sentence before and the headings name


class Around:
    """The words around a phrase, nearest last; domains as lists of concept masks.

    ``objects`` are the slots that words earlier in the sentence, before it and in its headings fill, ``named`` the concepts
    that they name, ``domains`` the slots and domains of frames that the passage and the topic name too.
    """

    def __init__(self, phrase: Phrase, of: Surroundings, run: tuple[int, int], context: _Context) -> None:
        self.before, self.heads = context.before, context.heads.tokens
        self._of, self._run, self._phrase, self._named = of, run, phrase, context.named
        self.passage_domains, self.head_domains, self.topic = context.passage_domains, context.heads.domains, of.topic
        self.objects = of.filled(*run) | context.objects
        self.domains = self.objects | context.domains

    @cached_property
    def earlier(self) -> list[Token]:
        """The words earlier in the sentence."""
        return self._of.tokens(*self._run)

    @cached_property
    def own_domains(self) -> list[int]:
        """The domains that the phrase itself names."""
        return self._of.domains(self._phrase.left + self._phrase.right)

    @cached_property
    def inherited_domains(self) -> list[int]:
        """The domains that the words carried over name."""
        return self._of.domains(self._phrase.inherited)

    @cached_property
    def earlier_domains(self) -> list[int]:
        """The domains named earlier in the sentence."""
        return self._of.domains_of_run(*self._run)

    @cached_property
    def named(self) -> int:
        """The concepts that the sentence names earlier, the one before it and its headings."""
        return self._named | named_by(self.earlier)


class Surroundings:
    """Finds what stands around the phrases of one text."""

    def __init__(
        self, words: Words, sentences: Breaks, lexicon: Lexicon, possible: Possible, title: str, names: str
    ) -> None:
        self._words, self._sentences, self._lexicon = words, sentences, lexicon
        self._possible, self._fills = possible, possible.by_tokens
        self.fills = possible.of_each(words.tokens)  # the slots and domains that each word fills
        self._names = names
        self._members = self._all_members(lexicon)
        self._marks = self._marks_of(words.tokens)
        self._marked = list(compress(range(len(self._marks)), self._marks))
        self._above: dict[tuple[str, ...], _Heads] = {}
        self._sentence_contexts: dict[tuple[int, int], _Context] = {}
        self.topic = self._topics(cut_once(lexicon, title))
        self._of_topic = possible.by_concepts(sum(self.topic))

    def of(self, phrase: Phrase) -> Around:
        """Return what stands around a phrase."""
        statement, section = phrase.statement, phrase.statement.section
        start, at = statement.sentence[0], min(phrase.start, statement.quantity.start)
        first, last = self._words.span(max(start, at - EARLIER_REACH), at)
        if self._members:
            first = min(self._own_member(first, max(self._words.span(at, statement.quantity.start))), last)
        context = self._sentence_contexts.get((section.start, start))
        if context is None:
            context = self._sentence_contexts[section.start, start] = self._context(section, start)
        return Around(phrase, self, (first, last), context)

    def _own_member(self, first: int, last: int) -> int:
        """Return where the words of a list's own member begin: 二是交易额达15亿元;三是争取资金200万元."""
        low, high = bisect_left(self._members, first), bisect_left(self._members, last - 1)
        return self._members[high - 1] if high - low > 1 else first

    def _all_members(self, lexicon: Lexicon) -> list[int]:
        """Return which words begin the members of lists: 一 of 一是."""
        words, members, n = [*map(WORD, self._words.tokens)], [], 0
        for _ in range(words.count(lexicon.words[IS])):
            n = words.index(lexicon.words[IS], n) + 1
            if n > 1 and words[n - 2].text in NUMBERS:
                members.append(n - 2)
        return members

    def sentence_before(self, start: int) -> int:
        """Return where the sentence before the one that begins at ``start`` begins."""
        return self._sentences.before(start)

    def filled(self, first: int, last: int) -> int:
        """Return the slots and domains that a run of words fills."""
        return reduce(or_, filter(None, self.fills[first:last]), 0)

    def tokens(self, first: int, last: int) -> list[Token]:
        """Return the words of a run."""
        return self._words.tokens[first:last]

    def _context(self, section: Section, start: int) -> _Context:
        begin = self._sentences.before(start)
        between = self._words.between
        before = between(max(begin, section.start), start) if start - begin < SENTENCE_BEFORE_REACH else []
        heads = self._of_heads(section.path)
        passage = self._words.span(max(section.start, start - PASSAGE_REACH), start)
        objects, domains = self._fills(before) | heads.filled, self.filled(*passage) | self._of_topic
        return _Context(before, heads, self.domains_of_run(*passage), objects, domains, named_by(before) | heads.named)

    def domains(self, tokens: list[Token]) -> list[int]:
        """Return the domains that the tokens name, in order, one mask a token."""
        return list(filter(None, self._marks_of(tokens)))

    def _marks_of(self, tokens: list[Token]) -> list[int | None]:
        """Return for each token the domains that it names, 0 or None where it names none."""
        marks: list[int | None] = list(map(self._lexicon.domain_of.get, map(WORD, tokens)))
        n = -1
        for _ in range(marks.count(BEARS_A_NAME)):  # “区长直通车”平台: a system of its own
            n = marks.index(BEARS_A_NAME, n + 1)
            marks[n] = self._lexicon.unknown if n and self._is_name(tokens[n - 1], tokens[n]) else 0
        return marks

    def leads_elsewhere(self, start: int, end: int, own: int = 0) -> bool:
        """Return whether a stretch names a domain that outweighs others and is none of ``own``."""
        own |= self._lexicon.unsure_domains
        return any(domain & ~own for domain in self.domains_between(start, end))

    def domains_between(self, start: int, end: int) -> list[int]:
        """Return the domains that a stretch names."""
        return self.domains_of_run(*self._words.span(start, end))

    def domains_of_run(self, first: int, last: int) -> list[int]:
        """Return the domains that a run of words names, in order."""
        low, high = bisect_left(self._marked, first), bisect_left(self._marked, last)
        marks = [self._marks[n] or 0 for n in self._marked[low:high]]
        if marks and marks[0] == self._lexicon.unknown and self._marked[low] == first:  # its name stands before the run
            del marks[0]
        return marks

    def _is_name(self, before: Token, platform: Token) -> bool:
        """Return whether an unknown word names the platform behind it: 邻里通平台, “政企面对面”平台."""
        if before.word.classes or before.word.text in self._names:
            return False
        gap = platform.start - before.end
        return gap == 1 or gap == 0 and before.narrows

    def above(self, path: tuple[str, ...]) -> int:
        """Return the slots and domains of frames that the headings above a section and the topic name as domains."""
        return self._of_topic | self._of_heads(path).placed

    def _of_heads(self, path: tuple[str, ...]) -> _Heads:
        if path not in self._above:
            tokens = [token for head in path for token in cut_once(self._lexicon, head)]
            domains = self.domains(tokens)
            placed = self._possible.by_concepts(reduce(or_, domains, 0))
            self._above[path] = _Heads(tokens, domains, self._fills(tokens), placed, named_by(tokens))
        return self._above[path]

    def _topics(self, title: list[Token]) -> list[int]:
        """Return the domains that the document is about, most first."""
        counts: Counter[int] = Counter()
        for worth, domains in (
            (TITLE_WORTH, self.domains(title)),
            (OPENING_WORTH, self.domains_between(0, OPENING)),
            (1, self.domains_of_run(0, len(self._marks))),
        ):
            for mask, n in Counter(domains).items():
                for bit in single_bits(mask):
                    counts[bit] += n * worth
        return [bit for bit, n in counts.most_common(TOPICS) if n >= TOPIC_WORTH]
