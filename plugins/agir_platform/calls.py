"""Which calls for initiatives are there, and who pays for them?

Asked by contexts that never import one another: the catalogue knows the calls, sponsorship the
campaigns. Nobody registered, or a failure: nothing is shown, and nothing else changes.
"""

import logging

from agir_platform.ports import CallCampaign, CallFacts, CallFunding, Calls

log = logging.getLogger(__name__)

_calls: list[Calls] = []
_funding: list[CallFunding] = []


def register(calls: Calls) -> None:
    """Let ``calls`` tell which calls there are, in the place of who did."""
    _calls[:] = [calls]


def register_funding(funding: CallFunding) -> None:
    """Let ``funding`` tell who pays for a call, in the place of who did."""
    _funding[:] = [funding]


def withdraw() -> None:
    """Let nobody answer. Idempotent."""
    _calls.clear()
    _funding.clear()


def every() -> tuple[CallFacts, ...]:
    """Return all calls, open ones first; never raises."""
    try:
        return _calls[0].every() if _calls else ()
    except Exception:
        log.exception("The calls for initiatives could not be read")
        return ()


def one(call: str) -> CallFacts | None:
    """Return one call, or ``None``; never raises."""
    return next((found for found in every() if found.call == call), None)


def campaigns_of(call: str) -> tuple[CallCampaign, ...]:
    """Return the public campaigns for a call; never raises."""
    try:
        return _funding[0].of_call(call) if _funding else ()
    except Exception:
        log.exception("The campaigns of a call could not be read")
        return ()


def begin_url(call: str) -> str:
    """Return where an operator plans a campaign for the call, '' for nowhere; never raises."""
    try:
        return _funding[0].begin_url(call) if _funding else ""
    except Exception:
        log.exception("Nobody knows where a campaign begins")
        return ""
