"""Tables of certification, one file a noun."""

from agir_certification.models.batch import Batch, BatchLine, TreatmentReport
from agir_certification.models.calendar_key import CalendarKey
from agir_certification.models.certification import Bloc, Certification, CourseLink
from agir_certification.models.civil_status import CivilStatusReading, CivilStatusRecord
from agir_certification.models.dated_rule import DatedRuleRow
from agir_certification.models.dossier import Dossier, DossierStep
from agir_certification.models.duty import Duty
from agir_certification.models.geographic_code import GeographicCode
from agir_certification.models.manager import Manager
from agir_certification.models.offer_text import OfferText
from agir_certification.models.passage import (
    AbsenceReading,
    EarlierMinutes,
    Jury,
    JuryMember,
    Passage,
    PassageBloc,
    PassageStep,
)
from agir_certification.models.quality import Appraisal, Complaint, Proof
from agir_certification.models.rectification import Rectification
from agir_certification.models.registration import (
    Contract,
    ContractActivity,
    Registration,
    RegistrationStep,
)
from agir_certification.models.reminder import Reminder
from agir_certification.models.session import Session

__all__ = [
    "AbsenceReading",
    "Appraisal",
    "Batch",
    "BatchLine",
    "Bloc",
    "CalendarKey",
    "Certification",
    "CivilStatusReading",
    "CivilStatusRecord",
    "Complaint",
    "Contract",
    "ContractActivity",
    "CourseLink",
    "DatedRuleRow",
    "Dossier",
    "DossierStep",
    "Duty",
    "EarlierMinutes",
    "GeographicCode",
    "Jury",
    "JuryMember",
    "Manager",
    "OfferText",
    "Passage",
    "PassageBloc",
    "PassageStep",
    "Proof",
    "Rectification",
    "Registration",
    "RegistrationStep",
    "Reminder",
    "Session",
    "TreatmentReport",
]
