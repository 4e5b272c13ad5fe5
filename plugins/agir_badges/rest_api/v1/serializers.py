"""What may a program send?"""

from __future__ import annotations

from typing import Final

from rest_framework import serializers

MOST_EVIDENCE: Final = 500


class ChangeSerializer(serializers.Serializer):
    """What a learner may change of a badge; what is absent stays as it is."""

    evidence = serializers.ListField(
        child=serializers.UUIDField(), max_length=MOST_EVIDENCE, required=False
    )
    hidden = serializers.BooleanField(required=False)
    names_learner = serializers.BooleanField(required=False)
    recipient = serializers.CharField(max_length=255, allow_blank=True, required=False)


class HandedSerializer(serializers.Serializer):
    """A badge as text; a file comes as a part of its own."""

    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
