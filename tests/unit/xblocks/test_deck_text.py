"""A deck written as text or as JSON is the same deck when it is read again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_xblocks.form import fields
from agir_xblocks.microlesson import deck, media, writing
from agir_xblocks.microlesson.prose import Passage, Run, passages

LINES = st.sampled_from(
    ["Words", "", "- a", "+ b", "> c", "== text", "# d", "src: x", "alt:", "\\e", "** f **", "=="]
)
TEXTS = st.lists(LINES, min_size=1, max_size=6).map("\n".join).filter(str.strip)
SHORT = st.text("ab #+->\\:=", min_size=1, max_size=8).filter(str.strip)
CHOICES = st.lists(
    st.fixed_dictionaries({"text": SHORT, "feedback": st.just("") | SHORT}), min_size=2, max_size=4
).map(lambda rows: [{**row, "right": place == 1} for place, row in enumerate(rows)])
TITLES = st.just("") | SHORT
CARDS = st.one_of(
    st.fixed_dictionaries({"kind": st.just("text"), "title": TITLES, "text": TEXTS}),
    st.fixed_dictionaries({"kind": st.just("image"), "title": TITLES, "text": st.just("") | TEXTS,
                           "src": st.just("/static/a.svg"), "alt": SHORT}),
    st.fixed_dictionaries({"kind": st.just("video"), "title": TITLES, "text": TEXTS,
                           "src": st.just("https://example.org/a.mp4"),
                           "captions": st.sampled_from(["", "/static/a.vtt"])}),
    st.fixed_dictionaries({"kind": st.just("question"), "title": TITLES, "text": TEXTS,
                           "choices": CHOICES, "multiple": st.booleans()}),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(CARDS, min_size=1, max_size=5))
def test_written_and_read_again_it_is_the_same(rows) -> None:
    cards = [one.stored() for one in deck.form(rows)]
    for text in (writing.written(deck.form(rows)), writing.as_json(deck.form(rows))):
        again = [one.stored() for one in deck.form(writing.parsed(text))]
        assert [{**one, "name": ""} for one in again] == [{**one, "name": ""} for one in cards]


@settings(max_examples=60, deadline=None)
@given(st.text("=# text\nquestion+->abc\\", max_size=60) | st.text(max_size=40))
def test_any_text_is_a_deck_or_refused_by_a_line(text: str) -> None:
    try:
        found = deck.form(writing.parsed(text))
    except fields.FormRefused as error:
        told = (str(error.facts["field"]).partition(".")[0], error.facts.get("line", 1))
    else:
        told = ("cards", len(found) + 1)
    assert told[0] in {"cards", "file"}
    assert told[1] >= 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["name", "kind", "title", "text", "src", "alt", "choices", "right",
                         "multiple", "captions"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_stored_value_is_read(stored: object) -> None:
    found = deck.read(stored)
    assert len({one.name for one in found}) == len(found)
    assert deck.read([one.stored() for one in found]) == found
    json.dumps([one.stored() for one in found])


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ({"kind": "html"}, "kind_unknown", "cards.0.kind"),
        ({"kind": ["text"]}, "kind_unknown", "cards.0.kind"),
        ({"kind": "text", "text": " "}, "card_empty", "cards.0.text"),
        ({"kind": "text", "text": "a" * 10_000}, "text_malformed", "cards.0.text"),
        ({"kind": "text", "title": 3, "text": "a"}, "text_malformed", "cards.0.title"),
        ({"kind": "image", "src": "/static/a.png"}, "alt_missing", "cards.0.alt"),
        ({"kind": "image", "src": "https://x.org/a.png", "alt": "a"}, "address_refused",
         "cards.0.src"),
        ({"kind": "video", "src": "http://x.org/a.mp4", "text": "a"}, "address_refused",
         "cards.0.src"),
        ({"kind": "video", "src": "/static/a.mp4"}, "alt_missing", "cards.0.text"),
        ({"kind": "question", "text": "A", "choices": [{"text": "B", "right": True}]},
         "choices_few", "cards.0.text"),
    ],
)  # fmt: skip
def test_a_card_is_refused_at_its_field(row, code: str, field: str) -> None:
    with pytest.raises(fields.FormRefused) as refused:
        deck.form([row])
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


@pytest.mark.parametrize(
    ("address", "asset", "video"),
    [
        ("/static/a b.png", False, False),
        ("/static/a.png", True, True),
        ("/static/../a.png", False, False),
        ("/asset-v1:Org+C+R+type@asset+block@a.png", True, True),
        ("https://example.org/a.mp4", False, True),
        ("https://user@example.org/a.mp4", False, False),
        ("https://[::1", False, False),
        ("https://example.org:99999/a.mp4", False, False),
        ("javascript:alert(1)", False, False),
        ("//example.org/a.mp4", False, False),
        ('https://e.org/a"onerror="x', False, False),
    ],
)
def test_only_the_course_s_files_and_https_videos(address: str, asset: bool, video: bool) -> None:
    assert (media.is_asset(address), media.is_video(address)) == (asset, video)


def test_plain_text_is_laid_out() -> None:
    assert passages("A **b** c\nd\n\n- e\n- f\ng") == [
        Passage(False, ((Run("A "), Run("b", True), Run(" c")), (Run("d"),))),
        Passage(True, ((Run("e"),), (Run("f"),))),
        Passage(False, ((Run("g"),),)),
    ]
    assert passages("") == []
