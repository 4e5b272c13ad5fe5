"""A platform that lives in memory: for rules that need one and no database.

``MemoryPlatform`` passes the contract suite that the real platform passes. Its builders read as
sentences: ``platform.add_course(problems=2)``, ``platform.answer(7, usage_key, 1, 2)``.
"""

from agir_platform.memory.platform import MemoryPlatform

__all__ = ["MemoryPlatform"]
