"""What does the code say of its settings and of people's data? ``make reference`` writes it down.

A setting's name and default are those that ``plugin_settings`` gives; its words are those of the
table in ``tutor_plugin/README.md``. The register is made from the annotations of every table.
"""

from __future__ import annotations

import json
import os
import re
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs/pages/en/operators"
CONTEXTS = (
    "agir_platform",
    "agir_competencies",
    "agir_badges",
    "agir_catalogue",
    "agir_sponsorship",
    "agir_certification",
    "agir_dashboard",
)
MADE = "<!-- Made from the code: change it there, then run `make reference`. -->"
ROW = re.compile(r"^\| `(AGIR_\w+)` \| .*? \| (.+) \|$", re.M)
PART = re.compile(r"^\s*\.\. (pii\w*|no_pii):", re.M)
LEAVING = {
    "local_api": "deleted or made anonymous when the person leaves",
    "retained": "kept until a legal date, or without meaning anybody",
    "consumer_api": "handed over to another system that deletes",
    "third_party": "asked of a third party",
}


def settings() -> dict[str, dict[str, Any]]:
    """Return the settings by context, with their defaults."""
    found: dict[str, dict[str, Any]] = {}
    for context in CONTEXTS:
        site = SimpleNamespace(OPEN_EDX_FILTERS_CONFIG={})
        import_module(f"{context}.settings.common").plugin_settings(site)
        found[context] = {
            name: value for name, value in sorted(vars(site).items()) if name.startswith("AGIR_")
        }
    return found


def words() -> dict[str, str]:
    """Return what the README of the Tutor plugin says of each setting."""
    return dict(ROW.findall((ROOT / "tutor_plugin/README.md").read_text(encoding="utf-8")))


def settings_page() -> str:
    """Return the reference of settings."""
    said = words()
    lines = ["# Settings", "", MADE, ""]
    lines += [
        "`tutor config save --set NAME=VALUE`, then `tutor local restart`. Without Tutor, Django",
        "settings of LMS and Studio. Defaults are the suite's own; the Tutor plugin chooses a few",
        "better ones (its README says which).",
        "",
    ]
    for context, values in settings().items():
        if not values:
            continue
        lines += [f"## {context}", "", "| name | default | |", "|---|---|---|"]
        lines += [
            f"| `{name}` | `{_json(value)}` | {said.get(name, '')} |"
            for name, value in values.items()
        ]
        lines.append("")
    return "\n".join(lines)


def register_page() -> str:
    """Return the register of personal data; Django must be set up."""
    from django.apps import apps

    models = sorted(
        (
            one
            for one in apps.get_models()
            if one.__module__.startswith("agir_") and not one._meta.auto_created
        ),
        key=lambda one: one._meta.db_table,
    )
    told = {model: annotations(model.__doc__ or "") for model in models}
    lines = ["# Register of personal data", "", MADE, ""]
    lines += [
        "What each table holds of people, for the record of processing that article 30 of the GDPR",
        "asks of whoever runs a site. Purpose, legal basis and recipients are the site's to write.",
        "Learners are a random identifier in all tables but one, which maps it to the platform's",
        "user and is deleted when they leave. Everybody reads and takes along what is held of them",
        "at `/agir/skills/data/`; `agir_export_learner` and `agir_retire_learner` do it by hand.",
        "",
        "Django's error reports (pages and e-mails to `ADMINS`) show no value of a page or a",
        "program of Agir's; `agir.W015` says so where the site chose another class for them. What",
        "reads frames by itself, such as Sentry, is told not to: `include_local_variables=False`,",
        '`max_request_body_size="never"`, `send_default_pii=False`.',
        "",
        "| table | what a row is | what it holds of people | kinds | when the person leaves |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{model._meta.db_table}` | {first_line(model)} | {said['pii']} "
        f"| {said.get('pii_types', '')} | {leaving(said.get('pii_retirement', ''))} |"
        for model, said in told.items()
        if "pii" in said
    ]
    lines += ["", "## Tables without personal data", ""]
    lines += [
        f"- `{model._meta.db_table}`: {first_line(model)}"
        for model, said in told.items()
        if "pii" not in said
    ]
    return "\n".join([*lines, ""])


def annotations(text: str) -> dict[str, str]:
    """Return the annotations of a docstring (OEP-30), each on one line."""
    parts = PART.split(text)[1:]
    return {
        name: _cell(said.split("\n\n")[0])
        for name, said in zip(parts[::2], parts[1::2], strict=True)
    }


def leaving(said: str) -> str:
    """Return what the words of OEP-30 mean here."""
    return "; ".join(LEAVING.get(one.strip(), one.strip()) for one in said.split(",") if one)


def first_line(model: Any) -> str:
    """Return what one row is."""
    return _cell((model.__doc__ or "").strip().split("\n\n")[0])


def pages() -> dict[Path, str]:
    """Return every page that is made, by its place."""
    return {PAGES / "settings.md": settings_page(), PAGES / "register.md": register_page()}


def _cell(text: str) -> str:
    return " ".join(text.replace("``", "`").replace("|", "\\|").split())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> int:
    """Write the pages."""
    import django

    django.setup()
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    sys.exit(main())
