"""A badge as PNG: the drawing an independent renderer makes, at every level, small, the same."""

import io
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from agir_badges.domain.artwork import Face, draw
from agir_badges.domain.level import Level
from agir_badges.openbadges import baking
from agir_badges.openbadges.outline import DrawingUnknown, circle, path
from agir_badges.openbadges.raster import png

FACES = st.builds(
    Face,
    title=st.text(max_size=20),
    hue=st.integers(0, 359),
    level=st.sampled_from(Level),
    competencies=st.lists(st.uuids(), min_size=1, max_size=3, unique=True).map(tuple),
    issuer=st.text(max_size=20),
)


def face(level: Level = Level.CONFIRMED, number: int = 1, issuer: str = "Agir") -> Face:
    return Face("x", 200, level, (UUID(int=number),), issuer)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@given(FACES)
@settings(max_examples=25, deadline=None)
def test_it_is_the_picture_of_an_independent_renderer(face: Face) -> None:
    """Against resvg, without fonts, above the letters: under 1 % of pixels differ visibly."""
    resvg = pytest.importorskip("resvg_py", reason="pip install resvg-py to compare renderers")
    drawn = draw(face)
    other = resvg.svg_to_bytes(svg_string=drawn, width=256, height=256, skip_system_fonts=True)
    ours, theirs = opened(png(drawn, 256)), opened(bytes(other)).convert("RGBA")
    ground = Image.new("RGBA", (256, 256), "#101820")
    pair = [Image.alpha_composite(ground, one).convert("L") for one in (ours, theirs)]
    above = (0, 0, 256, 175)  # letters start at 67 of 96 units
    apart = ImageChops.difference(*pair).crop(above).histogram()
    assert sum(apart[64:]) < 0.01 * 256 * 175


@pytest.mark.parametrize("level", Level)
def test_512_pixels_are_at_most_60_kb_and_carry_a_credential(level: Level) -> None:
    drawn = draw(face(level, issuer="France Université Numérique"))
    data = png(drawn)
    assert len(data) <= 60_000
    assert opened(data).size == (512, 512)
    assert baking.read_png(baking.bake_png(data, "a.b.c")) == "a.b.c"
    assert png(drawn) == data


def test_nothing_is_around_the_badge() -> None:
    """Corners of the circle's square are empty, its ring is white, its middle is not."""
    image = opened(png(draw(face(Level.STARTED)), 96))
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((3, 48)) == (255, 255, 255, 255)
    assert image.getpixel((48, 84)) not in {(255, 255, 255, 255), (255, 255, 255, 0)}


@pytest.mark.parametrize(("asked", "given"), [(1, 32), (128, 128), (1024, 1024), (10**6, 1024)])
def test_size_is_bounded(asked: int, given: int) -> None:
    assert opened(png(draw(face()), asked)).size == (given, given)


@pytest.mark.parametrize(("issuer", "same"), [("École", "Ecole"), ("مدرسة", ""), ("Œuvre", "")])
def test_accents_are_left_out_and_other_scripts_wholly(issuer: str, same: str) -> None:
    assert png(draw(face(issuer=issuer)), 96) == png(draw(face(issuer=same)), 96)
    assert png(draw(face(issuer="Ecole")), 96) != png(draw(face(issuer="")), 96)


def test_a_baked_drawing_is_drawn_as_before() -> None:
    drawn = draw(face())
    assert png(baking.bake_svg(drawn, "a.b.c"), 96) == png(drawn, 96)


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg/>",
        HEAD,
        HEAD.replace("96 96", "96 48") + "</svg>",
        HEAD + '<image href="http://127.0.0.1/x.png"/></svg>',
        HEAD + '<path d="M0 0S1 1 2 2"/></svg>',
        HEAD + '<path d="M0 0L1"/></svg>',
        HEAD + '<path d="M0 0A1 2 0 0 0 3 3"/></svg>',
        HEAD + '<g transform="skewX(3)"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + "&a;</svg>",
    ],
)
def test_another_drawing_is_refused(svg: str) -> None:
    with pytest.raises(DrawingUnknown):
        png(svg)


def test_outlines_by_hand() -> None:
    """A half circle of radius 1 from (0,0) to (2,0): swept down in screen terms, then up."""
    assert path("M1 2h3v-1l-1 1H0Z") == [1 + 2j, 4 + 2j, 4 + 1j, 3 + 2j, 0 + 2j]
    over = path("M0 0A1 1 0 0 1 2 0")
    assert over[len(over) // 2] == pytest.approx(1 - 1j)
    under = path("M0 0A1 1 0 0 0 2 0")
    assert under[len(under) // 2] == pytest.approx(1 + 1j)
    large = path("M0-1A1 1 0 1 1-1 0")  # three quarters, by the right
    assert large[len(large) // 3] == pytest.approx(1 + 0j, abs=0.05)
    assert path("M0 0Q1 2 2 0")[12] == pytest.approx(1 + 1j)
    assert path("M0 0C0 4 4 4 4 0")[12] == pytest.approx(2 + 3j)
    assert all(abs(abs(one - 5) - 2) < 1e-9 for one in circle(5 + 0j, 2))
