"""Every table says what it holds of people, and who erases it."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("agir_") and not model._meta.auto_created
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_is_annotated(model: type) -> None:
    text = model.__doc__ or ""
    if ".. no_pii:" in text:
        assert ".. pii:" not in text
        return
    assert re.search(r"\.\. pii: \S", text), "say '.. no_pii:' or '.. pii: what it holds'"
    assert re.search(r"\.\. pii_types: \S", text)
    assert re.search(r"\.\. pii_retirement: (retained|local_api|consumer_api|third_party)", text)


def test_models_of_every_context_were_seen() -> None:
    """A walk that finds nothing proves nothing."""
    assert {model._meta.app_label for model in MODELS} >= {
        "agir_platform",
        "agir_competencies",
        "agir_badges",
    }
