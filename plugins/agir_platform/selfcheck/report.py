"""The ten questions, in the order in which an operator mends what is broken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from agir_platform import contract
from agir_platform.contract.world import World
from agir_platform.selfcheck import rehearsal, site
from agir_platform.selfcheck.answers import Answer, ask, together

# Words of the checks' own names; every check of ``contract.READING`` falls into one.
PLATFORM: Final = (
    ("people and enrolments are read", ("people", "enrolments")),
    ("courses are read", ("course", "outline", "levels", "titles", "what is shown", "sites")),
    ("scores are read", ("scores",)),
    ("access tells people apart", ("access",)),
)
SITE: Final[tuple[tuple[str, Callable[[], None]], ...]] = (
    ("the settings are good", site.settings_are_good),
    ("a private file is kept and deleted", site.a_private_file_is_kept_and_deleted),
    ("civil status is sealed", site.a_text_is_sealed),
)


def answers(world: World) -> list[Answer]:
    """Return ten answers; what they wrote is taken back."""
    read: dict[str, list[Answer]] = {group: [] for group, _ in PLATFORM}
    for check in contract.READING:
        name = contract.name_of(check)
        read[group_of(name)].append(ask(name, partial(check, world)))
    return [
        *(together(group, parts) for group, parts in read.items()),
        *(ask(name, question) for name, question in SITE),
        *rehearsal.played(),
    ]


def group_of(name: str) -> str:
    """Return the question that a check of the platform belongs to: the last that its name tells.

    "scores of a course are of the blocks asked" is of scores, "titles and addresses agree with
    the outline" of courses.
    """
    groups = [group for group, words in PLATFORM if name.startswith(words)]
    if groups:
        return groups[0]
    return [group for group, words in PLATFORM if any(word in name for word in words)][-1]
