"""Whatever bytes come, a reader gives a framework or refuses: nothing else is ever raised."""

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies.domain.framework import Document
from agir_competencies.domain.refusals import (
    ArchiveRefused,
    FileUnreadable,
    FrameworkMalformed,
    FrameworkRefused,
    FrameworkTooLarge,
)
from agir_competencies.frameworks.fileset import Limits, digest_of, opened, size_of
from agir_competencies.frameworks.readers import FORMATS, Order, read
from unit.competencies.frameworks.case_packages import edge, item, package
from unit.competencies.frameworks.framework_files import (
    Node,
    broader,
    esco,
    moodle,
    skill,
    tags_csv,
    tags_json,
)
from unit.competencies.frameworks.test_framework_rome import (
    CSV,
    HEADER,
    JSON,
    read_rome,
    row,
    table,
)

ROME = CSV
NODES = [Node(1, None, "Lire", "Lire un plan."), Node(2, 1, "Écrire"), Node(3, 1, "Dire")]


def order(path: Path, form: str, **more) -> Order:
    """Return an order within small limits."""
    most = Limits(10**5, 50)
    return Order(path=path, form=form, whole=most, parted=most,
                 language="en", name=more.pop("name", path.name), **more)  # fmt: skip


def packed(path: Path) -> bytes:
    """Return a small set of ESCO as an archive."""
    folder = esco(path, skills=[skill(node) for node in NODES],
                  broaderRelationsSkillPillar=[broader(NODES[1].uri, NODES[0].uri)])  # fmt: skip
    with zipfile.ZipFile(path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.glob("*.csv")):
            archive.write(part, part.name)
    return (path / "x.zip").read_bytes()


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> dict[str, list[bytes]]:
    """Return good files of each format."""
    sheet = ("<FICHES><FICHE><NUMERO_FICHE>RS1</NUMERO_FICHE><CAPACITES_ATTESTEES>- Lire"
             "  - Dire</CAPACITES_ATTESTEES></FICHE></FICHES>")  # fmt: skip
    return {
        "case": [package([item(1), item(2)], [edge(2, 1), edge(1, 2, "precedes")])],
        "esco": [packed(tmp_path_factory.mktemp("esco"))],
        "moodle": [moodle(NODES).encode()],
        "openedx": [tags_csv(NODES).encode(), tags_json(NODES).encode()],
        "rncp": [sheet.encode()],
        "rome": [table(HEADER, [row(1, 7, "Lire")]).encode()],
    }


@settings(max_examples=60, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.sampled_from(FORMATS), st.data())
def test_a_reader_gives_a_framework_or_refuses(samples, tmp_path, form: str, data) -> None:
    """Random bytes, and good files cut short, with a piece replaced or said twice."""
    good = data.draw(st.sampled_from(samples[form]))
    at, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    piece = data.draw(st.one_of(st.binary(max_size=12), st.just(b""), st.just(good[at:end]),
                                st.sampled_from([b'"', b",,", b"\n", b"\x00", b"\xff", b"{", b"<"])
                                ))  # fmt: skip
    content = data.draw(st.sampled_from(
        [good[:at] + piece + good[end:], good[:at], good + piece, good[:at] + piece + good[at:],
         piece]
    ))  # fmt: skip
    path = tmp_path / "upload"
    path.write_bytes(content)
    with suppress(FrameworkRefused):
        found = read(order(path, form, name=ROME if form == "rome" else "upload"))
        assert all(isinstance(one, Document) and one.items for one in found)


@pytest.mark.parametrize("form", FORMATS)
def test_good_files_are_read_and_absent_ones_refused(samples, tmp_path, form: str) -> None:
    """So that the test before this one is about something."""
    for good in samples[form]:
        path = tmp_path / "upload"
        path.write_bytes(good)
        assert read(order(path, form, name=ROME if form == "rome" else "upload"))[0].items
    with pytest.raises(FrameworkRefused) as refused:
        read(order(tmp_path / "absent", form, name=ROME if form == "rome" else ""))
    assert refused.value.code == FileUnreadable.code


def bomb(path: Path, megabytes: int) -> Path:
    """Write an archive of a few kB that unpacks to as many megabytes of one row."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("skillGroups_en.csv", "conceptUri\n")
        archive.writestr("broaderRelationsSkillPillar_en.csv", "conceptUri\n")
        archive.writestr("skills_en.csv", b"x\n" * (megabytes << 19))
    return path


def test_a_bomb_is_stopped_at_the_limit(tmp_path) -> None:
    """50 MB from 50 kB: no more than the limit and a buffer is ever unpacked."""
    path = bomb(tmp_path / "bomb.zip", 50)
    assert path.stat().st_size < 200_000
    with opened(path, most_bytes=10**5) as files, files.open("skills_en.csv") as stream:
        with pytest.raises(FrameworkTooLarge):
            list(iter(lambda: stream.read(1 << 16), b""))
        assert files.done < path.stat().st_size


def endless(path: Path, name: str, head: bytes, megabytes: int) -> Path:
    """Write an archive of one part: ``head``, then spaces and not one end of a line."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, head + b" " * (megabytes << 20))
    return path


@pytest.mark.parametrize(
    ("name", "head", "megabytes", "refusal"),
    [(CSV, f"{HEADER}\n".encode(), 40, FrameworkMalformed),
     (JSON, b"{", 70, FrameworkTooLarge)],
    ids=["line", "json"],
)  # fmt: skip
def test_one_endless_line_does_not_fill_the_memory(
    tmp_path, name: str, head: bytes, megabytes: int, refusal: type[Exception]
) -> None:
    """A set may hold a gigabyte; of a part that nothing divides, little is held at once."""
    path = endless(tmp_path / "rome.zip", name, head, megabytes)
    read: list[int] = []
    limits = Limits(1 << 30, 1000)
    with pytest.raises(refusal):
        read_rome(path, limits=limits, progress=lambda _rows, done: read.append(done))
    assert read[-1] < 0.95 * path.stat().st_size


@pytest.mark.parametrize(
    "spoil",
    [lambda raw: raw[: len(raw) // 2] + raw[len(raw) // 2 + 40 :],
     lambda raw: raw.replace(b"PK\x01\x02", b"PK\x09\x09", 1),
     lambda raw: raw[:60] + b"\x00" * 40 + raw[100:],
     lambda raw: raw.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")],
)  # fmt: skip
def test_a_broken_or_locked_archive_is_refused(samples, tmp_path, spoil) -> None:
    """Cut inside, a broken list of files, broken bytes of a file, a password."""
    path = tmp_path / "set.zip"
    path.write_bytes(spoil(samples["esco"][0]))
    with pytest.raises(ArchiveRefused) as refused:
        read(order(path, "esco"))
    assert refused.value.facts == {"reason": "archive_broken"}


def test_a_digest_is_of_bytes_names_and_manner(tmp_path) -> None:
    """One file: its bytes and how it is read, not its name; a folder: the names too."""
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    for path in (one, two):
        path.write_text("a")
    assert digest_of(one, "esco") == digest_of(two, "esco") != digest_of(one, "rome")
    before = digest_of(tmp_path, "esco")
    two.rename(tmp_path / "three.csv")
    assert digest_of(tmp_path, "esco") != before
    assert size_of(tmp_path) == 2
    assert size_of(tmp_path / "absent") == 0
    assert Limits(1, 2).items == 2
