"""The address that adds a badge to a profile: any name stays inside its own parameter."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_badges.domain.linkedin import add_url

WHEN = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)


def test_the_form_by_hand() -> None:
    """Parameters of LinkedIn's "Add to profile" form, in the order of its documentation."""
    address = add_url(
        "Été & co", "Agir", WHEN, "https://a.test/c/1?x=1#y", "1", datetime(2028, 1, 2, tzinfo=UTC)
    )
    assert address == (
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=%C3%89t%C3%A9%20%26%20co"
        "&organizationName=Agir&issueYear=2026&issueMonth=3&expirationYear=2028&expirationMonth=1"
        "&certUrl=https%3A%2F%2Fa.test%2Fc%2F1%3Fx%3D1%23y&certId=1"
    )


def test_without_an_end_no_end_is_said() -> None:
    assert "expiration" not in add_url("a", "b", WHEN, "https://a.test", "1")


@pytest.mark.parametrize(
    "name", ["a&certUrl=https://evil.test", "a#b", "a\r\nb", "\ud800", "<script>", "%26", "+"]
)
def test_hostile_names_stay_in_their_parameter(name: str) -> None:
    given_back = dict(parse_qsl(urlsplit(add_url(name, name, WHEN, "https://a.test", "1")).query))
    assert given_back["name"] == given_back["organizationName"] == name.replace("\ud800", "?")
    assert given_back["certUrl"] == "https://a.test"


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_any_text_comes_back(name: str, issuer: str, number: str) -> None:
    address = add_url(name, issuer, WHEN, "https://a.test/", number)
    assert address.isascii()
    assert urlsplit(address).netloc == "www.linkedin.com"
    held = dict(parse_qsl(urlsplit(address).query, strict_parsing=True, errors="strict"))
    assert (held["name"], held["organizationName"], held["certId"]) == (name, issuer, number)
