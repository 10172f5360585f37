"""What stands around a phrase: earlier in its sentence, in the sentence before, in the passage, headings and topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from core.model import Section
from core.parsing.breaks import Breaks
from core.parsing.lexicon import DOMAIN, Lexicon, Token
from core.parsing.phrases import Phrase, Words
from core.parsing.possible import Possible, single_bits

EARLIER_REACH = 160  # letters of the sentence before the phrase
PASSAGE_REACH = 260
SENTENCE_BEFORE_REACH = 120
OPENING = 300  # letters that open a document
TITLE_WORTH, OPENING_WORTH, TOPIC_WORTH, TOPICS = 5, 2, 4, 3

Find = Callable[[list[Token]], list[int]]


class _Context(NamedTuple):
    """What stands around a sentence, which all its numbers share; see ``Around``."""

    before: list[Token]
    heads: list[Token]
    passage_domains: list[int]
    head_domains: list[int]
    objects: int
    domains: int


class Around:
    """The words around a phrase, nearest last; domains as lists of concept masks.

    ``objects`` are the slots that words earlier in the sentence, before it and in its headings fill, ``domains`` those
    and the domains of frames that the passage and the topic name.
    """

    def __init__(
        self, phrase: Phrase, earlier: list[Token], filled: int, context: _Context, topic: list[int], find: Find
    ) -> None:
        self._phrase, self._find = phrase, find
        self.earlier, self.before, self.heads = earlier, context.before, context.heads
        self.passage_domains, self.head_domains, self.topic = context.passage_domains, context.head_domains, topic
        self.objects = filled | context.objects
        self.domains = self.objects | context.domains

    @cached_property
    def own_domains(self) -> list[int]:
        """Those that the phrase names."""
        return self._find(self._phrase.left + self._phrase.right)

    @cached_property
    def inherited_domains(self) -> list[int]:
        """Those that the number before had."""
        return self._find(self._phrase.inherited)

    @cached_property
    def earlier_domains(self) -> list[int]:
        """Those named earlier in the sentence."""
        return self._find(self.earlier)


class Surroundings:
    """Finds what stands around the phrases of one text."""

    def __init__(
        self, words: Words, sentences: Breaks, lexicon: Lexicon, possible: Possible, title: str, names: str
    ) -> None:
        self._words, self._sentences, self._lexicon, self._possible = words, sentences, lexicon, possible
        self._domains = lexicon.mask[DOMAIN]
        self._filled: dict[int, tuple[int, int]] = {}  # by where a run of words begins: how many, and what they fill
        self._names = names
        self._heads: dict[str, list[Token]] = {}
        self._sentence_contexts: dict[tuple[int, int], _Context] = {}
        self.topic = self._topics(lexicon.cut(title))
        self._of_topic = possible.by_concepts(sum(self.topic))

    def of(self, phrase: Phrase) -> Around:
        """Return what stands around a phrase."""
        statement, section = phrase.statement, phrase.statement.section
        start, at = statement.sentence[0], min(phrase.start, statement.quantity.start)
        earlier = self._words.between(max(start, at - EARLIER_REACH), at)
        context = self._sentence_contexts.get((section.start, start))
        if context is None:
            context = self._sentence_contexts[section.start, start] = self._context(section, start)
        return Around(phrase, earlier, self._filled_by(earlier), context, self.topic, self.domains)

    def _filled_by(self, earlier: list[Token]) -> int:
        """Return the slots that the words before a phrase fill; they are mostly those of the phrase before, and more."""
        count, bits = self._filled.get(earlier[0].start, (0, 0)) if earlier else (0, 0)
        if len(earlier) < count:
            count, bits = 0, 0
        if earlier:
            bits |= self._possible.by_tokens(earlier[count:])
            self._filled[earlier[0].start] = len(earlier), bits
        return bits

    def _context(self, section: Section, start: int) -> _Context:
        begin = self._sentences.before(start)
        between = self._words.between
        before = between(max(begin, section.start), start) if start - begin < SENTENCE_BEFORE_REACH else []
        heads = [token for head in section.path for token in self._head(head)]
        passage = between(max(section.start, start - PASSAGE_REACH), start)
        fills = self._possible.by_tokens
        objects, domains = fills(before) | fills(heads), fills(passage) | self._of_topic
        return _Context(before, heads, self.domains(passage), self.domains(heads), objects, domains)

    def domains(self, tokens: list[Token]) -> list[int]:
        """Return the domains that the tokens name, in order, one mask a token."""
        found = []
        unknown: Token | None = None
        for token in tokens:
            named = (token.word.own or token.word.inner) & self._domains
            if named:
                found.append(named)
            elif unknown and token.word.own & self._lexicon.named and _is_name(unknown, token):
                found.append(self._lexicon.unknown)  # “区长直通车”平台: a system of its own
            unknown = token if not token.known and token.word.text not in self._names else None
        return found

    def domains_of(self, path: tuple[str, ...]) -> list[int]:
        """Return the domains that the headings above a section name."""
        return self.domains([token for head in path for token in self._head(head)])

    def _head(self, head: str) -> list[Token]:
        if head not in self._heads:
            self._heads[head] = self._lexicon.cut(head)
        return self._heads[head]

    def _topics(self, title: list[Token]) -> list[int]:
        """Return the domains that the document is about, most first."""
        counts: Counter[int] = Counter()
        for worth, tokens in (
            (TITLE_WORTH, title),
            (OPENING_WORTH, self._words.between(0, OPENING)),
            (1, self._words.tokens),
        ):
            for mask in self.domains(tokens):
                for bit in single_bits(mask):
                    counts[bit] += worth
        return [bit for bit, n in counts.most_common(TOPICS) if n >= TOPIC_WORTH]


def _is_name(unknown: Token, platform: Token) -> bool:
    """Return whether an unknown word names the platform behind it: 邻里通平台, “政企面对面”平台."""
    gap = platform.start - unknown.end
    return gap == 1 or gap == 0 and unknown.narrows
