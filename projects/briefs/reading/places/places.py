"""Where the work is to be done, and for which market: the same names, told apart by what stands beside them."""

import re
from collections.abc import Iterator, Sequence

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found
from projects.briefs.reading.names.sayings import EU
from projects.briefs.reading.needs.inspections import inspected_plants, letters_in
from projects.briefs.reading.needs.standards import shared_gmp
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.places.country_codes import countries_by_code
from projects.briefs.reading.places.joint import JOINT_SITES, each_market, joint_countries, joint_markets
from projects.briefs.reading.places.made_in import DOMESTIC, MADE, NEAR_US, is_counted, is_made_in, is_of_unit, is_to_be_in
from projects.briefs.reading.places.nowhere import is_nowhere, is_of_measure
from projects.briefs.reading.places.parties import is_of_buyer, is_of_reference
from projects.briefs.reading.places.preferences import in_order
from projects.briefs.reading.places.studied import run_there
from projects.briefs.reading.places.travels import BROUGHT, is_left, is_reached
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Subject

MARKET = quick(
    r"\bfil(?:e|es|ed|ing|ings)\b|submi(?:t|ssion)|\b(?:ind|cta|ctn|bla|nda|maa|anda|imp)s?\b|approv|registr|"
    r"register|launch|market|commerciali|\btrials?\b|\bpatients?\b(?!['’]| dos)|phase [1-4iv]{1,3} stud|recruit|"
    r"enrol|\bsubjects?\b|authori[sz]ation"
    r"|dossier|regulator|agenc(?:y|ies)|authorit(?:y|ies)|first.in.human|clinical (?:trial|stud)|volunteers?|"
    r"licen[sc]e application|variation|supplement|\bmas\b|jurisdiction|introduc(?:e|tion) (?:in)?to|import of|"
    r"inspection|standards|(?:target|launch) countr|enter|sell\b|sold\b"
    r"|申报|注册|变更|补充申请|上市|获批|批准|临床|试验|市场|受理|批件|递交|提交|申请|报批|患者|受试者|双报|商业化|销售|进口注册|出口|外销|(?<![申预汇])报(?!价|告|关|销|名|表|道|废|送|警|酬)",
    re.ASCII,
)
SITE = quick(
    r"\bsites?\b(?! (?:are|in) (?:trial|study))|facilit|\bplants?\b|suppliers?|provider|partner|\bcdmos?\b|"
    r"\bcmos?\b|\bcros?\b|manufactur|locat|\bbased\b|production|\bproduc|\bmade\b|\bmake\b|\blabs?\b|laborator|"
    r"vendor|capacity|\bsuites?\b|processing"
    r"|\bfill|packag|\boption\b|source[ds]?\b|sourcing|(?<!target )(?<!filing )(?<!launch )(?<!market )countr|region|contractor|\bslots?\b|\bmove|transfer|geograph"
    r"|工厂|基地|厂|供应商|生产|位于|地点|场地|服务商|合作方|合作伙伴|实验室|境内|本地|制备|灌装|所在|(?<!申报)(?<!上市)(?<!注册)(?<!目标)(?<!销售)(?<!出口)(?:国家|地区)|公司|受托|车间|周边|附近|车程|就近",
    re.ASCII,
)
TRIAL_SITES = re.compile(
    r"(?:trial|study|clinical|investigator|hospital|patients?)[\s-](?:trial )?sites?|hospitals|clinics|医院|诊所|"
    r"临床中心|研究中心|\d{1,3}\s?家(?:研究|临床)?中心|多中心"
)
_PHASE = r"ph(?:ase)? ?[1-4iv]{1,3}[ab]?(?:\s?[/-]\s?[1-4iv]{1,3}[ab]?)?"
AFTER_PHASE = re.compile(rf"(?:{_PHASE}[^.,;:()\n]{{0,30}}?|trials?|stud(?:y|ies)|first.in.human) (?:in|across) (?:the )?$")
OUTSIDE = re.compile(r"(?:outside(?: of)?|not in|except|excluding|不在|除) (?:the )?$|(?:不在|除)$")
BEFORE_QUALITY = re.compile(r"\s?(?:qp|c?gmp|annex|batch release|market|registration|放行|市场|附录)(?![a-z])")
"""What stands around a market, or a place that is refused, whatever else the sentence says."""
AFTER_PHASE_COMMA = re.compile(rf"{_PHASE}(?: trial| study| supplies| material)?(?:,| \() ?(?:the )?$")
HAN_TRIAL = re.compile(r"(?:期|临床|试验|研究)[^。；，,;]{0,10}在[^。；，,;]{0,16}$")
HAN_PHASE = re.compile(
    r"\s?(?:的)?\s?(?:i{1,3}v?|iv|[ⅰⅱⅲ一二三四1-4])(?:[ab])?(?:/(?:i{1,3}|[1-4])[ab]?)?\s?期(?!样品|批|用药|药品|生产|物料)"
)
"""Behind a market: "做中国II期"."""
HAN_TRIAL_IN = re.compile(r"[^。；，,;]{0,16}(?:进行|开展|入组|启动|招募)")
STUDY = re.compile(
    r"\b(?:trial|study|studies|trials|first-in-human|phase (?:[1-4]|i{1,3}v?)[ab]?)\b|临床试验|临床研究", re.ASCII
)
SITES_IN = re.compile(r"(?:sites?|cent(?:re|er)s?) (?:are |is |will be )?in (?:the )?$|中心(?:位于|在)$")
LISTED = re.compile(r"\s?(?:,|/|、|and|or|&|和|及|与|或)\s?(?:and |or )?(?:the )?")
FOR_MARKET = re.compile(r"\bfor (?:the )?$|\binto (?:the )?$|to enter (?:the )?$|面向$")
OF_SPONSOR = re.compile(
    r"[\s-](?:based |headquartered |listed |born )?(?:[a-z-]{2,16} ){0,3}(?:biotech|compan(?:y|ies)|start-?up|"
    r"sponsor|pharma\b|pharmaceutical|universit|firm|academic|team\b|investor|mah\b|group\b|parent|headquarter|"
    r"spin|founder|colleagues|entity|subsidiary)"
    r"|(?:市|省)?的?(?:某|一)?(?:一?家)?(?:创新|初创|生物|医药|制药|上市)?(?:技术|科技|医药|制药)?(?:公司|企业|申办方|申办者|药企|大学|高校|团队|投资|持有人|MAH)"
)
ASKED = re.compile(
    r"(?:need|look(?:ing)? for|seek\w{0,3}|want\w{0,2}|requir\w{1,3}|prefer\w{0,5}|search\w{0,3} for|work with|"
    r"\bno\b|\bnot\b|avoid\w{0,3}|exclud\w{1,3}|except|不(?:能|可|应|得|要|考虑|接受|选)|需要|寻找|寻求|优先|最好)[^.;]{0,30}$"
)
"""A company that is looked for is no sponsor."""
OUR_HOME = quick(
    r"(?:\bwe\b|our|company|sponsor|team|biotech|startup|firm|inc\.?|ltd\.?|gmbh)[^.;]{0,40}(?:based|"
    r"headquartered|located|incorporated|registered|sitting)(?: out of| in| near| at)?\s?(?:the )?$|(?:总部|公司|"
    r"我们)(?:(?!需|要|想|希望|寻|找|计划|拟|打算|委托|求)[^。；]){0,12}(?:位于|设在|在)$"
)
AGENT = re.compile(
    r"(?:境内|本地|当地)?的?\s?(?:法定代表|法律代表|授权代表|注册代理|代理|境内代理|agents?\b|(?:local|legal|authori[sz]ed) (?:agent|representative))"
)
"""Behind a market in which somebody stands for the sponsor."""
OWN_PLANT = re.compile(r"\bour (?:own |current |existing |present )?$")
PLANT = re.compile(
    r" (?:plant|site|facility|factory|labs?|laborator(?:y|ies)|offices?|warehouse|depot|partner|supplier|cdmo|cmo|cro|vendor|contractor)\b"
)
WE_ARE = re.compile(r"\bwe(?:'re| are| sit| all sit)? (?:all )?in (?:the )?$")
SOLD_BEFORE = re.compile(
    r"(?:(?:licensed|approved|marketed|sold|authori[sz]ed|available|launched) (?:already )?in (?:the )?|已在)$"
)
SOLD_AFTER = re.compile(r"(?:市场)?(?:已上市|已获批|已经上市|已批准)")
HAN_MARKET = re.compile(r"(?:申报|上市|注册|获批|开展|递交|销售)")
AT_WORK = re.compile(rf"{HAN_MARKET.pattern}|[^，。；,;]{{0,4}}(?:寻?找|选|做|生产|委托|招)")
PROTECTED = (Subject.SYSTEM, Subject.STANDARD)


def found_places(terms: Terms) -> Iterator[Found]:
    """Countries of sites and markets, in the order of the text. Those of the sponsor are none, nor are markets where the product
    is sold already, if it is wanted in another."""
    found = in_order(terms, list(run_there(terms, list(_places(terms)))))
    sold = _sold(terms.layout.plain, markets := [one for one in found if one.subject is Subject.JURISDICTION])
    terms.passed += [(one.start, one.end) for one in sold]
    yield from found if len(sold) == len(markets) else (one for one in found if one not in sold)


def _sold(plain: str, markets: Sequence[Found]) -> set[Found]:
    """Where it is sold already: "licensed in India and Brazil"."""
    sold, last = set[Found](), 0
    for one in markets:
        is_said = SOLD_BEFORE.search(plain, max(0, one.start - 40), one.start) or SOLD_AFTER.match(plain, one.end)
        if is_said or (sold and LISTED.fullmatch(plain, last, one.start)):
            sold.add(one)
            last = one.end
    return sold


def _places(terms: Terms) -> Iterator[Found]:
    taken = [terms.span(one) for subject in PROTECTED for one in terms.mentions.get(subject, [])]
    taken += shared_gmp(terms)
    taken += [(start, end) for start, end, _code in inspected_plants(terms.layout.plain)]
    taken += letters_in(terms.layout.plain)
    sites, markets = _named_places(terms)
    protected = bytearray(len(terms.layout.plain) + 1)
    for start, end in taken:
        protected[start:end] = b"\1" * (end - start)
    last: tuple[int, Found] | None = None
    homes: list[tuple[str, ...]] = []
    home_end = 0
    for start, end in _longest({*sites, *markets}):
        if (
            any(protected[start:end])
            or not _is_name(terms, start, end)
            or _is_no_place(terms.layout.plain, start, end)
            or is_nowhere(terms.layout, start, end)
            or _is_compared(terms, start, end)
        ):
            terms.passed += [] if is_left(terms.layout.plain, start, end) else [(start, end)]
            continue
        is_beside = home_end and not terms.layout.plain[home_end:start].strip(" ·市省州")
        if is_beside or _is_sponsors(terms.layout.plain, start, end):
            home_end = end
            terms.passed.append((start, end))
            homes.append(sites.get((start, end), ()))
            continue
        before = last[1] if last and LISTED.fullmatch(terms.layout.plain, last[0], start) else None
        meant = list(_meant(terms, start, end, sites.get((start, end), ()), markets.get((start, end), ()), before))
        last = (end, meant[-1] if meant else Found(Subject.JURISDICTION, (), start, end, 0.7, "place"))
        yield from (one for found in meant for one in each_market(terms.layout.plain, found))
    yield from countries_by_code(terms)
    for match in DOMESTIC.finditer(terms.layout.plain):
        yield Found(Subject.JURISDICTION, ("cn",), match.start(), match.end(), 0.7, "place")
    for match in NEAR_US.finditer(terms.layout.plain) if homes and homes[0] else ():
        yield Found(Subject.COUNTRY, homes[0], match.start(), match.end(), 0.5, "place", is_implied=True)


def _named_places(terms: Terms) -> tuple[dict[tuple[int, int], tuple[str, ...]], dict[tuple[int, int], tuple[str, ...]]]:
    """The countries that may be meant at each place of the text, and the markets."""
    sites = {terms.span(one): one.codes for one in terms.mentions.get(Subject.COUNTRY, [])}
    markets = {terms.span(one): one.codes for one in terms.mentions.get(Subject.JURISDICTION, [])}
    for start, end, named in joint_markets(terms.layout.plain):
        if JOINT_SITES.match(terms.layout.plain, end):
            sites[start, end] = joint_countries(terms, named)
        else:
            markets[start, end] = named
    return sites, markets


def _is_no_place(plain: str, start: int, end: int) -> bool:
    """Whether it is of a unit, a clock or a currency, or only samples leave from there."""
    return is_of_measure(plain, end) or is_left(plain, start, end)


def _longest(spans: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In order, without those inside another: "America" in "North America"."""
    reached = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reached:
            reached = end
            yield start, end


def _is_compared(terms: Terms, start: int, end: int) -> bool:
    """Whether only a reference product comes from there, which is noted."""
    if is_of_reference(terms.layout.plain, start, end):
        terms.noted.append((start, end, Doubt.OF_REFERENCE))
        return True
    return False


def _meant(
    terms: Terms, start: int, end: int, sites: tuple[str, ...], markets: tuple[str, ...], before: Found | None
) -> Iterator[Found]:
    """A place is what the one before it in a list is: "for China and the EU" are two markets."""
    if not sites:
        yield Found(Subject.JURISDICTION, markets, start, end, 0.75, "agency")
        return
    if not markets and all(code in EU for code in sites):
        markets = ("eu",)
    market, confidence = _as_before(terms, start, end, bool(markets), before) or _is_market(terms, start, end)
    if not market:
        is_end = is_reached(terms.layout.plain, start, end)
        yield Found(Subject.COUNTRY, sites, start, end, 0.5 if is_end else confidence, "place", is_implied=is_end)
        if markets and is_of_unit(terms.layout.plain, start):
            yield Found(Subject.JURISDICTION, markets, start, end, confidence, "agency")
    elif markets:
        yield Found(Subject.JURISDICTION, markets, start, end, confidence, "place")
    else:
        terms.unplaced.append((start, end))


def _as_before(terms: Terms, start: int, end: int, has_market: bool, before: Found | None) -> tuple[bool, float] | None:
    """What the one before it in a list is, unless the words beside it say otherwise of a site."""
    if before is None or before.kind != "place":
        return None
    if before.subject is Subject.JURISDICTION:
        return (True, before.confidence) if has_market else None
    return None if _said_beside(terms, start, end) else (False, before.confidence)


def _is_market(terms: Terms, start: int, end: int) -> tuple[bool, float]:
    """Whichever cue is nearer in the part of the sentence, else in the sentence. Without any: a market after "for", else a site."""
    plain = terms.layout.plain
    if (said := _said_beside(terms, start, end)) is not None:
        return said
    for low, high in (terms.layout.part_of(start), terms.layout.stretch_of(start)):
        market, site = _nearest(MARKET, plain, low, high, start, end), _nearest(SITE, plain, low, high, start, end)
        trial = _nearest(TRIAL_SITES, plain, low, high, start, end)
        if market is not None or site is not None or trial is not None:
            if trial is not None and (site is None or trial <= site + 6):
                return True, 0.7
            if site is None or (market is not None and market < site):
                return True, 0.85
            return False, 0.85
    return False, 0.5


def _said_beside(terms: Terms, start: int, end: int) -> tuple[bool, float] | None:
    """What the words right beside the name say."""
    plain = terms.layout.plain
    is_provider = OF_SPONSOR.match(plain, end) and ASKED.search(plain, max(0, start - 50), start)
    if is_provider or OUTSIDE.search(plain, max(0, start - 16), start):
        return False, 0.85
    if AGENT.match(plain, end):
        return True, 0.85
    if is_to_be_in(plain, start) or is_of_unit(plain, start):
        return False, 0.85
    if AFTER_PHASE_COMMA.search(plain, max(0, start - 40), start) and not SITE.search(plain, end, end + 16):
        return True, 0.6
    if (
        AFTER_PHASE.search(plain, max(0, start - 60), start)
        or BEFORE_QUALITY.match(plain, end)
        or _is_of_trial(terms, start)
        or HAN_PHASE.match(plain, end)
        or BROUGHT.search(plain, max(0, start - 72), start)
        or is_counted(plain, start)
        or (HAN_TRIAL.search(plain, max(0, start - 30), start) and HAN_TRIAL_IN.match(plain, end))
    ):
        return True, 0.85
    if FOR_MARKET.search(plain, max(0, start - 12), start) and not SITE.match(plain, end + 1):
        return True, 0.7
    return (False, 0.7) if is_made_in(plain, terms.layout.stretch_of(start), start) else None


def _is_of_trial(terms: Terms, start: int) -> bool:
    """ "A study with sites in Japan" has no sites of a provider, unless something is made in the same sentence."""
    plain, (low, high) = terms.layout.plain, terms.layout.sentence_of(start)
    in_study = SITES_IN.search(plain, max(low, start - 40), start) and STUDY.search(plain, low, high)
    return in_study is not None and MADE.search(plain, low, high) is None


def _nearest(pattern: re.Pattern[str], plain: str, low: int, high: int, start: int, end: int) -> int | None:
    """How far the nearest cue is. A cue on the other side of the sentence counts no less."""
    low, high = max(low, start - 120), min(high, end + 120)
    before = [start - match.end() for match in pattern.finditer(plain, low, start)]
    after = [match.start() - end for match in pattern.finditer(plain, end, high)]
    distances = [*before[-1:], *after[:1]]
    return min(distances) if distances else None


def _is_name(terms: Terms, start: int, end: int) -> bool:
    """A country's name in Latin letters begins with a capital; "guinea pig" and "turkey" are none."""
    name = terms.layout.text[start:end]
    return not name[0].isascii() or any(char.isupper() for char in name)


def _is_sponsors(plain: str, start: int, end: int) -> bool:
    if is_of_buyer(plain, start, end):
        return True
    if OF_SPONSOR.match(plain, end) and not ASKED.search(plain, max(0, start - 50), start):
        return True
    if PLANT.match(plain, end) and OWN_PLANT.search(plain, max(0, start - 20), start):
        return True
    if WE_ARE.search(plain, max(0, start - 24), start):
        return True
    return OUR_HOME.search(plain, max(0, start - 80), start) is not None and not AT_WORK.match(plain, end)
