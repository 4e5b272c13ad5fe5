"""Why did a score change? As on the platform, the event transaction tells."""

from agir_platform.openedx.causes import problem_cause, subsection_cause

__all__ = ["problem_cause", "subsection_cause"]
