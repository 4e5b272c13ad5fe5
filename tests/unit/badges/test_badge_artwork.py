"""A badge is well-formed, small, legible and the same everywhere, whatever its name."""

import re
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_badges.domain.artwork import Face, draw, fingerprint, initials
from agir_badges.domain.colour import GRAPHIC, NIGHT, PAPER, contrast, luminance, palette
from agir_badges.domain.level import Level
from agir_badges.domain.wording import alt, caption, chosen

ASKED = (Level.STARTED, Level.DEMONSTRATED, Level.CONFIRMED)
FACES = st.builds(
    Face,
    title=st.text(max_size=300),
    hue=st.integers(-1000, 1000),
    level=st.sampled_from(Level),
    competencies=st.lists(st.uuids(), min_size=1, max_size=20, unique=True).map(tuple),
    issuer=st.text(max_size=80),
)


@given(FACES)
@settings(max_examples=150)
def test_any_name_gives_well_formed_small_svg(face: Face) -> None:
    drawn = draw(face)
    assert len(drawn.encode("utf-8")) <= 4000
    root = ElementTree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    names = {element.tag.partition("}")[2] for element in root.iter()}
    assert names <= {"svg", "title", "path", "circle", "g", "text"}
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


@given(FACES)
@settings(max_examples=50)
def test_same_data_same_bytes_in_any_order(face: Face) -> None:
    turned = Face(face.title, face.hue, face.level, face.competencies[::-1], face.issuer)
    assert draw(face) == draw(turned)
    assert fingerprint(face) == fingerprint(turned)


@pytest.mark.parametrize("hue", range(360))
def test_contrast_holds_on_both_grounds_for_every_hue(hue: int) -> None:
    """Letters 4.5:1 on the plate; figures 3:1; plate 3:1 from white and from the dark ground."""
    inks = palette(hue)
    assert contrast(PAPER, inks.plate) >= 4.5
    assert contrast(PAPER, inks.deep) >= GRAPHIC
    assert contrast(inks.plate, NIGHT) >= GRAPHIC


def test_contrast_is_that_of_the_guidelines() -> None:
    """Black on white is 21; the grey #767676 on white is 4.54 (WCAG 2.2's own example)."""
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert luminance("#ffffff") == pytest.approx(1)


def test_levels_differ_in_black_and_white() -> None:
    """The outline is another shape, whatever the ink."""
    bare = {
        re.sub("#[0-9a-f]{6}", "", draw(Face("x", 200, level, (UUID(int=1),), "Agir")))
        for level in ASKED
    }
    assert len(bare) == 3


def test_different_skills_are_different_flowers() -> None:
    """144 flowers: 60 sets of one skill give more than 40 of them."""
    drawn = {draw(Face("x", 10, Level.STARTED, (UUID(int=n),), "Agir")) for n in range(60)}
    assert len(drawn) > 40


@pytest.mark.parametrize(
    ("issuer", "letters"),
    [
        ("France Université Numérique", "FUN"),
        ("Agir", "AG"),
        ("IMT", "IMT"),
        ("Université de Technologie de Compiègne", "UDT"),
        ("straße", "ST"),
        ("<&>", ""),
        ("", ""),
        ("مدرسة الحكمة", "ما"),
    ],
)
def test_initials(issuer: str, letters: str) -> None:
    assert initials(issuer) == letters


def test_alt_text_in_both_languages() -> None:
    assert alt("Protéger ses données", Level.DEMONSTRATED, "Agir", "fr-ca") == (
        "Badge «\u00a0Protéger ses données\u00a0», niveau démontré, délivré par Agir."
    )
    assert alt("Protect data", Level.CONFIRMED, "Agir", "de") == (
        "Badge “Protect data”, level confirmed, issued by Agir."
    )
    assert "hexagone" in caption(Level.DEMONSTRATED, "fr")
    assert "hexagon:" in caption(Level.DEMONSTRATED, "en")


def test_closest_wording() -> None:
    """Exact, then base, then English, then any, then the fallback."""
    assert chosen({"fr": "a", "fr-ca": "b"}, "fr-ca", "z") == "b"
    assert chosen({"fr": "a", "en": "c"}, "fr-ca", "z") == "a"
    assert chosen({"fr": "a", "en": "c"}, "de", "z") == "c"
    assert chosen({"fr": "a"}, "de", "z") == "a"
    assert chosen({}, "de", "z") == "z"
