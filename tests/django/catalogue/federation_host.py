"""A host of this project as one of two operators, in a process and with a database of its own.

Run as a program with ``AGIR_HOST_VAR``, ``AGIR_HOST_URL``, ``AGIR_TEST_KEYS`` (JSON of the signing
keys) and ``AGIR_TEST_ALLOWED`` (``host:port`` of peers): ``prepare`` loads the demo's courses into
the catalogue, ``serve PORT`` answers, ``trust URL`` and ``harvest`` do what they say, ``withdraw``
takes a course out of the catalogue, ``shown`` tells what is shown; ``award`` certifies,
``take_back`` revokes, ``bring`` and ``look_again`` recognise a badge; each prints JSON.
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
    from agir_catalogue.models import Peer

    call_command("host_load_demo", stdout=StringIO())
    Peer.objects.all().delete()  # the demo's neighbour is none of the two
    call_command("agir_refresh_catalogue", stdout=StringIO())
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


def award(email: str) -> Any:
    """Certify a competency of the demo to who has this address; return the signed document."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from agir_badges import api
    from agir_competencies.models import Competency
    from agir_platform.learners import api as learners
    from host.gallery.rows import state

    user = get_user_model().objects.create_user(email.partition("@")[0], email)
    subject, skill = learners.subject_of(user.pk), _skill(Competency)
    state(subject, skill)
    name = api.claim_competency(subject, skill.identifier, now=timezone.now())
    api.issue([name], now=timezone.now())
    return {"document": api.signed_document(name), "credential": str(name)}


def take_back(credential: str) -> Any:
    """Delete a badge in the name of its owner, which revokes it."""
    from uuid import UUID

    from django.utils import timezone

    from agir_badges import api
    from agir_badges.models import Credential

    row = Credential.objects.get(pk=UUID(credential))
    api.delete(row.pk, row.subject, now=timezone.now())
    return credential


def bring(email: str, document: str) -> Any:
    """Bring a badge as who has this address; return what it counts for, or why it does not."""
    from django.contrib.auth import get_user_model

    from agir_catalogue.api import recognition
    from agir_kernel.errors import DomainError

    users = get_user_model().objects
    user = users.filter(email=email).first() or users.create_user(email.partition("@")[0], email)
    try:
        found = recognition.bring(recognition.HandedBadge(text=document), by=user.pk)
    except DomainError as refusal:
        return refusal.facts.get("because", refusal.code)
    return len(found.competencies)


def look_again(days: str) -> Any:
    """Look at every badge that was brought, so many days later; return where each stands."""
    from datetime import timedelta

    from django.utils import timezone

    from agir_catalogue.api import recognition
    from agir_kernel.clock import FixedClock

    later = FixedClock(timezone.now() + timedelta(days=int(days)))
    return [str(state) for _, state in recognition.recheck(clock=later)]


def _skill(model: Any) -> Any:
    """Return a competency that both sites know by its address."""
    return model.objects.filter(uri__startswith="http", retired_at=None).order_by("uri")[0]


def main() -> None:
    """Set up Django as this operator, and do what was asked."""
    import django
    from django.conf import settings

    django.setup()
    settings.AGIR_SIGNING_KEYS = json.loads(os.environ["AGIR_TEST_KEYS"])
    settings.AGIR_HTTP_ALLOWED_HOSTS = os.environ["AGIR_TEST_ALLOWED"].split()
    acts = {one.__name__: one for one in (
        prepare, serve, trust, harvest, withdraw, shown, award, take_back, bring, look_again,
    )}  # fmt: skip
    print(json.dumps(acts[sys.argv[1]](*sys.argv[2:])))


if __name__ == "__main__":
    main()
