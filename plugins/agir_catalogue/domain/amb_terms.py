"""Which words of its own does AMB ask for?

Its schemas (2023-10-19, and the draft of January 2026) are narrower than its text: languages are
those of ISO 639-1 without script or region, licences are open ones by the page of their publisher,
and of the subjects one is of the "Hochschulfächersystematik" (Destatis, w3id.org/kim). What cannot
be said in these words is left out, since a reader refuses the whole document for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_LANGUAGES: Final = """
  aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
  dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
  id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
  lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
  ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
  tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES: Final = frozenset(_LANGUAGES.split())
SUBJECTS: Final = "https://w3id.org/kim/hochschulfaechersystematik/"

# Our own table, from fields of ISCED-F to groups of Destatis; the longest beginning holds. Fields
# in no group (generic programmes, most services) or in two (02, arts and humanities; 09, health
# and welfare) have none.
_GROUPS: Final = {
    "01": "n3", "021": "n9", "022": "n1", "023": "n1", "03": "n3", "04": "n3", "05": "n4",
    "06": "n71", "07": "n8", "08": "n7", "091": "n5", "0916": "n4", "092": "n3", "1014": "n2",
}  # fmt: skip
_NAMES: Final = {
    "n1": "Geisteswissenschaften",
    "n2": "Sport",
    "n3": "Rechts-, Wirtschafts- und Sozialwissenschaften",
    "n4": "Mathematik, Naturwissenschaften",
    "n5": "Humanmedizin/Gesundheitswissenschaften",
    "n7": "Agrar-, Forst- und Ernährungswissenschaften, Veterinärmedizin",
    "n71": "Informatik",
    "n8": "Ingenieurwissenschaften",
    "n9": "Kunst, Kunstwissenschaft",
}
_CC: Final = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-([A-Z]{2,3}))?")
_PAGES: Final = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://opensource.org/licenses/MIT",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    **dict.fromkeys(
        ("GFDL-1.3-only", "GFDL-1.3-or-later"), "https://www.gnu.org/licenses/fdl-1.3.html"
    ),
    **dict.fromkeys(
        ("GPL-3.0-only", "GPL-3.0-or-later"), "https://www.gnu.org/licenses/gpl-3.0.html"
    ),
}


def languages(tags: Iterable[str]) -> list[str]:
    """Return the languages of tags of BCP 47 that ISO 639-1 has, each once."""
    found = (one.replace("_", "-").partition("-")[0].lower() for one in tags)
    return list(dict.fromkeys(one for one in found if one in LANGUAGES))


def licence_page(spdx: str) -> str:
    """Return the page of an open licence at its publisher, '' for one that AMB does not take."""
    found = _CC.fullmatch(spdx)
    if found is None:
        return _PAGES.get(spdx, "")
    parts = [found[1].lower(), found[2], *([found[3].lower()] if found[3] else [])]
    return f"https://creativecommons.org/licenses/{'/'.join(parts)}/"


def subjects(codes: Iterable[str]) -> dict[str, str]:
    """Return addresses and German names of the groups in which fields of ISCED-F are."""
    groups = dict.fromkeys(filter(None, map(_group, codes)))
    return {f"{SUBJECTS}{one}": _NAMES[one] for one in groups}


def _group(code: str) -> str:
    beginnings = (code[:length] for length in range(len(code), 1, -1))
    return next((_GROUPS[one] for one in beginnings if one in _GROUPS), "")
