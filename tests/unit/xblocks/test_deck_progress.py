"""News of a phone: twice, late, in any order, they leave the deck where they should."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agir_xblocks.microlesson import deck, progress
from agir_xblocks.microlesson.progress import Progress

CARDS = deck.read(
    [
        {"name": "a", "kind": "text", "text": "A"},
        {"name": "b", "kind": "question", "text": "B", "multiple": True,
         "choices": [{"text": "1", "right": True}, {"text": "2", "right": True}, {"text": "3"}]},
        {"name": "c", "kind": "question", "text": "C",
         "choices": [{"text": "1", "right": True}, {"text": "2"}]},
        {"name": "d", "kind": "text", "text": "D"},
    ]
)  # fmt: skip
QUESTIONS = {card.name: card for card in CARDS if card.question}
SEEN = st.dictionaries(st.integers(-1, 5), st.sampled_from("abcdz"), max_size=5).map(
    lambda found: [(card, moment) for moment, card in found.items()]
)
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from("bc"), st.integers(0, 5)), st.sampled_from([0, 1]), max_size=6
).map(lambda found: [(name, frozenset({at}), moment) for (name, moment), at in found.items()])


def told(seen, answers, *, first_holds: bool = False) -> Progress:
    now = Progress()
    for card, moment in seen:
        now = progress.moved(now, CARDS, card, moment)
    for name, picked, moment in answers:
        now = progress.answered(now, QUESTIONS[name], picked, moment, first_holds=first_holds)
    return now


@settings(max_examples=60, deadline=None)
@given(SEEN, ANSWERS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(seen, answers, chance) -> None:
    again = (seen + seen[:2], answers * 2)
    for news in again:
        chance.shuffle(news)
    shuffled = told(*again)
    assert shuffled == told(seen, answers)
    assert progress.read(shuffled.stored()) == shuffled


@settings(max_examples=60, deadline=None)
@given(ANSWERS.filter(bool))
def test_in_a_graded_deck_the_first_to_arrive_holds(answers) -> None:
    first = {name: picked for name, picked, _ in reversed(answers)}
    kept = told([], answers, first_holds=True).answers
    assert {name: one.picked for name, one in kept.items()} == first


def test_it_is_done_with_the_last_card_and_every_question() -> None:
    all_answered = [("b", frozenset({0}), 1), ("c", frozenset({1}), 1)]
    assert not progress.is_done(told([("a", 1)], all_answered), CARDS)
    assert not progress.is_done(told([("d", 1)], all_answered[:1]), CARDS)
    assert progress.is_done(told([("d", 1), ("a", 2)], all_answered), CARDS)
    assert not progress.is_done(Progress(reached=True), ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["card", "moment", "reached", "answers", "b", "picked"]), inner),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_stored_progress_is_read(stored: object) -> None:
    found = progress.read(stored)
    progress.valid(found, CARDS)
    progress.is_done(found, CARDS)
    assert progress.read(found.stored()) == found


def test_an_answer_to_what_an_author_changed_since_is_no_answer() -> None:
    now = told([], [("c", frozenset({1}), 1)])
    shorter = deck.read([{"name": "c", "kind": "question", "text": "C", "multiple": False,
                          "choices": [{"text": "1", "right": True}, {"text": "2"}]}])  # fmt: skip
    assert progress.valid(now, shorter) == {"c": frozenset({1})}
    assert progress.valid(told([], [("b", frozenset({0, 1}), 1)]), shorter) == {}
