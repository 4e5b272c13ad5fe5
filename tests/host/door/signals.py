"""What does the host say? The platform's own plain signals, by name and payload.

=================================  ==========================================================
signal                             payload
=================================  ==========================================================
PROBLEM_RAW_SCORE_CHANGED          raw_earned, raw_possible, weight, user_id, course_id,
                                   usage_id, only_if_higher, modified, score_db_table,
                                   score_deleted
PROBLEM_WEIGHTED_SCORE_CHANGED     weighted_earned, weighted_possible, user_id, course_id (str),
                                   usage_id (str), only_if_higher, score_deleted, modified,
                                   score_db_table
SCORE_PUBLISHED                    block, user, raw_earned, raw_possible, only_if_higher,
                                   score_db_table
SUBSECTION_SCORE_CHANGED           course, course_structure, user, subsection_grade
SUBSECTION_OVERRIDE_CHANGED        user_id, course_id, usage_id, only_if_higher, modified,
                                   score_deleted, score_db_table
COURSE_GRADE_PASSED_FIRST_TIME     course_id, user
COURSE_GRADE_CHANGED               user, course_grade, course_key, deadline
COURSE_GRADE_NOW_PASSED / _FAILED  user, course_id / user, course_id, grade
ENROLL_STATUS_CHANGE               event, user, mode, course_id
ENROLLMENT_TRACK_UPDATED           user, course_key, mode, countdown
UNENROLL_DONE                      course_enrollment, skip_refund
REFUND_ORDER                       course_enrollment
COURSE_PUBLISHED                   course_key
USER_RETIRE_LMS_MISC               user
=================================  ==========================================================
"""

from django.dispatch import Signal

PROBLEM_RAW_SCORE_CHANGED = Signal()
PROBLEM_WEIGHTED_SCORE_CHANGED = Signal()
SCORE_PUBLISHED = Signal()
SUBSECTION_SCORE_CHANGED = Signal()
SUBSECTION_OVERRIDE_CHANGED = Signal()
COURSE_GRADE_PASSED_FIRST_TIME = Signal()
COURSE_GRADE_CHANGED = Signal()
COURSE_GRADE_NOW_PASSED = Signal()
COURSE_GRADE_NOW_FAILED = Signal()
ENROLL_STATUS_CHANGE = Signal()
ENROLLMENT_TRACK_UPDATED = Signal()
UNENROLL_DONE = Signal()
REFUND_ORDER = Signal()
COURSE_PUBLISHED = Signal()
USER_RETIRE_LMS_MISC = Signal()
