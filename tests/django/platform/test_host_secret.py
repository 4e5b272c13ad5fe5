"""The embedded host draws one secret, whoever starts first, and keeps it to itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from agir_platform.signing import configured
from host.door.secret import secret_file


def test_the_secret_is_drawn_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    drawn = secret_file(path).read_text()
    assert secret_file(path).read_text() == drawn
    assert len(drawn) >= configured.LEAST_SECRET
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["signing.key"]


@pytest.mark.parametrize("round_", range(5))
def test_two_that_start_at_once_read_one_secret(tmp_path: Path, round_: int) -> None:
    path, barrier = tmp_path / "signing.key", Barrier(4)

    def start(_: int) -> str:
        barrier.wait(5)
        return secret_file(path).read_text()

    with ThreadPoolExecutor(4) as threads:
        read = set(threads.map(start, range(4)))
    assert len(read) == 1
    assert "" not in read
