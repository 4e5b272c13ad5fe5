"""What are the names in ESCO's tables? Files, columns, languages, collections (version 1.2)."""

from __future__ import annotations

import re
from typing import Final

# What the skills pillar is called, and what it is as an address.
URI: Final = "http://data.europa.eu/esco/concept-scheme/skills"
TITLES: Final = {"en": "ESCO skills and competences", "fr": "ESCO, aptitudes et compétences"}
PUBLISHER: Final = "European Commission"
LICENCE: Final = "https://eur-lex.europa.eu/eli/dec/2011/833/oj"

LANGUAGES: Final = frozenset(
    {"ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu",
     "is", "it", "lt", "lv", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv", "uk"}
)  # fmt: skip
PART: Final = re.compile(
    r"^(?P<stem>[A-Za-z]+)_(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\.csv$"
)
VERSION: Final = re.compile(r"v\d+(?:\.\d+){1,2}")

SKILLS: Final = "skills"
GROUPS: Final = "skillGroups"
BROADER: Final = "broaderRelationsSkillPillar"
HIERARCHY: Final = "skillsHierarchy"
TIES: Final = "skillSkillRelations"
NEEDED: Final = (SKILLS, GROUPS, BROADER)  # without these a set is not whole
LEVELS: Final = 4  # of skillsHierarchy, from 0

# A concept belongs to a collection by an ``isPartOf`` that leads to the collection's own scheme.
_SCHEME: Final = "http://data.europa.eu/esco/concept-scheme/"
COLLECTIONS: Final = {
    "digCompSkillsCollection": f"{_SCHEME}digcomp",
    "digitalSkillsCollection": f"{_SCHEME}6c930acd-c104-4ece-acf7-f44fd7333036",
    "greenSkillsCollection": f"{_SCHEME}green",
    "transversalSkillsCollection": f"{_SCHEME}skill-transversal-groups",
}
SCHEMES: Final = frozenset(COLLECTIONS.values())
# The first skill needs the second: always (essential), or in some of its uses (optional).
NEEDS: Final = "ext:esco-"
# Words for a concept out of force: whatever else a status says, it does not retire a competency.
OVER: Final = frozenset({"obsolete", "deprecated", "withdrawn", "deleted"})
