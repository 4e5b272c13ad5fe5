"""How do the suite's public events reach other services?

Through the event bus that the platform is set up for (``EVENT_BUS_PRODUCER``; Redis under Tutor),
where ``AGIR_EVENT_BUS`` is on. One topic a context, ``agir-badges``; the key of a message is the
first field of its payload. The platform's own ``EVENT_BUS_PRODUCER_CONFIG`` cannot name these
events: it is read before the suite's signals exist. A bus that fails costs nothing but the message.
"""

from __future__ import annotations

import logging
from typing import Any

import attr
from django.conf import settings
from openedx_events.event_bus import get_producer
from openedx_events.tooling import SIGNAL_PROCESSED_FROM_EVENT_BUS, OpenEdxPublicSignal

from agir_events.signals import EVENTS

log = logging.getLogger(__name__)


def connect() -> None:
    """Publish every event of the suite from now on, where the site asks for it. Idempotent."""
    if not getattr(settings, "AGIR_EVENT_BUS", False):
        return
    for event in EVENTS:
        event.connect(publish, dispatch_uid=f"agir-bus-{event.event_type}")


def disconnect() -> None:
    """Publish nothing any more. Idempotent."""
    for event in EVENTS:
        event.disconnect(dispatch_uid=f"agir-bus-{event.event_type}")


def topic(event: OpenEdxPublicSignal) -> str:
    """Return the topic of an event, without the site's prefix: ``agir-badges``."""
    return f"agir-{event.event_type.split('.')[2]}"


def key_field(event: OpenEdxPublicSignal) -> str:
    """Return the path of the field that keys a message: ``badge.subject``."""
    ((name, payload),) = event.init_data.items()
    return f"{name}.{attr.fields(payload)[0].name}"


def publish(signal: OpenEdxPublicSignal, metadata: Any, **carried: Any) -> None:
    """Hand one event to the bus; what came from there is not sent back. Never raises."""
    if carried.get(SIGNAL_PROCESSED_FROM_EVENT_BUS) is True:
        return
    try:
        get_producer().send(
            signal=signal,
            topic=topic(signal),
            event_key_field=key_field(signal),
            event_data={name: carried[name] for name in signal.init_data},
            event_metadata=metadata,
        )
    except Exception:  # whoever publishes must not fail for a bus
        log.exception("%s did not reach the event bus", signal.event_type)
