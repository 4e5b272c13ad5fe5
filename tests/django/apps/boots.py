"""Start the host once for each subset of contexts, each start in a process of its own.

Run by ``test_boot.py`` with the service (``lms`` or ``cms``) and the most contexts that are on, or
off, at once in a subset (7: every subset) as its arguments; writes one line of
JSON a start. Settings and third-party packages are loaded once; then each start is a fork, so
that every subset pays for Django's own start alone.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[2]
PRELOADED = (
    "celery",
    "cryptography.x509",
    "fs",
    "jsonschema",
    "jwt",
    "kombu",
    "lxml.etree",
    "opaque_keys.edx.locator",
    "openedx_events.tooling",
    "PIL.Image",
    "pyld",
    "stdnum",
    "xblock.core",
)


class Complaints(logging.Handler):
    """What the suite logs as an error while it starts."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("agir_"):
            self.said.append(record.getMessage())


def subsets(contexts: tuple[str, ...], most: int) -> Iterator[list[str] | None]:
    """Return ``None`` and each subset with at most ``most`` contexts on, or at most that many off.

    Contexts do not know one another: what one of them leans on shows where it is on alone, and what
    it is missed for where it alone is off.
    """
    yield None
    for size in range(len(contexts) + 1):
        if size <= most or len(contexts) - size <= most:
            yield from (list(chosen) for chosen in combinations(contexts, size))


def main(service: str, most: int) -> None:
    """Print one start a line, for each subset of the contexts."""
    sys.path.insert(0, str(TESTS))
    os.environ.update(AGIR_HOST_SERVICE=service, DJANGO_SETTINGS_MODULE="host.settings")
    from django.conf import settings

    from agir_platform.contexts import CONTEXTS

    assert settings.SERVICE_VARIANT in ("lms", "cms")
    for name in PRELOADED:
        __import__(name)
    for subset in subsets(CONTEXTS, most):
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            print(json.dumps({"contexts": subset, **start(subset)}), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print(json.dumps({"contexts": subset, "fault": f"exit status {status}"}), flush=True)


def start(subset: list[str] | None) -> dict[str, Any]:
    """Start Django with these contexts on and tell what there is; a fault is told too."""
    complaints = Complaints()
    logging.getLogger().addHandler(complaints)
    try:
        import django
        from django.conf import settings
        from django.core.checks import run_checks

        settings.AGIR_CONTEXTS = subset
        django.setup()
        from agir_platform import retirement

        logging.getLogger().addHandler(complaints)
        return {
            "service": settings.SERVICE_VARIANT,
            "addresses": addresses(),
            "hearing": hearing(),
            "holding": list(retirement.contexts()),
            "checks": [found.id for found in run_checks() if found.id and "agir" in found.id],
            "complaints": complaints.said,
        }
    except Exception as error:  # noqa: BLE001  the caller's test tells it
        return {"fault": repr(error)}


def addresses() -> list[str]:
    """Return the named addresses of the suite, ``agir_dashboard:me``."""
    from django.urls import get_resolver

    return sorted(
        f"{namespace}:{name}"
        for namespace, (_, resolver) in get_resolver().namespace_dict.items()
        if namespace.startswith("agir_")
        for name in resolver.reverse_dict
        if isinstance(name, str)
    )


def hearing() -> list[str]:
    """Return the packages of the suite that some signal of this process calls by a port."""
    from django.dispatch import Signal

    found = set()
    for signal in gc.get_objects():
        if isinstance(signal, Signal):
            for entry in signal.receivers:
                named = str(entry[0][0])
                found |= {word for word in named.replace(":", " ").split() if "agir_" in word}
    return sorted(name.split(".")[0] for name in found if name.startswith("agir_"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
