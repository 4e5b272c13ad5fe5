"""The gate itself: seeded faults are seen, so that silence means something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from browser.axe import violations
from browser.layout import measure, stops

FAULTY = """
<!doctype html><html><head><title>x</title><style>
  .moves { animation: go 1s infinite; } @keyframes go { to { opacity: .5; } }
  .plain:focus { outline: none; }
</style></head><body><main>
  <h1>Faults</h1><img src="data:,"><p style="color:#aaa;background:#fff">pale</p><input>
  <div style="width:900px" class="moves">wide</div>
  <button class="plain">No ring</button><a href="#x" tabindex="-1">Never reached</a>
</main></body></html>
"""


@pytest.fixture
def faulty(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.set_content(FAULTY)
    yield page
    page.close()


def test_axe_sees_seeded_faults(faulty: Any, axe_source: str) -> None:
    rules = {fault.split(":")[0] for fault in violations(faulty, axe_source)}
    assert rules >= {"image-alt", "color-contrast", "label", "html-has-lang"}


def test_measures_see_seeded_faults(faulty: Any) -> None:
    assert measure(faulty, "overflow")
    assert any("wide" in html for html in measure(faulty, "moving"))
    _, met = stops(faulty)
    assert [one["html"] for one in met if not one["ring"]] == [
        '<button class="plain" data-stop="1">No ring</button>'
    ]
