"""The learner's journey over HTTP, against a freshly made host: ``make smoke``.

One line a step; the exit status tells. Figures are computed by hand in ``STEPS``' words: two
perfect answers give (0.9·1 + 1 + 1) / (1.9 + 2) = 2.9 / 3.9 = 0.744 (decision 0003 of
agir_competencies).
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser.host_process import Host, running_host  # noqa: E402
from smoke import (  # noqa: E402
    attesting,
    authoring,
    before,
    blocks,
    certifying,
    commons,
    deposits,
    desk,
    organisations,
    seats,
    sponsorship,
    together,
)
from smoke.expecting import expect  # noqa: E402
from smoke.visitor import Visitor  # noqa: E402

COURSE = ROOT / "tests/host/courses/inclusion-numerique"
LISTEN = "Écouter et reformuler un besoin"  # of the course's own framework
BADGE = "Oreille attentive"


class Journey:
    """A learner and a teacher on one host; each method is one step and returns its line."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.answers = json.loads((COURSE / "answers.json").read_text(encoding="utf-8"))
        self.course = next(
            course for course in host.names["courses"] if "COTE-A-COTE" in course["key"]
        )
        self.keys = {
            key.rpartition("@")[2]: key
            for unit in self.course["units"]
            for key, _kind in unit["blocks"]
        }
        self.learner = Visitor(host.address)
        self.teacher = Visitor(host.address)
        self.stranger = Visitor(host.address)
        self.operator = Visitor(host.address)
        self.signed = ""
        self.goal = ""

    # --- what a step uses -----------------------------------------------------------------
    def me(self) -> dict[str, Any]:
        """Read what the page, the widget and this journey all read."""
        return self.learner.json("/api/agir/dashboard/v1/me/")

    def standing(self, label: str) -> dict[str, Any] | None:
        """Return one competency of the learner, by its label."""
        found = [one for one in self.me()["competencies"] if one["label"] == label]
        return found[0] if found else None

    def measured(self, label: str) -> Decimal | None:
        """Return the estimate to three decimals, ``None`` when not measured."""
        one = self.standing(label)
        if one is None or one["estimate"] is None:
            return None
        return Decimal(str(one["estimate"])).quantize(Decimal("0.001"))

    def submit(self, name: str, how: str) -> str:
        """Answer a problem; return the platform's verdict."""
        fields = {}
        for suffix, value in self.answers[name][how].items():
            html_id = f"input_{name}_{suffix}"
            fields[f"{html_id}[]" if isinstance(value, list) else html_id] = value
        path = f"/xblock/{self.keys[name]}/handler/xmodule_handler/problem_check"
        return str(self.learner.post_json(path, fields).get("success"))

    # --- the steps ------------------------------------------------------------------------
    def the_entrance_answers(self) -> str:
        """See the catalogue without an account."""
        page = self.learner.page("/")
        expect("inclusion" in page.lower() or "proche" in page.lower(), "the course is listed")
        return "the catalogue lists the course"

    def the_learner_signs_in(self) -> str:
        """Sign in with the demo's account."""
        self.learner.sign_in("apprenante", "apprenante")
        expect(self.me()["learner"] is not None, "the answer names the learner")
        return "apprenante is signed in"

    def a_stranger_is_refused(self) -> str:
        """Read nobody's skills without an account."""
        status = Visitor(self.host.address).status("/api/agir/dashboard/v1/me/")
        expect(status in {401, 403}, f"an anonymous visitor is refused, not {status}")
        return f"an anonymous visitor is refused ({status})"

    def the_learner_enrols(self) -> str:
        """Enrol in the course."""
        key = self.course["key"]
        self.learner.post(f"/courses/{key}/enrol", {}, since=f"/courses/{key}/about")
        return f"enrolled in {key}"

    def nothing_is_measured(self) -> str:
        """Not measured is not zero."""
        expect(self.measured(LISTEN) is None, "nothing is measured before an answer")
        expect(self.me()["badges"] == [], "no badge before an answer")
        return "nothing measured, no badge"

    def a_goal_is_set(self) -> str:
        """Set a goal through its form: one skill, at the level demonstrated."""
        key, path = self.course["key"], "/agir/goals/new/"
        form = self.learner.page(f"{path}?course={quote(key)}")
        found = re.search(rf'value="([0-9a-f-]{{36}})"[^>]*><bdi>{LISTEN}', form)
        expect(found is not None, f"the form offers “{LISTEN}”")
        skill = found[1] if found else ""
        chosen = {"skill": skill, f"level-{skill}": "2", "when": "30"}
        fields = {"course": key, "intent": "selected_competencies"} | chosen
        self.learner.post(path, fields, since=path)
        page = self.learner.page("/agir/goals/")
        goal = re.search(r"/agir/goals/([0-9a-f-]{36})/revise/", page)
        self.goal = goal[1] if goal else ""
        expect(bool(self.goal), "it may be revised")
        expect(self.my_goal()["met"] == 0, "nothing of it is reached yet")
        return f"“{LISTEN}”, demonstrated, within a month: {self.my_goal()['summary']}"

    def the_goal_is_reached(self) -> str:
        """Read on the goal's page what the answers have changed."""
        state = self.my_goal()
        expect(state["status"] == "met", f"the goal is reached, not {state['status']}")
        expect(state["summary"] in self.learner.page("/agir/goals/"), "its page says so")
        return f"{state['met']} of {state['total']}: {state['summary']}"

    def the_goal_ends_well_and_comes_back(self) -> str:
        """End it satisfied in one step, and take that back."""
        since = "/agir/goals/"
        said = {"end": "satisfied", "satisfaction": "4"}
        self.learner.post(f"{since}{self.goal}/close/", said, since=since)
        ended = self.my_goal()["status"]
        expect(ended == "closed_satisfied", f"it ended satisfied, not {ended}")
        self.learner.post(f"{since}{self.goal}/undo/", {}, since=f"{since}?ended={self.goal}")
        back = self.my_goal()["status"]
        expect(back == "met", f"it is open again and reached, not {back}")
        return f"{ended}, then open again ({back})"

    def my_goal(self) -> dict[str, Any]:
        """Read the learner's goal of this journey."""
        goals = self.learner.json("/api/agir/dashboard/v1/me/goals/")["goals"]
        return next(one for one in goals if one["id"] == self.goal)

    def the_unit_opens(self) -> str:
        """Open the unit that holds the first problem, and the frame that shows it."""
        unit = next(
            unit
            for unit in self.course["units"]
            if self.keys["premier-pas-marta"] in {key for key, _ in unit["blocks"]}
        )
        page = self.learner.page(f"/courses/{self.course['key']}/units/{unit['key']}/")
        expect("<iframe" in page, "the unit shows its blocks in a frame")
        return f"unit “{unit['title']}” opens"

    def a_wrong_answer_counts_low(self) -> str:
        """One answer of share 0: (0 + 1) / (1 + 2) = 0.333."""
        expect(self.submit("premier-pas-marta", "wrong") == "incorrect", "the answer is wrong")
        expect(self.measured(LISTEN) == Decimal("0.333"), f"0.333, not {self.measured(LISTEN)}")
        return "wrong answer: estimate 0.333"

    def a_better_try_counts_instead(self) -> str:
        """Answer the same problem right: (1 + 1) / (1 + 2) = 0.667; one activity is not enough."""
        expect(self.submit("premier-pas-marta", "right") == "correct", "the answer is right")
        expect(self.measured(LISTEN) == Decimal("0.667"), f"0.667, not {self.measured(LISTEN)}")
        one = self.standing(LISTEN) or {}
        expect(one["status"] == "not_yet", "one activity is not enough")
        expect(bool(one["next"]), "it is told what would change it")
        return f"right answer: estimate 0.667, not yet; next: {one['next']}"

    def another_try_changes_nothing(self) -> str:
        """Answering right again neither adds nor takes."""
        self.submit("premier-pas-marta", "right")
        expect(self.measured(LISTEN) == Decimal("0.667"), "the same try again changes nothing")
        return "same answer again: still 0.667"

    def two_activities_demonstrate(self) -> str:
        """Two perfect answers: 2.9 / 3.9 = 0.744."""
        self.submit("questions-utiles", "right")
        one = self.standing(LISTEN) or {}
        expect(self.measured(LISTEN) == Decimal("0.744"), f"0.744, not {self.measured(LISTEN)}")
        expect(one["status"] == "demonstrated", "two activities demonstrate it")
        expect(one["certainty"] == "few", "two pieces weigh 1.9: few")
        expect(bool(one["explanation"]), "the arithmetic is shown")
        return f"second activity: 0.744, demonstrated; {one['explanation']}"

    def a_badge_appears(self) -> str:
        """Show the badge's other competency: the badge is on the dashboard."""
        self.submit("qui-tient-la-souris", "right")
        self.submit("faire-a-la-place", "right")
        names = [badge["name"] for badge in self.me()["badges"]]
        expect(BADGE in names, f"{BADGE} is among {names}")
        badge = next(badge for badge in self.me()["badges"] if badge["name"] == BADGE)
        image = self.learner.page(badge["image"])
        expect(image.lstrip().startswith("<svg") and bool(badge["alt"]), "it is drawn and told")
        return f"badge “{BADGE}”: {badge['alt']}"

    def the_pages_show_it(self) -> str:
        """Read the same on the skills page and on the dashboard."""
        expect(BADGE in self.learner.page("/agir/skills/"), "the skills page shows the badge")
        expect("agir" in self.learner.page("/dashboard"), "the dashboard holds the widget")
        return "skills page and dashboard show it"

    def the_badge_is_signed(self) -> str:
        """Follow the badge to its own page; read the signed document with no account."""
        badge = next(one for one in self.me()["badges"] if one["name"] == BADGE)
        page = self.learner.page(badge["url"])
        found = re.search(r"/agir/badges/mine/([0-9a-f-]{36})/badge\.json", page)
        expect(found is not None, "the badge's page offers its document")
        self.signed = found[1] if found else ""
        document = self.stranger.json(f"/agir/badges/c/{self.signed}.json")
        proof = document["proof"]["cryptosuite"]
        expect("OpenBadgeCredential" in document["type"], "it is an OpenBadgeCredential")
        expect("apprenante" not in json.dumps(document), "it names nobody")
        return f"{document['issuer']['id']} signed it, {proof}"

    def anybody_verifies_it(self) -> str:
        """Give the link of the document to the page that verifies, as a stranger."""
        link = self.stranger.json(f"/agir/badges/c/{self.signed}.json")["id"]
        told = self.verified({"link": link})
        expect(told == "valid", f"the badge is valid, not {told}")
        return f"by its link: {told}"

    def one_changed_byte_is_refused(self) -> str:
        """Change one letter of the document."""
        text = self.stranger.page(f"/agir/badges/c/{self.signed}.json")
        told = self.verified({"text": text.replace("listener", "listenes", 1)})
        expect(told == "refused", f"the changed badge is refused, not {told}")
        answer = self.stranger.send_json(
            "/api/agir/badges/v1/verify/", {"text": text.replace("listener", "listenes", 1)}
        )
        expect(answer["code"] == "signature_invalid", f"for its signature, not {answer['code']}")
        return f"one byte changed: {told} ({answer['code']})"

    def an_image_holds_it(self) -> str:
        """Download the SVG and the PNG, and verify both as files."""
        for kind in ("svg", "png"):
            image = self.learner.content(f"/agir/badges/mine/{self.signed}/badge.{kind}")
            told = self.verified({}, file=image)
            expect(told == "valid", f"the {kind} is valid, not {told}")
        return "baked in SVG and in PNG: both valid"

    def verified(self, form: dict[str, str], file: bytes = b"") -> str:
        """Verify through the page; return its verdict: valid, refused or unsure."""
        path = "/agir/badges/verify/"
        page = self.stranger.post_parts(path, form, file, since=path)
        found = re.search(r'class="agir-verdict" data-kind="(\w+)"', page)
        return found[1] if found else "no verdict"

    def a_regrade_down_withdraws(self) -> str:
        """Set the first answer to 0 as the teacher: (0 + 1 + 1) / 3.9 = 0.513."""
        self.teacher.sign_in("auteur", "auteur")
        learner = self.host.names["users"]["apprenante"]
        path = (
            f"/courses/{self.course['key']}/gradebook/{learner}/{self.keys['premier-pas-marta']}/"
        )
        form = {"action": "override", "points": "0", "confirmed": "yes"}
        self.teacher.post(path, form, since=path)
        one = self.standing(LISTEN) or {}
        expect(self.measured(LISTEN) == Decimal("0.513"), f"0.513, not {self.measured(LISTEN)}")
        expect(one["status"] == "not_yet", "the competency is withdrawn")
        expect(BADGE not in [badge["name"] for badge in self.me()["badges"]], "so is the badge")
        return "score set to 0 by the teacher: 0.513, not yet, badge withdrawn"

    def the_badge_is_suspended(self) -> str:
        """Find it suspended for strangers, and its owner told what brings it back."""
        text = self.stranger.page(f"/agir/badges/c/{self.signed}.json")
        answer = self.stranger.send_json("/api/agir/badges/v1/verify/", {"text": text})
        expect(answer["code"] == "suspended", f"it is suspended, not {answer['code']}")
        page = self.learner.page(f"/agir/badges/mine/{self.signed}/")
        expect(LISTEN in page and 'data-status="suspended"' in page, "its owner is told why")
        return f"suspended ({answer['sentence']}), and its owner reads what brings it back"

    def a_learner_cannot_regrade(self) -> str:
        """Find the gradebook closed to learners."""
        status = self.learner.status(f"/courses/{self.course['key']}/gradebook")
        expect(status == 403, f"the gradebook answers 403, not {status}")
        return "the gradebook is closed to learners (403)"

    def the_learner_takes_their_data_along(self) -> str:
        """Read all that the site holds of them, badges and goals among it."""
        held = self.learner.json("/api/agir/dashboard/v1/me/export/")
        told = json.dumps(held)
        expect("evidence" in told and "goals" in told, "the ledger and the goals are there")
        return f"{len(told):,} bytes of JSON, the learner's own"

    def the_team_reads_its_report(self) -> str:
        """Count as the nightly job does; one learner is too few for what others may read."""
        self.host.manage("agir_compute_indicators")
        path = f"/agir/courses/{self.course['key']}/success/"
        expect(self.learner.status(path) == 403, "a learner does not read the team's report")
        page = self.teacher.page(path)
        expect("<table" in page, "indicators stand in a table")
        answer = self.teacher.json(
            f"/api/agir/dashboard/v1/courses/{self.course['key']}/success/?audience=public"
        )
        small = [row["value"] for row in answer["indicators"] if row["status"] == "ok"]
        expect(small == [], f"one learner is published: {small}")
        return f"{len(answer['indicators'])} indicators; of one learner, none leaves the team"

    def the_books_agree(self) -> str:
        """Replaying the ledger meets what is stored."""
        told = self.host.manage("agir_verify_states").strip().splitlines()
        return told[-1] if told else "verified"


STEPS: tuple[Callable[[Any], str], ...] = (
    Journey.the_entrance_answers,
    Journey.a_stranger_is_refused,
    Journey.the_learner_signs_in,
    Journey.the_learner_enrols,
    Journey.nothing_is_measured,
    Journey.a_goal_is_set,
    Journey.the_unit_opens,
    Journey.a_wrong_answer_counts_low,
    Journey.a_better_try_counts_instead,
    Journey.another_try_changes_nothing,
    Journey.two_activities_demonstrate,
    Journey.the_goal_is_reached,
    Journey.the_goal_ends_well_and_comes_back,
    Journey.a_badge_appears,
    Journey.the_pages_show_it,
    Journey.the_badge_is_signed,
    Journey.anybody_verifies_it,
    Journey.one_changed_byte_is_refused,
    Journey.an_image_holds_it,
    Journey.a_learner_cannot_regrade,
    Journey.a_regrade_down_withdraws,
    Journey.the_badge_is_suspended,
    *blocks.STEPS,
    *before.STEPS,
    *attesting.STEPS,
    *authoring.STEPS,
    *commons.STEPS,
    *together.STEPS,
    *deposits.STEPS,
    *desk.STEPS,
    *organisations.STEPS,
    *certifying.STEPS,
    *seats.STEPS,
    *sponsorship.STEPS,
    Journey.the_learner_takes_their_data_along,
    Journey.the_team_reads_its_report,
    Journey.the_books_agree,
)


def main() -> int:
    """Make the host, take the steps, print one line each; return 1 at the first that fails."""
    with (
        tempfile.TemporaryDirectory(prefix="agir-smoke-") as folder,
        running_host(Path(folder)) as host,
    ):
        journey = Journey(host)
        for number, step in enumerate(STEPS, start=1):
            name = step.__name__.replace("_", " ")
            try:
                print(f"ok   {number:2} {name}: {step(journey)}", flush=True)
            except Exception as refusal:  # noqa: BLE001  whatever it is, the step failed
                print(f"FAIL {number:2} {name}: {type(refusal).__name__}: {refusal}", flush=True)
                return 1
    print(f"smoke: {len(STEPS)} steps passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
