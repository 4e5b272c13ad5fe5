"""What does the host keep?"""

from host.courseware.models.content import BlockRow, Course, CourseMode, CourseTeam
from host.courseware.models.field_value import FieldValue
from host.courseware.models.grade import CourseGrade, ProblemState, SubsectionGrade
from host.courseware.models.learner import Enrolment, Preference

__all__ = [
    "BlockRow",
    "Course",
    "CourseGrade",
    "CourseMode",
    "CourseTeam",
    "Enrolment",
    "FieldValue",
    "Preference",
    "ProblemState",
    "SubsectionGrade",
]
