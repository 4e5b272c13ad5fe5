"""What of Agir is on, off or wrong at this site? ``tutor agir doctor``: ten lines.

It reads Tutor's configuration and what was rendered from it, and starts nothing: it works before
the first launch, and on a machine without Docker. What only a running platform can tell is
``tutor local do agir-selfcheck``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
from tutor.__about__ import __version__ as tutor_version
from tutor.types import Config

from tutor import config as tutor_config
from tutor import env as tutor_env
from tutor import fmt
from tutoragir import image, settings
from tutoragir.__about__ import __version__

RELEASES: Final = {20: "Teak", 21: "Ulmo", 22: "Verawood"}
SHORTEST_SECRET: Final = 32
OK: Final = "ok"
OFF: Final = "off"
LOOK: Final = "look"
WRONG: Final = "wrong"
_COLOURS: Final = {OK: "green", OFF: "bright_black", LOOK: "yellow", WRONG: "red"}

Line = tuple[str, str, str]
"""(what it is, ``ok``, ``off``, ``look`` or ``wrong``, a sentence)."""


@click.group(name="agir", help="What Agir is at this site.")
def agir() -> None:
    """Hold the commands of the plugin that run outside containers."""


@agir.command(
    help="Tell in ten lines what is on, off or wrong. Exit status 1 if something is wrong."
)
@click.pass_obj
def doctor(context: Any) -> None:
    """Print the ten lines."""
    config = tutor_config.load(context.root)
    told = list(lines(config, Path(context.root)))
    for name, mark, sentence in told:
        click.echo(f"{click.style(f'{mark:<5}', fg=_COLOURS[mark])} {name}: {sentence}")
    if any(mark == WRONG for _, mark, _ in told):
        raise SystemExit(1)
    fmt.echo_info("Nothing is wrong here. What a running site says: tutor local do agir-selfcheck")


def lines(config: Config, root: Path) -> Iterator[Line]:
    """Return the ten lines about a site whose Tutor root is ``root``."""
    yield _release()
    yield _plugin(root)
    yield _contexts(config)
    yield _keys(config, "AGIR_SIGNING_KEYS", "signing keys", "badges are not signed")
    yield _keys(config, "AGIR_VAULT_KEYS", "vault keys", "civil status cannot be kept")
    yield _storage(config)
    yield _hosts(config)
    yield _beat(config)
    yield _stream(config)
    yield _aspects(config)


def _value(config: Config, name: str) -> Any:
    return tutor_env.render_unknown(config, tutor_config.get_typed(config, name, object))


def _release() -> Line:
    major = int(tutor_version.split(".")[0])
    if release := RELEASES.get(major):
        return ("Tutor", OK, f"{tutor_version}, for {release}.")
    known = ", ".join(f"{number} ({name})" for number, name in RELEASES.items())
    return ("Tutor", LOOK, f"{tutor_version} is none that Agir was tested with: {known}.")


def _plugin(root: Path) -> Line:
    wheel = image.wheel_name()
    if (root / "env/build/openedx/agir/wheels" / wheel).is_file():
        return ("plugin", OK, f"{__version__}; {wheel} lies in the build context.")
    sentence = f"{__version__}; its wheel is not in the build context: tutor config save, then "
    return ("plugin", WRONG, sentence + "tutor images build openedx.")


def _contexts(config: Config) -> Line:
    chosen = _value(config, "AGIR_CONTEXTS")
    known = settings.DEFAULTS["AGIR_CONTEXTS"]
    on = known if chosen is None else chosen
    if not isinstance(on, list) or not set(on) <= set(known):
        return ("contexts", WRONG, f"AGIR_CONTEXTS is a list of {', '.join(known)}: correct it.")
    off = [one for one in known if one not in on]
    sentence = f"on: {', '.join(on) or 'none'}" + (f"; off: {', '.join(off)}." if off else ".")
    return ("contexts", OK if on else OFF, sentence)


def _keys(config: Config, setting: str, name: str, without: str) -> Line:
    keys = _value(config, setting)
    if not keys:
        return (name, OFF, f"{setting} is empty: {without}.")
    secrets = [one.get("secret", "") if isinstance(one, dict) else one for one in keys]
    short = sum(len(str(secret)) < SHORTEST_SECRET for secret in secrets)
    if short:
        sentence = f"{short} of {len(secrets)} have fewer than {SHORTEST_SECRET} characters"
        return (name, WRONG, f"{sentence}: draw longer ones.")
    return (name, OK, f"{len(secrets)}, the first one is used; keep config.yml in your backup.")


def _storage(config: Config) -> Line:
    chosen = _value(config, "AGIR_PRIVATE_STORAGE")
    if not chosen:
        return ("private files", OFF, "AGIR_PRIVATE_STORAGE is empty: no file of people is kept.")
    if "FileSystemStorage" in str(chosen.get("BACKEND")):
        place = chosen.get("OPTIONS", {}).get("location", "?")
        kept = "right on one machine. On Kubernetes it is not kept: name an object storage."
        return ("private files", LOOK, f"in {place}: {kept}")
    return ("private files", OK, f"in {chosen['BACKEND']}.")


def _hosts(config: Config) -> Line:
    hosts = _value(config, "AGIR_HTTP_ALLOWED_HOSTS")
    if hosts:
        return (
            "private hosts",
            LOOK,
            f"{', '.join(hosts)} may be asked over plain HTTP: for development alone.",
        )
    return ("private hosts", OK, "none; other sites are asked over HTTPS and public addresses.")


def _beat(config: Config) -> Line:
    if _value(config, "AGIR_RUN_BEAT"):
        return ("schedule", OK, "the service agir-beat starts the jobs.")
    return (
        "schedule",
        OFF,
        "no beat: cron must run the jobs of the README, or set AGIR_RUN_BEAT=true.",
    )


def _stream(config: Config) -> Line:
    if _value(config, "AGIR_COMPETENCIES_STREAM"):
        return ("streams", OK, "scores are folded in batches: keep agir_consume_evidence running.")
    return ("streams", OFF, "each score is folded by the process that heard it.")


def _aspects(config: Config) -> Line:
    heard = _value(config, "AGIR_COMPETENCIES_XAPI")
    installed = "aspects" in (config.get("PLUGINS") or [])  # type: ignore[operator]
    if heard and installed:
        return ("Aspects", OK, f"hears {heard}.")
    if heard:
        return ("Aspects", LOOK, f"{heard} are stated and no Aspects is enabled to read them.")
    return ("Aspects", OFF, "record stores hear nothing of competencies.")
