"""What a certificate of the platform proposes; heard by ``handlers``."""

from __future__ import annotations

from agir_certification.passages import proposing
from agir_kernel.clock import Clock, SystemClock

__all__ = ["on_certificate"]


def on_certificate(user_id: int, course_key: str, *, clock: Clock | None = None) -> int:
    """Propose the passages that the course gives evidence for; return how many were new."""
    return proposing.on_certificate(user_id, course_key, (clock or SystemClock()).now())
