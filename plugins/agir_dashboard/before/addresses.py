"""Under which addresses does this stand?"""

from typing import Final

from django.urls import path

from agir_dashboard.before import pages

ADDRESSES: Final = (path("agir/skills/before/", pages.before, name="before"),)
