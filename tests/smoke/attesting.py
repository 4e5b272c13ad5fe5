"""Steps of people who speak by name: an attestation, prior learning, a decision."""

from __future__ import annotations

import re
from typing import Any

from smoke.expecting import expect
from smoke.visitor import Visitor


def a_skill(journey: Any, *statuses: str | None) -> tuple[str, str]:
    """Return identifier and label of a skill of the course at which the learner stands so.

    ``None``: nothing was measured.
    """
    path = f"/api/agir/dashboard/v1/courses/{journey.course['key']}/competencies/"
    standing = {one["label"]: one["status"] for one in journey.me()["competencies"]}
    lines = journey.teacher.json(path)["competencies"]
    found = next(one for one in lines if standing.get(one["label"]) in statuses)
    return found["identifier"], found["label"]


def the_team_attests(journey: Any) -> str:
    """Attest one skill as the teacher; the learner reads who did."""
    skill, label = a_skill(journey, None, "not_measured")
    path = f"/agir/courses/{journey.course['key']}/attestations/"
    said = {"act": "attest", "learner": "apprenante", "competency": skill, "level": "full"}
    journey.teacher.post(path, said | {"note": "Vu en atelier."}, since=path)
    one = journey.standing(label)
    expect(one is not None and one["estimate"] is not None, "it counts")
    expect(journey.learner.status(path) == 403, "a learner attests nobody")
    expect("Vu en atelier." in journey.learner.page("/agir/skills/"), "the learner reads the note")
    return f"“{label}” attested: estimate {journey.measured(label)}"


def prior_learning_is_recognised(journey: Any) -> str:
    """Ask with a link, take the request as the teacher, accept it; the learner reads it."""
    skill, label = a_skill(journey, None, "not_measured")
    key, path = journey.course["key"], "/agir/skills/prior/"
    sent = {"course": key, "skill": skill, "url": "https://example.org/portfolio", "note": "2019"}
    asked = journey.learner.post_parts(path, sent, b"", since=path)
    found = re.search(r"/agir/skills/prior/([0-9a-f-]{36})/", asked)
    expect(found is not None, "the request is listed")
    request = found[1] if found else ""
    review = f"/agir/reviews/{request}/"
    queue = journey.teacher.page(f"/agir/courses/{key}/reviews/")
    expect(request in queue, "it waits in the queue")
    expect(journey.learner.status(review) == 404, "its asker does not review it")
    journey.teacher.post(review, {"act": "take"}, since=review)
    journey.teacher.post(review, {"act": "accept", f"level-{skill}": "full"}, since=review)
    one = journey.standing(label)
    expect(one is not None and one["estimate"] is not None, "what was accepted counts")
    return f"“{label}” asked, taken, accepted: estimate {journey.measured(label)}"


def a_decision_is_taken_by_name(journey: Any) -> str:
    """Decide that a skill is demonstrated, with a reason; the replay agrees."""
    skill, label = a_skill(journey, "not_yet")
    path = f"/agir/courses/{journey.course['key']}/decisions/"
    said = {"act": "decide", "learner": "apprenante", "competency": skill}
    journey.teacher.post(
        path, said | {"status": "demonstrated", "reason": "Oral du 3 novembre"}, since=path
    )
    one = journey.standing(label)
    expect(one is not None and one["status"] == "demonstrated", "the decision stands")
    expect("Oral du 3 novembre" in journey.learner.page("/agir/skills/"), "its reason is told")
    told = journey.host.manage("agir_verify_states").strip().splitlines()[-1]
    return f"“{label}” demonstrated by decision; {told}"


def peers_say_what_work_shows(journey: Any) -> str:
    """Show work as the learner; two peers who have the skill accept it, and nobody is named."""
    skill, label = a_skill(journey, None, "not_measured")
    course, path = f"/courses/{journey.course['key']}", "/agir/skills/peers/"
    team = f"/agir{course}/peers/"
    chosen = {"act": "choose", "is_open": "1", "reviewers": "2", "weight": "0.5"}
    journey.teacher.post(team, chosen, since=team)
    peers = {}
    for name in ("learner", "operator"):
        peers[name] = Visitor(journey.host.address)
        peers[name].sign_in(name, name)
        peers[name].post(f"{course}/enrol", {}, since=f"{course}/about")
        said = {"act": "decide", "learner": name, "competency": skill, "reason": "Oral"}
        decisions = f"/agir{course}/decisions/"
        journey.teacher.post(decisions, said | {"status": "demonstrated"}, since=decisions)
    sent = {"course": journey.course["key"], "skill": skill, "note": "Ma carte"}
    shown = journey.learner.post_parts(
        path, sent | {"url": "https://example.org/carte"}, b"", since=path
    )
    found = re.search(r"/agir/skills/peers/([0-9a-f-]{36})/", shown)
    work = found[1] if found else ""
    expect(bool(work), "the work is listed")
    answer = f"{path}queue/{work}/"
    expect(journey.learner.status(answer) == 404, "nobody answers for their own work")
    for peer in peers.values():
        page = peer.page(answer)
        expect("Awa" not in page and "Diallo" not in page, "no name reaches a peer")
        seen = re.findall(r'name="seen" value="([0-9a-f-]{36})"', page)
        peer.post(answer, {"says": "yes", "seen": seen}, since=answer)
    told = journey.learner.page(f"{path}{work}/")
    expect("Martin" not in told and "Adeyemi" not in told, "no name reaches the learner")
    one = journey.standing(label)
    expect(one is not None and one["estimate"] is not None, "what peers accept counts")
    return f"“{label}” shown, accepted by 2 of 2: estimate {journey.measured(label)}"


STEPS = (
    the_team_attests,
    prior_learning_is_recognised,
    a_decision_is_taken_by_name,
    peers_say_what_work_shows,
)
