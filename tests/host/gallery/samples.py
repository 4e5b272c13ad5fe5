"""Learners who do not exist, in every state that a page must show."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from agir_badges.api import AheadView, BadgeView, Level, Shelf
from agir_badges.domain.artwork import Face, draw
from agir_badges.domain.wording import alt, caption
from agir_competencies.domain.self_check import Calibration
from agir_competencies.selfchecks import words
from agir_dashboard import sentences
from agir_dashboard.skills import Proof, Skill, Skills, percent, told

HERE = UUID("3f2b8a52-54a5-4a52-9d0e-0c2f5f3f7a10")
WHEN = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
DIGITAL = "DigComp local : citoyenneté numérique"
WASTE = "RNCP36788 · Animer une démarche de réduction des déchets"
LONG = (
    "Mettre en œuvre, dans le respect des réglementations en vigueur et en concertation avec "
    "l’ensemble des parties prenantes du territoire, une démarche interopérable d’inclusion "
    "numérique, incluant anticonstitutionnellementintergouvernementalisations"
)
RIGHT_TO_LEFT = "حماية البيانات الشخصية والخصوصية"
LABELS = (
    "Choisir un mot de passe solide",
    "Reconnaître un message frauduleux",
    "Protéger ses données personnelles",
    "Trier l’information et vérifier une source",
    "Mesurer l’empreinte de ses équipements",
    "Accompagner une personne qui débute",
)


def named(text: str) -> UUID:
    """Return the identifier of a sample."""
    return uuid5(HERE, text)


def skill(label: str, level: int, framework: str = DIGITAL, proofs: int = 2) -> Skill:
    """Return a competency at a level."""
    estimate = (None, Decimal("0.616667"), Decimal("0.743590"), Decimal("0.861204"))[level]
    count = proofs if level else 0
    return Skill(
        identifier=named(label + framework),
        uri=f"https://example.org/competency/{named(label)}",
        label=label,
        framework=framework,
        status="demonstrated" if level >= Level.DEMONSTRATED else "not_yet",
        level=level,
        word=sentences.level_word(level),
        estimate=estimate,
        percent=percent(estimate),
        certainty=("few", "few", "some", "strong")[level],
        evidence_count=count,
        freshness=sentences.freshness(count, WHEN),
        explanation=_why(level),
        next=_next(level),
        proofs=tuple(proof(number) for number in range(count)),
        said=words.sentence(1, 2, Calibration.LOWER) if level == Level.DEMONSTRATED else "",
    )


def _why(level: int) -> str:
    if level == Level.UNMEASURED:
        return ""
    return (
        "Deux activités, la plus récente comptant le plus : (0,9 × 1 + 1 + 1) ÷ (1,9 + 2) = 0,744. "
        "Il faut 0,7 et deux activités différentes."
    )


def _next(level: int) -> str:
    return "" if level >= Level.DEMONSTRATED else "Réussir une activité de plus suffirait."


def proof(number: int) -> Proof:
    """Return a piece of evidence; the third does not count, the fourth lost its link."""
    titles = ("Un mot de passe pour la mairie", "Le faux colis", "Ancien exercice", LONG)
    return Proof(
        title=titles[number % 4],
        url="/courses/demo/" if number % 4 != 2 else "",
        result=sentences.result((100, 80, None, 45)[number % 4]),
        date=sentences.day(WHEN.replace(day=1 + number % 28)),
        note=sentences.proof_note(number % 4 != 2, number % 4 == 3),
        is_counted=number % 4 != 2,
    )


def image(name: str, level: int, hue: int) -> str:
    """Return a badge's drawing as a data address."""
    face = Face(name, hue, Level(level), (named(name),), "Agir")
    return "data:image/svg+xml;base64," + base64.b64encode(draw(face).encode()).decode()


def badge(name: str, level: int, hue: int, *, withdrawn: bool = False) -> BadgeView:
    """Return a badge of a learner."""
    return BadgeView(
        id=named("award" + name),
        rule=named(name),
        slug="sample",
        name=name,
        description="Vous avez montré ces compétences dans plusieurs activités.",
        level=level,
        image=image(name, level, hue),
        alt=alt(name, Level(level), "Agir", "fr"),
        caption=caption(Level(level), "fr"),
        rule_version=1,
        awarded_at=WHEN,
        withdrawn_at=WHEN if withdrawn else None,
        withdrawn_reason="competency_withdrawn" if withdrawn else "",
    )


def ahead(name: str, reached: int, needed: int, hue: int) -> AheadView:
    """Return a badge that is not held."""
    return AheadView(
        rule=named(name),
        name=name,
        description="",
        level=2,
        image=image(name, 2, hue),
        alt=alt(name, Level(2), "Agir", "fr"),
        reached=reached,
        needed=needed,
        total=needed,
        minimum=Decimal(0),
        missing=tuple(named(label + DIGITAL) for label in LABELS[reached:needed]),
        below=(),
    )


def page(state: str) -> Skills | None:
    """Return the skills page of a state, ``None`` when there is no such state."""
    made = {
        "empty": lambda: told((), Shelf((), ())),
        "unmeasured": lambda: told([skill(one, 0) for one in LABELS[:3]], Shelf((), ())),
        "one": lambda: told([skill(LABELS[0], 2)], Shelf((), (ahead("Vie privée", 1, 3, 205),))),
        "many": _many,
        "long": lambda: told(
            [skill(LONG, level, LONG, proofs=4) for level in (1, 3)],
            Shelf((badge(LONG[:120], 2, 30),), (ahead(LONG[:120], 0, 2, 300),)),
        ),
        "rtl": lambda: told(
            [skill(RIGHT_TO_LEFT, level) for level in (1, 2)],
            Shelf((badge(RIGHT_TO_LEFT, 3, 160),), (ahead(RIGHT_TO_LEFT, 1, 2, 20),)),
        ),
    }
    return made[state]() if state in made else None


STATES = ("empty", "unmeasured", "one", "many", "long", "rtl")


def _many() -> Skills:
    skills = [skill(label, at % 4, proofs=at + 1) for at, label in enumerate(LABELS)]
    skills += [skill(label, (at + 2) % 4, WASTE) for at, label in enumerate(LABELS[3:])]
    badges = (
        badge("Premiers pas", 1, 96),
        badge("Citoyenne du numérique", 2, 172),
        badge("Gardienne des données", 3, 262),
        badge("Sobriété numérique", 2, 32, withdrawn=True),
    )
    return told(skills, Shelf(badges, (ahead("Vie privée", 2, 3, 205), ahead("Tri", 1, 4, 340))))
