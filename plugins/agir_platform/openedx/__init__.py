"""The real platform behind the ports: the one room that imports it, always inside functions.

What each file stands on. "read" is the platform's own source of spring 2026, between Ulmo and
Verawood; "seen" was met in a running LMS of the Teak era; "memory" is neither. The platform
itself cannot be installed by its tests: ``agir_selfcheck`` proves these ports inside a real one.

=================  ===========================================================================
what               fact
=================  ===========================================================================
problem score      ``PROBLEM_WEIGHTED_SCORE_CHANGED`` (lms.djangoapps.grades.signals.signals):
                   user_id, course_id and usage_id as text, weighted_earned, weighted_possible,
                   modified, score_deleted, score_db_table; sent in the web process, for each
                   submit, also when nothing changed (read, seen)
why a score moved  ``get_event_transaction_type`` (common.djangoapps.track
                   .event_transaction_utils), kept in the request's cache: absent or
                   ``edx.grades.problem.submitted`` is the learner's own doing;
                   ``….problem.rescored``, ``….problem.score_overridden``,
                   ``….problem.state_deleted``, ``edx.grades.subsection.score_overridden``,
                   ``edx.grades.subsection.grade_calculated`` (gradebook) are not; a worker may
                   hold the text ``None`` (read)
deleted state      ``score_deleted=True`` with 0/0 points; the row is gone by then (read, seen)
subsection grade   ``SUBSECTION_SCORE_CHANGED``: course, course_structure, user,
                   subsection_grade with ``location``; sent by a worker, in the web process for
                   gradebook edits (read, seen); the figures are read again from
                   ``PersistentSubsectionGrade`` (user_id, course_id, usage_key, earned_*,
                   possible_*, first_attempted, modified) and its one ``override``
                   (earned_*_override …, modified), so that hearing and reconciling meet the
                   same row (read)
override           ``SUBSECTION_OVERRIDE_CHANGED``: user_id, course_id, usage_id; sent when one
                   is made or undone, before the recalculation (read)
stored scores      ``StudentModule`` (lms.djangoapps.courseware.models): raw ``grade`` and
                   ``max_grade``, ``modified`` indexed; the share is that of the weighted
                   points. Scores of the submissions service (ORA) are not in it (read)
completion         ``completion.models.BlockCompletion``, by ``post_save`` (seen)
tags               ``CONTENT_OBJECT_TAGS_CHANGED`` (openedx_events): content_object.object_id;
                   sent in Studio's web process (read, seen)
organisations      ``TaxonomyOrg`` (openedx.core.djangoapps.content_tagging.models): one row with
                   rel_type ``OWN`` and no organisation is all of them; ``set_taxonomy_orgs(
                   taxonomy, all_orgs=True)`` writes it (read, seen)
rerun              ``COURSE_RERUN_COMPLETED`` (openedx_events, where it exists): the new course
                   alone; the source stands in ``CourseRerunState`` (common.djangoapps
                   .course_action_state.models): course_key, source_course_key (read)
publish            ``COURSE_PUBLISHED`` (xmodule.modulestore.django; the module names each of
                   its ``SignalHandler``'s signals so): course_key; sent robustly (read, seen)
retirement         ``USER_RETIRE_LMS_MISC`` (openedx.core.djangoapps.user_api.accounts.signals):
                   user; a receiver that raises makes the platform answer 500, and its
                   retirement pipeline stops and is run again (read)
enrolment          ``CourseEnrollment`` (common.djangoapps.student.models): user_id, course_id,
                   mode, is_active (read)
team               ``CourseAccessRole`` (same module): user_id, course_id or org, any role,
                   ``beta_testers`` among them (read)
passed             ``PersistentCourseGrade`` (lms.djangoapps.grades.models): user_id, course_id,
                   passed_timestamp, null until the course was passed (read)
outline            ``get_course_in_cache`` (openedx.core.djangoapps.content.block_structure.api):
                   the published structure, one cache entry a course; ``display_name`` and
                   ``has_score`` are collected fields; lags a publish by some 30 s (read, seen)
one block          ``modulestore().get_item``: drafts too in Studio, published in the LMS (read)
what a mode sees   ``get_course_blocks`` (lms.djangoapps.course_blocks.api) for somebody enrolled in
                   the mode and rolled back, through the transformers of start dates, content
                   gating, partitions and visibility (memory, UNTESTED)
courses            ``CourseOverview`` (openedx.core.djangoapps.content.course_overviews.models),
                   ``course_exists`` looks in the modulestore too (read)
what is said       ``CourseOverview``: display_name, short_description, language, start, end,
                   enrollment_start, enrollment_end, org, self_paced, catalog_visibility,
                   visible_to_staff_only, course_image_url, modified; ``license`` and
                   ``course_visibility`` of ``modulestore().get_course`` (memory)
modes              ``CourseMode`` (common.djangoapps.course_modes.models): course_id, mode_slug,
                   min_price in whole units, currency, ``_expiration_datetime`` (memory)
gates              ``ContentTypeGatingConfig`` (openedx.features.content_type_gating.models),
                   ``CourseDurationLimitConfig`` (openedx.features.course_duration_limits
                   .models): ``enabled_for_course(course_key=…)`` (memory)
course team        ``user_has_course_permission`` (openedx.core.djangoapps.authz.decorators)
                   where it exists, then ``has_studio_write_access``
                   (common.djangoapps.student.auth), which knows organisation roles (read)
operator           ``GlobalStaff().has_user``: ``is_staff`` (read)
address            ``/courses/<course>/jump_to/<usage>`` under ``LMS_ROOT_URL`` (read)
sites              ``helpers`` of openedx.core.djangoapps.site_configuration: ``get_value`` of the
                   request's site, ``get_value_for_org``, ``get_current_site_orgs`` (``None`` or a
                   list) and ``get_all_orgs``, of the ``course_org_filter`` of each enabled
                   ``SiteConfiguration``; no request, no site (read). What lists show is as
                   ``lms.djangoapps.branding.get_visible_courses`` decides (read)
retired name       starts with ``RETIRED_USERNAME_PREFIX``, by default ``retired__user_`` (read)
language           ``UserPreference`` (openedx.core.djangoapps.user_api.models), ``pref-lang``
                   (seen)
=================  ===========================================================================
"""

from agir_platform.openedx.access import OpenEdxAccess
from agir_platform.openedx.courses import OpenEdxCourses
from agir_platform.openedx.enrolments import OpenEdxEnrolments
from agir_platform.openedx.people import OpenEdxPeople
from agir_platform.openedx.scores import OpenEdxScores
from agir_platform.openedx.sites import OpenEdxSites
from agir_platform.openedx.subscriptions import OpenEdxSubscriptions
from agir_platform.openedx.taxonomies import OpenEdxTaxonomies

__all__ = ["OpenEdxPlatform"]


class OpenEdxPlatform:
    """The ports of ``agir_platform.ports`` inside an LMS or a Studio."""

    def __init__(self) -> None:
        """Make the ports; nothing of the platform is imported until one is used."""
        self.people = OpenEdxPeople()
        self.enrolments = OpenEdxEnrolments()
        self.courses = OpenEdxCourses()
        self.scores = OpenEdxScores()
        self.access = OpenEdxAccess()
        self.taxonomies = OpenEdxTaxonomies()
        self.sites = OpenEdxSites()
        self.subscriptions = OpenEdxSubscriptions()
