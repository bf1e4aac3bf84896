"""Who plays in the demo. The companies of the stage exist only here; addresses end in ``.example``."""

from dataclasses import dataclass

from organizations.enums import Kind, Role

PASSWORD = "demo-demo-demo"
OPERATOR_TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Company:
    """An organisation of the story."""

    key: str
    legal_name: str
    kind: Kind
    country: str
    website: str = ""


@dataclass(frozen=True)
class Part:
    """A person of the story, first in their own organisation."""

    email: str
    name: str
    company: str
    roles: tuple[Role, ...]
    language: str = "en"
    time_zone: str = "Europe/Berlin"

    @property
    def company_name(self) -> str:
        return next(one.legal_name for one in COMPANIES if one.key == self.company)


COMPANIES = (
    Company("platform", "Shanghai Biopharma Public Service Platform (demo)", Kind.OPERATOR, "CN"),
    Company("harbour", "Harbour BioTherapeutics (demo)", Kind.SPONSOR, "CN", "https://harbour.example"),
    Company("meridian", "Meridian Oncology (demo)", Kind.SPONSOR, "US", "https://meridian.example"),
    Company("wacker", "Wacker Biotech (demo account)", Kind.PROVIDER, "DE"),
    Company("bioxcellence", "Boehringer Ingelheim BioXcellence (demo account)", Kind.PROVIDER, "DE"),
    Company("biomay", "Biomay (demo account)", Kind.PROVIDER, "AT"),
    Company("lakeside", "Lakeside Biologics (demo)", Kind.PROVIDER, "AT", "https://lakeside.example"),
    # Those whom `make tour` plays with, beside BioXcellence.
    Company("bund", "Bund Antibodies (demo)", Kind.SPONSOR, "CN", "https://bund.example"),
    Company("wuxi", "WuXi Biologics (demo account)", Kind.PROVIDER, "CN"),
    Company("chime", "Chime Biologics (demo account)", Kind.PROVIDER, "CN"),
    Company("asymbio", "AsymBio (demo account)", Kind.PROVIDER, "CN"),
    Company("lonza", "Lonza (demo account)", Kind.PROVIDER, "CH"),
    Company("mabplex", "MabPlex (demo account)", Kind.PROVIDER, "CN"),
)

PARTS = (
    Part("operator@platform.example", "Chen Yu", "platform", (Role.OWNER,), "zh-hans", "Asia/Shanghai"),
    Part("sponsor@harbour.example", "Olivia Hart", "harbour", (Role.OWNER, Role.MANAGER), "en", "Asia/Shanghai"),
    Part("manager@harbour.example", "李梅", "harbour", (Role.MANAGER,), "zh-hans", "Asia/Shanghai"),
    Part("approver@harbour.example", "Anders Holm", "harbour", (Role.APPROVER,), "en", "Europe/Copenhagen"),
    Part("evaluator@harbour.example", "Elena Rossi", "harbour", (Role.EVALUATOR, Role.VIEWER), "en", "Europe/Rome"),
    Part("sponsor@meridian.example", "Marcus Reid", "meridian", (Role.OWNER,), "en", "America/New_York"),
    Part("provider@wacker.example", "Jana Weiss", "wacker", (Role.OWNER, Role.MANAGER)),
    Part(
        "provider@bioxcellence.example", "Felix Gruber", "bioxcellence", (Role.OWNER, Role.MANAGER), "en", "Europe/Vienna"
    ),
    Part("provider@biomay.example", "Lukas Moser", "biomay", (Role.OWNER, Role.MANAGER), "en", "Europe/Vienna"),
    Part("provider@lakeside.example", "Mia Keller", "lakeside", (Role.OWNER, Role.MANAGER), "en", "Europe/Vienna"),
    Part("sponsor@bund.example", "Zhang Wei", "bund", (Role.OWNER, Role.MANAGER), "en", "Asia/Shanghai"),
    Part("approver@bund.example", "Sofia Lindqvist", "bund", (Role.APPROVER,), "en", "Europe/Stockholm"),
    Part("provider@wuxi.example", "Liu Yang", "wuxi", (Role.OWNER, Role.MANAGER), "en", "Asia/Shanghai"),
    Part("provider@chime.example", "Wang Fang", "chime", (Role.OWNER, Role.MANAGER), "en", "Asia/Shanghai"),
    Part("provider@asymbio.example", "Zhao Lei", "asymbio", (Role.OWNER, Role.MANAGER), "en", "Asia/Shanghai"),
    Part("provider@lonza.example", "Nadia Frei", "lonza", (Role.OWNER, Role.MANAGER), "en", "Europe/Zurich"),
    Part("provider@mabplex.example", "Sun Jing", "mabplex", (Role.OWNER, Role.MANAGER), "en", "Asia/Shanghai"),
)

OPERATOR, WACKER, BIOXCELLENCE, BIOMAY, LAKESIDE, HARBOUR, MANAGER, APPROVER, EVALUATOR = (
    "operator@platform.example",
    "provider@wacker.example",
    "provider@bioxcellence.example",
    "provider@biomay.example",
    "provider@lakeside.example",
    "sponsor@harbour.example",
    "manager@harbour.example",
    "approver@harbour.example",
    "evaluator@harbour.example",
)
"""Those who act in the story; the last four for Harbour."""

MERIDIAN, BUND, LONZA, WUXI = (
    "sponsor@meridian.example",
    "sponsor@bund.example",
    "provider@lonza.example",
    "provider@wuxi.example",
)
"""Those who act in the quarter before."""

INVITED = "new.colleague@harbour.example"
"""Has an open invitation, whose link lies in the mail folder."""

IN_TWO_COMPANIES = "evaluator@harbour.example"
"""Also advises Meridian: the one who needs the organisation switcher."""
