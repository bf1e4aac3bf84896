from vocabulary.models.chain import Gate, Modality, ServiceLine, Stage
from vocabulary.models.edition import Edition
from vocabulary.models.means import Activity, DocumentType, ExpressionSystem, MaterialType, SiteFunction, Standard
from vocabulary.models.milestone import Milestone, MilestoneTemplate
from vocabulary.models.place import Country, Jurisdiction, Region, Regulator
from vocabulary.models.term import Term, TreeTerm, Values
from vocabulary.models.unit import Unit

# Each vocabulary by its name in addresses, in the order a glossary lists them.
VOCABULARIES: dict[str, type[Term]] = {
    model.KIND: model
    for model in (
        Stage, Gate, ServiceLine, Modality, ExpressionSystem, Standard, Unit, MilestoneTemplate, DocumentType, MaterialType,
        Activity, SiteFunction, Jurisdiction, Regulator, Country, Region,
    )
}  # fmt: skip

__all__ = [
    "VOCABULARIES",
    "Activity",
    "Country",
    "DocumentType",
    "Edition",
    "ExpressionSystem",
    "Gate",
    "Jurisdiction",
    "MaterialType",
    "Milestone",
    "MilestoneTemplate",
    "Modality",
    "Region",
    "Regulator",
    "ServiceLine",
    "SiteFunction",
    "Stage",
    "Standard",
    "Term",
    "TreeTerm",
    "Unit",
    "Values",
]
