"""Which address adds a badge to somebody's LinkedIn profile?

The form of LinkedIn's "Add to profile", filled in by the address alone: nothing is sent before
the learner, there, presses "Save". No script and no picture of LinkedIn's is needed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

FORM: Final = "https://www.linkedin.com/profile/add"


def add_url(
    name: str, issuer: str, awarded_at: datetime, url: str, id: str, expires: datetime | None = None
) -> str:
    """Return the address of the filled form; whatever a name holds stays in its parameter.

    ``url`` is where anybody may check the badge, ``id`` what it is called there. Years and months
    are those of the dates' own zone.
    """
    asked: dict[str, str] = {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": issuer,
        "issueYear": str(awarded_at.year),
        "issueMonth": str(awarded_at.month),
    }
    if expires is not None:
        asked["expirationYear"] = str(expires.year)
        asked["expirationMonth"] = str(expires.month)
    asked |= {"certUrl": url, "certId": id}
    return f"{FORM}?{urlencode(asked, quote_via=quote, safe='', errors='replace')}"
