"""Is this the SIRET of an establishment?

Luhn over 14 figures (INSEE), and La Poste's exception (SIREN 356000000: the sum of the figures is
a multiple of 5), both by python-stdnum, which also takes fourteen zeros: nobody has that number.
"""

from __future__ import annotations

from stdnum.fr import siret


def is_siret(text: str) -> bool:
    """Tell whether fourteen figures, without blanks, are a SIRET."""
    return text.isascii() and text.isdigit() and len(text) == 14 and _holds(text)


def _holds(text: str) -> bool:
    return text != "0" * 14 and bool(siret.is_valid(text))
