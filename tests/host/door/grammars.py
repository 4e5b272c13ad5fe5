"""The grammars of two kinds of answer that few courses ask for are loaded when one is asked.

The problem block imports nltk, scipy and sympy for chemical equations and symbolic formulas: two
thirds of a start of the host. They come with the first answer of the kind instead.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any

CHEMISTRY = "chem.chemcalc"
SYMBOLS = "symmath"


def load_late() -> None:
    """Stand in for both until they are used. Idempotent; nothing where they are not installed."""
    if find_spec("chem") and CHEMISTRY not in sys.modules:
        _when_touched(CHEMISTRY)
    if SYMBOLS not in sys.modules:
        _when_called(SYMBOLS)


def _when_touched(name: str) -> None:
    """Put a module in place that runs its source when an attribute is asked."""
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    parent, _, child = name.rpartition(".")
    setattr(import_module(parent), child, module)


def _when_called(name: str) -> None:
    """Put a package in place whose one function, which a problem takes by name, loads the real."""
    spec = find_spec(name)
    if spec is None:
        return
    stand_in = ModuleType(name)
    stand_in.__path__ = list(spec.submodule_search_locations or ())
    stand_in.__spec__ = spec

    def symmath_check(*answer: Any, **options: Any) -> Any:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return import_module(name).symmath_check(*answer, **options)

    stand_in.symmath_check = symmath_check  # type: ignore[attr-defined]
    sys.modules[name] = stand_in
