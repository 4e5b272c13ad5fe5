"""Who pays for a call for initiatives? ``agir_platform.calls`` asks here."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from agir_platform import calls, contexts
from agir_platform.ports import CallCampaign
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.pages.campaigns import shown, words


class Funding:
    """The campaigns of calls, as ``agir_platform.ports.CallFunding`` asks for them."""

    def of_call(self, call: str) -> tuple[CallCampaign, ...]:
        """Return the public campaigns for a call, open ones first."""
        return tuple(
            CallCampaign(
                title=one.title,
                url=reverse("agir_sponsorship:campaign", args=[one.id]),
                state_word=words.word(words.STATES, one.state),
                is_open=one.is_open,
                progress=shown.campaign(one)["progress"],
            )
            for one in api.of_call(UUID(call))
        )

    def begin_url(self, call: str) -> str:
        """Return the page on which an operator plans a campaign for the call."""
        return f"{reverse('agir_sponsorship:console-new')}?{urlencode({'call': call})}"


def answer() -> None:
    """Answer from now on, where the context is on."""
    if contexts.is_on("sponsorship"):
        calls.register_funding(Funding())
