"""What a jury decided, as the form of the exam's page: read, and filled in to be corrected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from agir_certification.api import passages, repertoire
from agir_certification.domain.passage import Access, LanguageLevel, Mention, Obtained
from agir_certification.pages.desk import forms

FIELDS: Final = (
    "jury", "decision", "delivered_on", "valid_until", "obtained_by", "score", "mention",
    "language_level", "digital_score", "digital_results", "access",
)  # fmt: skip
MOST_LINES: Final = 50
_LINE: Final = re.compile(r"([1-8])?:([0-9A-Za-z])?:([0-9A-Za-z])?")


def read(form: Mapping[str, Any], code: str, recorded: passages.Result | None) -> passages.Result:
    """Return what was typed; what the form does not ask stays as it was ``recorded``.

    Raises ``FormUnfit``.
    """
    decision = forms.word(form, "decision", passages.Decision)
    known = [bloc.code for bloc in repertoire.by_code(code).blocs]
    gives = decision is not passages.Decision.NOT_OBTAINED
    before = recorded or passages.Result(decision=decision)
    is_apart = gives and before.valid_from != before.delivered_on
    return replace(
        before,
        decision=decision,
        delivered_on=forms.day(form, "delivered_on") if gives else None,
        valid_from=before.valid_from if is_apart else None,
        valid_until=forms.day(form, "valid_until") if gives else None,
        blocs={bloc: form.get(f"bloc_{bloc}") == "1" for bloc in known},
        obtained_by=forms.maybe_word(form, "obtained_by", Obtained) or Obtained.PAR_ADMISSION,
        score=str(form.get("score") or "").strip()[:255],
        mention=forms.maybe_word(form, "mention", Mention),
        language_level=forms.maybe_word(form, "language_level", LanguageLevel),
        digital_level=_digital(form),
        access=forms.maybe_word(form, "access", Access),
    )


def typed(view: passages.PassageView, form: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what the fields hold: what was typed in ``form``, else what was recorded."""
    if form is not None:
        told = {name: str(form.get(name) or "")[:1000] for name in FIELDS}
        won = [name.removeprefix("bloc_") for name in form if name.startswith("bloc_")]
        return told | {"won": won}
    if view.result is None:
        return {"won": []}
    result, digital = view.result, view.result.digital_level or {}
    lines = (
        ":".join(str(one.get(part) or "") for part in ("level", "domain", "competency"))
        for one in digital.get("results", ())
    )
    return {
        "jury": str(view.jury),
        "decision": result.decision.value,
        "delivered_on": result.delivered_on.isoformat() if result.delivered_on else "",
        "valid_until": result.valid_until.isoformat() if result.valid_until else "",
        "obtained_by": result.obtained_by.value,
        "score": result.score,
        "mention": result.mention or "",
        "language_level": result.language_level or "",
        "digital_score": str(digital.get("score") or ""),
        "digital_results": ";".join(lines),
        "access": result.access or "",
        "won": [code for code, is_obtained in result.blocs.items() if is_obtained],
    }


def _digital(form: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a score of 1 to 1000 and lines ``level:domain:competency``, ``None`` for nothing."""
    score = forms.whole(form, "digital_score") if form.get("digital_score") else None
    if score is not None and not 1 <= score <= 1000:
        raise forms.FormUnfit(field="digital_score")
    parts = [one.strip() for one in str(form.get("digital_results") or "").split(";")]
    found = [_LINE.fullmatch(one) for one in parts if one]
    if len(found) > MOST_LINES or not all(one and any(one.groups()) for one in found):
        raise forms.FormUnfit(field="digital_results")
    results = [
        {"level": int(one[1]) if one[1] else None, "domain": one[2], "competency": one[3]}
        for one in found
        if one is not None
    ]
    return {"score": score, "results": results} if score is not None or results else None
