"""How may another plugin complete or stop a passage before it is written to a deposit file?"""

from __future__ import annotations

from typing import Any

from openedx_filters.exceptions import OpenEdxFilterException
from openedx_filters.tooling import OpenEdxPublicFilter


class AgirPassagePrepared(OpenEdxPublicFilter):
    """Runs on each passage that is about to be deposited, by whoever asked for the file.

    A step gets ``passage`` (an ``agir_certification.domain.passage.Passage``, which is frozen: a
    step returns ``{"passage": dataclasses.replace(passage, …)}``). It holds a civil status: a step
    neither logs nor sends it. Raising ``StopPassage`` lets this one wait, with the step's own
    ``code``, and none of the others.

    .. filter_name: AgirPassagePrepared
    .. filter_type: org.agir.certification.passage.prepared.v1
    """

    filter_type = "org.agir.certification.passage.prepared.v1"

    class StopPassage(OpenEdxFilterException):
        """The passage waits; ``code`` is a word that the batch screen shows."""

        def __init__(self, code: str) -> None:
            """Keep the word."""
            super().__init__(message=code)
            self.code = code

    @classmethod
    def run_filter(cls, passage: Any) -> Any:
        """Return the passage as the steps of the site left it; raise ``StopPassage``."""
        return super().run_pipeline(passage=passage)["passage"]
