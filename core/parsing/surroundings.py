"""What stands around a phrase: earlier in its sentence, in the sentence before, in the passage, headings and topic."""

from __future__ import annotations

from collections import Counter
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


class Around(NamedTuple):
    """The words around a phrase, nearest last; domains as lists of concept masks."""

    earlier: list[Token]
    before: list[Token]  # the sentence before
    heads: list[Token]
    own_domains: list[int]
    inherited_domains: list[int]
    earlier_domains: list[int]
    passage_domains: list[int]
    head_domains: list[int]
    topic: list[int]
    objects: int  # the slots that words earlier in the sentence, before it and in its headings fill
    domains: int  # the domains of frames that they, the passage and the topic name


class _Context(NamedTuple):
    """What stands around a sentence, which all its numbers share; see ``Around``."""

    before: list[Token]
    heads: list[Token]
    passage_domains: list[int]
    head_domains: list[int]
    objects: int
    domains: int


class Surroundings:
    """Finds what stands around the phrases of one text."""

    def __init__(self, words: Words, sentences: Breaks, lexicon: Lexicon, possible: Possible, title: str) -> None:
        self._words, self._sentences, self._lexicon, self._possible = words, sentences, lexicon, possible
        self._domains = lexicon.mask[DOMAIN]
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
        objects = context.objects | self._possible.by_tokens(earlier)
        return Around(
            earlier,
            context.before,
            context.heads,
            self.domains(phrase.left + phrase.right),
            self.domains(phrase.inherited),
            self.domains(earlier),
            context.passage_domains,
            context.head_domains,
            self.topic,
            objects,
            objects | context.domains,
        )

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
        for token in tokens:
            named = (token.word.own or token.word.inner) & self._domains
            if named:
                found.append(named)
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
