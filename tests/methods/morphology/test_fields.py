# SPDX-License-Identifier: EUPL-1.2
"""Morphological fields against published counts and against plain enumeration."""

import gc
from collections.abc import Sequence
from itertools import combinations, product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vijfveld.methods.morphology import BadField, Configuration, EmptyField, Exclusion, Field, Reason

PETERSEN = [(at, (at + 1) % 5) for at in range(5)] + [(at, at + 5) for at in range(5)]
PETERSEN += [(5 + at, 5 + (at + 2) % 5) for at in range(5)]


def queens(number: int) -> Field:
    """Each column of a board is a parameter, each row a value; attacking squares exclude each other."""
    columns = {f"column {at}": [f"row {row}" for row in range(number)] for at in range(number)}
    names = list(columns)
    attacks = [
        ((names[a], f"row {x}"), (names[b], f"row {y}"))
        for a, b in combinations(range(number), 2)
        for x, y in product(range(number), repeat=2)
        if x == y or abs(x - y) == b - a
    ]
    return Field(columns, attacks)


@pytest.mark.parametrize(("number", "solutions"), [(1, 1), (2, 0), (3, 0), (4, 2), (5, 10), (6, 4), (7, 40), (8, 92)])
def test_the_queens_have_as_many_solutions_as_published(number: int, solutions: int) -> None:
    """Sequence A000170 of the On-Line Encyclopedia of Integer Sequences."""
    field = queens(number)
    assert field.count() == solutions == len(field.configurations())


@pytest.mark.parametrize(("colours", "ways"), [(2, 0), (3, 120), (4, 12960)])
def test_the_petersen_graph_is_coloured_in_as_many_ways_as_its_polynomial_says(colours: int, ways: int) -> None:
    """The chromatic polynomial of the Petersen graph, as tabulated: t (t - 1) (t - 2) (t^7 - 12 t^6 + ... - 352)."""
    t = colours
    rest = t**7 - 12 * t**6 + 67 * t**5 - 230 * t**4 + 529 * t**3 - 814 * t**2 + 775 * t - 352
    assert t * (t - 1) * (t - 2) * rest == ways
    palette = [f"colour {at}" for at in range(colours)]
    clashes = [((f"v{a}", colour), (f"v{b}", colour)) for a, b in PETERSEN for colour in palette]
    assert Field({f"v{at}": palette for at in range(10)}, clashes).count() == ways


def test_the_size_is_the_product_and_the_judgements_are_the_pairs() -> None:
    """Six parameters as in a field of shelters: 4 · 4 · 3 · 4 · 3 · 4 configurations. Every pair of values of two
    parameters is judged once: half of the square of all values less the squares within each parameter."""
    sizes = (4, 4, 3, 4, 3, 4)
    field = Field({f"p{at}": [str(one) for one in range(size)] for at, size in enumerate(sizes)})
    assert field.size == field.count() == 4 * 4 * 3 * 4 * 3 * 4 == 2304
    assert field.judgements == (22**2 - (4 * 16 + 2 * 9)) / 2 == 201
    assert field.compression == 1


def test_a_field_too_large_to_list_is_still_counted() -> None:
    field = Field({f"p{at}": list("abcdef") for at in range(12)}, [(("p0", "a"), ("p11", "f"))])
    assert field.count() == 6**12 - 6**10
    with pytest.raises(BadField, match="too many to list"):
        field.configurations()
    with pytest.raises(BadField, match="too many to choose from"):
        field.diverse(3)


@st.composite
def fields(draw: st.DrawFn) -> Field:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    parameters = {f"p{at}": [f"v{one}" for one in range(size)] for at, size in enumerate(sizes)}
    pairs = [((a, x), (b, y)) for a, b in combinations(parameters, 2) for x in parameters[a] for y in parameters[b]]
    reasons = st.sampled_from(list(Reason))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return Field(parameters, [(*pair, draw(reasons)) for pair in chosen])


def survivors(field: Field) -> set[tuple[str, ...]]:
    """By going through the whole field."""
    names = list(field.parameters)
    return {
        values
        for values in product(*field.parameters.values())
        if not any({*one[:2]} <= set(zip(names, values, strict=True)) for one in field.excluded)
    }


@settings(deadline=None)
@given(fields())
def test_counts_lists_support_and_influence_agree_with_plain_enumeration(field: Field) -> None:
    expected = survivors(field)
    listed = field.configurations()
    assert set(listed) == expected
    assert len(listed) == field.count() == len(expected)
    assert field.size == prod(map(len, field.parameters.values()))
    for (name, value), number in field.support().items():
        assert number == sum(one[name] == value for one in listed)
    assert field.dead() == [value for value, number in field.support().items() if not number]
    for one, gained in field.influence().items():
        assert gained == len(survivors(field.without(one))) - len(expected)


@settings(deadline=None)
@given(fields())
def test_switching_a_reason_off_shows_what_it_hid(field: Field) -> None:
    shown = field.only("logical", "empirical")
    assert {one.reason for one in shown.excluded} <= {Reason.LOGICAL, Reason.EMPIRICAL}
    assert field.hidden() == shown.count() - field.count() >= 0


@settings(deadline=None)
@given(fields())
def test_an_empty_field_names_a_smallest_clash(field: Field) -> None:
    clash = field.clash()
    if field.count():
        assert clash == []
        assert field.why_empty() == ""
        return
    assert not Field(field._lists, clash).count()
    for one in clash:
        assert Field(field._lists, [other for other in clash if other != one]).count()
    with pytest.raises(EmptyField, match="every value died"):
        field.diverse(1)


def test_the_sentence_says_which_parameter_died_and_by_what() -> None:
    field = Field(
        {"threat": ["low", "high"], "attention": ["low", "high"], "means": ["few", "many"]},
        [
            (("threat", "low"), ("attention", "low")),
            (("threat", "low"), ("attention", "high")),
            (("threat", "high"), ("means", "few")),
            (("threat", "high"), ("means", "many")),
            (("attention", "low"), ("means", "many")),
        ],
    )
    sentence = field.why_empty()
    assert sentence.startswith("No configuration survives: of «threat» every value died («low», «high»), by ")
    assert "«threat: low» with «attention: low»" in sentence
    assert "«attention: low» with" not in sentence


@settings(deadline=None, max_examples=60)
@given(fields(), st.integers(1, 5))
def test_the_diverse_few_survive_differ_and_show_every_value_they_can(field: Field, number: int) -> None:
    everything = field.configurations()
    if not everything:
        return
    few = field.diverse(number)
    assert set(few) <= set(everything)
    assert len(few) == len(set(few)) == min(number, len(everything))
    alive = {(name, value) for (name, value), count in field.support().items() if count}
    shown = {pair for one in few for pair in one.items()}
    if number >= len(alive):
        assert shown == alive
    assert field.diverse(number) == few


def test_the_diverse_few_lie_at_least_half_as_far_apart_as_can_be() -> None:
    """Gonzalez (1985): farthest-first is within a factor 2 of the best."""
    solutions = queens(7).configurations()
    best = max(_nearest(three) for three in combinations(solutions, 3))
    assert _nearest(queens(7).diverse(3)) >= best / 2


def _nearest(few: Sequence[Configuration]) -> int:
    """In how many parameters the two nearest differ."""
    return min(sum(x != y for x, y in zip(a, b, strict=True)) for a, b in combinations(few, 2))


def test_the_diverse_few_show_every_value_when_farthest_first_would_not() -> None:
    """Two parameters of four values, where the fourth occurs only next to what is common elsewhere."""
    values = {"a": list("wxyz"), "b": list("wxyz"), "c": list("12")}
    field = Field(values, [(("a", "z"), ("b", value)) for value in "xyz"] + [(("b", "z"), ("a", v)) for v in "xyz"])
    shown = {pair for one in field.diverse(4) for pair in one.items()}
    assert shown == {(name, value) for name in values for value in values[name]}


def test_a_value_that_farthest_first_missed_takes_the_place_of_a_row_nobody_misses() -> None:
    """Found by search: five rows chosen by distance alone show ten of these eleven values."""
    pairs = ["a1b1", "a0b0", "a1b4", "b2c2", "b1c3", "a0c0", "b3c1", "a0c2", "a1c3", "a0b3", "b3c3", "b4c3"]
    values = {name: [f"{name}{at}" for at in range(size)] for name, size in {"a": 2, "b": 5, "c": 4}.items()}
    field = Field(values, [((one[0], one[:2]), (one[2], one[2:])) for one in pairs])
    shown = {value for one in field.diverse(5) for value in one}
    assert shown == {value for ones in values.values() for value in ones}


def test_a_configuration_reads_by_place_and_by_name() -> None:
    one = Field({"threat": ["low"], "means": ["few"]}).configurations()[0]
    assert one == ("low", "few")
    assert (one[0], one["means"], one[:1]) == ("low", "few", ("low",))
    assert dict(one) == {"threat": "low", "means": "few"}
    assert one.values() == ("low", "few")


@pytest.mark.parametrize("collecting", [True, False])
def test_listing_leaves_the_collector_of_cycles_as_it_was(collecting: bool) -> None:
    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        queens(5).configurations()
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_a_pair_excluded_for_two_reasons_gains_nothing_by_lifting_one() -> None:
    pair = (("a", "1"), ("b", "1"))
    field = Field({"a": ["1", "2"], "b": ["1", "2"]}, [pair, (*reversed(pair), "normative"), pair])
    assert [one.reason for one in field.excluded] == ["logical", "normative"]
    assert set(field.influence().values()) == {0}
    assert field.hidden() == 0


@pytest.mark.parametrize(
    ("parameters", "excluded", "problems"),
    [
        ({}, [], ["A field needs at least one parameter."]),
        (
            {"a": [], "b": ["1", "1"], "c": [str(at) for at in range(257)]},
            [],
            [
                "The parameter «a» has no values.",
                "The parameter «b» has a value twice.",
                "The parameter «c» has more than 256 values.",
            ],
        ),
        (
            {"a": ["1", "2"], "b": ["1"]},
            [
                (("c", "1"), ("b", "1")),
                (("a", "9"), ("b", "1")),
                (("a", "1"), ("a", "2")),
                (("a", "1"), ("b", "1"), "odd"),
                ("a", "b"),
            ],
            [
                "The exclusion (('c', '1'), ('b', '1')) names an unknown parameter «c».",
                "The parameter «a» has no value «9».",
                "The exclusion (('a', '1'), ('a', '2')) takes two values of one parameter, which never occur together.",
                "The reason «odd» is not one of logical, empirical, normative.",
                "An exclusion is two pairs of parameter and value, and perhaps a reason, not ('a', 'b').",
            ],
        ),
        (None, [], ["The parameters must be a mapping from name to values, not None."]),
        ({"a": ["1"]}, None, ["The exclusions must be a list, not None."]),
        (
            None,
            "a",
            [
                "The parameters must be a mapping from name to values, not None.",
                "The exclusions must be a list, not 'a'.",
            ],
        ),
        (
            {"a": "xyz", "b": 3, "c": ["1", ["2"]], "d": ["1"]},
            [3, (("a", 1), ("b", "1")), (("d", "1"), ("a", "x")), (("d", "1"), ("a", "x"), ["odd"])],
            [
                "The parameter «a» needs a list of values, not 'xyz'.",
                "The parameter «b» needs a list of values, not 3.",
                "The parameter «c» has a value that is not text: ['2'].",
                "An exclusion is two pairs of parameter and value, and perhaps a reason, not 3.",
                "An exclusion is two pairs of parameter and value, and perhaps a reason, not (('a', 1), ('b', '1')).",
                "The reason «['odd']» is not one of logical, empirical, normative.",
            ],
        ),
    ],
)
def test_a_field_that_does_not_fit_is_refused_with_every_problem(parameters, excluded, problems) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadField) as refusal:
        Field(parameters, excluded)
    assert list(refusal.value.problems) == problems


def test_a_parameter_of_as_many_values_as_fit_is_listed_rightly() -> None:
    values = [str(at) for at in range(256)]
    field = Field({"a": values, "b": ["x", "y"]}, [(("a", "255"), ("b", "x"))])
    assert len(set(field.configurations())) == 511
    assert ("255", "y") in field.configurations()


def test_no_configuration_cannot_be_chosen() -> None:
    for number in (0, "a", 1.5, None):
        with pytest.raises(BadField, match=f"^k must be a whole number from 1, not {number!r}.$"):
            Field({"a": ["1"]}).diverse(number)  # type: ignore[arg-type]


def test_an_exclusion_says_itself_in_words() -> None:
    assert str(Exclusion(("a", "1"), ("b", "2"))) == "«a: 1» with «b: 2»"
