"""The lists of France compétences, in the forms that its sheets have."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agir_competencies.domain.listing import split


def statements(text: str) -> list[str]:
    return [entry.statement for entry in split(text).entries]


@pytest.mark.parametrize(
    "text",
    [
        "- Lire un plan  - Tracer un axe",
        "* Lire un plan\n* Tracer un axe",
        "• Lire un plan\r\n• Tracer un axe\r\n",
        "-Lire un plan\n-Tracer un axe ;",
        "Lire un plan  Tracer un axe",
        "Lire un plan    Tracer\n un axe",
        "A1C1. Lire un plan        A1C2.Tracer un axe",
        "C.1. Lire un plan      C.2. Tracer un axe",
        "C1 - Lire un plan\nC2 - Tracer un axe",
        "1.1 Lire un plan    1.2 Tracer un axe",
        "- C1 : Lire un plan\n- C2 : Tracer un axe",
        "- Lire un plan\n- Tracer un axe\nEvaluation : mise en situation  - jury",
        "- Lire un plan  - Tracer un axe  Modalités d’évaluation : un dossier",
    ],
)
def test_each_form_gives_the_same_two_competencies(text: str) -> None:
    """How they are assessed is not one of them."""
    assert statements(text) == ["Lire un plan", "Tracer un axe"]


def test_codes_are_kept_and_numbers_nest() -> None:
    """1.1.1 and 1.1.2 detail 1.1; 1.2 stands beside it."""
    listing = split("1.1 Recueillir    1.1.1 Auditer    1.1.2. Formaliser    1.2 Rédiger")
    assert [(e.code, e.parent) for e in listing.entries] == [
        ("1.1", None), ("1.1.1", 0), ("1.1.2", 0), ("1.2", None)
    ]  # fmt: skip


def test_what_comes_before_a_list_is_its_introduction() -> None:
    """Seen in RNCP34762BC05."""
    listing = split("En mobilisant une analyse du contexte :    A5.C1. Réaliser    A5.C2. Valider")
    assert listing.intro == "En mobilisant une analyse du contexte"
    assert [entry.code for entry in listing.entries] == ["A5.C1", "A5.C2"]


def test_spaces_inside_a_bullet_are_a_broken_line() -> None:
    """Seen in RNCP35809BC02: « Valider une solution   technique »."""
    assert statements("- Valider une solution   technique  - Établir le budget") == [
        "Valider une solution technique", "Établir le budget"
    ]  # fmt: skip


def test_a_dash_inside_a_sentence_is_no_bullet() -> None:
    """One space before it, not two."""
    assert statements("A1. Valider – le cas échéant - le plan    A2. Agir") == [
        "Valider – le cas échéant - le plan", "Agir"
    ]  # fmt: skip


@given(st.text(max_size=300))
@example(":")  # a separator alone is no competency
def test_any_text_gives_clean_entries_and_parents_before_children(text: str) -> None:
    """Nothing raises; no entry is empty or holds a line break."""
    for at, entry in enumerate(split(text).entries):
        assert entry.statement.strip()
        assert "\n" not in entry.statement
        assert entry.parent is None or entry.parent < at
