"""How does a receiver hear the platform without ever hurting it?

A receiver of a plain Django signal that raises breaks the learner's answer; one that meets a
database error breaks the whole transaction of the request. So each runs in a savepoint of its
own and its faults are logged. What was lost is found again by ``reconcile``.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

Translate = Callable[[Mapping[str, Any]], Any]


def name_of(receiver: Callable[..., Any]) -> str:
    """Return the receiver's name, for logs."""
    return f"{receiver.__module__}.{getattr(receiver, '__qualname__', repr(receiver))}"


def uid_of(said: str, receiver: Callable[..., Any]) -> str:
    """Return what makes one receiver connected twice one, and methods of two objects two.

    Who connects keeps the receiver alive, so that no other can take its place in memory.
    """
    itself = getattr(receiver, "__self__", receiver)
    return f"agir:{said}:{name_of(receiver)}:{id(itself)}"


def cannot_hear(path: str, error: Exception) -> None:
    """Log that this platform has no such signal."""
    log.error("Agir cannot hear %s on this platform: %s", path, error)


def connect(
    signal: Signal,
    said: str,
    translate: Translate,
    receiver: Callable[[Any], None],
    *,
    of: Any = None,
) -> None:
    """Let ``receiver`` hear ``signal``, known as ``said``, as ``translate`` renders it.

    ``of``: the one sender to hear, all when ``None``.

    ``translate`` gets what the signal carries and returns the event, or ``None`` for what does
    not concern the suite. Connecting the same receiver twice is once. Nothing raises.
    """

    def hear(*, sender: Any = None, signal: Any = None, **carried: Any) -> None:
        try:
            with transaction.atomic():
                event = translate(carried)
                if event is not None:
                    receiver(event)
        except Exception:
            log.exception("Agir lost one %s in %s", said, name_of(receiver))

    signal.connect(hear, sender=of, weak=False, dispatch_uid=uid_of(said, receiver))


def connect_if_there(path: str, translate: Translate, receiver: Callable[[Any], None]) -> bool:
    """Connect to the signal at a dotted path; log and return ``False`` where it is not.

    A platform that renamed a signal must start all the same.
    """
    try:
        connect(import_string(path), path, translate, receiver)
    except Exception as error:  # noqa: BLE001  whatever it is, the site must start
        cannot_hear(path, error)
        return False
    return True
