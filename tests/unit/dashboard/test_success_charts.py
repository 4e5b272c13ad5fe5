"""Drawings of a report: lengths are the figures, and nothing is told by colour alone."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from agir_dashboard.success.charts import Fill, Part, bar, interval

SHARES = st.floats(0, 1)


def test_an_interval_is_drawn_at_its_figures() -> None:
    """61 % between 55.2 % and 66.7 %: the band begins at 55.2 and is 11.5 wide."""
    drawn = ET.fromstring(interval(0.61, 0.552, 0.667))
    band, point = drawn.find("*[@class='band']"), drawn.find("*[@class='point']")
    assert band is not None
    assert point is not None
    assert (band.get("x"), band.get("width")) == ("55.2%", "11.5%")
    assert point.get("x") == "61%"
    assert drawn.get("aria-hidden") == "true"


def test_parts_follow_each_other_and_say_what_they_are() -> None:
    drawn = ET.fromstring(
        bar([Part(0.25, Fill.SOLID), Part(0, Fill.DOTTED), Part(0.5, Fill.HATCHED)], 'a "b" <c>')
    )
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == 'a "b" <c>'
    told = [(one.get("class"), one.get("x"), one.get("width")) for one in drawn][1:]
    assert told == [("solid", "0%", "25%"), ("hatched", "25%", "50%")]


@given(SHARES, SHARES, SHARES)
def test_no_drawing_leaves_its_frame(value: float, low: float, high: float) -> None:
    drawn = interval(value, min(low, high), max(low, high))
    drawn += bar([Part(value, Fill.SOLID), Part(1 - value, Fill.HATCHED)], "")
    lengths = [float(one) for one in re.findall(r'"([\d.]+)%"', drawn)]
    assert all(0 <= one <= 100 for one in lengths)
    assert "e-" not in drawn
    assert "style" not in drawn
