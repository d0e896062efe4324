# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of a node: roles, disciplines, reaches, modes, profiles, regimes and classifications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does for an organisation; a mandate names exactly one."""

    COORDINATOR = "coordinator", _("coördinator")
    ANALYST = "analyst", _("analist")
    LIAISON = "liaison", _("liaison")
    PROCESS_COORDINATOR = "process_coordinator", _("procesregisseur")
    CHAIR = "chair", _("voorzitter")
    ASSESSOR = "assessor", _("toetser")
    PLANNER = "planner", _("planner")
    CHAIN_PLANNER = "chain_planner", _("ketenplanner")
    DECISION_MAKER = "decision_maker", _("beslisser")
    FG = "fg", _("functionaris gegevensbescherming")
    OVERSIGHT = "oversight", _("toezichthouder")
    NODE_KEEPER = "node_keeper", _("beheerder van de node")


class Discipline(TextChoices):
    """The side of the network an organisation belongs to (§2.1, §8.2)."""

    SOCIAL = "social", _("sociaal")
    SECURITY = "security", _("veiligheid")
    INTELLIGENCE = "intelligence", _("inlichtingen")
    JUDICIAL = "judicial", _("justitie")
    ALIENS_CHAIN = "aliens_chain", _("vreemdelingenketen")
    CARE = "care", _("zorg")
    MILITARY = "military", _("defensie")
    PRIVATE = "private", _("privaat")
    RESEARCH = "research", _("onderzoek")
    POLITICAL = "political", _("bestuurlijk-politiek")


class OrganisationKind(TextChoices):
    """What sort of body an organisation is."""

    MINISTRY = "ministry", _("ministerie")
    AGENCY = "agency", _("uitvoeringsorganisatie")
    SERVICE = "service", _("inlichtingen- en veiligheidsdienst")
    POLICE = "police", _("politie")
    PROSECUTION = "prosecution", _("Openbaar Ministerie")
    JUDICIARY = "judiciary", _("rechtspraak")
    MUNICIPALITY = "municipality", _("gemeente")
    PROVINCE = "province", _("provincie")
    SAFETY_REGION = "safety_region", _("veiligheidsregio")
    CARE = "care", _("zorg")
    YOUTH_CARE = "youth_care", _("jeugdzorg")
    EDUCATION = "education", _("onderwijs")
    PRIVATE = "private", _("bedrijf of branche")
    RESEARCH = "research", _("onderzoek")
    INTERNATIONAL = "international", _("internationaal")
    POLITICAL = "political", _("politiek bestuur")


class Reach(TextChoices):
    """The level at which something works (§1.3: external is internal)."""

    LOCAL = "local", _("lokaal")
    NATIONAL = "national", _("nationaal")
    INTERNATIONAL = "international", _("internationaal")


class Mode(TextChoices):
    """Whether a record is for real; stored on every record and checked before anything leaves the node."""

    REAL = "real", _("echt")
    EXERCISE = "exercise", _("oefening")
    DRILL = "drill", _("proefalarm")
    DEMO = "demo", _("voorbeeld")


class Profile(TextChoices):
    """What a node is for; fixed when the node is made."""

    COORDINATOR = "coordinator", _("coördinator")
    MUNICIPALITY = "municipality", _("gemeente")
    SERVICE = "service", _("dienst")
    POLICE = "police", _("politie")
    PROSECUTION = "prosecution", _("Openbaar Ministerie")
    MINISTRY = "ministry", _("ministerie")
    PARTNER = "partner", _("partner")


class Regime(TextChoices):
    """A legal regime under which a node may hold personal data of subjects; none is the default."""

    PGA = "pga", _("persoonsgerichte aanpak")
    WPG = "wpg", _("politiegegevens")
    WGS = "wgs", _("samenwerkingsverbanden")


class Classification(TextChoices):
    """The marking of information, from low to high; a node refuses what lies above its ceiling."""

    OPEN = "open", _("openbaar")
    INTERNAL = "internal", _("intern")
    RESTRICTED = "restricted", _("Departementaal Vertrouwelijk")
    CONFIDENTIAL = "confidential", _("Stg. Confidentieel")
    SECRET = "secret", _("Stg. Geheim")
    TOP_SECRET = "top_secret", _("Stg. Zeer Geheim")

    @property
    def height(self) -> int:
        """How high this marking stands, from 0 (open)."""
        return list(type(self)).index(self)
