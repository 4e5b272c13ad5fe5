"""What Tutor loads: every hook of the plugin, in one place.

All hooks used here exist in Tutor 20, 21 and 22, but for ``TESTS``, which is asked for. The other
modules only hold data and functions, since Tutor forgets the hooks of a plugin but Python does not
forget a module.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tutor import hooks
from tutoragir import doctor, image, jobs, mfe, settings
from tutoragir.__about__ import __version__

PATCHES: Final = Path(__file__).resolve().parent / "patches"
SMOKE: Final = Path(__file__).resolve().parent / "smoke"

# What an operator writes in a patch of their own comes after ours, so that it wins …
_FIRST: Final = ("lms-env", "cms-env")

hooks.Filters.CONFIG_DEFAULTS.add_items([("AGIR_VERSION", __version__), *settings.DEFAULTS.items()])
hooks.Filters.CONFIG_UNIQUE.add_items(list(settings.UNIQUE.items()))

hooks.Filters.ENV_TEMPLATE_ROOTS.add_item(str(image.TEMPLATES))
hooks.Filters.ENV_TEMPLATE_TARGETS.add_items(list(image.TARGETS))
hooks.Filters.ENV_TEMPLATE_VARIABLES.add_items(
    [("agir_wheel_name", image.wheel_name), ("agir_json", settings.as_json)]
)
hooks.Filters.IS_FILE_RENDERED.add()(image.is_rendered)
hooks.Filters.IMAGES_BUILD_REQUIRED.add()(image.required)
# `tutor mounts add …/agir`: the checkout replaces the wheel in the image, editable.
hooks.Filters.MOUNTED_DIRECTORIES.add_item(("openedx", r"agir(-openedx)?$"))

hooks.Filters.CLI_COMMANDS.add_item(doctor.agir)
hooks.Filters.CLI_DO_COMMANDS.add_items(list(jobs.COMMANDS))
hooks.Filters.CLI_DO_INIT_TASKS.add_items(jobs.INIT)

try:
    from tutormfe import hooks as mfe_hooks
except ImportError:  # a site without micro-frontends
    pass
else:
    mfe.join(mfe_hooks)

# `tutor local do test smoke --limit agir`, in the Tutors that test.
if hasattr(hooks.Filters, "TESTS"):
    hooks.Filters.TESTS.add_item(("lms", "smoke", str(SMOKE / "test_agir.py")))

for path in sorted(PATCHES.iterdir()):
    # … and the filters are put back after everybody has written theirs.
    if path.name in _FIRST:
        priority = hooks.priorities.HIGH
    elif path.name.endswith("-settings"):
        priority = hooks.priorities.LOW
    else:
        priority = hooks.priorities.DEFAULT
    hooks.Filters.ENV_PATCHES.add_item(
        (path.name, path.read_text(encoding="utf-8")), priority=priority
    )
