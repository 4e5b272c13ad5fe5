"""The ledger beside books kept by hand: a short machine here, a long one on demand."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from ledger_machine import LedgerMachine

STEPS = int(os.environ.get("AGIR_SOAK_STEPS", "0"))
"""Steps that ``make soak-sponsorship`` asks for; 0 is the short run."""
A_RUN = 50


@pytest.mark.django_db
def test_any_order_of_acts_keeps_the_books() -> None:
    """20 runs of up to 50 steps; a soak runs at least as many steps as it was asked for."""
    LedgerMachine.steps = 0

    class Rolled(LedgerMachine):
        """Each run begins with an empty ledger and leaves none behind."""

        def __init__(self) -> None:
            super().__init__()
            self.atomic: Any = transaction.atomic()
            self.atomic.__enter__()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                transaction.set_rollback(True)
                self.atomic.__exit__(None, None, None)

    run_state_machine_as_test(
        Rolled,
        settings=settings(
            max_examples=max(20, -(-STEPS // A_RUN) * 2),
            stateful_step_count=A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not STEPS,
            print_blob=True,
        ),
    )
    assert LedgerMachine.steps >= max(STEPS, 200)
