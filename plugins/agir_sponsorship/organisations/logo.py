"""How does a logo get in? Drawn anew as a PNG, so that nothing that was sent reaches anybody.

What is sent is at most 2 MB of PNG, JPEG, WebP or GIF with at most 16 million pixels; SVG is
refused, since it holds scripts. The first frame alone is drawn, without metadata or profiles, at
most 640 by 320 pixels: it is shown small.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from datetime import datetime
from typing import IO, ClassVar, Final
from uuid import UUID

from django.db import transaction
from PIL import Image, UnidentifiedImageError

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.domain.naming import named
from agir_sponsorship.domain.organisation import OrganisationState
from agir_sponsorship.models.organisation import OrganisationLogo
from agir_sponsorship.organisations.data import LogoView
from agir_sponsorship.organisations.registering import locked, noted

MOST_BYTES: Final = 2_000_000
MOST_PIXELS: Final = 16_000_000
BOX: Final = (640, 320)
SMALLEST_SIDE: Final = 16
_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
_FINAL: Final = (OrganisationState.SUSPENDED, OrganisationState.CLOSED)


class LogoUnfit(DomainError):
    """No picture of the four kinds, too large, or too small. Facts: ``why``."""

    code: ClassVar[str] = "logo_unfit"


@transaction.atomic
def put(uuid: UUID, sent: IO[bytes], alt: str, by: UUID, now: datetime) -> LogoView:
    """Draw the logo of an organisation, which is verified anew if it was already.

    Raises ``LogoUnfit``, ``NameUnfit`` for ``alt``, ``OrganisationUnknown``,
    ``TransitionRefused``.
    """
    label = named(alt, "logo_alt")
    png, width, height = drawn(sent)
    row = locked(uuid)
    if row.state in _FINAL:
        raise TransitionRefused(act="logo", state=row.state)
    before = row.state
    if row.state != OrganisationState.DRAFT:
        row.state = OrganisationState.DRAFT
        row.save()
    digest = hashlib.sha256(png).hexdigest()
    OrganisationLogo.objects.update_or_create(
        organisation=row,
        defaults={
            "png": png,
            "digest": digest,
            "width": width,
            "height": height,
            "alt": label,
            "drawn_at": now,
        },
    )
    noted(row, "logo", before, by, now)
    return LogoView(width, height, label, digest)


@transaction.atomic
def remove(uuid: UUID, by: UUID, now: datetime) -> None:
    """Take the logo away; nothing else changes. Idempotent."""
    row = locked(uuid)
    if OrganisationLogo.objects.filter(organisation=row).delete()[0]:
        noted(row, "no_logo", row.state, by, now)


def drawn(sent: IO[bytes]) -> tuple[bytes, int, int]:
    """Return a PNG of the picture's first frame and its sides; raise ``LogoUnfit``."""
    content = sent.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise LogoUnfit(why="heavy")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                _sized(*picture.size)
                picture.seek(0)
                flat = picture.convert("RGBA")
    except LogoUnfit:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as wrong:
        raise LogoUnfit(why="kind") from wrong
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as wrong:
        raise LogoUnfit(why="large") from wrong
    flat.thumbnail(BOX)
    # Pixels alone go on: a new picture has no metadata, no profile, no second frame.
    clean = Image.new("RGBA", flat.size)
    clean.paste(flat)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue(), *clean.size


def _sized(width: int, height: int) -> None:
    if min(width, height) < SMALLEST_SIDE:
        raise LogoUnfit(why="small")
    if width * height > MOST_PIXELS:
        raise LogoUnfit(why="large")
