"""What is understood and cannot be compared, said with what to do: places smaller than a country, companies by name, what no profile says."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from projects.briefs.doubts import Doubt
from projects.briefs.reading.meaning.exposure import exposures_in
from projects.briefs.reading.names.provinces import PROVINCES
from projects.briefs.reading.names.sayings import CITIES
from projects.briefs.reading.needs.blood import OF_BLOOD
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.places.abroad import foreign_in
from projects.briefs.reading.places.avoided import avoided_in
from projects.briefs.reading.tone.tones import LIST_GAP
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Requirement, Subject, Unclear

SMALLER = frozenset(
    name.casefold() for table in (CITIES, PROVINCES) for names in table.values() for name in names.split("|")
)
"""Names of cities, provinces and regions that are read as their country."""
MOST, MOST_UNHELD = 4, 8
# What is asked of a site, a room or a document, and stands in no profile.
UNHELD = quick(
    r"不锈钢(?:生物|发酵)?(?:反应器|罐|系统|设备|产线|生产线)?|stainless[- ]steel(?: (?:bioreactors?|vessels?|tanks?|line))?"
    r"|(?:头孢|青霉素|激素|β-?内酰胺|细胞毒|高活)[^，。；;,\n]{0,6}(?:独立|专用)[^，。；;,\n]{0,2}(?:厂房|车间|产线|生产线|设施)"
    r"|(?:独立|专用)的?(?:头孢|青霉素|激素)[^，。；;,\n]{0,4}(?:厂房|车间|产线|生产线|设施)"
    r"|(?:头孢|青霉素)?独立(?:厂房|车间)|口溶膜剂?|膜剂|佐剂(?:代工|生产|供应|开发)?|(?:终端|最终)灭菌|批签发|溶出曲线|"
    r"(?:有|持有?|具备)\s?[abc]证|培养基(?:外购|自购|采购)|[甲乙]级(?:辐射|非密封)[^,;。\n]{0,8}(?:许可证?|场所)|"
    r"(?<![a-z])iit(?![a-z])|研究者发起的?(?:临床)?(?:研究|试验)?|每(?:[两二三四]个?)?(?:周|月)一次|[0-9]{1,3}\s?小时(?:内|之内|以内)(?:送达|到达|送到|回输)|"
    r"(?:vein|needle|door)[\s-]to[\s-](?:vein|needle|door)(?: times?)?(?:[^.;,\n]{0,20}?[0-9]+ ?(?:days?|weeks?|hours?|h\b))?|静脉到静脉(?:[^,;。\n]{0,10}?[0-9]+\s?(?:天|周|小时))?|"
    r"兽(?:用|药|医)|动物保健|宠物|畜禽|\bcompanion animals?\b|\bdogs and cats\b|\bcats and dogs\b|\b(?:for|in) (?:livestock|cattle|poultry|swine|horses|pets)\b|软胶囊|\bsoft[- ]?gelatine? capsules?\b|(?:管制|麻醉|精神|麻精)(?:类)?药品|易制毒|\bveterinar(?:y|ian)\b|\banimal health\b|"
    r"(?:in[- ](?:vivo|situ)|体内)\s?(?:生成|产生)?的?\s?car[- ]?ts?(?![a-z])|"
    r"(?:dea[ -])?schedule (?:i{1,3}v?|iv|v|[1-5])n?\b|\bcontrolled (?:substances?|drugs?)\b|\bdea[ -](?:registered|registration|licen[cs]\w+)|"
    r"|(?<!neo-)(?<!neo )\badjuvants?\b(?! (?:therap|treatment|setting|chemo|radio|trial|breast|colon|melanoma|immuno|arthritis))|\blive[ -](?:attenuated )?virus(?:es)?\b|\bhydrogenations?\b|\bclass i{1,3}[ab]? (?:medical )?(?:device )?software\b|\bsoftware as a medical device\b|\bsamd\b|\bgadolinium\b"
    r"|\b(?:dry[- ]powder |metered[- ]dose |pressuri[sz]ed metered[- ]dose )inhalers?\b|\bpmdis?\b|\bsuppositor(?:y|ies)\b|\bpessar(?:y|ies)\b|\b(?:topical )?(?:creams?|ointments?)\b|"
    r"\boral (?:solutions?|suspensions?|liquids?)\b|\beye[- ]drops\b|\bnasal sprays?\b|\btransdermal (?:patch(?:es)?|systems?)\b|\bsoft ?gels?\b"
    rf"|{OF_BLOOD.pattern}"
    r"|\bdedicated (?:[a-z-]+ ){0,2}(?:suite|facility|building|plant|line)s?\b"
)


def limits_in(terms: Terms, requirements: Sequence[Requirement]) -> Iterator[Unclear]:
    """Companies that are refused, and what no profile says."""
    text, starts = terms.layout.text, sorted(one.start for one in requirements)
    open_ = (
        span
        for span in avoided_in(terms.layout, terms.lexicon.known)
        if bisect_left(starts, span[0]) == bisect_left(starts, span[1])
    )
    for start, end in islice(open_, MOST):
        yield Unclear(
            text[start:end],
            start,
            end,
            Doubt.COMPANY,
        )
    for start, end in islice(foreign_in(terms.layout.plain), 1):
        yield Unclear(
            text[start:end],
            start,
            end,
            Doubt.NO_COUNTRY,
        )
    plain = terms.layout.plain
    noted = {start for start, _end, _doubt in terms.noted}
    exposures = [span for span in exposures_in(plain) if span[0] not in noted]
    unheld = sorted([*(match.span() for match in UNHELD.finditer(plain) if match.start() not in noted), *exposures])
    for start, end in unheld[:MOST_UNHELD]:
        yield Unclear(
            text[start:end],
            start,
            end,
            Doubt.NOT_IN_PROFILES,
        )


def limited_places(terms: Terms, requirements: Sequence[Requirement]) -> tuple[list[Requirement], list[Unclear]]:
    """The requirements without cities that are refused, since their country is not; and one note for all places that are smaller than
    a country."""
    smaller = [one for one in requirements if one.subject is Subject.COUNTRY and one.words.casefold() in SMALLER]
    refused = [one for one in smaller if one.force.is_against]
    wanted = [one for one in smaller if not one.force.is_against]
    notes = [
        _note(
            terms,
            refused,
            Doubt.SMALLER_REFUSED,
        )
    ]
    notes.append(
        _note(
            terms,
            wanted,
            Doubt.SMALLER,
        )
    )
    kept = [one for one in requirements if one not in refused]
    return kept, [one for one in notes if one]


def _note(terms: Terms, places: Sequence[Requirement], doubt: Doubt) -> Unclear | None:
    """The doubt with the first place, and those that stand in a list with it."""
    if not places:
        return None
    start, end = places[0].start, places[0].end
    for mention in terms.mentions.get(Subject.COUNTRY, []):
        low, high = terms.span(mention)
        if low >= end and terms.words_in(mention) in SMALLER and LIST_GAP.fullmatch(terms.layout.plain, end, low):
            end = high
    return Unclear(terms.layout.text[start:end], start, end, doubt)
