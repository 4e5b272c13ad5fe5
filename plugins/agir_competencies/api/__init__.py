"""The face of competencies: all that another context may call.

Frameworks and links first, evidence and mastery after; each name is documented where it lives.
"""

__all__: list[str] = []
