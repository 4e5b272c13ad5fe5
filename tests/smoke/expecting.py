"""What ends a journey: something that should have been, and was not."""

from __future__ import annotations


class StepFailed(Exception):
    """What should have been."""


def expect(fact: bool, sentence: str) -> None:
    """Stop the journey unless ``fact`` holds."""
    if not fact:
        raise StepFailed(sentence)
