"""Courses with links on them: one by hand, and any number by chance."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from agir_competencies.domain.identity import link_id
from agir_competencies.models import Competency, Framework, Link, LinkVersion, MasteryRule
from agir_platform.memory import MemoryPlatform
from agir_platform.ports import Block, Outline

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
COURSE = "course-v1:Agir+Authoring+2026"
BLOCK = COURSE.replace("course-v1:", "block-v1:")
TYPES = {"course": "course", "section": "chapter", "subsection": "sequential", "unit": "vertical"}


def key(level: str, name: str) -> str:
    return f"{BLOCK}+type@{TYPES.get(level, 'problem')}+block@{name}"


def course(memory: MemoryPlatform, *sections: Sequence[Sequence[Sequence[bool]]]) -> Outline:
    """Add a course: sections of subsections of units of blocks, scored or not."""
    blocks = [Block(key("course", "course"), "course", "Le cours", None, False, "course")]

    def add(level: str, name: str, parent: str, scored: bool = False) -> str:
        own = key(level, name)
        kind = TYPES.get(level, "problem")
        blocks.append(Block(own, kind, f"{level} {name}", parent, scored, level))
        return own

    for a, section in enumerate(sections, 1):
        first = add("section", f"s{a}", blocks[0].usage_key)
        for b, subsection in enumerate(section, 1):
            second = add("subsection", f"s{a}.{b}", first)
            for c, unit in enumerate(subsection, 1):
                third = add("unit", f"s{a}.{b}.{c}", second)
                for d, scored in enumerate(unit, 1):
                    add("leaf", f"s{a}.{b}.{c}.{d}", third, scored)
    outline = Outline(COURSE, "Le cours", tuple(blocks))
    memory.shelf.outlines[COURSE] = outline
    return outline


def frame(count: int, title: str = "Cadre") -> list[Competency]:
    """Return competencies of a new framework, each the parent of the next."""
    framework = Framework.objects.create(
        identifier=uuid4(), uri=f"urn:{uuid4()}", source="local", title=title,
        imported_at=LONG_AGO,
    )  # fmt: skip
    made: list[Competency] = []
    for number in range(count):
        made.append(
            Competency.objects.create(
                identifier=UUID(int=framework.pk * 1000 + number), framework=framework,
                uri=f"urn:c:{uuid4()}", statement=f"Compétence {number}",
                label=f"Compétence {number}", depth=number, parent=made[-1] if made else None,
            )
        )  # fmt: skip
    return made


def link(
    competency: Competency, object_key: str, kind: str = "problem_score", weight: str = "1"
) -> None:
    Link.objects.create(
        id=link_id(object_key, competency.identifier), course_key=COURSE, object_key=object_key,
        competency=competency, kind=kind, weight=Decimal(weight), created_at=LONG_AGO,
    )  # fmt: skip
    row, _ = LinkVersion.objects.get_or_create(course_key=COURSE, defaults={"version": 0})
    row.version += 1
    row.save()


def rule(competency: Competency, version: int, dice: random.Random) -> None:
    MasteryRule.objects.create(
        competency=competency,
        method=dice.choice(["discounted_beta", "highest", "average", "decaying_average"]),
        threshold=Decimal(dice.choice(["0.5", "0.7", "0.9"])),
        objects_needed=dice.randint(1, 3),
        version=version,
        created_at=LONG_AGO,
    )


def by_chance(memory: MemoryPlatform, seed: int) -> tuple[Outline, list[Competency]]:
    """Return a random course, four competencies linked in it, and rules for some of them."""
    dice = random.Random(seed)
    sections = [
        [
            [[dice.random() < 0.7 for _ in range(dice.randint(1, 3))] for _ in range(2)]
            for _ in range(dice.randint(1, 2))
        ]
        for _ in range(2)
    ]
    outline, skills = course(memory, *sections), frame(4)
    kinds = {"leaf": "problem_score", "subsection": "subsection_grade"}
    for block in outline.blocks:
        for skill in skills:
            if dice.random() < 0.5:
                scored = block.level == "subsection" or block.is_scored
                kind = kinds[block.level] if scored else "promise"
                link(skill, block.usage_key, kind, dice.choice(["0.5", "1", "2"]))
    for version, skill in enumerate(skills[:2], 2):
        rule(skill, version, dice)
    return outline, skills
