"""Which fields of education and training does UNESCO name?

ISCED-F 2013 (UNESCO Institute for Statistics, "ISCED Fields of Education and Training 2013",
2014; in French CITE-F 2013): 11 broad, 29 narrow and 80 detailed fields. Left out are the codes
that say "not further defined", "inter-disciplinary" and "not elsewhere classified": a course
between fields is shared among them here. English names are UNESCO's; the French are worded after
the French edition, with small words of our own.
"""

from __future__ import annotations

from typing import Final

from agir_catalogue.domain.themes.scheme import Scheme, Theme

SLUG: Final = "iscedf"

_FIELDS: Final = """\
00|Generic programmes and qualifications|Programmes et certifications génériques
001|Basic programmes and qualifications|Programmes et certifications de base
0011|Basic programmes and qualifications|Programmes et certifications de base
002|Literacy and numeracy|Alphabétisation et apprentissage du calcul
0021|Literacy and numeracy|Alphabétisation et apprentissage du calcul
003|Personal skills and development|Compétences et développement personnels
0031|Personal skills and development|Compétences et développement personnels
01|Education|Éducation
011|Education|Éducation
0111|Education science|Sciences de l’éducation
0112|Training for pre-school teachers|Formation des enseignants du préscolaire
0113|Teacher training without subject specialization|Formation des enseignants sans spécialisation
0114|Teacher training with subject specialization|Formation des enseignants avec spécialisation
02|Arts and humanities|Lettres et arts
021|Arts|Arts
0211|Audio-visual techniques and media production|Techniques audiovisuelles et production médiatique
0212|Fashion, interior and industrial design|Stylisme, décoration intérieure et design industriel
0213|Fine arts|Beaux-arts
0214|Handicrafts|Artisanat
0215|Music and performing arts|Musique et arts du spectacle
022|Humanities (except languages)|Lettres (à l’exception des langues)
0221|Religion and theology|Religion et théologie
0222|History and archaeology|Histoire et archéologie
0223|Philosophy and ethics|Philosophie et éthique
023|Languages|Langues
0231|Language acquisition|Acquisition du langage
0232|Literature and linguistics|Littérature et linguistique
03|Social sciences, journalism and information|Sciences sociales, journalisme et information
031|Social and behavioural sciences|Sciences sociales et du comportement
0311|Economics|Économie
0312|Political sciences and civics|Sciences politiques et éducation civique
0313|Psychology|Psychologie
0314|Sociology and cultural studies|Sociologie et études culturelles
032|Journalism and information|Journalisme et information
0321|Journalism and reporting|Journalisme et reportage
0322|Library, information and archival studies|Bibliothéconomie, information et archivistique
04|Business, administration and law|Commerce, administration et droit
041|Business and administration|Commerce et administration
0411|Accounting and taxation|Comptabilité et fiscalité
0412|Finance, banking and insurance|Finance, banque et assurance
0413|Management and administration|Gestion et administration
0414|Marketing and advertising|Marketing et publicité
0415|Secretarial and office work|Secrétariat et travail de bureau
0416|Wholesale and retail sales|Vente en gros et au détail
0417|Work skills|Compétences professionnelles
042|Law|Droit
0421|Law|Droit
05|Natural sciences, mathematics and statistics|Sciences naturelles, mathématiques et statistiques
051|Biological and related sciences|Sciences biologiques et apparentées
0511|Biology|Biologie
0512|Biochemistry|Biochimie
052|Environment|Environnement
0521|Environmental sciences|Sciences de l’environnement
0522|Natural environments and wildlife|Environnements naturels et vie sauvage
053|Physical sciences|Sciences physiques
0531|Chemistry|Chimie
0532|Earth sciences|Sciences de la terre
0533|Physics|Physique
054|Mathematics and statistics|Mathématiques et statistiques
0541|Mathematics|Mathématiques
0542|Statistics|Statistiques
06|Information and Communication Technologies|Technologies de l’information et de la communication
061|Information and Communication Technologies|Technologies de l’information et de la communication
0611|Computer use|Utilisation des ordinateurs
0612|Database and network design and administration|Conception et administration de bases de données et de réseaux
0613|Software and applications development and analysis|Développement et analyse de logiciels et d’applications
07|Engineering, manufacturing and construction|Ingénierie, industries de transformation et construction
071|Engineering and engineering trades|Ingénierie et techniques apparentées
0711|Chemical engineering and processes|Génie chimique et procédés
0712|Environmental protection technology|Technologie de protection de l’environnement
0713|Electricity and energy|Électricité et énergie
0714|Electronics and automation|Électronique et automatisation
0715|Mechanics and metal trades|Mécanique et travail du métal
0716|Motor vehicles, ships and aircraft|Véhicules à moteur, bateaux et aéronefs
072|Manufacturing and processing|Industries de transformation et de traitement
0721|Food processing|Traitement des aliments
0722|Materials (glass, paper, plastic and wood)|Matériaux (verre, papier, plastique et bois)
0723|Textiles (clothes, footwear and leather)|Textiles (vêtements, chaussures et cuir)
0724|Mining and extraction|Exploitation minière et extraction
073|Architecture and construction|Architecture et construction
0731|Architecture and town planning|Architecture et urbanisme
0732|Building and civil engineering|Bâtiment et génie civil
08|Agriculture, forestry, fisheries and veterinary|Agriculture, sylviculture, halieutique et sciences vétérinaires
081|Agriculture|Agriculture
0811|Crop and livestock production|Production agricole et élevage
0812|Horticulture|Horticulture
082|Forestry|Sylviculture
0821|Forestry|Sylviculture
083|Fisheries|Halieutique
0831|Fisheries|Halieutique
084|Veterinary|Sciences vétérinaires
0841|Veterinary|Sciences vétérinaires
09|Health and welfare|Santé et protection sociale
091|Health|Santé
0911|Dental studies|Études dentaires
0912|Medicine|Médecine
0913|Nursing and midwifery|Soins infirmiers et formation des sages-femmes
0914|Medical diagnostic and treatment technology|Technologies de diagnostic et de traitement médical
0915|Therapy and rehabilitation|Thérapie et rééducation
0916|Pharmacy|Pharmacie
0917|Traditional and complementary medicine and therapy|Médecine et thérapie traditionnelles et complémentaires
092|Welfare|Protection sociale
0921|Care of the elderly and of disabled adults|Soins aux personnes âgées et aux adultes handicapés
0922|Child care and youth services|Garde d’enfants et services à la jeunesse
0923|Social work and counselling|Travail social et conseil
10|Services|Services
101|Personal services|Services aux particuliers
1011|Domestic services|Services domestiques
1012|Hair and beauty services|Services de coiffure et d’esthétique
1013|Hotel, restaurants and catering|Hôtellerie, restauration et traiteur
1014|Sports|Sports
1015|Travel, tourism and leisure|Voyages, tourisme et loisirs
102|Hygiene and occupational health services|Services d’hygiène et de santé au travail
1021|Community sanitation|Assainissement collectif
1022|Occupational health and safety|Santé et sécurité au travail
103|Security services|Services de sécurité
1031|Military and defence|Armée et défense
1032|Protection of persons and property|Protection des personnes et des biens
104|Transport services|Services de transport
1041|Transport services|Services de transport
"""  # noqa: E501  one field a line


def _theme(line: str) -> Theme:
    code, english, french = line.split("|")
    parent = f"{SLUG}:{code[:-1]}" if len(code) > 2 else ""
    return Theme(f"{SLUG}:{code}", SLUG, code, parent, english, french)


ISCEDF: Final = Scheme(
    slug=SLUG,
    english="Fields of education and training (ISCED-F)",
    french="Domaines d’études et de formation (CITE-F)",
    version="2013",
    source="https://uis.unesco.org/en/topic/international-standard-classification-education-isced",
    themes=tuple(_theme(line) for line in _FIELDS.splitlines()),
)
