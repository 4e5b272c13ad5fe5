"""Addresses of the public ledger."""

from django.urls import URLPattern, path

from agir_sponsorship.pages.books import public

BOOKS: list[URLPattern] = [
    path("agir/sponsorship/ledger/", public.ledger, name="ledger"),
    path("agir/sponsorship/ledger.csv", public.file, name="ledger-csv"),
]
