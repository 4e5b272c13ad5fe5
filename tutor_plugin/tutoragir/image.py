"""How does the suite enter the image?

As one wheel in the build context, under its exact file name: Tutor never deletes a file that an
earlier version of a plugin rendered, so the Dockerfile must not say ``*.whl``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tutor.exceptions import TutorError

from tutoragir.__about__ import __version__

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
TARGETS: Final = (("agir/wheels", "build/openedx"), ("agir/install.py", "build/openedx"))
"""(template, destination below Tutor's ``env``): the path of the template is kept below it."""

_COPIED: Final = ("agir/wheels/", "agir/install.py")


def wheel_name() -> str:
    """Return the file name of the wheel that this version carries.

    Raises ``TutorError`` where the wheel is not there: a source tree before ``make dist``.
    """
    name = f"agir_openedx-{__version__}-py3-none-any.whl"
    if not (TEMPLATES / "agir" / "wheels" / name).is_file():
        raise TutorError(
            f"This copy of tutor-contrib-agir {__version__} carries no {name}. Install a released "
            "wheel of tutor-contrib-agir, or run `make dist` in the source tree first."
        )
    return name


def is_rendered(result: bool, path: str) -> bool:
    """Tell Tutor to copy the wheel and its installer byte for byte.

    ``path`` is the template's, with ``/``. Everything else keeps the answer in ``result``.
    """
    return False if path.startswith(_COPIED) else result


def required(names: list[str], context: str) -> list[str]:
    """Add the image that must be built here before ``launch`` with ``context`` (local or dev).

    Tutor's own images carry no Agir, so pulling them is not enough.
    """
    name = "openedx-dev" if context == "dev" else "openedx"
    return names if name in names else [*names, name]
