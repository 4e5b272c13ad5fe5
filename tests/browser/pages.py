"""Every page and block that the browser visits: who, where, in which state.

``path`` may name ``{course}``, ``{unit}`` (first unit), ``{unit_of_TYPE}`` (the first unit that
holds a block of that type), ``{exercise}`` (the first scored problem), ``{user_NAME}``, and the
first of the demo's ``{institution}``, ``{call}`` that is worked on, ``{peer}``, ``{peer_course}``.
A new page enters here and is then held to every check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one person meets it.

    ``role`` is a demo account or '' for a visitor. ``status`` is the answer expected. ``alone``:
    a document shown in a frame, without the host's own header.
    """

    name: str
    role: str
    path: str
    status: int = 200
    alone: bool = False


VISITS = (
    Visit("catalogue", "", "/"),
    Visit("sign-in", "", "/login/"),
    Visit("sign-up", "", "/register/"),
    Visit("before-empty", "learner", "/agir/skills/before/"),
    Visit("before-full", "apprenante", "/agir/_gallery/commons/before/full/"),
    Visit("before-refused", "apprenante", "/agir/_gallery/commons/before/refused/"),
    Visit("peers-full", "operator", "/agir/_gallery/commons/peers/long/"),
    Visit("same-full", "operator", "/agir/_gallery/commons/same/full/"),
    Visit("unit-visitor", "", "/courses/{course}/units/{unit}/"),
    Visit("block-check-visitor", "", "/xblock/{unit_of_agir-check}", alone=True),
    Visit("block-deck-visitor", "", "/xblock/{unit_of_agir-microlesson}", alone=True),
    Visit("about-visitor", "", "/courses/{course}/about"),
    Visit("not-found", "", "/no/such/page", status=404),
    Visit("catalogue-learner", "apprenante", "/"),
    Visit("about-enrolled", "apprenante", "/courses/{course}/about"),
    Visit("outline", "apprenante", "/courses/{course}/"),
    Visit("unit", "apprenante", "/courses/{course}/units/{unit}/"),
    Visit("dashboard-begun", "apprenante", "/dashboard"),
    Visit("skills-begun", "apprenante", "/agir/skills/"),
    Visit("data-begun", "apprenante", "/agir/skills/data/"),
    Visit("data-empty", "learner", "/agir/skills/data/"),
    Visit("data-refused", "apprenante", "/agir/skills/data/?since=2026-13-45", status=422),
    Visit("peers", "", "/agir/federation/"),
    Visit("peers-none", "", "/agir/_gallery/commons/peers/empty/"),
    Visit("peer", "", "/agir/federation/{peer}/"),
    Visit("peer-managed", "operator", "/agir/federation/{peer}/"),
    Visit("peer-course", "apprenante", "/agir/federation/courses/{peer_course}/"),
    Visit("peer-wrong", "operator", "/agir/_gallery/commons/peer/quarantined/"),
    Visit("peer-course-refused", "apprenante", "/agir/_gallery/commons/peer-course/refused/"),
    Visit("same", "operator", "/agir/federation/same/"),
    Visit("peer-add", "operator", "/agir/federation/add/"),
    Visit("refused", "apprenante", "/courses/{course}/gradebook", 403),
    Visit("about-not-enrolled", "learner", "/courses/{course}/about"),
    Visit("dashboard-empty", "learner", "/dashboard"),
    Visit("skills-empty", "learner", "/agir/skills/"),
    Visit("outline-staff", "auteur", "/courses/{course}/"),
    Visit("gradebook", "auteur", "/courses/{course}/gradebook"),
    Visit("score", "auteur", "/courses/{course}/gradebook/{user_apprenante}/{exercise}/"),
    Visit("studio", "auteur", "/studio/"),
    Visit("studio-outline", "auteur", "/studio/{course}/"),
    Visit("studio-tags", "auteur", "/studio/{course}/tags/{exercise}/"),
    Visit("studio-tags-course", "auteur", "/studio/{course}/tags/{course}/"),
    Visit("block-html", "apprenante", "/xblock/{unit_of_html}", alone=True),
    Visit("block-problem", "apprenante", "/xblock/{unit_of_problem}", alone=True),
    Visit("block-video", "apprenante", "/xblock/{unit_of_video}", alone=True),
    Visit("block-card", "apprenante", "/xblock/{unit_of_agir-competency}", alone=True),
    Visit("block-own", "apprenante", "/xblock/{unit_of_agir-goals}", alone=True),
    Visit("block-check", "apprenante", "/xblock/{unit_of_agir-check}", alone=True),
    Visit("block-deck", "apprenante", "/xblock/{unit_of_agir-microlesson}", alone=True),
    Visit("gallery", "operator", "/agir/_gallery/"),
    Visit("verify", "", "/agir/badges/verify/"),
    Visit("verify-valid", "", "/agir/_gallery/badges/verify/valid/"),
    Visit("verify-changed", "", "/agir/_gallery/badges/verify/changed/"),
    Visit("verify-unsure", "", "/agir/_gallery/badges/verify/unsure/"),
    Visit("verify-long", "", "/agir/_gallery/badges/verify/long/"),
    Visit("verify-empty", "", "/agir/_gallery/badges/verify/empty/"),
    Visit("badge-mine", "apprenante", "/agir/_gallery/badges/mine/valid/"),
    Visit("badge-hidden", "apprenante", "/agir/_gallery/badges/mine/hidden/"),
    Visit("badge-suspended", "apprenante", "/agir/_gallery/badges/mine/suspended/"),
    Visit("badge-unsigned", "apprenante", "/agir/_gallery/badges/mine/unsigned/"),
    Visit("badge-revoked", "apprenante", "/agir/_gallery/badges/mine/revoked/"),
    Visit("badge-long", "apprenante", "/agir/_gallery/badges/mine/long/"),
    Visit("badge-delete", "apprenante", "/agir/_gallery/badges/delete/valid/"),
    Visit("badge-shared", "", "/agir/_gallery/badges/share/named/"),
    Visit("badge-shared-long", "", "/agir/_gallery/badges/share/long/"),
    Visit("badge-shared-suspended", "", "/agir/_gallery/badges/share/suspended/"),
    Visit("catalogue-public", "", "/agir/catalogue/"),
    Visit("catalogue-nothing", "", "/agir/catalogue/?q=rien&language=fr"),
    Visit("catalogue-course", "", "/agir/catalogue/courses/{course}/"),
    Visit("success", "auteur", "/agir/courses/{course}/success/"),
    Visit("success-refused", "apprenante", "/agir/courses/{course}/success/", 403),
    Visit("success-all", "operator", "/agir/success/"),
    Visit("success-many", "operator", "/agir/_gallery/success/course/many/"),
    Visit("success-few", "operator", "/agir/_gallery/success/course/few/"),
    Visit("success-empty", "operator", "/agir/_gallery/success/course/empty/"),
    Visit("success-wrong", "operator", "/agir/_gallery/success/course/wrong/"),
    Visit("success-changes", "operator", "/agir/_gallery/success/course/changes/"),
    Visit("success-long", "operator", "/agir/_gallery/success/course/long/"),
    Visit("success-all-many", "operator", "/agir/_gallery/success/all/many/"),
    Visit("success-all-long", "operator", "/agir/_gallery/success/all/long/"),
    Visit("map", "auteur", "/agir/courses/{course}/competencies/"),
    Visit("map-long", "operator", "/agir/_gallery/maps/map/long/"),
    Visit("map-one", "operator", "/agir/_gallery/maps/one/done/"),
    Visit("map-told", "operator", "/agir/_gallery/maps/simulate/told/"),
    Visit("map-plan", "operator", "/agir/_gallery/maps/links/refused/"),
    Visit("badge-gone", "", "/agir/_gallery/badges/gone/revoked/"),
    Visit("badge-rtl", "apprenante", "/agir/_gallery/badges/mine/rtl/"),
    Visit("badge-fault", "apprenante", "/agir/_gallery/badges/mine/fault/"),
    Visit("frameworks", "operator", "/agir/frameworks/"),
    Visit("import-form", "operator", "/agir/frameworks/import/"),
    Visit("framework-item", "apprenante", "/agir/_gallery/frameworks/tree/long/"),
    Visit("framework-tree", "apprenante", "/agir/_gallery/frameworks/tree/lazy/"),
    Visit("import-plan", "operator", "/agir/_gallery/frameworks/import/long/"),
    Visit("goals-none", "learner", "/agir/goals/"),
    Visit("goals-open", "apprenante", "/agir/_gallery/goals/listed/open/"),
    Visit("goals-met", "apprenante", "/agir/_gallery/goals/listed/met/"),
    Visit("goals-ended", "apprenante", "/agir/_gallery/goals/listed/ended/"),
    Visit("goals-long", "apprenante", "/agir/_gallery/goals/listed/long/"),
    Visit("goal", "apprenante", "/agir/_gallery/goals/one/open/"),
    Visit("goal-hours", "apprenante", "/agir/_gallery/goals/one/hours/"),
    Visit("goal-ended", "apprenante", "/agir/_gallery/goals/one/ended/"),
    Visit("goal-new", "apprenante", "/agir/goals/new/"),
    Visit("goal-form", "apprenante", "/agir/_gallery/goals/form/new/"),
    Visit("goal-form-found", "apprenante", "/agir/_gallery/goals/form/found/"),
    Visit("goal-form-refused", "apprenante", "/agir/_gallery/goals/form/refused/"),
    Visit("attestations-refused", "operator", "/agir/_gallery/reviewing/attestations/refused/"),
    Visit("decisions", "operator", "/agir/_gallery/reviewing/decisions/full/"),
    Visit("reviews", "auteur", "/agir/courses/{course}/reviews/"),
    Visit("review", "operator", "/agir/_gallery/reviewing/review/taken/"),
    Visit("prior-refused", "apprenante", "/agir/_gallery/reviewing/own/refused/"),
    Visit("peer-work", "apprenante", "/agir/_gallery/reviewing/peers/full/"),
    Visit("peer-work-none", "learner", "/agir/skills/peers/"),
    Visit("peer-work-one", "apprenante", "/agir/_gallery/reviewing/peers-one/accepted/"),
    Visit("peer-work-queue", "apprenante", "/agir/_gallery/reviewing/peers-queue/full/"),
    Visit("peer-work-answer", "apprenante", "/agir/_gallery/reviewing/peers-answer/refused/"),
    Visit("peer-work-team", "operator", "/agir/_gallery/reviewing/peers-team/refused/"),
    Visit("covenant", "", "/agir/courses/{course}/covenant/"),
    Visit("covenants", "operator", "/agir/covenant/"),
    Visit("covenant-exams", "auteur", "/agir/courses/{course}/covenant/exams/"),
    Visit("themes", "", "/agir/themes/"),
    Visit("calls", "", "/agir/calls/"),
    Visit("institutions", "", "/agir/institutions/"),
    Visit("institutions-add", "operator", "/agir/institutions/"),
    Visit("institutions-none", "", "/agir/_gallery/together/institutions/empty/"),
    Visit("institutions-refused", "operator", "/agir/_gallery/together/institutions/refused/"),
    Visit("institution", "", "/agir/institutions/{institution}/"),
    Visit("institution-steward", "auteur", "/agir/institutions/{institution}/"),
    Visit("institution-operator", "operator", "/agir/institutions/{institution}/"),
    Visit("institution-long", "operator", "/agir/_gallery/together/institution/long/"),
    Visit("institution-link", "operator", "/agir/_gallery/together/institution/link/"),
    Visit("institution-refused", "operator", "/agir/_gallery/together/institution/refused/"),
    Visit("institution-join", "operator", "/agir/_gallery/together/join/asked/"),
    Visit("institution-joined", "learner", "/agir/institutions/join/none/", status=404),
    Visit("call", "", "/agir/calls/{call}/"),
    Visit("call-support", "apprenante", "/agir/calls/{call}/"),
    Visit("call-decide", "operator", "/agir/calls/{call}/"),
    Visit("call-refused", "operator", "/agir/_gallery/together/call/refused/"),
    Visit("call-money", "operator", "/agir/_gallery/together/call/money/"),
    Visit("work", "", "/agir/calls/{call}/work/"),
    Visit("work-member", "auteur", "/agir/calls/{call}/work/"),
    Visit("work-operator", "operator", "/agir/calls/{call}/work/"),
    Visit("work-none", "", "/agir/_gallery/together/work/empty/"),
    Visit("work-long", "operator", "/agir/_gallery/together/work/long/"),
    Visit("work-refused", "operator", "/agir/_gallery/together/work/refused/"),
    Visit("themes-missing-public", "", "/agir/calls/themes/"),
    Visit("themes-missing-learner", "apprenante", "/agir/calls/themes/"),
    Visit("themes-missing-long", "operator", "/agir/_gallery/together/missing/long/"),
    Visit("themes-missing-refused", "operator", "/agir/_gallery/together/missing/refused/"),
    Visit("themes-missing", "operator", "/agir/calls/themes/"),
    Visit("course-makers", "auteur", "/agir/courses/{course}/makers/"),
    Visit("makers-refused", "auteur", "/agir/_gallery/together/makers/refused/"),
    Visit("makers-none", "auteur", "/agir/_gallery/together/makers/empty/"),
    Visit("makers-closed", "apprenante", "/agir/courses/{course}/makers/", status=403),
    Visit("recognition-full", "apprenante", "/agir/_gallery/commons/recognition/full/"),
    Visit("recognition-refused", "apprenante", "/agir/_gallery/commons/recognition/refused/"),
    Visit("weights-refused", "operator", "/agir/_gallery/commons/weights/refused/"),
    Visit("recognition-empty", "apprenante", "/agir/recognition/"),
    Visit("recognition-weights", "operator", "/agir/recognition/weights/"),
    Visit("course-themes", "auteur", "/agir/courses/{course}/themes/"),
    Visit("ledger-public", "", "/agir/sponsorship/ledger/"),
    Visit("ledger-full", "operator", "/agir/_gallery/organisations/ledger/full/"),
    Visit("organisations-none", "learner", "/agir/sponsorship/organisations/"),
    Visit("organisations-full", "operator", "/agir/_gallery/organisations/own/full/"),
    Visit("organisations-refused", "operator", "/agir/_gallery/organisations/own/refused/"),
    Visit("organisation-draft", "operator", "/agir/_gallery/organisations/one/draft/"),
    Visit("organisation-link", "operator", "/agir/_gallery/organisations/one/link/"),
    Visit("organisation-refused", "operator", "/agir/_gallery/organisations/one/refused/"),
    Visit("organisation-viewer", "operator", "/agir/_gallery/organisations/one/viewer/"),
    Visit("organisation-join", "operator", "/agir/_gallery/organisations/join/asked/"),
    Visit("organisation-joined", "apprenante", "/agir/sponsorship/join/none/", status=404),
    Visit("verification", "operator", "/agir/sponsorship/verification/"),
    Visit("verification-full", "operator", "/agir/_gallery/organisations/verification/full/"),
    Visit("verification-refused", "operator", "/agir/_gallery/organisations/verification/refused/"),
    Visit("campaigns", "", "/agir/sponsorship/campaigns/"),
    Visit("pledges-refused", "learner", "/agir/sponsorship/pledges/", status=403),
    Visit("pledges", "auteur", "/agir/sponsorship/pledges/"),
    Visit("campaigns-console", "operator", "/agir/sponsorship/console/"),
    Visit("campaign-new", "operator", "/agir/sponsorship/console/campaigns/new/"),
    Visit("money", "operator", "/agir/sponsorship/console/money/"),
    Visit("certify", "apprenante", "/agir/certification/"),
    Visit("certify-near", "apprenante", "/agir/_gallery/certifying/listed/full/"),
    Visit("certify-empty", "apprenante", "/agir/_gallery/certifying/listed/empty/"),
    Visit("certify-one", "apprenante", "/agir/certification/RNCP99001/"),
    Visit("certify-one-near", "apprenante", "/agir/_gallery/certifying/one/near/"),
    Visit("certify-one-closed", "apprenante", "/agir/certification/RNCP35959/"),
    Visit("certify-session", "apprenante", "/agir/_gallery/certifying/session/full/"),
    Visit("certify-session-refused", "apprenante", "/agir/_gallery/certifying/session/refused/"),
    Visit("certify-place-held", "apprenante", "/agir/_gallery/certifying/place/held/"),
    Visit("certify-place-back", "apprenante", "/agir/_gallery/certifying/place/back/"),
    Visit("civil-status", "apprenante", "/agir/certification/civil-status/"),
    Visit("civil-status-empty", "learner", "/agir/certification/civil-status/"),
    Visit("civil-status-wrong", "apprenante", "/agir/_gallery/certifying/civil/wrong/"),
    Visit("civil-status-found", "apprenante", "/agir/_gallery/certifying/civil/found/"),
    Visit("civil-status-back", "apprenante", "/agir/_gallery/certifying/civil/back/"),
    Visit("certify-data", "apprenante", "/agir/_gallery/certifying/data/full/"),
    Visit("certify-data-empty", "learner", "/agir/certification/my-data/"),
    Visit("campaign-open", "operator", "/agir/_gallery/campaigns/campaign/open/"),
    Visit("campaign-partner", "operator", "/agir/_gallery/campaigns/campaign/partner/"),
    Visit("campaign-long", "operator", "/agir/_gallery/campaigns/campaign/long/"),
    Visit("campaigns-empty", "operator", "/agir/_gallery/campaigns/listing/empty/"),
    Visit("campaigns-long", "operator", "/agir/_gallery/campaigns/listing/long/"),
    Visit("pledges-none", "operator", "/agir/_gallery/campaigns/pledges/empty/"),
    Visit("pledge-to-pay", "operator", "/agir/_gallery/campaigns/pledge/topay/"),
    Visit("pledge-refused", "operator", "/agir/_gallery/campaigns/pledge/refused/"),
    Visit("pledge-card-confirming", "operator", "/agir/_gallery/campaigns/pledge/confirming/"),
    Visit("pledge-card-left", "operator", "/agir/_gallery/campaigns/pledge/left/"),
    Visit("pledge-card-arrived", "operator", "/agir/_gallery/campaigns/pledge/arrived/"),
    Visit("pledge-form-refused", "operator", "/agir/_gallery/campaigns/form/refused/"),
    Visit("pledge-form-none", "operator", "/agir/_gallery/campaigns/form/none/"),
    Visit("campaign-run", "operator", "/agir/_gallery/campaigns/run/delivering/"),
    Visit("campaign-run-refused", "operator", "/agir/_gallery/campaigns/run/refused/"),
    Visit("campaign-run-receipts", "operator", "/agir/_gallery/campaigns/run/receipts/"),
    Visit("campaign-run-missed", "operator", "/agir/_gallery/campaigns/run/missed/"),
    Visit("pledge-decide", "operator", "/agir/_gallery/campaigns/decide/full/"),
    Visit("pledge-decide-refused", "operator", "/agir/_gallery/campaigns/decide/refused/"),
    Visit("money-empty", "operator", "/agir/_gallery/campaigns/money/empty/"),
    Visit("money-full", "operator", "/agir/_gallery/campaigns/money/full/"),
    Visit("books", "operator", "/agir/sponsorship/console/books/"),
    Visit("books-empty", "operator", "/agir/_gallery/campaigns/books/empty/"),
    Visit("books-wrong", "operator", "/agir/_gallery/campaigns/books/wrong/"),
    Visit("seats-none", "learner", "/agir/seats/"),
    Visit("seats-asked", "apprenante", "/agir/seats/"),
    Visit("seats-full", "apprenante", "/agir/_gallery/seats/mine/full/"),
    Visit("seats-refused", "apprenante", "/agir/_gallery/seats/mine/refused/"),
    Visit("pools", "operator", "/agir/sponsorship/manage/seats/"),
    Visit("pools-none", "operator", "/agir/_gallery/seats/pools/empty/"),
    Visit("pools-wrong", "operator", "/agir/_gallery/seats/pools/refused/"),
    Visit("pool-codes", "operator", "/agir/_gallery/seats/pool/codes/"),
    Visit("aid-queue", "operator", "/agir/sponsorship/manage/aid/"),
    Visit("aid-refused", "operator", "/agir/_gallery/seats/aid/refused/"),
    Visit("pools-refused", "apprenante", "/agir/sponsorship/manage/seats/", status=403),
    Visit("impact", "operator", "/agir/_gallery/seats/report/full/"),
    Visit("impact-few", "operator", "/agir/_gallery/seats/report/few/"),
    Visit("desk", "operator", "/agir/manage/certification/"),
    Visit("desk-manager", "auteur", "/agir/manage/certification/"),
    Visit("desk-refused", "apprenante", "/agir/manage/certification/", status=403),
    Visit("desk-sessions", "operator", "/agir/manage/certification/sessions/"),
    Visit("desk-dossiers", "operator", "/agir/manage/certification/dossiers/"),
    Visit("desk-files", "operator", "/agir/manage/certification/files/"),
    Visit("desk-ready", "auteur", "/agir/manage/certification/files/of/RS99999/"),
    Visit("desk-repertoire", "operator", "/agir/manage/certification/certifications/"),
    Visit("desk-one", "operator", "/agir/manage/certification/certifications/RS99999/"),
    Visit("desk-catalogue", "operator", "/agir/manage/certification/catalogue/"),
    Visit("desk-catalogue-refused", "operator", "/agir/_gallery/desk/catalogue/refused/"),
    Visit("desk-offer", "operator", "/agir/_gallery/desk/offer/full/"),
    Visit("desk-offer-refused", "operator", "/agir/_gallery/desk/offer/refused/"),
    Visit("desk-offer-empty", "operator", "/agir/_gallery/desk/offer/empty/"),
    Visit("desk-catalogue-empty", "operator", "/agir/_gallery/desk/catalogue/empty/"),
    Visit("desk-rules", "operator", "/agir/manage/certification/rules/"),
    Visit("desk-quality", "auteur", "/agir/manage/certification/quality/"),
    Visit("desk-rectifications", "operator", "/agir/_gallery/desk/rectifications/full/"),
    Visit("desk-rectification", "operator", "/agir/_gallery/desk/rectification/full/"),
    Visit("desk-rectification-refused", "operator", "/agir/_gallery/desk/rectification/refused/"),
    Visit("desk-rectification-early", "operator", "/agir/_gallery/desk/rectification/early/"),
    Visit("desk-no-requests", "auteur", "/agir/manage/certification/rectifications/"),
    Visit("desk-late", "operator", "/agir/_gallery/desk/duties/full/"),
    Visit("desk-address", "operator", "/agir/_gallery/desk/duties/address/"),
    Visit("desk-checked", "operator", "/agir/_gallery/desk/deposits/checked/"),
    Visit("desk-partner", "operator", "/agir/_gallery/desk/deposits/partner/"),
    Visit("desk-nobody", "operator", "/agir/_gallery/desk/deposits/empty/"),
    Visit("desk-made", "operator", "/agir/_gallery/desk/batch/generated/"),
    Visit("desk-answered", "operator", "/agir/_gallery/desk/batch/answered/"),
    Visit("desk-session", "operator", "/agir/_gallery/desk/session/refused/"),
    Visit("desk-exam", "operator", "/agir/_gallery/desk/exam/full/"),
    Visit("desk-exam-refused", "operator", "/agir/_gallery/desk/exam/refused/"),
    Visit("desk-jury", "operator", "/agir/_gallery/desk/exam/unsigned/"),
    Visit("desk-dossier", "operator", "/agir/_gallery/desk/dossier/flagged/"),
    Visit("desk-proofs", "operator", "/agir/_gallery/desk/proofs/full/"),
    Visit("desk-no-proofs", "operator", "/agir/_gallery/desk/proofs/none/"),
    Visit("desk-said", "operator", "/agir/_gallery/desk/quality/full/"),
    Visit("goal-form-rtl", "apprenante", "/agir/_gallery/goals/form/rtl/"),
    Visit("notice", "auteur", "/agir/courses/{course}/notice/"),
    Visit("notice-refused", "apprenante", "/agir/courses/{course}/notice/", status=403),
)


def each(*, of: Iterable[Visit] = VISITS) -> list[Any]:
    """Return visits as parameters: pages by day, the samples of their other states by night.

    For what hangs on styles and templates alone; faults of accessibility and of layout are looked
    for in each state every day.
    """
    night = pytest.mark.nightly
    return [
        pytest.param(one, id=one.name, marks=[night] if "/_gallery/" in one.path else [])
        for one in of
    ]


def path_of(visit: Visit, names: dict[str, Any]) -> str | None:
    """Return the path with its names filled in; ``None`` when the demo holds no such thing."""
    path = visit.path
    for word, value in words(names).items():
        path = path.replace("{" + word + "}", value)
    return None if "{" in path else path


def words(names: dict[str, Any]) -> dict[str, str]:
    """Return what each placeholder stands for on this host."""
    course = max(names["courses"], key=lambda one: len(one["units"]))
    found = {"course": course["key"], "unit": course["units"][0]["key"]}
    for unit in course["units"]:
        for key, kind in unit["blocks"]:
            found.setdefault(f"unit_of_{kind}", unit["key"])
            if kind == "problem":
                found.setdefault("exercise", key)
    found |= {name: place for name, place in names.get("places", {}).items() if place}
    return found | {f"user_{name}": str(pk) for name, pk in names["users"].items()}
