"""What does version 1 answer of goals, and what does it take?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agir_competencies.api.goals import GoalView, MoveView, Offer, ProposalView, Told, Wish
from agir_dashboard import goal_words

KINDS = ("competency", "unit", "hours")


class ItemIn(serializers.Serializer):
    """One thing chosen: ``target`` is a level (2, 3), hours, or 1."""

    kind = serializers.ChoiceField(KINDS)
    ref = serializers.CharField(max_length=255, allow_blank=True, default="")
    target = serializers.IntegerField(min_value=1, max_value=10_000, default=1)


class GoalIn(serializers.Serializer):
    """A goal as a program sends it."""

    intent = serializers.CharField(max_length=24)
    items = ItemIn(many=True, default=list)
    horizon = serializers.DateField(allow_null=True, default=None)

    def wish(self) -> Wish:
        """Return what is wanted; call ``is_valid`` before."""
        sent = self.validated_data
        items = tuple((one["kind"], one["ref"], one["target"]) for one in sent["items"])
        return Wish(sent["intent"], items, sent["horizon"])


class NewGoalIn(GoalIn):
    """A new goal, for a course or, with '', for all."""

    course_key = serializers.CharField(max_length=255, allow_blank=True, default="")


class ToldIn(serializers.Serializer):
    """What the learner says with a revision or an end."""

    reason = serializers.CharField(max_length=24, allow_blank=True, default="")
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    satisfaction = serializers.IntegerField(allow_null=True, default=None)

    def told(self) -> Told:
        """Return it; call ``is_valid`` before."""
        sent = self.validated_data
        return Told(sent["reason"], sent["note"], sent["satisfaction"])


class CloseIn(ToldIn):
    """An end: ``satisfied`` or ``abandoned``; ``undo`` takes it back."""

    end = serializers.CharField(max_length=20)


class OfferItemIn(serializers.Serializer):
    """A competency and its level."""

    competency = serializers.UUIDField()
    level = serializers.IntegerField(default=2)


class OfferIn(serializers.Serializer):
    """A proposal as a team writes it."""

    title_fr = serializers.CharField(max_length=500, allow_blank=True, default="")
    title_en = serializers.CharField(max_length=500, allow_blank=True, default="")
    intent = serializers.CharField(max_length=24)
    items = OfferItemIn(many=True, default=list)
    days = serializers.IntegerField(allow_null=True, default=None)

    def offer(self) -> Offer:
        """Return it; call ``is_valid`` before."""
        sent = self.validated_data
        items = tuple((str(one["competency"]), one["level"]) for one in sent["items"])
        return Offer(sent["title_fr"], sent["title_en"], sent["intent"], items, sent["days"])


def goal(view: GoalView) -> dict[str, Any]:
    """Return one goal; instants are ISO 8601 in UTC, ``done`` a number, ``horizon`` a date."""
    return {
        "id": str(view.id),
        "course_key": view.course_key,
        "intent": view.intent,
        "status": view.status,
        "summary": goal_words.lead(view),
        "horizon": view.horizon.isoformat() if view.horizon else None,
        "set_at": view.set_at.isoformat(),
        "ended_at": view.ended_at.isoformat() if view.ended_at else None,
        "met": view.progress.met,
        "total": view.progress.total,
        "can_undo": view.can_undo,
        "items": [
            {
                "kind": item.kind,
                "ref": item.ref,
                "label": item.label,
                "target": item.target,
                "is_met": item.is_met,
                "met_at": item.met_at.isoformat() if item.met_at else None,
                "done": float(item.done),
                "total": item.total,
            }
            for item in view.items
        ],
    }


def move(view: MoveView) -> dict[str, Any]:
    """Return one step of the learner's own history."""
    return {
        "at": view.at.isoformat(),
        "action": view.action,
        "end": view.end,
        "reason": view.reason,
        "note": view.note,
        "intent": view.intent,
        "met": view.met,
        "total": view.total,
        "satisfaction": view.satisfaction,
    }


def proposal(view: ProposalView) -> dict[str, Any]:
    """Return one proposal of a course team."""
    return {
        "id": str(view.id),
        "title": {"fr": view.title_fr, "en": view.title_en},
        "intent": view.intent,
        "days": view.days,
        "items": [
            {"competency": str(one), "level": level, "label": label}
            for (one, level), label in zip(view.items, view.labels, strict=True)
        ],
    }
