"""A key that is none is named, with what mends it, and never stops a site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core import checks as django_checks
from django.core.checks.registry import registry
from django.db import connection
from test_signing import OTHER, SECRET

from agir_platform import signing
from agir_platform.models import IssuerKey
from agir_platform.signing import checks


def found(told: Any, settings: Any) -> list[Any]:
    settings.AGIR_SIGNING_KEYS = told
    return checks.keys_are_usable()


@pytest.mark.parametrize(
    ("told", "code", "word"),
    [
        ("k1", "agir.W006", "list"),
        ({"id": "k1", "secret": SECRET}, "agir.W006", "list"),
        (["k1"], "agir.W006", "entry 1"),
        ([{"secret": SECRET}], "agir.W006", "id"),
        ([{"id": "K1", "secret": SECRET}], "agir.W006", "id"),
        ([{"id": "k" * 41, "secret": SECRET}], "agir.W006", "id"),
        ([{"id": "k1\n", "secret": SECRET}], "agir.W006", "id"),
        ([{"id": "k1", "secret": SECRET, "state": "off"}], "agir.W006", "state"),
        ([{"id": "k1", "secret": SECRET, "state": ["active"]}], "agir.W006", "state"),
        ([{"id": "k1"}], "agir.W008", "no secret"),
        ([{"id": "k1", "secret": 7}], "agir.W008", "no secret"),
        ([{"id": "k1", "secret": SECRET[:42]}], "agir.W008", "43"),
        ([{"id": "k1", "secret": "changeme" * 8}], "agir.W008", "repeats"),
        ([{"id": "k1", "file": "/no/such/file"}], "agir.W009", "/no/such/file"),
    ],
)
def test_an_entry_that_is_no_key_is_named(settings: Any, told: Any, code: str, word: str) -> None:
    (warning,) = found(told, settings)
    assert isinstance(warning, django_checks.Warning)
    assert warning.id == code
    assert word in warning.msg
    assert warning.hint
    assert SECRET not in warning.msg + warning.hint


def test_of_two_entries_with_one_id_the_second_is_named(settings: Any) -> None:
    (warning,) = found([{"id": "k1", "secret": SECRET}, {"id": "k1", "secret": OTHER}], settings)
    assert warning.id == "agir.W007"
    assert "entry 2 (k1)" in warning.msg


@pytest.mark.parametrize(
    ("mode", "codes"),
    [
        (0o600, []),
        (0o400, []),
        (0o640, ["agir.W010"]),
        (0o604, ["agir.W010"]),
        (0o620, ["agir.W010"]),
    ],
)
@pytest.mark.django_db
def test_a_file_that_others_read_is_named_and_works(
    settings: Any, tmp_path: Path, mode: int, codes: list[str]
) -> None:
    path = tmp_path / "key"
    path.write_text(f"{SECRET}\n")
    path.chmod(mode)
    assert [one.id for one in found([{"id": "k1", "file": str(path)}], settings)] == codes
    assert signing.require().key_id == "k1"


def test_a_file_is_the_same_key_as_its_text(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{SECRET}\n")
    path.chmod(0o600)
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "file": str(path)}]
    (read,) = signing.configured.usable()
    assert read.public == signing.configured.key_of("k1", SECRET).public


def test_no_key_is_said_and_is_no_fault(settings: Any) -> None:
    for nothing in ([], None):
        (info,) = found(nothing, settings)
        assert (info.id, info.level) == ("agir.I011", django_checks.INFO)
        assert "agir_make_signing_key" in info.hint


def test_good_keys_say_nothing(settings: Any) -> None:
    assert found([{"id": "k1", "secret": SECRET}, {"id": "k2", "secret": OTHER}], settings) == []


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("https://campus.example", []),
        ("http://localhost:8000", []),
        ("", ["agir.W012"]),
        ("http://127.0.0.1:8000", ["agir.W012"]),
        ("https://[2001:db8::1]", ["agir.W012"]),
    ],
)
def test_a_site_that_signs_has_a_name(settings: Any, url: str, codes: list[str]) -> None:
    settings.AGIR_SITE_URL, settings.LMS_ROOT_URL = url, ""
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}]
    assert [one.id for one in checks.issuer_has_a_name()] == codes
    settings.AGIR_SIGNING_KEYS = []
    assert checks.issuer_has_a_name() == []


@pytest.mark.django_db
def test_another_secret_under_a_used_id_is_named(settings: Any) -> None:
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}]
    signing.require().sign(b"a badge")
    assert checks.ids_name_one_key(databases=["default"]) == []
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": OTHER}]
    (warning,) = checks.ids_name_one_key(databases=["default"])
    assert warning.id == "agir.W013"
    assert IssuerKey.objects.count() == 1


def test_the_database_is_left_alone_where_none_is_named(settings: Any) -> None:
    """Before the first migration the table is not there: no mark gives access to it here."""
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}]
    assert checks.ids_name_one_key(databases=None) == []


def test_the_checks_run_with_djangos_own() -> None:
    ours = {checks.keys_are_usable, checks.issuer_has_a_name, checks.ids_name_one_key}
    assert ours <= registry.registered_checks


def test_whatever_the_settings_hold_signing_never_fails_to_start(settings: Any) -> None:
    for told in (7, "x", {"a": 1}, [None], [[]], [{"id": []}], [{"id": "k", "file": "\0"}]):
        settings.AGIR_SIGNING_KEYS = told
        assert signing.configured.usable() == ()
        assert [one.level for one in checks.keys_are_usable()] == [django_checks.WARNING]


@pytest.mark.django_db(transaction=True)
def test_before_the_table_is_made_migrate_goes_on(settings: Any) -> None:
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}]
    with connection.schema_editor() as editor:
        editor.delete_model(IssuerKey)
    try:
        assert checks.ids_name_one_key(databases=["default"]) == []
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(IssuerKey)
