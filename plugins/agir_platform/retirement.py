"""How does a person leave, and how do they take their data with them?

Each context registers what it holds by two functions of the learner's subject. Retirement locks
the learner, runs every ``forget`` and then deletes the mapping (so a ``forget`` may still ask who
the subject is), in one transaction: a failure leaves everything in place, is raised, and the
platform's retirement pipeline tries again. An export is plain values that ``json`` can write.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from agir_platform.learners import api as learners

Forget = Callable[[UUID], None]
Export = Callable[[UUID], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one context does about one learner's data."""

    forget: Forget
    export: Export


_holdings: dict[str, Holding] = {}


def register(context: str, forget: Forget, export: Export) -> None:
    """Say what ``context`` holds of a learner; saying it again replaces.

    ``forget(subject)`` deletes or makes anonymous, and is idempotent. ``export(subject)`` returns
    what is held, in values that ``json`` can write.
    """
    _holdings[context] = Holding(forget, export)


def contexts() -> tuple[str, ...]:
    """Return the names of the contexts that registered, sorted."""
    return tuple(sorted(_holdings))


def retire(user_id: int) -> bool:
    """Forget one platform user everywhere; ``False`` when the suite never met them. Idempotent."""
    with transaction.atomic():
        subject = learners.locked_if_known(user_id)
        if subject is None:
            return False
        for _, holding in sorted(_holdings.items()):
            holding.forget(subject)
        learners.forget(user_id)
    return True


def on_retirement(user_id: int) -> None:
    """Hear the platform say that a user is being retired."""
    retire(user_id)


def export(user_id: int) -> dict[str, Any]:
    """Return all that the suite holds of one platform user, by context; empty when unknown."""
    subject = learners.known_subject(user_id)
    if subject is None:
        return {}
    held = {context: holding.export(subject) for context, holding in sorted(_holdings.items())}
    return {"user_id": user_id, "subject": str(subject), "contexts": held}
