"""A host of this project as one of two operators, in a process and with a database of its own.

Run as a program with ``AGIR_HOST_VAR``, ``AGIR_HOST_URL``, ``AGIR_TEST_KEYS`` (JSON of the signing
keys) and ``AGIR_TEST_ALLOWED`` (``host:port`` of peers): ``prepare`` loads the demo's courses into
the catalogue, ``serve PORT`` answers, ``trust URL`` and ``harvest`` do what they say, ``withdraw``
takes a course out of the catalogue, ``shown`` tells what is shown; each prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
from io import StringIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "host.settings"


def prepare() -> Any:
    """Load the demo; return how many courses are told to others."""
    from django.core.management import call_command

    from agir_catalogue.api import federation

    call_command("host_load_demo", stdout=StringIO())
    call_command("agir_refresh_notices", stdout=StringIO())
    return len(federation.moochub_page(1)["data"])


def serve(port: str) -> None:
    """Answer on this machine until killed."""
    from django.core.management import call_command

    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, stdout=StringIO())


def trust(url: str) -> Any:
    """Look at a peer and trust it; return the number of its keys."""
    from agir_catalogue.api import peers

    seen = peers.look(url)
    peers.trust(url, seen.seal)
    return len(seen.keys)


def harvest() -> Any:
    """Read every peer; return what each brought."""
    from agir_catalogue.api import peers

    return [
        {"reason": one.reason, "added": one.added, "changed": one.changed, "gone": one.gone}
        for one in peers.harvest_all()
    ]


def withdraw() -> Any:
    """Tell others that the first course is no more; return its title."""
    from agir_catalogue.models import Notice
    from agir_catalogue.notices.changes import Kind, log_change

    row = Notice.objects.filter(is_public=True).order_by("pk")[0]
    Notice.objects.filter(pk=row.pk).update(is_public=False)
    log_change(row.pk, Kind.TOMBSTONE)
    return row.pk


def shown() -> Any:
    """Return the titles and addresses of other operators' courses, and what they are found by."""
    from agir_catalogue.api import peers
    from agir_catalogue.models import Listing

    return {
        "courses": sorted(one.uri for one in peers.courses(limit=500)),
        "listed": Listing.objects.exclude(origin="").count(),
        "taught": sum(len(one.teaches) for one in peers.courses(limit=500)),
        "keys": sorted(name for one in peers.peers() for name, _ in one.keys),
        "state": [one.state for one in peers.peers()],
    }


def main() -> None:
    """Set up Django as this operator, and do what was asked."""
    import django
    from django.conf import settings

    django.setup()
    settings.AGIR_SIGNING_KEYS = json.loads(os.environ["AGIR_TEST_KEYS"])
    settings.AGIR_HTTP_ALLOWED_HOSTS = os.environ["AGIR_TEST_ALLOWED"].split()
    acts = {one.__name__: one for one in (prepare, serve, trust, harvest, withdraw, shown)}
    print(json.dumps(acts[sys.argv[1]](*sys.argv[2:])))


if __name__ == "__main__":
    main()
