# SPDX-License-Identifier: EUPL-1.2
"""Words for likelihood, grades of sources, competing hypotheses and signposts, against published tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods import judgement
from vijfveld.methods.judgement import (
    ICD203_CHANCE,
    ICD203_PROBABILITY,
    BadGrades,
    BadRatings,
    BadSignpost,
    BadVocabulary,
    Term,
    Vocabulary,
)

NAN = float("nan")
GRADES = [letter + figure for letter in "ABCDEF" for figure in "123456"]


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0.005, None),
        (0.01, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5499, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (0.99, "almost certain"),
        (0.995, None),
    ],
)
def test_an_edge_belongs_to_the_higher_word_and_the_last_range_is_closed(p: float, word: str | None) -> None:
    """Intelligence Community Directive 203: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95 and 95-99 per cent."""
    term = ICD203_CHANCE.term(p)
    assert (term and term.word) == word


def test_both_published_sets_have_the_same_ranges_and_are_not_to_be_mixed() -> None:
    assert [term[1:] for term in ICD203_CHANCE.terms] == [term[1:] for term in ICD203_PROBABILITY.terms]
    assert judgement.mixed(["likely", "remote"])
    assert not judgement.mixed(["likely", "unlikely"])
    assert ICD203_PROBABILITY.range_of("remote").point == pytest.approx(0.03)


def test_a_vocabulary_may_have_gaps_but_no_overlap() -> None:
    gap = Vocabulary("gap", "test", (Term("low", 0, 0.2), Term("high", 0.6, 1)))
    assert gap.term(0.4) is None
    with pytest.raises(BadVocabulary) as refusal:
        Vocabulary("bad", "test", (Term("high", 0.5, 1), Term("low", 0, 0.6), Term("low", 0.9, 0.8)))
    assert len(refusal.value.problems) == 3
    with pytest.raises(BadVocabulary, match="has no words"):
        Vocabulary("none", "test", ())
    with pytest.raises(BadVocabulary, match="«maybe» is not in the vocabulary gap: low, high"):
        gap.range_of("maybe")


def test_letters_equal_to_figures_in_87_of_100_reports_give_087() -> None:
    """A made-up pile with the share that Baker, McKendry and Mace (1968) found on the diagonal, as the review of the
    Admiralty code at blockint.nl tells it."""
    use = judgement.scale_use(["A1"] * 40 + ["B2"] * 30 + ["C3"] * 17 + ["A3"] * 13)
    assert use.diagonal == pytest.approx(0.87)
    assert use.dependent


def test_cramers_v_gives_the_figure_of_the_scipy_reference() -> None:
    """SciPy, scipy.stats.contingency.association, Examples: 0.18617813077483678."""
    table = np.array([[100, 150], [203, 322], [420, 700], [320, 210]], dtype=float)
    assert judgement.cramers_v(table) == pytest.approx(0.18617813077483678)


@settings(deadline=None)
@given(st.lists(st.sampled_from(GRADES), min_size=1))
def test_grades_that_cannot_be_judged_change_nothing(grades: list[str]) -> None:
    judged = [grade for grade in grades if grade[0] != "F" and grade[1] != "6"]
    if not judged:
        with pytest.raises(BadGrades, match="No report has been judged"):
            judgement.scale_use(grades)
    else:
        assert judgement.scale_use(grades) == pytest.approx(judgement.scale_use(judged), nan_ok=True)
        assert 0 <= judgement.scale_use(grades).diagonal <= 1


def test_wrong_grades_are_named() -> None:
    with pytest.raises(BadGrades, match="'G1', 'A7', 'AA1'"):
        judgement.scale_use(["A1", "G1", "A7", "AA1"])


def test_inconsistency_orders_hypotheses_as_the_open_source_reference_does() -> None:
    """As in twschiller/open-synthesis, test_inconsistency_assumptions, with ratings of our own:
    one very inconsistent outweighs three inconsistent."""
    ratings = [[5, NAN, 2, 2], [2, 2, 3, 2], [3, NAN, 5, 1]]
    assert judgement.inconsistency(ratings) == pytest.approx([2, 3, 4])


def test_evidence_that_fits_all_hypotheses_alike_tells_nothing() -> None:
    ratings = [[4, 5, NAN], [4, 1, 3]]
    assert judgement.diagnosticity(ratings) == pytest.approx([0, 2, 0])


def test_raters_are_averaged_with_not_applicable_as_neutral_and_their_disagreement_shown() -> None:
    ratings = [[[1, NAN], [5, 3]], [[3, 5], [5, NAN]]]
    assert judgement.cells(ratings) == pytest.approx(np.array([[2, 4], [5, 3]]))
    half = 0.5**0.5
    assert judgement.disagreement(ratings) == pytest.approx(np.array([[2**0.5, half], [0, half]]))
    assert not judgement.disagreement([[1, 2]]).any()


def test_the_evidence_on_which_the_conclusion_hangs_is_found() -> None:
    alone = [[3, 2, 2], [1, 3, 3]]
    assert [hinge.evidence for hinge in judgement.hinges(alone)] == [(0,)]
    assert judgement.hinges(alone)[0][1:] == ((0,), (1,))
    together = [[3, 3, 2], [1, 1, 3]]
    assert [hinge.evidence for hinge in judgement.hinges(together)] == [(0, 1)]
    assert judgement.hinges([[3, 3, 3, 3], [1, 1, 1, 1]]) == []


@pytest.mark.parametrize("ratings", [[], [1, 2], [[0, 3]], [[6, 3]], [[[]]]])
def test_ratings_outside_the_scale_or_shape_are_refused(ratings: list[object]) -> None:
    with pytest.raises(BadRatings):
        judgement.inconsistency(ratings)  # type: ignore[arg-type]


def test_a_signpost_is_judged_as_the_tornado_forecasts_of_1884_were() -> None:
    """Finley's forecasts: 28 hits, 72 false alarms, 23 misses, 2,680 neither (the table at cawcr.gov.au)."""
    fired = np.repeat([1, 1, 0, 0], [28, 72, 23, 2680])
    happened = np.repeat([1, 0, 1, 0], [28, 72, 23, 2680])
    found = judgement.track(fired, happened)
    assert found.hit_rate == pytest.approx(0.549, abs=5e-4)
    assert found.false_alarm_ratio == pytest.approx(0.72)
    assert found.likelihood_ratio == pytest.approx((28 / 51) / (72 / 2752))
    assert found.false_alarms_a_year == pytest.approx(12 * 72 / 2803)


def test_the_lead_is_the_time_a_signpost_stood_before_the_event() -> None:
    found = judgement.track([0, 1, 1, 1, 0, 0, 1], [0, 0, 0, 1, 0, 1, 0])
    assert found.lead == pytest.approx((2 + 0) / 2)
    quiet = judgement.track([0, 0], [0, 0])
    assert np.isnan([quiet.hit_rate, quiet.false_alarm_ratio, quiet.likelihood_ratio, quiet.lead]).all()
    assert judgement.track([1, 0], [1, 0]).likelihood_ratio == np.inf
    with pytest.raises(BadSignpost, match="the same months"):
        judgement.track([1, 0], [1])
