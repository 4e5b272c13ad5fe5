"""Private files have a place of their own, and the site is told when it has not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from agir_platform import checks, storage

FILES = "django.core.files.storage.FileSystemStorage"


def _at(location: Path) -> dict[str, Any]:
    return {"BACKEND": FILES, "OPTIONS": {"location": str(location)}}


def test_files_lie_where_the_site_said(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AGIR_PRIVATE_STORAGE = _at(tmp_path / "private")
    name = storage.private_storage().save("dossier.txt", ContentFile(b"civil status"))
    assert (tmp_path / "private" / name).read_bytes() == b"civil status"
    assert checks.private_files_are_private() == []


@pytest.mark.parametrize("inside", ["media", "media/private", "static", "."])
def test_a_place_that_is_served_is_refused(settings: Any, tmp_path: Path, inside: str) -> None:
    """Under a served directory, the same, or above it: all are the same files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.AGIR_PRIVATE_STORAGE = _at(tmp_path / inside)
    with pytest.raises(storage.PrivateStorageExposed):
        storage.private_storage()
    assert [found.id for found in checks.private_files_are_private()] == ["agir.E005"]


def test_a_way_round_by_dots_or_links_is_seen(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "media")
    settings.MEDIA_ROOT = tmp_path / "media"
    for place in (tmp_path / "link" / "deep", tmp_path / "other" / ".." / "media"):
        settings.AGIR_PRIVATE_STORAGE = _at(place)
        with pytest.raises(storage.PrivateStorageExposed):
            storage.private_storage()


def test_the_default_location_is_the_media_and_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.AGIR_PRIVATE_STORAGE = {"BACKEND": FILES}
    with pytest.raises(storage.PrivateStorageExposed):
        storage.private_storage()


def test_no_place_is_said_when_one_is_needed(settings: Any) -> None:
    settings.AGIR_PRIVATE_STORAGE = None
    with pytest.raises(storage.PrivateStorageUnset):
        storage.private_storage()
    assert checks.private_files_are_private() == []


def test_a_storage_without_files_of_its_own_is_accepted(settings: Any) -> None:
    settings.AGIR_PRIVATE_STORAGE = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    assert storage.private_storage().save("a.txt", ContentFile(b"a")) == "a.txt"


@pytest.mark.parametrize(
    "wrong",
    [{"OPTIONS": {}}, {"BACKEND": "no.such.Storage"}, {"BACKEND": FILES, "OPTIONS": {"room": 1}}],
)
def test_a_setting_that_cannot_be_used_gets_a_remedy(settings: Any, wrong: Any) -> None:
    settings.AGIR_PRIVATE_STORAGE = wrong
    (found,) = checks.private_files_are_private()
    assert found.id == "agir.E004"
    assert "BACKEND" in found.hint


def test_a_folder_inside_a_pod_is_told(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Kubernetes alone; a mounted volume keeps files, and so does an object storage."""
    settings.MEDIA_ROOT = settings.STATIC_ROOT = None
    settings.AGIR_PRIVATE_STORAGE = _at(tmp_path)
    monkeypatch.delenv(storage.IN_A_POD, raising=False)
    assert checks.private_files_outlive_a_pod() == []
    monkeypatch.setenv(storage.IN_A_POD, "10.0.0.1")
    if storage.lost_with_the_pod() is None:
        pytest.skip("the folder for temporary files is a volume of its own here")
    (told,) = checks.private_files_outlive_a_pod()
    assert (told.id, str(tmp_path.resolve()) in told.msg) == ("agir.W006", True)
    settings.AGIR_PRIVATE_STORAGE = _at(Path("/proc/agir"))
    assert checks.private_files_outlive_a_pod() == [], "a mounted volume"
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.InMemoryStorage",
        "OPTIONS": {},
    }
    assert checks.private_files_outlive_a_pod() == []
    settings.AGIR_PRIVATE_STORAGE = None
    assert checks.private_files_outlive_a_pod() == []
