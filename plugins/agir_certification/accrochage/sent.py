"""Which passages stand in a file that was deposited, by its own account?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Final

from lxml import etree

from agir_certification.accrochage.prologue import refuse_doctype
from agir_certification.domain.refusals import XmlRefused
from agir_certification.domain.schema import NAMESPACE

PREFIX: Final = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was deposited: its identifier, and those of its passages."""

    flux: str
    ids: tuple[str, ...]


def read(file: BinaryIO) -> Sent:
    """Return what a file of accrochage sent; nothing of persons is kept."""
    refuse_doctype(file)
    flux, ids = "", []
    try:
        for _, element in etree.iterparse(
            file, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            if element.tag == f"{PREFIX}idFlux":
                flux = (element.text or "").strip()
            elif element.tag == f"{PREFIX}idTechnique":
                ids.append(element.text or "")
            elif element.tag == f"{PREFIX}passageCertification":
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise XmlRefused(reason="not_xml", line=error.position[0]) from None
    if not flux:
        raise XmlRefused(reason="foreign", line=1)
    return Sent(flux, tuple(ids))
