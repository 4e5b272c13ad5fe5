"""Is this a NIR? 13 characters and a key of two figures (decree 82-103 of 22 January 1982)."""

from __future__ import annotations

import re
from typing import Final

from django.views.decorators.debug import sensitive_variables

from agir_certification.domain.retention import NirMalformed

_NIR: Final = re.compile(r"[1-478]\d{4}(?:\d{2}|2[AB])\d{6}(?:\d{2})?")
_CORSICA: Final = {"2A": "19", "2B": "18"}


@sensitive_variables()
def checked_nir(text: str) -> str:
    """Return the 13 characters that are transmitted; raise ``NirMalformed``.

    A key is checked where it was typed: 97 less the rest of the 13 figures by 97, Corsica's 2A
    and 2B counted as 19 and 18.
    """
    told = re.sub(r"[ .\-]", "", text).upper()
    if not _NIR.fullmatch(told):
        raise NirMalformed
    number, key = told[:13], told[13:]
    figures = number[:5] + _CORSICA.get(number[5:7], number[5:7]) + number[7:]
    if key and int(key) != 97 - int(figures) % 97:
        raise NirMalformed
    return number
