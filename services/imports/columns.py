"""The sheets and their columns, the same for import, export and template. Heads are read in either language."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices

from providers.enums import SiteStatus
from services.enums import OfferingStatus, PriceModel
from vocabulary.models import (
    Country,
    ExpressionSystem,
    Modality,
    Regulator,
    ServiceLine,
    SiteFunction,
    Stage,
    Standard,
    Term,
    Unit,
)
from vocabulary.models.term import reads_chinese
from vocabulary.phrases import normalised

LONG = 4000
NONE = "none"
"""Written where a list is known to be empty, which is not the same as unknown."""


class Kind(Enum):
    """What a cell holds."""

    KEY = "id"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    CHOICE = "choice"
    TERM = "term"
    TERMS = "terms"
    SITE = "site"
    SITES = "sites"
    SUITE = "suite"


@dataclass(frozen=True)
class Column:
    """``field`` is the model's; ``most`` the longest text; ``decimals`` how fine a number may be."""

    field: str
    en: str
    zh: str
    kind: Kind = Kind.TEXT
    terms: type[Term] | None = None
    choices: type[TextChoices] | None = None
    is_needed: bool = False
    most: int = 300
    digits: int = 18
    decimals: int = 3
    example: str = ""

    @property
    def head(self) -> str:
        """As the reader's language has it."""
        return self.zh if reads_chinese() else self.en

    @property
    def heads(self) -> set[str]:
        """Everything that the head of the column may say."""
        return {normalised(one) for one in (self.en, self.zh, self.field)}


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook, or a file of comma-separated values."""

    key: str
    en: str
    zh: str
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        return self.zh if reads_chinese() else self.en

    @property
    def titles(self) -> set[str]:
        return {normalised(one) for one in (self.key, self.en, self.zh)}

    def column(self, field: str) -> Column:
        """The column of a field."""
        return next(one for one in self.columns if one.field == field)


def _terms(field: str, en: str, zh: str, model: type[Term], example: str = "", *, needed: bool = False) -> Column:
    return Column(field, en, zh, Kind.TERMS, model, is_needed=needed, example=example)


KEY = Column("id", "ID", "编号", Kind.KEY)
UNIT = Column("scale_unit", "Unit", "单位", Kind.TERM, Unit, example="kg-mrna-batch")
NOTE = Column("note", "Note", "备注")
SITE = Column("site", "Site", "场地", Kind.SITE, is_needed=True, example="Halle, DE")
SMALLEST = Column("scale_min", "Smallest scale", "最小规模", Kind.NUMBER, example="0.1")
LARGEST = Column("scale_max", "Largest scale", "最大规模", Kind.NUMBER, example="2")
SYSTEMS = _terms("systems", "Expression systems", "表达系统", ExpressionSystem)
MODALITIES = _terms("modalities", "Modalities", "药物类型", Modality, "mrna")

SITES = Sheet(
    "sites",
    "Sites",
    "场地",
    (
        KEY,
        Column("city", "City", "城市", is_needed=True, most=100, example="Halle"),
        Column("country", "Country", "国家", Kind.TERM, Country, is_needed=True, example="DE"),
        Column("name", "Name", "名称", most=120),
        Column("status", "Status", "状态", Kind.CHOICE, choices=SiteStatus, example="operating"),
        Column("latitude", "Latitude", "纬度", Kind.NUMBER, digits=7, decimals=4, example="51.4825"),
        Column("longitude", "Longitude", "经度", Kind.NUMBER, digits=7, decimals=4, example="11.97"),
        _terms("functions", "Functions", "功能", SiteFunction, "drug-substance; analytical-qc", needed=True),
        MODALITIES,
        _terms("authorities", "Inspected by", "检查机构", Regulator, "us-fda"),
        Column("scale_value", "Scale", "规模", Kind.NUMBER, example="2"),
        UNIT,
        Column("scale_note", "Note on the scale", "规模说明"),
        NOTE,
    ),
)
CAPABILITIES = Sheet(
    "capabilities",
    "Capabilities",
    "能力",
    (
        KEY,
        SITE,
        Column("modality", "Modality", "药物类型", Kind.TERM, Modality, is_needed=True, example="mrna"),
        Column("system", "Expression system", "表达系统", Kind.TERM, ExpressionSystem),
        SMALLEST,
        LARGEST,
        UNIT,
        NOTE,
    ),
)
OFFERINGS = Sheet(
    "offerings",
    "Offerings",
    "服务",
    (
        KEY,
        Column("status", "State", "状态", Kind.CHOICE, choices=OfferingStatus, example="draft"),
        Column("service_line", "Service line", "服务类别", Kind.TERM, ServiceLine, is_needed=True, example="mrna-ds-gmp"),
        Column("title_en", "Title in English", "英文标题", most=160, example="mRNA drug substance"),
        Column("title_zh", "Title in Chinese", "中文标题", most=160, example="mRNA原液"),
        Column(
            "description_en", "Description in English", "英文说明", most=LONG, example="What you do, in your own words."
        ),
        Column("description_zh", "Description in Chinese", "中文说明", most=LONG),
        Column("sites", "Sites", "场地", Kind.SITES, example="Halle, DE"),
        _terms("stages", "Stages", "阶段", Stage, "phase-1; phase-2"),
        MODALITIES,
        SYSTEMS,
        _terms("standards", "Standards", "标准", Standard, "eu-gmp"),
        SMALLEST,
        LARGEST,
        UNIT,
        Column("scale_note", "Note on the scale", "规模说明"),
        Column("lead_weeks_min", "Shortest lead time (weeks)", "最短周期（周）", Kind.WHOLE, example="8"),
        Column("lead_weeks_max", "Longest lead time (weeks)", "最长周期（周）", Kind.WHOLE, example="16"),
        Column("price_model", "Price model", "计价方式", Kind.CHOICE, choices=PriceModel, example="per-batch"),
        Column("price_min", "Price from", "价格下限", Kind.NUMBER, digits=16, example="125000"),
        Column("price_max", "Price to", "价格上限", Kind.NUMBER, digits=16),
        Column("currency", "Currency", "币种", most=3, example="EUR"),
        Column("price_unit", "One unit is", "计价单位", most=80),
        Column("minimum_amount", "Smallest engagement", "最低金额", Kind.NUMBER, digits=16),
        Column("included", "Included", "包含", most=2000),
        Column("excluded", "Not included", "不包含", most=2000),
    ),
)
SUITES = Sheet(
    "suites",
    "Suites",
    "车间",
    (
        KEY,
        SITE,
        Column("name", "Name", "名称", is_needed=True, most=120, example="Suite A"),
        _terms("service_lines", "Service lines", "服务类别", ServiceLine, "mrna-ds-gmp", needed=True),
        MODALITIES,
        SYSTEMS,
        Column("scale_value", "Scale", "规模", Kind.NUMBER, example="2"),
        UNIT,
        NOTE,
    ),
)
CAPACITY = Sheet(
    "capacity",
    "Capacity",
    "产能",
    (
        KEY,
        SITE,
        Column("suite", "Suite", "车间", Kind.SUITE, is_needed=True, most=120, example="Suite A"),
        Column("starts_on", "From", "开始", Kind.DATE, is_needed=True, example="2027-01-11"),
        Column("ends_on", "To", "结束", Kind.DATE, is_needed=True, example="2027-02-26"),
        NOTE,
    ),
)
SHEETS = (SITES, CAPABILITIES, OFFERINGS, SUITES, CAPACITY)
"""In the order in which they are settled: later ones refer to earlier ones."""


def sheet_called(title: str, sheets: tuple[Sheet, ...] = SHEETS) -> Sheet | None:
    """The sheet of that name, in either language."""
    return next((sheet for sheet in sheets if normalised(title) in sheet.titles), None)


def sheet_with(heads: list[str], sheets: tuple[Sheet, ...] = SHEETS) -> Sheet | None:
    """The sheet that a file with these heads holds: the one that knows most of them and finds all it needs."""
    given = {normalised(head) for head in heads}

    def known(sheet: Sheet) -> int:
        return sum(bool(column.heads & given) for column in sheet.columns)

    fitting = [sheet for sheet in sheets if all(one.heads & given for one in sheet.columns if one.is_needed)]
    best = max(fitting or sheets, key=known)
    return best if known(best) >= 2 else None
