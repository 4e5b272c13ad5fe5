"""How is a list of tags of ``openedx_tagging`` read?

What Studio imports and exports: CSV with ``id,value,parent_id``, or JSON with ``tags`` of the same
three. An id that is a UUID or an address is the item's identity, so that the list of a taxonomy
that mirrors a framework leads back to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from agir_competencies.domain.draft import Draft, refuse_more, settle
from agir_competencies.domain.framework import LONGEST_TITLE, Document, Head
from agir_competencies.domain.identity import item_id, same_as
from agir_competencies.domain.refusals import FrameworkMalformed
from agir_competencies.domain.text import cut, one_line
from agir_competencies.frameworks.fileset import Fileset, Limits, Progress, opened
from agir_competencies.frameworks.parts import only
from agir_competencies.frameworks.spreadsheet import bare
from agir_competencies.frameworks.table import Table, address, code, said

SOURCE: Final = "openedx"
SCHEME: Final = "tags:"
NEEDED: Final = ("id", "value")
PARENT: Final = "parent_id"
EVERY: Final = 500
Tag = tuple[str, str, str, str]  # place, id, value, parent's id


def read(
    path: Path,
    *,
    name: str,
    limits: Limits,
    progress: Progress | None = None,
) -> Document:
    """Return the list as a framework; ``name`` of its file is its title where it gives none.

    Raises a ``FrameworkRefused``. The title is the identity of a list whose ids are only words.
    """
    with opened(path, name=name, most_bytes=limits.bytes, progress=progress) as files:
        part = only(files, ".csv", ".json")
        with files.open(part) as stream:
            start = stream.peek(64)[:64]
        is_json = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
        title, tags = _json(files, part) if is_json else ("", _csv(files, part))
        title = cut(one_line(title) or one_line(Path(name).stem), LONGEST_TITLE)
        if not title:
            raise FrameworkMalformed(where=part, reason="no_title")
        uri = address(f"{SCHEME}{quote(title)}", part)
        head = Head(item_id(uri), uri, SOURCE, title)
        drafts: list[Draft] = []
        for at, tag in enumerate(tags):
            drafts.append(_draft(tag, at, head))
            refuse_more(len(drafts), limits.items)
            if at % EVERY == 0:
                files.tell(at)
    return settle(head, drafts)


def _draft(tag: Tag, at: int, head: Head) -> Draft:
    """Return a tag as an item, in the order of the list."""
    where, name, value, parent = tag
    if not name:
        raise FrameworkMalformed(where=where, reason="no_identifier")
    statement, _ = said(value, "", where)
    uri, identifier = same_as(name)
    return Draft(
        key=name,
        uri=uri or address(f"{head.uri}#{quote(name)}", where),
        statement=statement,
        code="" if uri else code(name),
        parents=(parent,) if parent else (),
        rank=(at,),
        where=where,
        identifier=identifier,
    )


def _csv(files: Fileset, part: str) -> Iterator[Tag]:
    """Yield the tags of a table."""
    with files.open(part) as stream:
        table = Table(stream, part)
        has_parent = PARENT in table.header
        for cells in table.rows(table.columns(*NEEDED, *((PARENT,) if has_parent else ()))):
            name, value, *parent = map(bare, cells)
            where = table.where()
            yield where, address(name, where), value, address("".join(parent), where)


def _json(files: Fileset, part: str) -> tuple[str, Iterator[Tag]]:
    """Return the name of the taxonomy and its tags."""
    with files.open(part) as stream:
        content = stream.read()
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FrameworkMalformed(where=f"byte {error.start + 1}", reason="not_utf8") from error
    except (RecursionError, ValueError) as error:
        raise FrameworkMalformed(where=part, reason="not_json") from error
    if not isinstance(whole, dict):
        raise FrameworkMalformed(where=part, reason="not_an_object")
    tags = whole.get("tags")
    if not isinstance(tags, list):
        raise FrameworkMalformed(where="tags", reason="not_a_list")
    return _text(whole.get("name"), "name"), _tags(tags)


def _tags(tags: list[Any]) -> Iterator[Tag]:
    """Yield the tags of a JSON list."""
    for at, tag in enumerate(tags, start=1):
        where = f"tags[{at}]"
        if not isinstance(tag, dict):
            raise FrameworkMalformed(where=where, reason="not_an_object")
        name, value = (_text(tag.get(field), f"{where}.{field}") for field in NEEDED)
        parent = _text(tag.get(PARENT), f"{where}.{PARENT}")
        yield where, address(name, where), value, address(parent, where)


def _text(value: Any, where: str) -> str:
    """Return a text, or a whole number (the id of a tag in its table) as text; '' for none."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise FrameworkMalformed(where=where, reason="not_text")
    return str(value)
