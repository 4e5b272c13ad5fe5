"""How does a block draw itself? Its own templates, and the suite's stylesheet and shapes.

Read from the packages' files: blocks also run where the suite's apps are not installed.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from django.template import Context, Engine

HOME: Final = Path(__file__).parent


@cache
def stylesheet() -> str:
    """Return the rules that every page and block of the suite shares (class root ``.agir``)."""
    return files("agir_platform").joinpath("static/agir/agir.css").read_text(encoding="utf-8")


@cache
def resource(name: str) -> str:
    """Return the text of a file of this package, such as ``competency/public/card.js``."""
    return (HOME / name).read_text(encoding="utf-8")


@cache
def _engine() -> Engine:
    shapes = Path(str(files("agir_platform").joinpath("templates")))
    return Engine(
        dirs=[str(HOME), str(shapes)],
        libraries={"i18n": "django.templatetags.i18n"},
        builtins=["django.templatetags.i18n"],
    )


def render(name: str, **facts: Any) -> str:
    """Return a template of this package filled in; every fact is escaped."""
    return _engine().get_template(name).render(Context(facts))
