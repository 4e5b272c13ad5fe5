"""Where are the streams, if the site has any?

One stream a part of the learners (``user_id % parts``), so that two consumers never meet in a
learner's rows. The number of parts is the site's, not the number of consumers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Final

from django.conf import settings

from agir_kernel.errors import DomainError

GROUP: Final = "agir"
PREFIX: Final = "agir:evidence"
ASIDE: Final = f"{PREFIX}:aside"  # a hash: code → how many messages were set aside
SECONDS: Final = 2.0  # the longest that a learner's answer may wait for Redis


class StreamUnset(DomainError):
    """``AGIR_COMPETENCIES_STREAM`` is empty: scores are folded one by one."""

    code: ClassVar[str] = "stream_unset"


class StreamClientMissing(DomainError):
    """The package ``redis`` is not installed."""

    code: ClassVar[str] = "stream_client_missing"


def is_on() -> bool:
    """Tell whether the site named a stream."""
    return bool(getattr(settings, "AGIR_COMPETENCIES_STREAM", ""))


def parts() -> int:
    """Return the number of streams, 1 or more."""
    return max(1, int(getattr(settings, "AGIR_COMPETENCIES_STREAM_PARTS", 8)))


def key(part: int) -> str:
    """Return the name of the stream of one part."""
    return f"{PREFIX}:{part}"


def client() -> Any:
    """Return the client of the site's Redis; raise ``StreamUnset`` or ``StreamClientMissing``."""
    if not is_on():
        raise StreamUnset
    return _client(settings.AGIR_COMPETENCIES_STREAM)


@lru_cache(maxsize=4)
def _client(address: str) -> Any:
    try:
        import redis  # noqa: PLC0415  optional: the platform carries it, a small site may not
    except ImportError as error:
        raise StreamClientMissing from error
    return redis.Redis.from_url(
        address,
        decode_responses=True,
        socket_connect_timeout=SECONDS,
        socket_timeout=SECONDS,
        health_check_interval=30,
    )
