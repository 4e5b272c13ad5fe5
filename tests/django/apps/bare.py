"""Start the host as if no optional extra were installed; print one line of JSON.

Run by ``test_without_extras.py`` in an empty ``AGIR_HOST_VAR``: every module of the wheel is
imported, the tables are made, and each address that needs no argument is asked, by the operator.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[2]
EXTRAS = {
    "pdf": ("weasyprint", "segno"),
    "stripe": ("stripe",),
    "facturx": ("facturx",),
    "services": ("redis", "edx_event_bus_redis"),
    "browsers of measures": ("playwright",),
    "statements": ("event_routing_backends",),
}
"""What each extra is imported as."""
PLATFORM_ROOMS = ("agir_platform.openedx", "agir_competencies.xapi.transformers")
"""Rooms that stand on the platform's own code, or on an extra, and are entered where it is."""


class Absent(MetaPathFinder):
    """Say of the extras' modules that they are not installed."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = frozenset(names)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        """Raise for an extra; leave the rest to others."""
        if fullname.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def _imported() -> int:
    """Import every module of the wheel; return how many there are."""
    from django.apps import apps

    count = 0
    for config in apps.get_app_configs():
        if config.name.startswith("agir_"):
            for found in pkgutil.walk_packages([config.path], f"{config.name}."):
                if not found.name.startswith(PLATFORM_ROOMS):
                    importlib.import_module(found.name)
                    count += 1
    return count


def _answers() -> dict[str, int]:
    """Return the status of each page of the suite that needs no argument, as the operator."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import NoReverseMatch, get_resolver, reverse

    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("olu", password=None))
    found: dict[str, int] = {}
    for namespace, (_, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict if namespace.startswith("agir_") else ():
            if isinstance(name, str):
                try:
                    address = reverse(f"{namespace}:{name}")
                except NoReverseMatch:
                    continue
                found[address] = client.get(address).status_code
    return found


def main() -> None:
    """Block, start, import, migrate, serve, tell."""
    sys.path.insert(0, str(TESTS))
    sys.meta_path.insert(0, Absent([name for names in EXTRAS.values() for name in names]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps({"modules": _imported(), "answers": _answers()}))


if __name__ == "__main__":
    main()
