"""What all tests share: how long an example takes says something of the machine, not of a rule."""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("hypothesis"):  # a few environments test one thing alone
    from hypothesis import HealthCheck, settings

    settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("suite")
