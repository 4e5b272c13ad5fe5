"""What does an *accusé de traitement* of the CDC say of a file that was deposited?

No schema of it was ever published: elements are found by local name without regard to case
(``rapport``, ``idFlux``, ``PassagesOK``, ``PassagesKO``). The name of the file is never trusted.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any, BinaryIO, Final

from lxml import etree

from agir_certification.accrochage.prologue import refuse_doctype
from agir_certification.domain.refusals import (
    FileTooLarge,
    ReportContradictory,
    ReportMalformed,
    XmlRefused,
)
from agir_certification.domain.report import Refused, Report

MOST_BYTES: Final = 100_000_000
MOST_MESSAGE: Final = 1000


def read(file: BinaryIO, *, most_bytes: int = MOST_BYTES) -> Report:
    """Return what a report says; ``file`` is read to ``most_bytes`` at most."""
    content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise FileTooLarge(limit=most_bytes)
    refuse_doctype(BytesIO(content))
    reader = _Reader()
    try:
        events = etree.iterparse(
            BytesIO(content),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            reader.heard(event, element)
    except etree.XMLSyntaxError as error:
        raise XmlRefused(reason="not_xml", line=error.position[0]) from None
    return reader.report(hashlib.sha256(content).hexdigest())


class _Reader:
    """What was read so far."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.accepted: list[str] = []
        self.refused: list[Refused] = []
        self.lists: set[str] = set()
        self.path: list[str] = []

    def heard(self, event: str, element: Any) -> None:
        """Take one event of the parser."""
        name = etree.QName(element).localname.casefold()
        if event == "start":
            self.path.append(name)
            if len(self.path) == 1 and name != "rapport":
                raise ReportMalformed(reason="root")
            return
        self.path.pop()
        self._ended(name, element)
        if len(self.path) == 1 or name == "passage":
            element.clear()

    def _ended(self, name: str, element: Any) -> None:
        inside = self.path[1] if len(self.path) > 1 else ""
        if len(self.path) == 1:
            self.lists.add(name)
            if name in {"nomfichier", "idflux", "idtraitement"}:
                self.facts[name] = (element.text or "").strip()
        elif inside == "passagesok" and name == "idtechnique":
            self.accepted.append(_required(element, "id"))
        elif inside == "passagesko" and name == "passage":
            self.refused.append(_refused(element))

    def report(self, sha256: str) -> Report:
        """Return what was read, when a report was."""
        if not self.facts.get("idflux"):
            raise ReportMalformed(reason="flux")
        if not self.lists & {"passagesok", "passagesko"}:
            raise ReportMalformed(reason="lists")
        ids = [*self.accepted, *(one.technical_id for one in self.refused)]
        if len(set(ids)) != len(ids):
            raise ReportContradictory(count=len(ids) - len(set(ids)))
        return Report(
            flux=self.facts["idflux"],
            file_name=self.facts.get("nomfichier", ""),
            treatment=self.facts.get("idtraitement", ""),
            accepted=tuple(self.accepted),
            refused=tuple(self.refused),
            sha256=sha256,
        )


def _refused(element: Any) -> Refused:
    held = {etree.QName(child).localname.casefold(): child for child in element}
    message = held.get("messageerreur")
    if "idtechnique" not in held or message is None:
        raise ReportMalformed(reason="passage")
    code = held.get("codeerreur")
    return Refused(
        _required(held["idtechnique"], "id"),
        _required(message, "message")[:MOST_MESSAGE],
        (code.text or "").strip() if code is not None else "",
    )


def _required(element: Any, what: str) -> str:
    text = " ".join((element.text or "").split())
    if not text:
        raise ReportMalformed(reason=what)
    return text
