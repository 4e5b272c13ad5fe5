"""How does a tracking event become an xAPI 1.0.3 statement?

Imported only where ``event-routing-backends`` is installed. The statement's id is made of who,
what and when it happened, not of when it was told: telling again is the same statement.
"""

from __future__ import annotations

from typing import Any

from event_routing_backends.helpers import convert_datetime_to_iso, get_uuid5
from event_routing_backends.processors.xapi.registry import XApiTransformersRegistry
from event_routing_backends.processors.xapi.transformer import XApiTransformer
from tincan import (
    Activity,
    ActivityDefinition,
    ActivityList,
    ContextActivities,
    LanguageMap,
    Result,
    Score,
    Verb,
)

from agir_competencies.xapi import names


class AgirTransformer(XApiTransformer):  # type: ignore[misc]
    """What the three events share: the course as parent, the competencies as categories."""

    additional_fields = ("result",)

    def get_verb(self) -> Verb:
        """Return the event's verb."""
        iri, word = names.VERBS[self.event["name"]]
        return Verb(id=iri, display=LanguageMap({"en": word}))

    def get_timestamp(self) -> str:
        """Return when it happened, not when it was told."""
        return str(convert_datetime_to_iso(self.event["data"]["occurred_at"]))

    def get_event_id(self) -> Any:
        """Return an id that telling again does not change."""
        about = "|".join(one["id"] for one in self._competencies())
        who = f"{self.get_actor().to_json()}-{self.get_timestamp()}"
        return get_uuid5(f"{self.event['name']}|{self.event['data']['object_key']}|{about}", who)

    def get_context_activities(self) -> ContextActivities:
        """Return the platform's own (the course), and the competencies with their frameworks."""
        found = super().get_context_activities() or ContextActivities()
        told = self._competencies()
        frameworks = dict.fromkeys(one["framework"] for one in told)
        found.category = ActivityList(
            [*map(_competency, told), *(Activity(id=iri) for iri in frameworks)]
        )
        return found

    def _competencies(self) -> list[dict[str, str]]:
        data = self.event["data"]
        found: list[dict[str, str]] = data.get("competencies") or [data["competency"]]
        return found


@XApiTransformersRegistry.register(names.DEMONSTRATED)
@XApiTransformersRegistry.register(names.WITHDRAWN)
class StandingTransformer(AgirTransformer):
    """A learner mastered a competency, or lost it."""

    def get_object(self) -> Activity:
        """Return the competency."""
        return _competency(self.event["data"]["competency"])

    def get_result(self) -> Result | None:
        """Return the estimate, where there is one."""
        return _scaled(self.event["data"]["estimate"])


@XApiTransformersRegistry.register(names.RECORDED)
class EvidenceTransformer(AgirTransformer):
    """A learner scored on an object that is evidence of competencies."""

    def get_object(self) -> Activity:
        """Return the object, by the address that the platform's own statements give it."""
        return Activity(
            id=self.get_object_iri("xblock", self.event["data"]["object_key"]),
            definition=ActivityDefinition(type=names.RESOURCE),
        )

    def get_result(self) -> Result | None:
        """Return the share."""
        return _scaled(self.event["data"]["share"])


def _scaled(figure: float | None) -> Result | None:
    return None if figure is None else Result(score=Score(scaled=figure))


def _competency(told: dict[str, str]) -> Activity:
    return Activity(
        id=told["iri"],
        definition=ActivityDefinition(
            type=names.OBJECTIVE, name=LanguageMap({told["language"]: told["label"]})
        ),
    )
