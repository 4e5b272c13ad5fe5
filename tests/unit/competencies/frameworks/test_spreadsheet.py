"""A cell of ours is never a formula, and comes back as the text it was."""

from hypothesis import example, given
from hypothesis import strategies as st

from agir_competencies.frameworks.spreadsheet import bare, guarded

SIGNS = "=+-@\t\r\n＝＋－＠"
BLANKS = " \u00a0"
TEXTS = st.one_of(st.text(), st.text(f"'{BLANKS}{SIGNS}a", max_size=5))


@given(TEXTS)
@example("=1+1")
@example("'=1+1")
@example("'tis")
@example(" =1+1")
@example("' =1+1")
def test_any_text_comes_back(text: str) -> None:
    """Also one that begins with apostrophes."""
    assert bare(guarded(text)) == text


@given(TEXTS)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    """And a text that never would is left as it is."""
    cell = guarded(text)
    assert cell.lstrip(BLANKS)[:1] not in tuple(SIGNS)
    if not text.lstrip("'").lstrip(BLANKS).startswith(tuple(SIGNS)):
        assert cell == text
