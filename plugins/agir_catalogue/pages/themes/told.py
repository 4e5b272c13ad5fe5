"""Which calls for initiatives are there? ``agir_platform.calls`` asks here."""

from __future__ import annotations

from django.urls import reverse

from agir_catalogue.api import diversity
from agir_catalogue.api.diversity import CallState
from agir_catalogue.pages.themes import words
from agir_platform import calls, contexts
from agir_platform.ports import CallFacts


class Calls:
    """The calls of this catalogue, as ``agir_platform.ports.Calls`` asks for them."""

    def every(self) -> tuple[CallFacts, ...]:
        """Return all calls, open ones first."""
        language = words.language()
        found = [
            CallFacts(
                call=str(one.id),
                title=one.theme.name(language),
                url=reverse("agir_catalogue:call", args=[one.id]),
                is_open=one.state is CallState.OPEN,
            )
            for one in diversity.calls()
        ]
        return tuple(sorted(found, key=lambda one: not one.is_open))


def answer() -> None:
    """Answer from now on, where the context is on."""
    if contexts.is_on("catalogue"):
        calls.register(Calls())
