"""Which file of a set is meant, when only one can be?"""

from __future__ import annotations

from agir_competencies.domain.refusals import PartMissing
from agir_competencies.frameworks.fileset import Fileset


def only(files: Fileset, *suffixes: str) -> str:
    """Return the one file of the set that ends so; a set of one file is that file.

    An upload keeps its name or not: a single file is taken whatever it is called.
    """
    if len(files.parts) == 1:
        return next(iter(files.parts))
    fitting = [name for name in files.parts if name.lower().endswith(suffixes)]
    if len(fitting) != 1:
        raise PartMissing(files=", ".join(f"*{suffix}" for suffix in suffixes))
    return fitting[0]
