"""Let two processes answer for work at once: the last two answers, and two for one another.

Run as a program: ``python answered.py FOLDER`` (``tests/killing.py``). Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

PAIRS = 8
ASKER = 1
SIDES = (100, 200)  # the first process answers as 100, 101…, the second as 200, 201…


def prepare() -> tuple[UUID, dict[str, list[UUID]]]:
    """Make tables, a course, people who have the skill, and work of all of them."""
    from django.core.management import call_command

    from agir_competencies.api import peers, recording
    from agir_competencies.api.prior import Proof
    from agir_competencies.api.recording import Observation
    from agir_competencies.domain.identity import link_id
    from agir_competencies.models import Link
    from agir_platform.learners import api as learners
    from agir_platform.memory.platform import COURSE
    from agir_platform.ports import ScoreCause
    from agir_platform.select import platform
    from host.gallery.rows import competencies

    call_command("migrate", verbosity=0)
    memory: Any = platform()
    memory.add_course(COURSE)
    skill, now = competencies(1)[0], datetime.now(UTC)
    Link.objects.create(
        id=link_id(COURSE, skill.identifier), course_key=COURSE, object_key=COURSE,
        competency=skill, kind="promise", created_at=now,
    )  # fmt: skip
    peers.choose(COURSE, peers.Policy(is_open=True, reviewers=2))
    people = [ASKER, *(side + at for side in SIDES for at in range(PAIRS))]
    for user_id in [*people, *range(300, 300 + PAIRS)]:
        memory.add_person(user_id, username=f"p{user_id}")
        memory.enrol(user_id, COURSE)
        recording.record(
            [
                Observation(
                    learners.subject_of(user_id), skill.identifier, COURSE, f"attestation:{n}",
                    "attestation", Decimal(1), Decimal(1), now, ScoreCause.ATTEMPT,
                )
                for n in range(2)
            ]
        )  # fmt: skip
    proof = Proof("", "https://example.org/")
    works = {
        str(side): [peers.show(side + at, COURSE, skill.identifier, proof) for at in range(PAIRS)]
        for side in (*SIDES, 300)
    }
    return skill.identifier, works


def answer_all(which: int, skill: UUID, works: dict[str, list[UUID]], gate: int) -> None:
    """Wait until the gate closes, then answer for the other's work and for a third's."""
    from agir_competencies.api import peers
    from agir_competencies.api.attesting import AttestingRefused

    said = peers.Answer(True, frozenset({skill}))
    own, other = SIDES[which], SIDES[1 - which]
    os.read(gate, 1)
    for at in range(PAIRS):
        for work in (works[str(other)][at], works["300"][at]):
            try:
                peers.answer(own + at, work, said)
            except AttestingRefused:
                continue


def main() -> None:
    """Start both, open the gate, and tell what is stored."""
    os.environ["AGIR_PLATFORM_BACKEND"] = "agir_platform.memory.MemoryPlatform"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    skill, works = prepare()
    connection.close()
    gate, key = os.pipe()
    children = []
    for which in range(2):
        child = os.fork()
        if child == 0:
            os.close(key)
            try:
                answer_all(which, skill, works, gate)
            except BaseException as error:  # noqa: BLE001  a child ends here
                sys.stderr.write(f"{error!r}\n")
                os._exit(1)
            os._exit(0)
        children.append(child)
    os.close(key)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children]
    print(json.dumps({"statuses": statuses} | told(works)))


def told(works: dict[str, list[UUID]]) -> dict[str, Any]:
    """Return what is stored of each work, and whether a replay agrees."""
    from agir_competencies import api
    from agir_competencies.models import Attestation, PeerAnswer, PeerWork

    pairs = set(PeerAnswer.objects.values_list("peer", "work__subject"))
    return {
        "thirds": sorted(
            PeerWork.objects.filter(pk__in=works["300"]).values_list("status", flat=True)
        ),
        "attested": Attestation.objects.filter(origin="peers", share=1).count(),
        "returned": len({(b, a) for a, b in pairs} & pairs),
        "one_way": PeerAnswer.objects.filter(
            work__in=[one for side in SIDES for one in works[str(side)]]
        ).count(),
        "differences": len(api.verify().differences),
    }


main()
