"""Who may do what in certification?

A certification manager acts on the certifications that are theirs alone: whoever asks for one
record narrows it with ``api.managers.ensure`` or ``scope_of``.
"""

from __future__ import annotations

from typing import Final

from agir_platform.permissions import Role, declare

READ_OFFERS: Final = declare("certification.offers.read", Role.ANYBODY)
REGISTER: Final = declare("certification.registration.take", Role.LEARNER)
OWN_CIVIL_STATUS: Final = declare("certification.civil_status.own", Role.LEARNER)
MANAGE_REPERTOIRE: Final = declare("certification.repertoire.manage", Role.OPERATOR)
GRANT_MANAGERS: Final = declare("certification.managers.grant", Role.OPERATOR)
OVERRIDE_COVENANT: Final = declare("certification.covenant.override", Role.OPERATOR)
MANAGE_SESSIONS: Final = declare("certification.sessions.manage", Role.CERTIFICATION_MANAGER)
MANAGE_DOSSIERS: Final = declare("certification.dossiers.manage", Role.CERTIFICATION_MANAGER)
DO_DUTIES: Final = declare("certification.duties.do", Role.CERTIFICATION_MANAGER)
READ_CIVIL_STATUS: Final = declare("certification.civil_status.read", Role.CERTIFICATION_MANAGER)
DECIDE: Final = declare("certification.passages.decide", Role.CERTIFICATION_MANAGER)
DEPOSIT: Final = declare("certification.passages.deposit", Role.CERTIFICATION_MANAGER)
MANAGE_RULES: Final = declare("certification.rules.write", Role.OPERATOR)
READ_RULES: Final = declare("certification.rules.read", Role.CERTIFICATION_MANAGER)
MAKE_PROOFS: Final = declare("certification.proofs.make", Role.CERTIFICATION_MANAGER)
