"""Labels are unique whatever a database ignores, short, clean and the same every time."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.label import LONGEST, Named, labels
from agir_competencies.domain.text import fold

# Words that collide by case, accents, spaces and ligatures, and text of all kinds.
WORDS = st.one_of(
    st.sampled_from(["Été", "ete", "ÉTÉ", "  Ete ", "e\u0301te\u0301", "a;b", "a > b", "a > > b",
                     "x" * 600, "x" * 601, "Straße", "STRASSE", "\t", "\x00", ";", "😀", "😁",
                     "ete (2)", "œuvre", "oeuvre"]),
    st.text(max_size=700),
)  # fmt: skip
NAMED = st.builds(
    Named,
    identifier=st.uuids(),
    short=st.one_of(st.just(""), WORDS),
    statement=WORDS,
    code=st.one_of(st.just(""), st.sampled_from(["A1", "a1", "A2", "C;1"]), st.text(max_size=60)),
    retired=st.booleans(),
)
ITEMS = st.lists(NAMED, max_size=30, unique_by=lambda item: item.identifier)


@given(ITEMS, st.sampled_from(["", "fr", "en-GB"]))
def test_every_label_is_unique_short_and_clean(items: list[Named], language: str) -> None:
    """No two labels are the same to a collation; none holds what the platform reserves."""
    found = labels(items, language)
    assert len({fold(label) for label in found.values()}) == len(items)
    for label in found.values():
        assert 0 < len(label) <= LONGEST
        assert label == label.strip()
        assert not any(reserved in label for reserved in ("\t", " > ", ";", "\n", "\x00"))


@given(ITEMS)
def test_labels_are_the_same_every_time(items: list[Named]) -> None:
    """The same items give the same labels: nothing else goes in."""
    assert labels(items, "fr") == labels(list(items), "fr")


@given(st.lists(WORDS, max_size=12, unique_by=fold), st.randoms())
def test_texts_that_differ_keep_their_label_in_any_order(texts: list[str], random) -> None:
    """Where no two short texts collide, order does not matter."""
    items = [Named(UUID(int=at + 1), "", text, "") for at, text in enumerate(texts)]
    if len({fold(label) for label in _bases(items)}) < len(items):
        return  # two long texts that are cut alike
    shuffled = list(items)
    random.shuffle(shuffled)
    assert labels(items) == labels(shuffled)


def _bases(items: list[Named]) -> list[str]:
    return [labels([item])[item.identifier] for item in items]


def test_codes_tell_apart_where_they_can() -> None:
    """Lire (A1), Lire (A2) by code; two without a code: Écrire, Écrire (2)."""
    texts = [("Lire", "A1"), ("lire", "A2"), ("Écrire", ""), ("ecrire", ""), ("Compter", "C")]
    items = [Named(UUID(int=at), "", text, code) for at, (text, code) in enumerate(texts)]
    found = labels(items)
    assert list(found.values()) == ["Lire (A1)", "lire (A2)", "Écrire", "ecrire (2)", "Compter"]


def test_a_text_that_looks_like_an_ordinal_is_left_alone() -> None:
    """« Lire (2) » exists: the second Lire becomes (3)."""
    items = [
        Named(UUID(int=at), "", text, "") for at, text in enumerate(["Lire", "Lire", "Lire (2)"])
    ]
    assert list(labels(items).values()) == ["Lire", "Lire (3)", "Lire (2)"]


def test_a_long_statement_is_cut_at_a_word() -> None:
    """At most 110 characters, whole words, an ellipsis."""
    statement = "Concevoir des services numériques sobres et accessibles " * 12
    label = labels([Named(UUID(int=1), "", statement, "")])[UUID(int=1)]
    assert len(label) <= LONGEST
    assert label.endswith(("accessibles…", "numériques…", "services…", "des…", "et…", "sobres…"))


def test_a_retired_item_says_so_in_its_language() -> None:
    """An author must see not to choose it."""
    item = Named(UUID(int=1), "", "Lire", "", retired=True)
    assert labels([item], "fr-FR")[item.identifier] == "Lire (retirée)"
    assert labels([item], "de")[item.identifier] == "Lire (retired)"
