"""An error in the middle of a manager's page tells nothing of the people it was about.

What goes into a file comes from generators, which no ``sensitive_variables`` reaches.
"""

from __future__ import annotations

from typing import Any

import pytest
from certified_world import PERSON
from test_certification_desk import CODE, DESK, sat
from test_certification_desk import _rooms as _rooms  # noqa: PLC0414  a fixture
from test_certification_desk import world as world  # noqa: PLC0414  a fixture

from breaking import break_each, form

pytestmark = pytest.mark.django_db
TOLD = (
    PERSON.birth_name, PERSON.birth_name.encode("unicode_escape").decode(), PERSON.first_name,
    PERSON.birthplace.cog, str(PERSON.birth_year),
)  # fmt: skip
FILES = f"{DESK}/files/of/{CODE}/"


@pytest.mark.parametrize("act", ["check", "make"])
def test_checking_and_making_a_file(world: Any, caplog: Any, settings: Any, act: str) -> None:
    settings.DEBUG = False
    sat(world)
    assert break_each(world.manager, form(FILES, act=act), TOLD, caplog) > 10


@pytest.mark.parametrize("page", ["registrations/{}/pack/", "registrations/{}/certificate/"])
def test_papers(world: Any, caplog: Any, settings: Any, page: str) -> None:
    settings.DEBUG = False
    sat(world)
    told = form(f"{DESK}/{page.format(world.registration)}")
    assert break_each(world.manager, told, TOLD, caplog) > 3
