"""Steps of the commons: the catalogue, the covenant, themes, and what other catalogues read."""

from __future__ import annotations

import re
from typing import Any

from smoke.expecting import expect

API = "/api/agir/catalogue/v1"


def a_stranger_finds_a_course(journey: Any) -> str:
    """Search the public catalogue; nothing found says what to do; a course has its page."""
    found = journey.stranger.page("/agir/catalogue/?q=demarches")
    expect("Côte à côte" in found, "the course is found by a word without its accent")
    expect("Côte à côte" not in journey.stranger.page("/agir/catalogue/?q=zzz"), "by no other")
    page = journey.stranger.page(f"/agir/catalogue/courses/{journey.course['key']}/")
    expect("application/ld+json" in page, "its page tells programs too")
    return "found by “demarches”, on its own page, without an account"


def the_team_completes_its_notice(journey: Any) -> str:
    """Read the notice as a stranger; a learner does not see the form."""
    key = journey.course["key"]
    notice = journey.stranger.json(f"{API}/courses/{key}/notice/")
    expect(notice["is_free"] is True, "the course says that it is free")
    expect("completed" not in notice, "what the team wrote apart is the team's")
    path = f"/agir/courses/{key}/notice/"
    expect(journey.learner.status(path) == 403, "a learner completes nothing")
    expect("<form" in journey.teacher.page(path), "the team does")
    return f"free, in {', '.join(notice['languages'])}, version {notice['version']}"


def the_covenant_is_proved(journey: Any) -> str:
    """Look at the course as a free and as a paying learner would; read the signed verdict."""
    key = journey.course["key"]
    journey.host.manage("agir_probe_covenant", key)
    told = journey.stranger.json(f"/agir/courses/{key}/covenant.json")
    expect(told["kept"] is True, "the free-track covenant is kept")
    page = journey.stranger.page(f"/agir/courses/{key}/covenant/")
    expect('data-standing="kept"' in page, "its page says so")
    return f"kept, signed ({told['proof']['cryptosuite']})"


def themes_are_counted(journey: Any) -> str:
    """Read the diversity of two courses, which compares with nobody, and the calls."""
    found = journey.stranger.json(f"{API}/themes/")
    expect(found["is_comparable"] is False, "two courses are too few to compare")
    calls = journey.stranger.json(f"{API}/calls/")
    told = calls.get("calls", calls) if isinstance(calls, dict) else calls
    expect(len(told) > 0, "what is missing becomes a call")
    return f"{len(told)} calls for what nobody teaches yet"


def other_catalogues_read_this_one(journey: Any) -> str:
    """Read who runs the site, its feed and its log, as another operator would."""
    about = journey.stranger.json("/.well-known/mooc-federation.json")
    expect(about["keys"][0]["state"] == "current", "it says which key signs")
    feed = journey.stranger.json(f"{API}/moochub")
    expect(len(feed["data"]) > 0, "courses are in the MOOChub feed")
    log = journey.stranger.json(f"{API}/changes?limit=1")
    expect(len(log.get("changes", log.get("data", []))) == 1, "the log tells one change")
    status = journey.stranger.status(f"{API}/changes?after=999999")
    expect(status == 410, f"a cursor that was never given answers 410, not {status}")
    return f"{len(feed['data'])} courses for MOOChub, a log of changes"


def others_are_read_and_doubted(journey: Any) -> str:
    """Find a course of another operator; read what was not believed, and what is doubted."""
    found = journey.stranger.page("/agir/catalogue/?q=composter")
    expect("Composter en ville" in found, "the catalogue finds the course of another operator")
    health = journey.stranger.page("/agir/federation/")
    expect("douze" in health, "everybody reads what is doubted")
    peer = re.search(r"/agir/federation/\d+/", health)
    expect(peer is not None, "each operator has its page")
    page = journey.stranger.page(peer[0] if peer else "")
    expect("<code>" in page, "it names the record that is not shown")
    expect(journey.learner.status("/agir/federation/add/") == 403, "a learner adds no operator")
    course = re.search(r"/agir/federation/courses/\d+/", page)
    place = course[0] if course else ""
    told = journey.learner.post(place, {"text": "Ce lien ne répond plus."}, since=place)
    expect("Ce lien ne répond plus." in told, "who is signed in puts a doubt beside a course")
    return "a course of “campus-voisin.example”, one record refused, two doubts in public"


STEPS = (
    a_stranger_finds_a_course,
    the_team_completes_its_notice,
    the_covenant_is_proved,
    themes_are_counted,
    other_catalogues_read_this_one,
    others_are_read_and_doubted,
)
