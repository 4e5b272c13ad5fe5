"""Gather the strings of every app and compile its catalogues: ``make translations``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "fr")
OVERLAY = ROOT / "tests/host"  # the words of the platform's own blocks, kept by hand


def catalogues() -> list[Path]:
    """Return every .po file of the suite, sorted."""
    return sorted(
        path
        for base in (ROOT / "plugins", ROOT / "xblocks", ROOT / "tests/host")
        for path in base.glob("**/locale/*/LC_MESSAGES/*.po")
    )


def compiled(catalogue: Path) -> dict[tuple[str, str], object]:
    """Return what a .mo file says: (context, msgid) to translation or its plurals."""
    return {
        (entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in polib.mofile(str(catalogue))
    }


def gather(home: Path, *languages: str) -> None:
    """Bring the catalogues under ``home`` to what its sources say.

    ``-P`` keeps ``home`` off the path: a module of an app may bear the name of a standard one.
    """
    command = [sys.executable, "-P", "-m", "django", "makemessages", "--no-wrap", "--no-location"]
    command += [word for language in languages for word in ("-l", language)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": ""}
    subprocess.run(command, cwd=home, env=environment, check=True)


def unguess(path: Path) -> None:
    """Empty what makemessages guessed from a like string: English speaks as the source does."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    guessed = catalogue.fuzzy_entries()
    for entry in guessed:
        entry.flags.remove("fuzzy")
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
    if guessed:
        catalogue.save()


def main() -> int:
    """Run makemessages in every folder that holds a ``locale``, then compile."""
    homes = sorted({path.parents[3] for path in catalogues()} - {OVERLAY})
    for home in homes:
        gather(home, *LANGUAGES)
    for path in catalogues():
        if path.parts[-3] == "en":
            unguess(path)
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
