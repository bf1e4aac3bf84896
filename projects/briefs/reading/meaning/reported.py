"""Reports that are there: who has one needs no second study."""

from projects.briefs.reading.meaning.meanings import Sense, sense

REPORT = r"(?: (?:stud(?:y|ies)|programme|program|package|data))?(?: (?:final|draft|interim|summary|audited))?(?: study)? (?:reports?|results?)"
REPORTS: tuple[Sense, ...] = (
    sense(
        rf"@{REPORT},? ?(?:\(?(?:(?:is|are|was|were|has been|have been|already|now|all) ){{0,3}}(?:available|in hand|at hand|there|on file|final(?:i[sz]ed)?|"
        r"finished|complete[d]?|signed|issued|published|attached|enclosed|exists?|in place)(?! by\b))",
        names=r".*",
        unless=r"(?:until|once|when|after|if|must|should|shall|to be|will be)\b[^.;]{0,40}(?:available|in hand|final|complete|issued|signed)",
    ),
)
