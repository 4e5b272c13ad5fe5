"""Steps of co-production and of badges from elsewhere."""

from __future__ import annotations

import re
from typing import Any

from smoke.expecting import expect


def makers_are_credited(journey: Any) -> str:
    """Read who makes the course, in its notice and on the page of an institution."""
    key = journey.course["key"]
    notice = journey.stranger.json(f"/api/agir/catalogue/v1/courses/{key}/notice/")
    told = {(one["name"], one["role"]): one.get("share") for one in notice["institutions"]}
    shares = [share for share in told.values() if share]
    expect(sorted(shares) == ["1/3", "2/3"], f"shares are exact fractions, not {shares}")
    page = journey.stranger.page("/agir/institutions/")
    house = re.search(r"/agir/institutions/[0-9a-f-]{36}/", page)
    expect(house is not None, "everybody reads the institutions")
    assert house is not None
    expect("Côte à côte" in journey.stranger.page(house[0]), "an institution shows its courses")
    expect(journey.learner.status(f"/agir/courses/{key}/makers/") == 403, "a learner writes none")
    return f"{len(told)} lines, shares of {' and '.join(sorted(shares))}"


def a_call_is_worked_on(journey: Any) -> str:
    """Read a decision with its name and reason; propose a theme that is missing."""
    listed = journey.stranger.page("/agir/calls/")
    calls = re.findall(r"/agir/calls/[0-9a-f-]{36}/", listed)
    pages = [journey.stranger.page(f"{one}work/") for one in dict.fromkeys(calls)]
    expect(any("Le seul sur ce thème." in one for one in pages), "a decision says why")
    told = {"act": "suggest", "title": "Réparer", "text": "Faire durer ce que l’on a."}
    page = journey.learner.post("/agir/calls/themes/", told, since="/agir/calls/themes/")
    expect("Réparer" in page, "who proposed a theme sees it waiting")
    public = journey.stranger.page("/agir/calls/themes/")
    expect("Réparer" not in public, "nobody else does before it was read")
    return "proposed, decided by name; a missing theme waits for its moderator"


def a_call_is_supported(journey: Any) -> str:
    """Want a course on a theme, and take that back; only the number is told."""
    listed = journey.stranger.page("/agir/calls/")
    found = re.search(r"/agir/calls/[0-9a-f-]{36}/", listed)
    place = found[0] if found else ""
    said = journey.learner.post(f"{place}support/", {}, since=place)
    expect('value="stop"' in said, "the learner supports the call")
    back = journey.learner.post(f"{place}support/", {"act": "stop"}, since=place)
    expect('value="stop"' not in back, "and takes it back")
    return "supported once, and taken back"


def a_steward_invites(journey: Any) -> str:
    """Make a link as a steward; whoever is handed it acts for the institution, once."""
    listed = journey.teacher.page("/agir/institutions/")
    found = re.search(r"/agir/institutions/[0-9a-f-]{36}/", listed)
    place = found[0] if found else ""
    asked = {"act": "invite", "role": "contributor"}
    page = journey.teacher.post(f"{place}act/", asked, since=place)
    link = re.search(r"/agir/institutions/join/[^/<]+/", page)
    expect(link is not None, "the link is shown")
    joined = journey.learner.post(link[0], {}, since=link[0]) if link else ""
    expect('value="let-go"' in joined, "who accepted may leave again")
    status = journey.learner.status(link[0] if link else "")
    expect(status == 404, f"a link works once, not {status}")
    return "invited by a link that worked once; nobody was looked up"


def badges_come_from_elsewhere(journey: Any) -> str:
    """See the page on which a learner brings a badge; what it weighs is for operators."""
    page = journey.learner.page("/agir/recognition/")
    expect("<form" in page, "a learner may bring a badge")
    expect(journey.learner.status("/agir/recognition/weights/") == 403, "and for operators")
    return "badges from elsewhere are brought by their holder, weighed by the operator"


STEPS = (
    makers_are_credited,
    a_call_is_worked_on,
    a_call_is_supported,
    a_steward_invites,
    badges_come_from_elsewhere,
)
