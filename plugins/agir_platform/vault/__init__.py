"""How is what must not lie open in the database kept in it?

The face of the room: ``seal`` writes, ``unseal`` reads, ``reseal`` moves a text to the newest key,
and ``hold`` says which tables hold sealed texts, for the command that moves them all.
"""

from agir_platform.vault.holding import hold, move_all
from agir_platform.vault.sealing import (
    VaultKeyUnset,
    VaultUnreadable,
    is_ready,
    reseal,
    seal,
    unseal,
)

__all__ = [
    "VaultKeyUnset",
    "VaultUnreadable",
    "hold",
    "is_ready",
    "move_all",
    "reseal",
    "seal",
    "unseal",
]
