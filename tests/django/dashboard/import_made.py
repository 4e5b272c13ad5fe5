"""Imports for programs that run apart: an upload that was shown and waits to be written."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from uuid import UUID

SHEET = (
    "<FICHE><ID_FICHE>{n}</ID_FICHE><NUMERO_FICHE>RNCP{n}</NUMERO_FICHE>"
    "<INTITULE>Métier {n}</INTITULE><ETAT_FICHE>Publiée</ETAT_FICHE><ACTIF>Oui</ACTIF>"
    "<BLOCS_COMPETENCES><BLOC_COMPETENCES><CODE>RNCP{n}BC01</CODE><LIBELLE>Bloc {n}</LIBELLE>"
    "<LISTE_COMPETENCES>- Savoir {n}</LISTE_COMPETENCES></BLOC_COMPETENCES></BLOCS_COMPETENCES>"
    "</FICHE>"
)


def several(count: int = 3) -> bytes:
    """Return sheets of France compétences, each a framework of two competencies."""
    sheets = "".join(SHEET.format(n=n) for n in range(101, 101 + count))
    return f"<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>{sheets}</FICHES>".encode()


def start(folder: Path) -> None:
    """Set Django up over a folder of its own."""
    import django

    django.setup()
    from django.conf import settings

    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_PRIVATE_STORAGE = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder / "private")},
    }


def waiting(user_id: int) -> UUID:
    """Return an import whose plan was shown and is to be written."""
    from agir_competencies.api import imports

    job = imports.begin_upload(user_id, "rncp.xml", BytesIO(several()))
    assert imports.work(job) == "ready"
    assert imports.apply(job)
    return job


def keep(folder: Path) -> None:
    """Put the files of the private storage aside: an import that ended deletes them."""
    shutil.copytree(folder / "private", folder / "kept")


def give_back(folder: Path) -> None:
    """Put them where they were."""
    shutil.copytree(folder / "kept", folder / "private", dirs_exist_ok=True)
