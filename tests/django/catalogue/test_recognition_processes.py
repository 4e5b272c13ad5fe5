"""A badge that one host signs counts at another that trusts it, until the first takes it back."""

from __future__ import annotations

import pytest
from test_federation_processes import Line, Operator, both, prepared

__all__ = ["both", "prepared"]  # fixtures
pytestmark = pytest.mark.processes
AWA, BEN = "awa@example.org", "ben@example.org"


def test_a_badge_of_one_host_counts_at_another(
    both: tuple[Operator, Operator, Line],
) -> None:
    a, b, _line = both
    made = a.do("award", AWA)
    assert b.do("bring", AWA, made["document"]) == "badge_issuer_untrusted"
    b.do("trust", a.url)
    assert b.do("bring", BEN, made["document"]) == "recognition_of_another"
    assert b.do("bring", AWA, made["document"]) == 1
    assert b.do("bring", AWA, made["document"]) == "recognition_already"
    assert b.do("look_again", 1) == ["standing"]
    a.do("take_back", made["credential"])
    a.down()  # what a process holds of its lists for a while is not what is tested here
    a.up()
    assert b.do("look_again", 2) == ["withdrawn"]
    assert b.do("bring", AWA, made["document"]) == "revoked"
