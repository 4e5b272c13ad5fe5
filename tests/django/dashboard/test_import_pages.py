"""A framework comes in through a page: looked at first, then written once, whatever happens."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, TestCase
from import_made import several

from agir_competencies.api import evidence, imports
from agir_competencies.domain import import_job as states
from agir_competencies.domain.identity import link_id
from agir_competencies.importing import jobs
from agir_competencies.models import Competency, Framework, ImportJob, Link
from agir_kernel.clock import FixedClock, SystemClock
from agir_platform import uploads
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.select import platform
from host.gallery.rows import WHEN, counted
from unit.competencies.frameworks.case_packages import edge, item, package

pytestmark = pytest.mark.django_db
PAGE = "/agir/frameworks/import/"
LATER = timedelta(minutes=3)


@pytest.fixture
def memory(settings: Any, tmp_path: Path) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "private")},
    }
    found: Any = platform()
    found.add_course()
    return found


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    """Return what the private storage holds."""
    return lambda: sorted(one for one in (tmp_path / "private").rglob("*") if one.is_file())


def enters(memory: MemoryPlatform, name: str, **how: Any) -> Client:
    user = get_user_model().objects.create_user(name)
    memory.add_person(user.pk, username=name)
    memory.make_operator(user.pk)
    client = Client(headers={"Accept-Language": "en"}, **how)
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def boss(memory: MemoryPlatform) -> Client:
    return enters(memory, "boss")


def upload(client: Client, content: bytes, name: str = "cadre.json", **more: str) -> Any:
    return client.post(PAGE, {**more, "file": SimpleUploadedFile(name, content)})


def begun(client: Client, content: bytes, **more: str) -> UUID:
    """Upload, and return the import as it waits for a worker."""
    answer = upload(client, content, **more)
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer.url.rstrip("/").rpartition("/")[2])


def shown(client: Client, content: bytes) -> UUID:
    """Upload, let a worker read it, and return the import with its plan."""
    job = begun(client, content)
    assert imports.work(job) == states.READY
    return job


def page(client: Client, job: UUID, tail: str = "", status: int = 200) -> str:
    answer = client.get(f"{PAGE}{job}/{tail}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def act(client: Client, job: UUID, what: str) -> int:
    return client.post(f"{PAGE}{job}/{what}/").status_code


def committed(work: Any, *told: Any, **more: Any) -> Any:
    """Do it, and what waits for its commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return work(*told, **more)


def two() -> bytes:
    return package([item(1, "Lire"), item(2, "Écrire")], [edge(2, 1)])


def test_nothing_is_written_before_somebody_says_so(boss: Client, kept: Any) -> None:
    job = shown(boss, two())
    assert not Framework.objects.exists()
    html = page(boss, job)
    assert "2 new competencies would be added." in html
    assert "Make these changes" in html
    assert act(boss, job, "apply") == 302
    assert "The changes are being made" in page(boss, job)
    assert committed(imports.work, job) == states.DONE
    html = page(boss, job)
    assert "1 framework was written." in html
    assert "what was retired comes back" in html
    assert Competency.objects.count() == 2
    assert kept() == []


def test_without_a_worker_apart_the_answer_leads_to_the_plan(
    boss: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = begun(boss, two())
    assert imports.one(job).state == states.READY
    with django_capture_on_commit_callbacks(execute=True):
        act(boss, job, "apply")
    assert imports.one(job).state == states.DONE


def test_what_would_be_retired_comes_first_with_its_links(boss: Client) -> None:
    written(boss, package([item(1, "Lire"), item(2, "Écrire"), item(3, "Compter")], []))
    gone = Competency.objects.get(statement="Écrire")
    Link.objects.create(
        id=link_id(COURSE, gone.identifier), course_key=COURSE, object_key=COURSE,
        competency=gone, kind="promise", created_at=WHEN,
    )  # fmt: skip
    job = shown(boss, package([item(1, "Lire <b>vite</b>"), item(3, "Compter"), item(4)], []))
    html = page(boss, job)
    assert "changes would be made" in html
    assert "1 competency would be retired" in html
    assert "1 link of a course leads there" in html
    assert "1 link in 1 course" in html
    assert html.index("Retired") < html.index("Reworded") < html.index("New")
    reworded = page(boss, job, "?show=update")
    assert "Lire &lt;b&gt;vite&lt;/b&gt;" in reworded
    assert "<del>" in reworded


def written(client: Client, content: bytes) -> None:
    job = shown(client, content)
    act(client, job, "apply")
    assert committed(imports.work, job) == states.DONE


def test_changes_are_paged(boss: Client) -> None:
    job = shown(boss, package([item(n, f"Savoir {n:03}") for n in range(1, 121)], []))
    first, last = page(boss, job), page(boss, job, "?show=create&page=3")
    assert "Page 1 of 3" in first
    assert ("Savoir 050" in first, "Savoir 051" in first, "Savoir 120" in last) == (
        True, False, True
    )  # fmt: skip
    for tail in ("?show=nonsense", "?show=create&page=0", "?page=99999", "?page=%00"):
        page(boss, job, tail)


def test_what_is_already_here_is_said_and_closed(boss: Client, kept: Any) -> None:
    written(boss, two())
    job = shown(boss, two())
    html = page(boss, job)
    assert "Everything in it is already here" in html
    assert "Make these changes" not in html
    assert committed(act, boss, job, "cancel") == 302
    assert kept() == []


def test_an_upload_that_is_none_is_refused(boss: Client, kept: Any) -> None:
    for name, content, words in (
        ("a.json", b"", "Choose a file"),
        ("a.exe", b"MZ", "none of the formats"),
        ("a.json", b'{"a": 1}', "none of the formats"),
        ("../../a.csv", b"PK\x03\x04", "none of the formats"),
    ):
        answer = upload(boss, content, name)
        assert (answer.status_code, name) == (422, name)
        assert words in answer.content.decode()
    assert (ImportJob.objects.count(), kept()) == (0, [])


def test_another_format_than_chosen_is_refused(boss: Client) -> None:
    answer = upload(boss, two(), format="moodle")
    assert answer.status_code == 422
    assert "looks like “CASE 1.1 package (JSON)”" in answer.content.decode()


def test_what_is_too_large_is_let_fall_as_it_comes(
    boss: Client, settings: Any, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.AGIR_COMPETENCIES_IMPORT_MAX_BYTES = 1024**2
    handed_on = []
    receive = uploads.Limit.receive_data_chunk

    def watched(self: Any, raw_data: bytes, start: int) -> bytes | None:
        piece = receive(self, raw_data, start)
        handed_on.append(len(piece or b""))
        return piece

    monkeypatch.setattr(uploads.Limit, "receive_data_chunk", watched)
    answer = upload(boss, b'{"CFDocument"' + b" " * 3 * 1024**2)
    assert answer.status_code == 413
    assert "larger than 1 MiB" in answer.content.decode()
    assert sum(handed_on) <= 1024**2
    assert kept() == []


def test_a_name_is_no_path(boss: Client, kept: Any, tmp_path: Path) -> None:
    answer = upload(boss, two(), "..\\..\\é\x07vil/../<i>cadre</i>.json")
    job = UUID(answer.url.rstrip("/").rpartition("/")[2])
    files = kept()
    assert [one.name for one in files] == [f"{job}.json"]
    assert files[0].is_relative_to(tmp_path / "private")
    html = page(boss, job)
    assert "<i>cadre" not in html
    assert ".." not in imports.one(job).name


def test_a_malformed_file_is_refused_in_words(boss: Client, kept: Any) -> None:
    job = begun(boss, b'{"CFDocument": {"title": "x"}, "CFItems": [}')
    assert committed(imports.work, job) == states.REFUSED
    html = page(boss, job)
    assert "the JSON is broken or cut short" in html
    assert "Import another" in html
    assert (act(boss, job, "apply"), kept()) == (409, [])


def test_one_person_has_one_import_at_a_time(memory: MemoryPlatform, boss: Client) -> None:
    job = begun(boss, two())
    answer = upload(boss, two())
    assert answer.status_code == 409
    assert f"{PAGE}{job}/" in answer.content.decode()
    assert upload(enters(memory, "other"), two()).status_code == 302
    act(boss, job, "cancel")
    assert upload(boss, two()).status_code == 302


def test_a_form_from_elsewhere_is_refused(memory: MemoryPlatform) -> None:
    client = enters(memory, "boss", enforce_csrf_checks=True)
    assert upload(client, two()).status_code == 403
    assert not ImportJob.objects.exists()


def test_only_those_who_run_the_site_bring_anything(memory: MemoryPlatform, kept: Any) -> None:
    client = Client()
    author = get_user_model().objects.create_user("author")
    memory.add_person(author.pk, username="author")
    memory.make_staff(author.pk)
    client.force_login(author)
    assert upload(client, two()).status_code == 403
    assert (ImportJob.objects.count(), kept()) == (0, [])


class Killed(BaseException):
    """What a worker dies of: nothing is tidied up after it."""


def killed(*_: Any, **__: Any) -> None:
    raise Killed


def test_a_worker_that_died_is_said_and_its_work_taken_up(
    boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = begun(boss, two())
    monkeypatch.setattr(imports, "plan_import", killed)
    with pytest.raises(Killed):
        imports.work(job)
    monkeypatch.undo()
    assert act(boss, job, "continue") == 302  # somebody is thought to be at work: nothing moves
    assert imports.work(job) == ""
    silent(job)
    assert "gave no sign of life" in page(boss, job)
    act(boss, job, "continue")
    assert imports.work(job) == states.READY


def silent(job: UUID) -> None:
    """Let the last sign of life be three minutes old."""
    ImportJob.objects.filter(pk=job).update(beat_at=SystemClock().now() - LATER)


def test_a_kill_between_two_frameworks_loses_none_and_counts_none_twice(
    boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = begun(boss, several(), name="rncp.xml")
    assert imports.work(job) == states.READY
    act(boss, job, "apply")
    wrote, turns = jobs.wrote, iter((True, False))

    def dies(*told: Any) -> None:
        if not next(turns):
            raise Killed
        wrote(*told)

    monkeypatch.setattr(jobs, "wrote", dies)
    with pytest.raises(Killed):
        imports.work(job)
    monkeypatch.undo()
    assert (Framework.objects.count(), imports.one(job).written) == (1, 1)
    silent(job)
    assert act(boss, job, "continue") == 302
    assert imports.work(job) == states.DONE
    view = imports.one(job)
    assert (Framework.objects.count(), view.written) == (3, 3)
    assert view.wrote["create"] == Competency.objects.count()


def test_the_risen_dead_write_nothing(boss: Client) -> None:
    """A worker that was only slow finds that the import is no longer its own."""
    job = shown(boss, two())
    act(boss, job, "apply")
    slow = jobs.take(job, SystemClock().now())
    assert slow is not None
    silent(job)
    act(boss, job, "continue")
    assert imports.work(job) == states.DONE
    with pytest.raises(jobs.Lost):
        jobs.beat(slow, 1, SystemClock().now())
    with pytest.raises(jobs.Lost):
        jobs.finish(slow, SystemClock().now())


def test_the_same_import_applied_twice_is_applied_once(boss: Client) -> None:
    job = shown(boss, two())
    assert (act(boss, job, "apply"), act(boss, job, "apply")) == (302, 302)
    assert (imports.work(job), imports.work(job)) == (states.DONE, "")
    assert act(boss, job, "apply") == 302
    assert (Competency.objects.count(), imports.one(job).wrote["create"]) == (2, 2)


def test_who_looked_before_another_wrote_looks_again(memory: MemoryPlatform, boss: Client) -> None:
    """What is written is what was shown."""
    slow, fast = shown(boss, two()), shown(enters(memory, "fast"), two_others())
    act(boss, fast, "apply")
    assert imports.work(fast) == states.DONE
    act(boss, slow, "apply")
    assert imports.work(slow) == states.READY
    html = page(boss, slow)
    assert "changed after you looked" in html
    assert "would be retired" in html
    act(boss, slow, "apply")
    assert imports.work(slow) == states.DONE
    assert Competency.objects.filter(retired_at=None).count() == 2


def two_others() -> bytes:
    return package([item(1, "Lire"), item(7, "Chanter")], [])


def test_a_cancelled_import_stops_its_worker(
    boss: Client, monkeypatch: pytest.MonkeyPatch, kept: Any
) -> None:
    """Whatever was not committed by then is not there."""
    job = shown(boss, two())
    act(boss, job, "apply")
    beat = jobs.beat

    def then_cancelled(*told: Any) -> None:
        beat(*told)
        act(boss, job, "cancel")

    monkeypatch.setattr(jobs, "beat", then_cancelled)
    assert committed(imports.work, job) == states.CANCELLED
    assert not Framework.objects.exists()
    assert "Nothing was written" in page(boss, job)
    assert kept() == []


def test_a_fault_is_no_end(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    job = begun(boss, two())
    monkeypatch.setattr(imports, "plan_import", lambda *_, **__: 1 / 0)
    assert imports.work(job) == states.FAILED
    assert "The import failed" in page(boss, job)
    monkeypatch.undo()
    act(boss, job, "continue")
    assert imports.work(job) == states.READY


def test_a_file_that_is_gone_is_said_without_its_path(boss: Client, kept: Any) -> None:
    job = begun(boss, two())
    for one in kept():
        one.unlink()
    assert imports.work(job) == states.REFUSED
    html = page(boss, job)
    assert "cadre.json cannot be read" in html
    assert "private" not in html


def test_who_leaves_leaves_no_import(boss: Client, kept: Any) -> None:
    written(boss, two())
    job = begun(boss, two_others())
    subject = learners.subject_of(boss.user.pk)  # type: ignore[attr-defined]
    assert [one["file_name"] for one in evidence.export(subject)["imports"]] == ["cadre.json"] * 2
    committed(evidence.forget, subject)
    evidence.forget(subject)
    assert (evidence.export(subject)["imports"], kept()) == ([], [])
    assert imports.one(job).state == states.CANCELLED
    assert Competency.objects.count() == 2
    assert not ImportJob.objects.exclude(file_name="", subject=None).exists()


def test_who_leaves_leaves_no_name_in_a_refusal_nor_an_address(boss: Client, kept: Any) -> None:
    gone = begun(boss, two())
    for one in kept():
        one.unlink()
    assert imports.work(gone) == states.REFUSED
    assert ImportJob.objects.get(pk=gone).facts["path"] == "cadre.json"
    boss.post(PAGE, {"url": "https://example.org/~boss/CFPackages/1"})
    committed(evidence.forget, learners.subject_of(boss.user.pk))  # type: ignore[attr-defined]
    told = repr(list(ImportJob.objects.values("facts", "url", "file_name")))
    assert "cadre" not in told
    assert "boss" not in told


def test_what_nobody_came_back_to_is_forgotten(boss: Client, kept: Any) -> None:
    job = shown(boss, two())
    call_command("agir_forget_imports", stdout=io.StringIO())
    assert imports.one(job).state == states.READY
    late = FixedClock(SystemClock().now() + states.KEPT + timedelta(hours=1))
    assert committed(imports.expire, clock=late)[0] == 1
    assert kept() == []
    assert "Nobody came back to this import for 7 days" in page(boss, job)


def test_files_that_no_import_holds_are_swept(boss: Client, kept: Any) -> None:
    job = shown(boss, two())
    ImportJob.objects.all().delete()
    assert imports.expire() == (0, 0)
    late = FixedClock(SystemClock().now() + timedelta(days=2))
    assert imports.expire(clock=late) == (0, 2)
    assert kept() == []
    page(boss, job, status=404)


def test_a_page_of_an_import_is_few_statements(boss: Client) -> None:
    job = shown(boss, package([item(n) for n in range(1, 80)], []))
    for address in (PAGE, f"{PAGE}{job}/"):
        with counted() as told:
            boss.get(address)
        assert len(told) <= 10


def test_an_address_that_is_none_is_refused(boss: Client) -> None:
    for url in ("javascript:alert(1)", "ftp://example.org/x", "https://", "https://a/" + "b" * 600,
                "https://me:secret@example.org/CFPackages/1", "https://[example.org/"):  # fmt: skip
        answer = boss.post(PAGE, {"url": url})
        assert answer.status_code == 422, url
        assert "This is not the address of a CASE package" in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_an_address_is_asked_by_the_worker_and_its_refusal_told(boss: Client) -> None:
    answer = boss.post(PAGE, {"url": "https://127.0.0.1/CFPackages/1"})
    job = UUID(answer.url.rstrip("/").rpartition("/")[2])
    assert imports.work(job) == states.REFUSED
    assert "127.0.0.1" in page(boss, job)
