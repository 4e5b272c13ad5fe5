"""Where the plugin's sources lie, and what the suite's sources declare, read without running."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "tutor_plugin"


def suite_settings():
    """Return the name of each setting that a plugin app gives a default."""
    names = set()
    for path in [
        *ROOT.glob("plugins/*/settings/common.py"),
        *ROOT.glob("xblocks/*/settings/common.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                word = node.value
            elif isinstance(node, ast.Attribute):
                word = node.attr
            else:
                continue
            if re.fullmatch(r"AGIR_[A-Z_]+", word):
                names.add(word)
    return names


def suite_commands():
    """Return the name of each management command of the suite."""
    found = ROOT.glob("plugins/*/management/commands/agir_*.py")
    return {path.stem for path in found}
