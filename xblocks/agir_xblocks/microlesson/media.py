"""Which addresses may a card show, and how?

A picture and a video are files of the course, which the platform serves; a video may also lie
elsewhere under https. What is no file that a browser plays is a link, and what is played from
elsewhere is not fetched ahead: nothing of another site is loaded before the learner asks for it.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 500
ASSET: Final = re.compile(r"/static/[^\s\"'<>\\]+|/asset-v1:[^\s\"'<>\\]+")
PLAYED: Final = (".mp4", ".webm", ".m4v", ".mov", ".ogv", ".ogg", ".mp3", ".m4a")


def is_asset(address: str) -> bool:
    """Tell whether an address is a file of the course."""
    return bool(ASSET.fullmatch(address)) and ".." not in address


def is_video(address: str) -> bool:
    """Tell whether an address may stand on a video card: a file of the course, or https."""
    if is_asset(address):
        return True
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    plain = not re.search(r"[\s\"'<>\\]", address) and port != 0
    return plain and parts.scheme == "https" and bool(host) and not parts.username


def is_played(address: str) -> bool:
    """Tell whether a browser plays it in place, by how the name of the file ends."""
    return urlsplit(address).path.lower().endswith(PLAYED)
