"""Which secrets does the vault seal with? ``AGIR_VAULT_KEYS``, a list of texts, newest first.

Read when asked, never at import. A secret that is too short or repeats itself is left aside, and
the checks say which by its place in the list, never what it is.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core import checks
from django.views.decorators.debug import sensitive_variables

LEAST_SECRET: Final = 43
"""Characters: 32 random bytes in base64url are 43, and Tutor's secrets have 48."""

LEAST_DIFFERENT: Final = 10
"""43 random characters of base64url hold some 31 different ones, of hex 15 or 16."""

MAKE: Final = 'python -c "import secrets; print(secrets.token_urlsafe(32))" makes one.'


@sensitive_variables()
def usable() -> tuple[str, ...]:
    """Return the secrets that are good enough, newest first."""
    return tuple(one for one in _told() if _is_good(one))


@sensitive_variables()
def secrets_are_good(**_: Any) -> list[checks.CheckMessage]:
    """``agir.W014``: each secret of the vault is one; ``agir.I015``: there is one at all."""
    told = _told()
    if not told:
        return [
            checks.Info(
                "AGIR_VAULT_KEYS is empty: no civil status can be kept, so nobody can be "
                "presented to a certifier from here.",
                hint=MAKE,
                id="agir.I015",
            )
        ]
    return [
        checks.Warning(
            f"AGIR_VAULT_KEYS: entry {place} is no secret of {LEAST_SECRET} characters or "
            "repeats itself, and is left aside.",
            hint=MAKE,
            id="agir.W014",
        )
        for place, one in enumerate(told, 1)
        if not _is_good(one)
    ]


@sensitive_variables()
def _told() -> list[Any]:
    told = getattr(settings, "AGIR_VAULT_KEYS", None) or []
    return list(told) if isinstance(told, list | tuple) else [None]


@sensitive_variables()
def _is_good(secret: object) -> bool:
    return (
        isinstance(secret, str)
        and len(secret) >= LEAST_SECRET
        and len(set(secret)) >= LEAST_DIFFERENT
    )
