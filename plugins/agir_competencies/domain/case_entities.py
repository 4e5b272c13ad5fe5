"""Which fields does each entity have, and of what type? CASE 1.1's names, in one table.

A field marked ``!`` is always there. What a reader keeps of what no column holds, what the service
says of itself and what may be selected in it are read from here.
"""

from __future__ import annotations

from typing import Final

TEXT: Final = "string"
UUID: Final = "uuid"
URI: Final = "uri"
DAY: Final = "date"
MOMENT: Final = "date-time"
WHOLE: Final = "integer"
NUMBER: Final = "number"
ANY: Final = "object"

Fields = dict[str, str]
_NAMED: Final[Fields] = {"identifier!": UUID, "uri!": URI, "lastChangeDateTime!": MOMENT}
_TREE: Final[Fields] = _NAMED | {
    "title!": TEXT, "hierarchyCode!": TEXT, "description": TEXT, "extensions": ANY,
}  # fmt: skip

ENTITIES: Final[dict[str, Fields]] = {
    "LinkURI": {"title!": TEXT, "identifier!": UUID, "uri!": URI},
    "LinkGenURI": {"title!": TEXT, "identifier!": TEXT, "uri!": URI},
    "CFPckgDocument": _NAMED
    | {
        "creator!": TEXT, "title!": TEXT, "caseVersion": TEXT, "frameworkType": TEXT,
        "officialSourceURL": URI, "publisher": TEXT, "description": TEXT, "subject": f"[{TEXT}]",
        "subjectURI": "[LinkURI]", "language": TEXT, "version": TEXT, "adoptionStatus": TEXT,
        "statusStartDate": DAY, "statusEndDate": DAY, "licenseURI": "LinkURI", "notes": TEXT,
        "extensions": ANY,
    },
    "CFPckgItem": _NAMED
    | {
        "fullStatement!": TEXT, "alternativeLabel": TEXT, "CFItemType": TEXT,
        "humanCodingScheme": TEXT, "listEnumeration": TEXT, "abbreviatedStatement": TEXT,
        "conceptKeywords": f"[{TEXT}]", "conceptKeywordsURI": "LinkURI", "notes": TEXT,
        "subject": f"[{TEXT}]", "subjectURI": "[LinkURI]", "language": TEXT,
        "educationLevel": f"[{TEXT}]", "CFItemTypeURI": "LinkURI", "licenseURI": "LinkURI",
        "statusStartDate": DAY, "statusEndDate": DAY, "extensions": ANY,
    },
    "CFPckgAssociation": _NAMED
    | {
        "associationType!": TEXT, "sequenceNumber": WHOLE, "originNodeURI!": "LinkGenURI",
        "destinationNodeURI!": "LinkGenURI", "CFAssociationGroupingURI": "LinkURI", "notes": TEXT,
        "extensions": ANY,
    },
    "CFItemType": _NAMED
    | {"title!": TEXT, "description!": TEXT, "hierarchyCode!": TEXT, "typeCode": TEXT,
       "extensions": ANY},
    "CFLicense": _NAMED
    | {"title!": TEXT, "licenseText!": TEXT, "description": TEXT, "extensions": ANY},
    "CFConcept": _TREE | {"keywords": TEXT},
    "CFSubject": _TREE,
    "CFAssociationGrouping": _NAMED | {"title!": TEXT, "description": TEXT, "extensions": ANY},
    "CFDefinition": {
        "CFItemTypes": "[CFItemType]", "CFLicenses": "[CFLicense]", "CFConcepts": "[CFConcept]",
        "CFSubjects": "[CFSubject]", "CFAssociationGroupings": "[CFAssociationGrouping]",
        "extensions": ANY,
    },
    "CFRubricCriterionLevel": _NAMED
    | {"description": TEXT, "quality": TEXT, "score": NUMBER, "feedback": TEXT, "position": WHOLE,
       "rubricCriterionId": UUID},
    "CFRubricCriterion": _NAMED
    | {"category": TEXT, "description": TEXT, "CFItemURI": "LinkURI", "weight": NUMBER,
       "position": WHOLE, "rubricId": UUID, "CFRubricCriterionLevels": "[CFRubricCriterionLevel]",
       "extensions": ANY},
    "CFRubric": _NAMED
    | {"title": TEXT, "description": TEXT, "CFRubricCriteria": "[CFRubricCriterion]",
       "extensions": ANY},
    "CFPackage": {
        "CFDocument!": "CFPckgDocument", "CFItems": "[CFPckgItem]",
        "CFAssociations": "[CFPckgAssociation]", "CFDefinitions": "CFDefinition",
        "CFRubrics": "[CFRubric]", "extensions": ANY,
    },
    "CFDocumentSet": {"CFDocuments!": "[CFDocument]"},
    "CFAssociationSet": {"CFItem!": "CFItem", "CFAssociations!": "[CFPckgAssociation]"},
    "CFItemTypeSet": {"CFItemTypes!": "[CFItemType]"},
    "CFConceptSet": {"CFConcepts!": "[CFConcept]"},
    "CFSubjectSet": {"CFSubjects!": "[CFSubject]"},
    "imsx_CodeMinorField": {"imsx_codeMinorFieldName!": TEXT, "imsx_codeMinorFieldValue!": TEXT},
    "imsx_CodeMinor": {"imsx_codeMinorField!": "[imsx_CodeMinorField]"},
    "imsx_StatusInfo": {
        "imsx_codeMajor!": TEXT, "imsx_severity!": TEXT, "imsx_description": TEXT,
        "imsx_codeMinor": "imsx_CodeMinor",
    },
}  # fmt: skip
# Answered alone, an entity names what it is a part of.
ENTITIES["CFDocument"] = ENTITIES["CFPckgDocument"] | {"CFPackageURI!": "LinkURI"}
ENTITIES["CFItem"] = ENTITIES["CFPckgItem"] | {"CFDocumentURI!": "LinkURI"}
ENTITIES["CFAssociation"] = ENTITIES["CFPckgAssociation"] | {"CFDocumentURI": "LinkURI"}

DOCUMENT: Final = frozenset(name.rstrip("!") for name in ENTITIES["CFDocument"])
