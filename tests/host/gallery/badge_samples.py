"""Signed badges that do not exist, in every state that their pages must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from agir_badges import sentences
from agir_badges.data import (
    CredentialView,
    EvidenceChoice,
    LostSkill,
    SharedView,
    SkillShown,
    Status,
)
from agir_badges.domain.level import Level
from agir_badges.domain.wording import alt, caption
from agir_badges.openbadges.verification import (
    CHECKS,
    VALID,
    Alignment,
    Check,
    Result,
    Summary,
    Verdict,
)
from agir_badges.pages import owner, share
from agir_badges.pages.telling import told_of
from agir_badges.verifying import Finding
from host.gallery.samples import DIGITAL, LABELS, LONG, RIGHT_TO_LEFT, WHEN, image, named

ADDRESS = "https://campus.example/agir/badges"
UNBROKEN = "did:web:" + "un-nom-de-domaine-sans-fin." * 9 + "example"
# One refusal for each check, as verification makes them, and what could not be told.
REFUSALS = {
    "unreadable": ("readable", "malformed"),
    "unknown-words": ("contexts", "context_unknown"),
    "misshapen": ("shape", "shape_wrong"),
    "changed": ("proof", "signature_invalid"),
    "not-the-issuer": ("issuer", "issuer_unknown"),
    "expired": ("dates", "expired"),
    "revoked": ("status", "revoked"),
    "suspended": ("status", "suspended"),
    "unsure": ("issuer", "issuer_unreachable"),
}
VERDICTS = ("valid", *REFUSALS, "long", "rtl")
MINE = ("valid", "hidden", "suspended", "unsigned", "revoked", "deleted", "long", "rtl", "fault")
SHARED = ("valid", "named", "suspended", "long", "rtl")


def verify(state: str) -> dict[str, Any] | None:
    """Return the context of the verification page in a state."""
    if state == "form":
        return {}
    if state == "empty":
        return {"fault": sentences.refusal("nothing_to_verify", {})}
    if state not in VERDICTS:
        return None
    label = {"long": LONG, "rtl": RIGHT_TO_LEFT}.get(state, LABELS[1])
    failed, code = REFUSALS.get(state, ("", VALID))
    at = CHECKS.index(failed) if failed else len(CHECKS)
    checks = tuple(
        Check(name, True if place < at else (False if place == at else None), code)
        for place, name in enumerate(CHECKS)
    )
    verdict = Verdict(not failed, code, checks, _summary(label) if at > 1 else None)
    return {"told": told_of(Finding(verdict, "Awa Diallo" if state == "rtl" else ""))}


def mine(state: str) -> dict[str, Any] | None:
    """Return the context of an owner's page in a state."""
    if state not in MINE:
        return None
    view = _view({"long": LONG, "rtl": RIGHT_TO_LEFT}.get(state, LABELS[1]))
    changed: dict[str, dict[str, Any]] = {
        "hidden": {"hidden": True},
        "suspended": {
            "status": Status.SUSPENDED,
            "suspended_until": WHEN + timedelta(days=14),
            "lost": (LostSkill(named("a"), LABELS[1], 2), LostSkill(named("b"), LONG, 3)),
        },
        "unsigned": {"status": Status.UNSIGNED, "share_url": "", "evidence": ()},
        "revoked": {"status": Status.REVOKED, "revoked_at": WHEN},
        "deleted": {"status": Status.REVOKED, "revoked_at": WHEN, "is_deleted": True},
    }
    context = owner.page(replace(view, **changed.get(state, {})))
    if state == "hidden":
        context |= {"done": sentences.done("hidden"), "undo": "show"}
    if state == "fault":
        fault = sentences.refusal("did_malformed", {})
        context |= {"fault": fault, "fault_code": "did_malformed", "did": "awa@example.org"}
    return context


def shared(state: str) -> dict[str, Any] | None:
    """Return the context of a shared page in a state."""
    if state not in SHARED:
        return None
    view = _view({"long": LONG, "rtl": RIGHT_TO_LEFT}.get(state, LABELS[1]))
    return share.page(
        SharedView(
            id=view.id,
            name=view.name,
            description=view.description,
            criteria=view.criteria,
            level=view.level,
            image=view.image,
            alt=view.alt,
            caption=view.caption,
            status=Status.SUSPENDED if state == "suspended" else Status.VALID,
            learner=LONG[:150] if state == "long" else "Awa Diallo" if state != "valid" else "",
            issuer=LONG if state == "long" else "Agir",
            awarded_at=WHEN,
            suspended_until=None,
            revoked_at=None,
            skills=view.skills,
            evidence=view.evidence[:1],
            endorsers=("Université d’essai", RIGHT_TO_LEFT) if state == "named" else (),
            share_url=view.share_url,
            json_url=view.json_url,
            verify_url=view.verify_url,
        )
    )


def _view(label: str) -> CredentialView:
    name = named("award" + label)
    return CredentialView(
        id=name,
        kind="badge",
        rule=named(label),
        competency=None,
        version=1,
        name=label[:200],
        description="Vous avez montré ces compétences dans plusieurs activités.",
        criteria="",
        level=2,
        image=image(label, 2, 172),
        alt=alt(label[:200], Level(2), "Agir", "fr"),
        caption=caption(Level(2), "fr"),
        language="fr",
        status=Status.VALID,
        why="",
        lost=(),
        skills=tuple(
            SkillShown(
                named(one),
                one,
                f"https://example.org/c/{at}",
                f"2.{at}",
                DIGITAL,
                2,
                2,
                Decimal("0.8"),
            )
            for at, one in enumerate((label, LABELS[0]), start=1)
        ),
        awarded_at=WHEN,
        issued_at=WHEN,
        suspended_until=None,
        revoked_at=None,
        hidden=False,
        names_learner=False,
        recipient="",
        evidence=tuple(
            EvidenceChoice(named(f"{at}"), named(label), title, Decimal(share), WHEN, at == 0)
            for at, (title, share) in enumerate(((LABELS[0], "1"), (label, "0.825"), ("", "0.5")))
        ),
        share_url=f"{ADDRESS}/c/{name}/",
        json_url=f"{ADDRESS}/c/{name}.json",
        verify_url=f"{ADDRESS}/verify/",
    )


def _summary(label: str) -> Summary:
    is_long = label == LONG
    return Summary(
        name=label,
        description="Vous avez montré ces compétences dans plusieurs activités.",
        issuer_name=label if is_long else "Agir",
        issuer_id=UNBROKEN if is_long else "did:web:campus.example:agir:issuer",
        credential_id=f"{ADDRESS}/c/{named(label)}.json",
        achievement_id=f"{ADDRESS}/achievements/{named(label)}/1.json",
        achievement_type="Badge",
        criteria="- Une compétence (2.1)\n- Une autre (2.2)",
        recipient="email_hash",
        awarded=WHEN,
        valid_from=WHEN - timedelta(days=1),
        valid_until=WHEN + timedelta(days=365),
        results=(Result(label, "80", "demonstrated"), Result("", "", "")),
        alignments=(
            Alignment(label, "https://example.org/c/1", DIGITAL, "2.1"),
            Alignment(LABELS[0], "", "", ""),
        ),
        evidence=3,
        image=image(label, 2, 172),
        notes=("endorsement",),
    )
