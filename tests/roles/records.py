"""What is asked for? A record that is there for each address, the learner's own where it can be."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from agir_catalogue.api import coproduction
from agir_certification.api import calendar, deposits
from agir_platform.learners import api as learners
from agir_sponsorship.api import impact, organisations
from roles import rare
from roles.people import ACCOUNTS, COURSE, MANAGED, Person, client

EXAMINED = "RS99999"
WITHOUT: frozenset[str] = frozenset()
"""Addresses behind which nothing can be, each with its reason beside it: there are none."""


def make() -> dict[str, dict[str, str]]:
    """Make what the demo lacks, as its people would; return the arguments of each address."""
    return {
        name: arguments
        for found in (_learning(), _giving(), _certifying(), _catalogue())
        for name, arguments in found.items()
    }


def _first(model: str, **wanted: Any) -> Any:
    found = apps.get_model(model).objects.filter(**wanted).order_by("pk").first()
    if found is None:
        raise LookupError(f"The demo holds no {model} with {wanted}: make one in records.py.")
    return found


def _user(person: Person) -> Any:
    return get_user_model().objects.get(username=ACCOUNTS[person])


def _sent(person: Person, name: str, body: dict[str, Any], **arguments: str) -> str:
    """Send JSON as a person; return the identifier of what it made."""
    place = reverse(f"agir_dashboard:{name}", kwargs=arguments)
    answer = client(person).post(place, body, content_type="application/json")
    if answer.status_code != 201:
        raise LookupError(f"{place} answered {answer.status_code}: {answer.content[:300]!r}")
    return str(answer.json()["id"])


def _same(context: str, names: str, **arguments: Any) -> dict[str, dict[str, str]]:
    told = {word: str(value) for word, value in arguments.items()}
    return {f"agir_{context}:{name}": told for name in names.split()}


def _learning() -> dict[str, dict[str, str]]:
    link = _first("agir_competencies.Link", course_key=COURSE)
    competency = str(link.competency.identifier)
    framework = link.competency.framework.identifier
    learner = ACCOUNTS[Person.LEARNER]
    goal = _sent(Person.LEARNER, "me-goals", {"intent": "explore"})
    prior = _sent(
        Person.LEARNER,
        "me-prior",
        {"course_key": COURSE, "competencies": [competency], "url": "https://example.org/work"},
    )
    offer = {"title_fr": "Flâner", "title_en": "Wander", "intent": "explore"}
    proposal = _sent(Person.COURSE_STAFF, "goal-proposals", offer, course_key=COURSE)
    told = {"learner": learner, "competency": competency, "note": "Seen at work."}
    attested = _sent(Person.COURSE_STAFF, "api-attestations", told, course_key=COURSE)
    ruling = {"learner": learner, "competency": competency, "status": "demonstrated"}
    decided = _sent(
        Person.COURSE_STAFF, "api-decisions", ruling | {"reason": "Seen."}, course_key=COURSE
    )
    return {
        **_same("dashboard", "goal goal-revise goal-close goal-undo goal-say goal-remind me-goal",
                goal_id=goal),
        **_same("dashboard", "prior-one prior-file me-prior-one review review-file api-review",
                key=prior),
        **_same("dashboard", "goal-proposal", course_key=COURSE, proposal_id=proposal),
        **_same("dashboard", "api-attestation", course_key=COURSE, key=attested),
        **_same("dashboard", "api-decision", course_key=COURSE, key=decided),
        **_same("dashboard", "attestations decisions reviews peers-team api-attestations "
                "api-decisions api-reviews goal-proposals success success-summary success-csv "
                "success-matrix-csv competency-map competency-map-csv competency-findings "
                "competency-simulate competency-find competency-links competency-links-csv "
                "competency-links-apply competency-links-default api-competencies "
                "api-competencies-simulate api-success api-success-matrix", course_key=COURSE),
        **_same("dashboard", "competency-block", course_key=COURSE, usage_key=link.object_key),
        **_same("dashboard", "competency-one competency-put competency-promise competency-weigh "
                "competency-take-off competency-undo", course_key=COURSE, competency=competency),
        **_same("dashboard", "framework framework-write", identifier=framework),
        **_same("dashboard", "framework-file", identifier=framework, form="case"),
        **_same("competencies", "case-package case-document", sourced_id=framework),
        **_same("competencies", "case-item case-item-associations", sourced_id=competency),
        **_same("competencies", "case-association", sourced_id=_association(framework)),
        **_badges(competency),
        **_same("dashboard", "goal-quiet", token=rare.quiet(goal)),
        **_same("dashboard", "import import-apply import-cancel import-go-on",
                job=rare.import_under_way(_user(Person.OPERATOR).pk)),
        **_peers(link.competency),
        **{f"agir_competencies:case-{word}": {"sourced_id": identifier}
           for word, identifier in rare.definitions().items()},
    }  # fmt: skip


def _peers(competency: Any) -> dict[str, dict[str, str]]:
    author, peer = _user(Person.LEARNER), _user(Person.OTHER_LEARNER)
    work = rare.work_for_peers(author, peer, competency)
    return {
        **_same("dashboard", "peers-one peers-file peers-answer peers-answer-file", key=work),
        **_same("dashboard", "peers-team-file", course_key=COURSE, key=work),
    }


def _association(framework: Any) -> str:
    place = reverse("agir_competencies:case-package", kwargs={"sourced_id": str(framework)})
    package = b"".join(client(Person.ANONYMOUS).get(place).streaming_content)
    return str(json.loads(package)["CFAssociations"][0]["identifier"])


def _badges(competency: str) -> dict[str, dict[str, str]]:
    claim = reverse("agir_badges:claim", kwargs={"competency": competency})
    client(Person.LEARNER).post(claim)
    call_command("agir_issue_badges", stdout=StringIO())
    subject = learners.subject_of(_user(Person.LEARNER).pk)
    credential = _first("agir_badges.Credential", subject=subject)
    return {
        **_same("badges", "image", rule=_first("agir_badges.BadgeRule").pk),
        **_same("badges", "skill_image claim", competency=competency),
        **_same("badges", "mine delete paper share document picture credential",
                credential=credential.pk),
        **_same("badges", "download", credential=credential.pk, kind="json"),
        **_same("badges", "achievement",
                name=credential.competency, version=credential.version),
        **_same("badges", "status", name=_first("agir_badges.StatusList").pk),
    }  # fmt: skip


def _giving() -> dict[str, dict[str, str]]:
    pledge = _first("agir_sponsorship.Pledge", state="paid")
    place = pledge.organisation
    pool = _first("agir_sponsorship.SeatPool")
    rare.logo(place, _user(Person.OPERATOR).pk)
    return {
        **_same("sponsorship", "organisation organisation-logo", organisation=place),
        **_same("sponsorship", "api-course-sponsors", course_key=COURSE),
        **_same("sponsorship", "impacts", organisation=place),
        **_same("sponsorship", "impact impact-csv impact-json", report_id=impact.make(place).id),
        **_same("sponsorship", "organisation-join", secret=organisations.invite(place, "admin")),
        **_same("sponsorship", "aid-appeal aid-decide",
                request_id=_first("agir_sponsorship.AidRequest").pk),
        **_same("sponsorship", "pool vouchers-issue", pool_id=pool.pk),
        **_same("sponsorship", "vouchers-revoke",
                batch_id=_first("agir_sponsorship.VoucherBatch").pk),
        **_same("sponsorship", "campaign pledge-form console-campaign console-edit api-campaign",
                identifier=pledge.campaign_id),
        **_same("sponsorship", "pledge console-pledge", identifier=pledge.pk),
        **_same("sponsorship", "document", identifier=_first("agir_sponsorship.Document").pk),
    }  # fmt: skip


def _certifying() -> dict[str, dict[str, str]]:
    subject = learners.subject_of(_user(Person.LEARNER).pk)
    place = _first("agir_certification.Registration", subject=subject)
    jury = _first("agir_certification.Jury")
    passage = _first("agir_certification.Passage", jury=jury)
    operator = learners.subject_of(_user(Person.OPERATOR).pk)
    made = apps.get_model("agir_certification.Batch").objects.order_by("pk").first()
    batch = made.pk if made else deposits.make(EXAMINED, by=operator).batch
    secret = calendar.new_secret(learners.subject_of(_user(Person.MANAGER).pk))
    return {
        **_same("dashboard", "certify-one", code="RNCP99001"),
        **_same("dashboard", "certify-session", key=_first(
            "agir_certification.Session", certification__code="RNCP99001", state="open").pk),
        **_same("dashboard", "certify-place certify-realisation certify-attestation",
                key=place.pk),
        **_same("certification", "desk-duty", duty_id=_first(
            "agir_certification.Duty", certification_code__in=MANAGED).pk),
        **_same("certification", "desk-calendar", secret=secret),
        **_same("certification", "desk-certification desk-deposits desk-hand-over desk-offer",
                code=EXAMINED),
        **_same("certification", "desk-session desk-exam", session_id=jury.session_id),
        **_same("certification", "desk-minutes", session_id=jury.session_id, jury_id=jury.pk),
        **_same("certification", "desk-registration desk-proofs desk-certificate desk-pack "
                "desk-attestation",
                registration_id=place.pk),
        **_same("certification", "desk-passage desk-absence desk-rectification",
                passage_id=passage.pk),
        **_same("certification", "desk-dossier",
                dossier_id=_first("agir_certification.Dossier").pk),
        **_same("certification", "desk-batch desk-batch-file", batch_id=batch),
    }  # fmt: skip


def _catalogue() -> dict[str, dict[str, str]]:
    house = _first("agir_catalogue.Institution").pk
    call = _first("agir_catalogue.Proposal").call_id
    secret = coproduction.invite(house, "author", by=None)
    other = rare.same_course()
    subject = learners.subject_of(_user(Person.LEARNER).pk)
    badge = rare.badge_from_elsewhere(subject, int(other["peer"]))
    described = _first("agir_competencies.Link", course_key=COURSE).competency.identifier
    return {
        **_same("catalogue", "covenant covenant-json covenant-badge covenant-exams course-makers "
                "course notice api-notice course-themes api-course-themes course-linked "
                "course-amb", course_key=COURSE),
        **_same("catalogue", "institution institution-act", institution=house),
        **_same("catalogue", "institution-join", secret=secret),
        **_same("catalogue", "call-work call-work-act call call-support call-decide api-call",
                call_id=call),
        **_same("catalogue", "elsewhere", identifier=other["identifier"]),
        **_same("catalogue", "peer peer-act recognition-weigh", peer=other["peer"]),
        **_same("catalogue", "peer-course", course=other["course"]),
        **_same("catalogue", "peer-dispute", dispute=other["dispute"]),
        **_same("catalogue", "peer-merge", merge=other["merge"]),
        **_same("catalogue", "recognition-remove", badge=badge),
        **_same("catalogue", "competency", identifier=described),
    }  # fmt: skip
