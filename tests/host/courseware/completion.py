"""Who met which block? The real completion package keeps it."""

from __future__ import annotations

from typing import Any

from completion.models import BlockCompletion
from completion.waffle import ENABLE_COMPLETION_TRACKING_SWITCH
from opaque_keys.edx.keys import UsageKey


def submit(user: Any, usage_key: str, share: float) -> None:
    """Note a completion, 0.0 to 1.0; nothing where the site's switch is off."""
    if ENABLE_COMPLETION_TRACKING_SWITCH.is_enabled():
        BlockCompletion.objects.submit_completion(
            user=user, block_key=UsageKey.from_string(usage_key), completion=share
        )


def complete(user: Any, usage_key: str) -> None:
    """Note that the learner met the block."""
    submit(user, usage_key, 1.0)
