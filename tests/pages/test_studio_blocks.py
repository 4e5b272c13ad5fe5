"""An author adds any of the suite's blocks to a unit, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from host.courseware.models import BlockRow

pytestmark = pytest.mark.django_db

OWN = ["agir-competency", "agir-check", "agir-microlesson", "agir-goals", "agir-self-assessment",
       "agir-badges", "agir-sponsors"]  # fmt: skip


@pytest.mark.parametrize("block_type", OWN)
def test_each_block_is_offered_and_added(as_role, names: dict[str, str], block_type: str) -> None:
    author: Client = as_role("auteur")
    page = author.get("/studio/{course}/".format(**names)).content.decode()
    offered = re.findall(r'<option value="([^"]+)">', page)
    assert set(offered) >= set(OWN)
    answer = author.post("/studio/{course}/add/{unit}/".format(**names), {"block_type": block_type})
    assert answer.status_code == 302
    added = BlockRow.objects.filter(parent__usage_key=names["unit"]).order_by("-position")[0]
    assert added.block_type == block_type
    assert author.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("block_type", ["html", "agir-unknown", ""])
def test_nothing_else_is_added(as_role, names: dict[str, str], block_type: str) -> None:
    before = BlockRow.objects.count()
    sent = {"block_type": block_type}
    answer = as_role("auteur").post("/studio/{course}/add/{unit}/".format(**names), sent)
    assert answer.status_code == 404
    assert BlockRow.objects.count() == before
