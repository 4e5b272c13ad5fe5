"""In which words do the pages tell what became of other operators?"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext, gettext_lazy

from agir_catalogue import sentences
from agir_catalogue.api.peers import HarvestView, PeerView, Rule, State
from agir_platform.rest import sentence_of

STATES: Final[dict[str, Any]] = {
    State.ACTIVE: gettext_lazy("Read every night"),
    State.PAUSED: gettext_lazy("Paused by this site"),
    State.QUARANTINED: gettext_lazy("Set apart: it failed too often"),
    State.REMOVED: gettext_lazy("Removed: its courses are hidden"),
}
RULES: Final[dict[str, Any]] = {
    Rule.URI: gettext_lazy("Both have the same address."),
    Rule.SAME_AS: gettext_lazy("It says so itself."),
    Rule.PUBLISHER_CODE: gettext_lazy("Both have the same publisher and the same code."),
    Rule.TITLE: gettext_lazy("Both have the same title."),
    Rule.LIKENESS: gettext_lazy("Their titles are nearly the same, or half of them and of skills."),
    "operator": gettext_lazy("Somebody who runs this site decided so."),
}


def state(peer: PeerView) -> str:
    """Return how this site stands to a peer."""
    return str(STATES.get(peer.state, peer.state))


def rule(name: str) -> str:
    """Return why two courses are taken for one."""
    return str(RULES.get(name, name))


def harvest(one: HarvestView) -> str:
    """Return what a reading brought."""
    if one.reason:
        return sentences.reading(one.reason)
    told = gettext("%(added)s new, %(changed)s changed, %(gone)s gone")
    facts = {"added": one.added, "changed": one.changed, "gone": one.gone}
    return str(sentence_of(told, facts))
