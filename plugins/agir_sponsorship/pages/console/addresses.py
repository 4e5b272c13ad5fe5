"""Addresses of the console."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_sponsorship.pages.console import books, campaigns, money, pledge

CONSOLE: Final = "agir/sponsorship/console"
ADDRESSES: Final[list[URLPattern]] = [
    path(f"{CONSOLE}/", campaigns.console, name="console"),
    path(f"{CONSOLE}/campaigns/new/", campaigns.new, name="console-new"),
    path(f"{CONSOLE}/campaigns/<uuid:identifier>/", campaigns.campaign, name="console-campaign"),
    path(f"{CONSOLE}/campaigns/<uuid:identifier>/edit/", campaigns.edit, name="console-edit"),
    path(f"{CONSOLE}/pledges/<uuid:identifier>/", pledge.pledge, name="console-pledge"),
    path(f"{CONSOLE}/money/", money.money, name="console-money"),
    path(f"{CONSOLE}/books/", books.books, name="console-books"),
    path(f"{CONSOLE}/accounting.csv", money.accounting, name="accounting"),
]
