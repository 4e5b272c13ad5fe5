"""Work of the catalogue that nobody waits for; commands do the same nightly."""

from celery import shared_task

from agir_catalogue.api import notices, peers
from agir_kernel.errors import DomainError
from agir_platform import queueing


@shared_task
def refresh_notices(course_keys: list[str]) -> int:
    """Bring these notices in line with the platform."""
    return len(notices.refresh(course_keys))


def after_course(course_key: str) -> None:
    """Refresh a course's notice once the transaction is committed. Never raises."""
    queueing.later(refresh_notices, [course_key], twin="agir_refresh_notices")


@shared_task
def harvest_peers() -> dict[str, int]:
    """Read every active peer; return how many were read and how many failed."""
    outcomes = list(peers.harvest_all())
    return {"read": len(outcomes), "failed": sum(bool(one.reason) for one in outcomes)}


@shared_task
def harvest_peer(number: int) -> str:
    """Read one peer; return the code of its fault, '' without one."""
    try:
        return peers.harvest(number).reason
    except DomainError as refusal:  # somebody paused or removed it meanwhile
        return refusal.code


def after_trust(number: int) -> None:
    """Read a peer once the transaction is committed. Never raises."""
    queueing.later(harvest_peer, number, twin="agir_harvest_peers")
