# SPDX-License-Identifier: EUPL-1.2
"""Words for likelihood, each with its range: one vocabulary in a product, apart from words for confidence."""

from dataclasses import dataclass
from typing import NamedTuple

from vijfveld.methods.figures import BadFigures, Reading


class BadVocabulary(BadFigures):
    """A table of words whose ranges do not fit together."""


class Term(NamedTuple):
    """A word and its range of probability, low included, high excluded unless it is the last."""

    word: str
    low: float
    high: float

    @property
    def point(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Vocabulary:
    """A published set of words, lowest first. Ranges may leave gaps but never overlap."""

    identifier: str
    source: str
    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        """Raises BadVocabulary with every problem."""
        with Reading(BadVocabulary) as reading:
            reading.require(bool(self.terms), f"The vocabulary {self.identifier} has no words.")
            for term in self.terms:
                reading.require(
                    0 <= term.low < term.high <= 1, f"«{term.word}» needs a range within 0..1, low below high."
                )
            for term, after in zip(self.terms, self.terms[1:], strict=False):
                reading.require(
                    term.high <= after.low, f"«{term.word}» and «{after.word}» overlap or are out of order."
                )
            reading.require(len({term.word for term in self.terms}) == len(self.terms), "A word occurs more than once.")

    def term(self, p: float) -> Term | None:
        """The word for a probability: ranges are [low, high), only the last is closed; None where none fits."""
        last = self.terms[-1]
        if p == last.high:
            return last
        return next((term for term in self.terms if term.low <= p < term.high), None)

    def range_of(self, word: str) -> Term:
        """The term of a word. Raises BadVocabulary when it is not in the table."""
        found = next((term for term in self.terms if term.word == word), None)
        if found is None:
            known = ", ".join(term.word for term in self.terms)
            raise BadVocabulary(f"«{word}» is not in the vocabulary {self.identifier}: {known}.")
        return found


_ICD203_EDGES = (0.01, 0.05, 0.20, 0.45, 0.55, 0.80, 0.95, 0.99)
_ICD203 = "ICD 203, Analytic Standards (United States, 2015), paragraph D.6.e(2)(a)"


def _icd203(identifier: str, *words: str) -> Vocabulary:
    ranges = zip(words, _ICD203_EDGES, _ICD203_EDGES[1:], strict=False)
    return Vocabulary(identifier, _ICD203, tuple(Term(*entry) for entry in ranges))


ICD203_CHANCE = _icd203(
    "icd203-likelihood",
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
ICD203_PROBABILITY = _icd203(
    "icd203-probability",
    "remote",
    "highly improbable",
    "improbable",
    "roughly even odds",
    "probable",
    "highly probable",
    "nearly certain",
)
VOCABULARIES = {table.identifier: table for table in (ICD203_CHANCE, ICD203_PROBABILITY)}


def mixed(words: list[str]) -> bool:
    """Whether words of more than one known vocabulary occur together, which a product must not do."""
    used = [table for table in VOCABULARIES.values() if any(word in [t.word for t in table.terms] for word in words)]
    return len(used) > 1
