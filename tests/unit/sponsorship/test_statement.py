"""Bank statements as banks write them, and files that are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_sponsorship.domain import statement
from agir_sponsorship.domain.statement import StatementUnfit

HEAD = "Date;Libellé;Montant\n"


def amounts(text: str, encoding: str = "utf-8") -> list[int]:
    return [line.amount_minor for line in statement.read(text.encode(encoding), "EUR")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_encodings_of_banks(encoding: str) -> None:
    found = statement.read(
        (HEAD + "27/11/2026;Café de l’été;12,00\n".replace("’", "'")).encode(encoding), "EUR"
    )
    assert (found[0].label, found[0].amount_minor) == ("Café de l'été", 1200)


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("1000", 100000),
        ("1 000,50", 100050),
        ("1\u00a0000,50", 100050),
        ("1\u202f000,5", 100050),
        ("1.000,50", 100050),
        ("-12,30", -1230),
        ("+12.30 €", 1230),
        ("12,300", 1230),
        ("12 EUR", 1200),
    ],
)
def test_amounts_of_banks(cell: str, minor: int) -> None:
    assert amounts(f"{HEAD}27/11/2026;x;{cell}\n") == [minor]


def test_debit_and_credit_columns_and_words_above_the_head() -> None:
    text = "Compte 123\nSolde;12\nDate opération;Libellé opération;Débit;Crédit\n"
    text += "2026-11-27;a;12,00;\n2026-11-27;b;;13,00\n;;;\n2026-11-28;c;;0,00\n"
    assert amounts(text) == [-1200, 1300]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_signs_between_cells(sign: str) -> None:
    text = f"Date{sign}Label{sign}Amount\n2026-11-27{sign}x{sign}12.00\n"
    assert amounts(text) == [1200]


def test_twins_are_two_and_a_file_twice_is_the_same() -> None:
    text = (HEAD + "27/11/2026;x;12,00\n" * 3).encode()
    first, again = statement.read(text, "EUR"), statement.read(text, "EUR")
    assert len({line.key for line in first}) == 3
    assert first == again
    assert first[0].day == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "columns"),
        ("hello", "columns"),
        ("Date;Montant\n27/11/2026;1\n", "columns"),
        (HEAD + "31/02/2026;x;1\n", "date"),
        (HEAD + "01/01/0001;x;1\n", "date"),
        (HEAD + "soon;x;1\n", "date"),
        (HEAD + "27/11/2026;x;1,001\n", "amount"),
        (HEAD + "27/11/2026;x;1,000.00\n", "amount"),
        (HEAD + "27/11/2026;x;1.000\n", "amount"),
        (HEAD + "27/11/2026;x;NaN\n", "amount"),
        (HEAD + "27/11/2026;x;1e9\n", "amount"),
        (HEAD + "27/11/2026;x;99999999999999999999\n", "amount"),
        ("\0", "not_text"),
        (HEAD + "27/11/2026;x;1\n" * 20_001, "too_many"),
    ],
)
def test_what_is_no_statement(text: str, why: str) -> None:
    with pytest.raises(StatementUnfit) as raised:
        amounts(text)
    assert raised.value.facts["why"] == why


def test_a_file_too_large_is_not_read() -> None:
    with pytest.raises(StatementUnfit):
        statement.read(b" " * (statement.BYTES + 1), "EUR")


def test_a_leap_day_is_a_day() -> None:
    assert amounts(HEAD + "29/02/2028;x;1\n") == [100]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        statement.read(content, "EUR")
    except StatementUnfit:
        return


@given(st.text(max_size=200))
def test_any_label_is_kept_plain(label: str) -> None:
    quoted = label.replace('"', '""').replace("\0", "")
    found = statement.read(f'{HEAD}27/11/2026;"{quoted}";1\n'.encode("utf-8", "ignore"), "EUR")
    assert all(line.label.isprintable() and len(line.label) <= 140 for line in found)
