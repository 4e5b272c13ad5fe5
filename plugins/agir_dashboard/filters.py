"""Which skills did the learner ask to see?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agir_dashboard.skills import Skill
from agir_kernel.searching import plain

ALL = ""
LEVELS = frozenset("0123")


@dataclass(frozen=True, slots=True)
class SkillFilter:
    """What the form says; '' asks nothing. ``level`` is a digit 0 to 3."""

    words: str = ""
    level: str = ALL
    framework: str = ALL

    @property
    def is_active(self) -> bool:
        """Tell whether anything was asked."""
        return bool(self.words or self.level or self.framework)

    def keep(self, skills: Iterable[Skill]) -> list[Skill]:
        """Return the skills that are asked for, in their order."""
        wanted = plain(self.words).split()
        return [
            skill
            for skill in skills
            if all(word in plain(f"{skill.label} {skill.framework}") for word in wanted)
            and self.level in (ALL, str(skill.level))
            and self.framework in (ALL, skill.framework)
        ]


def asked(query: Mapping[str, str]) -> SkillFilter:
    """Read the form; a level that is none is no question."""
    level = query.get("level", "")
    return SkillFilter(
        words=query.get("q", "").strip()[:100],
        level=level if level in LEVELS else ALL,
        framework=query.get("framework", "")[:500],
    )
