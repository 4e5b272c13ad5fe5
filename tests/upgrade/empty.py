"""Which tables does the newest dump hold no row of, and why?"""

from typing import Final

NOT_PLAYED: Final = "no journey makes a row of it yet"
GONE: Final = "a queue or a journal that is empty once the night passed"
EMPTY: Final = {
    "agir_badges.Endorsement": NOT_PLAYED,
    "agir_badges.SpentNumber": "written when a learner who holds badges leaves",
    "agir_catalogue.Breach": "no course of the demo breaks its covenant",
    "agir_catalogue.CallSupport": "the journey takes its support back",
    "agir_catalogue.CovenantOverride": "no course of the demo breaks its covenant",
    "agir_catalogue.CovenantPromise": NOT_PLAYED,
    "agir_catalogue.ExamSection": NOT_PLAYED,
    "agir_catalogue.PeerKeyChange": "the other operator is made up, and changes no key",
    "agir_catalogue.RecognisedCompetency": "the other operator is made up: no badge of it is read",
    "agir_catalogue.RecognitionTerms": NOT_PLAYED,
    "agir_certification.AbsenceReading": NOT_PLAYED,
    "agir_certification.Contract": NOT_PLAYED,
    "agir_certification.ContractActivity": NOT_PLAYED,
    "agir_certification.DatedRuleRow": "the dated rules of the code hold",
    "agir_certification.EarlierMinutes": NOT_PLAYED,
    "agir_certification.OfferText": NOT_PLAYED,
    "agir_certification.PassageBloc": NOT_PLAYED,
    "agir_certification.Proof": NOT_PLAYED,
    "agir_certification.Rectification": NOT_PLAYED,
    "agir_certification.Reminder": "letters are off on the demo",
    "agir_competencies.GoalProposalItem": NOT_PLAYED,
    "agir_competencies.GoalReminder": "letters are off on the demo",
    "agir_competencies.InboxEntry": GONE,
    "agir_competencies.LabelAlias": "no label of the demo's frameworks changed",
    "agir_competencies.LinkDefault": NOT_PLAYED,
    "agir_competencies.LinkWeight": NOT_PLAYED,
    "agir_competencies.MasteryRule": "every course of the demo keeps the site's own rule",
    "agir_competencies.Publication": NOT_PLAYED,
    "agir_competencies.RetiredTally": "written when a learner leaves",
    "agir_sponsorship.DocumentSeries": NOT_PLAYED,
    "agir_sponsorship.ImpactAtom": "fewer than eleven people stand behind any figure of the demo",
    "agir_sponsorship.LedgerSnapshot": NOT_PLAYED,
    "agir_sponsorship.ProviderEvent": "no card is paid with: Stripe is off on the demo",
    "agir_sponsorship.VoucherTry": NOT_PLAYED,
}
"""By model. A journey that begins to fill one takes its line away, when a dump is made anew."""
