"""Who is thanked on a course: what ``agir_platform.sponsors`` is given. Public."""

from agir_sponsorship.impact.acknowledging import Sponsors

__all__ = ["Sponsors"]
