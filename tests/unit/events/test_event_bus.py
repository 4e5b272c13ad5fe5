"""Every event of the suite survives the event bus: its Avro encoding and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import attr
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openedx_events.event_bus.avro.deserializer import deserialize_bytes_to_event_data
from openedx_events.event_bus.avro.serializer import serialize_event_data_to_bytes
from openedx_events.tooling import OpenEdxPublicSignal

from agir_events import data
from agir_events.signals import EVENTS

INSTANTS = st.datetimes(timezones=st.just(UTC))
VALUES = {
    str: st.text(),
    int: st.integers(-(2**63), 2**63 - 1),
    list[str]: st.lists(st.text(), max_size=4),
    datetime: INSTANTS,
}
FALSY = {str: "", int: 0, list[str]: [], datetime: datetime(1970, 1, 1, tzinfo=UTC)}
PAYLOADS = sorted(
    {payload for event in EVENTS for payload in event.init_data.values()},
    key=lambda payload: payload.__name__,
)


def _there_and_back(event: OpenEdxPublicSignal, carried: dict[str, Any]) -> dict[str, Any]:
    wire = serialize_event_data_to_bytes(carried, event)
    return deserialize_bytes_to_event_data(wire, event)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.event_type)
@given(st.data())
def test_any_payload_comes_back_as_it_was(event: OpenEdxPublicSignal, data: Any) -> None:
    carried = {
        key: payload(
            **{field.name: data.draw(VALUES[field.type]) for field in attr.fields(payload)}
        )
        for key, payload in event.init_data.items()
    }
    assert _there_and_back(event, carried) == carried


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.event_type)
def test_falsy_values_come_back_as_they_were(event: OpenEdxPublicSignal) -> None:
    """The bus's reader drops a falsy value of a field with a default; ours have none."""
    carried = {
        key: payload(**{field.name: FALSY[field.type] for field in attr.fields(payload)})
        for key, payload in event.init_data.items()
    }
    assert _there_and_back(event, carried) == carried


def test_an_instant_keeps_its_microseconds_and_its_zone() -> None:
    instant = datetime(2026, 11, 24, 12, 0, 0, 1, tzinfo=UTC)
    event = EVENTS[1]
    carried = {"standing": data.CompetencyStandingData("s", ["c"], instant)}
    back = _there_and_back(event, carried)["standing"].occurred_at
    assert back == instant
    assert back.utcoffset() == timedelta(0)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.__name__)
def test_a_payload_is_frozen_and_no_field_has_a_default(payload: type) -> None:
    assert payload.__setattr__ is not object.__setattr__
    assert [field.name for field in attr.fields(payload) if field.default is not attr.NOTHING] == []
    assert [field.name for field in attr.fields(payload) if isinstance(field.type, str)] == []


def test_types_are_named_by_the_houses_pattern_and_are_unique() -> None:
    types = [event.event_type for event in EVENTS]
    assert len(set(types)) == len(types)
    pattern = re.compile(r"^org\.agir\.[a-z]+\.[a-z]+\.[a-z]+\.v\d+$")
    assert [name for name in types if not pattern.match(name)] == []


def test_every_signal_of_the_module_is_listed() -> None:
    from agir_events import signals

    found = [one for one in vars(signals).values() if isinstance(one, OpenEdxPublicSignal)]
    assert found == list(EVENTS)
