"""Which tracking events may leave for a record store? Ours join the site's, and replace none."""

from __future__ import annotations

from typing import Any, Final

DEMONSTRATED: Final = "agir.competency.demonstrated"
WITHDRAWN: Final = "agir.competency.withdrawn"
RECORDED: Final = "agir.evidence.recorded"
EVENTS: Final = (DEMONSTRATED, WITHDRAWN, RECORDED)
ALLOWED: Final = "EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS"


def allow(settings: Any) -> None:
    """Add our events to the site's lists. Idempotent.

    ``event-routing-backends`` may set up its lists before or after this. After: it appends to
    ours. Before: the lists stand inside the backends' settings, and are added to there.
    """
    setattr(settings, ALLOWED, _with(getattr(settings, ALLOWED, None) or []))
    bus = getattr(settings, "EVENT_BUS_TRACKING_LOGS", None)
    if bus is not None:
        settings.EVENT_BUS_TRACKING_LOGS = _with(bus)
    backends = getattr(settings, "EVENT_TRACKING_BACKENDS", None) or {}
    router = backends.get("event_transformer", {}).get("OPTIONS", {})
    _widen(router)
    _widen(router.get("backends", {}).get("xapi", {}).get("OPTIONS", {}))


def _widen(options: dict[str, Any]) -> None:
    for processor in options.get("processors", ()):
        found = processor.get("OPTIONS", {})
        if "whitelist" in found:
            found["whitelist"] = _with(found["whitelist"])


def _with(listed: Any) -> Any:
    """Return the same list or set with our events at its end."""
    if isinstance(listed, set | frozenset):
        return set(listed).union(EVENTS)
    absent = [name for name in EVENTS if name not in listed]
    if isinstance(listed, list):
        listed.extend(absent)  # the same object may stand in the backends' settings
        return listed
    return [*listed, *absent]
