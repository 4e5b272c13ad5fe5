"""Chemistry and symbols come late to the host, and come whole."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from host.door import grammars
from house.repository import ROOT

PROGRAM = """
import os, sys
sys.path.insert(0, "tests")
os.environ["DJANGO_SETTINGS_MODULE"] = "host.settings"
import django
django.setup()
print([name for name in ("nltk", "sympy", "scipy") if name in sys.modules])
from xblocks_contrib.problem.capa import inputtypes, responsetypes
print(inputtypes.chemcalc.chemical_equations_equal("H2 + O2 -> H2O2", "O2 + H2 -> H2O2"))
print(responsetypes.symmath_check("x+y", "x+y")["ok"])
"""


@pytest.mark.skipif(find_spec("chem") is None, reason="the demo's packages are not installed")
def test_they_are_loaded_when_an_answer_asks_for_them() -> None:
    assert grammars.CHEMISTRY == "chem.chemcalc"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-3:] == ["[]", "True", "True"], done.stderr[-2000:]
