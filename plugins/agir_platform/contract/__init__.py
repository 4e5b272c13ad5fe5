"""What must every platform behind the ports hold? One suite for all of them.

A check is a function of a ``World`` that returns when the ports keep their word and raises
``ContractBroken`` with a sentence when they do not. ``READING`` changes nothing: it runs in the
tests of every platform and, as ``./manage.py lms agir_selfcheck``, inside a real one. ``WRITING``
makes things happen through an ``ActiveWorld`` and listens: it runs in tests only.
"""

from collections.abc import Callable
from typing import Final

from agir_platform.contract import happenings, reading
from agir_platform.contract.world import ActiveWorld, ContractBroken, NothingToTry, World

__all__ = [
    "READING",
    "WRITING",
    "ActiveWorld",
    "ContractBroken",
    "NothingToTry",
    "World",
    "name_of",
]

READING: Final[tuple[Callable[[World], None], ...]] = (
    reading.people_are_known_or_none,
    reading.enrolments_agree,
    reading.courses_are_listed,
    reading.an_outline_is_a_tree_in_reading_order,
    reading.an_unknown_course_is_refused,
    reading.levels_agree_with_the_outline,
    reading.titles_and_addresses_agree_with_the_outline,
    reading.a_course_says_what_it_is,
    reading.what_is_shown_is_of_the_outline,
    reading.stored_scores_read_the_same_by_any_page,
    reading.scores_of_a_course_are_of_the_blocks_asked,
    reading.access_tells_people_apart,
    reading.sites_are_whole_addresses,
)

WRITING: Final[tuple[Callable[[ActiveWorld], None], ...]] = (
    happenings.an_attempt_is_heard_and_stored,
    happenings.subscribing_twice_is_once,
    happenings.a_regrade_tells_its_cause,
    happenings.an_override_of_a_subsection_tells_its_cause,
    happenings.a_deletion_takes_the_score_away,
    happenings.a_criterion_is_heard_beside_the_score,
    happenings.a_completion_is_heard,
    happenings.a_setup_is_kept,
    happenings.tags_are_heard,
    happenings.a_publish_is_heard,
    happenings.a_rerun_names_both_courses,
    happenings.a_retirement_is_heard_and_the_person_forgotten,
    happenings.offering_a_taxonomy_twice_is_once,
    happenings.a_site_lists_its_own_and_no_other,
)


def name_of(check: Callable[..., None]) -> str:
    """Return the check's name as a sentence."""
    return check.__name__.replace("_", " ")
