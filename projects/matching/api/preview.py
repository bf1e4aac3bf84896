"""A text ranked for programs, as the page ranks it. Nothing is stored."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Output
from api.viewsets import Resource
from projects.briefs.doubts import Doubt
from projects.briefs.reading_json import unclear_json
from projects.briefs.requirements import Force, Requirement, Subject
from projects.briefs.rules import cleaned
from projects.matching.api.brief_in import PreviewIn
from projects.matching.api.together import PartOut, WayOut, part_rows, way_rows
from projects.matching.engine.found import Match
from projects.matching.engine.judging.best import Best
from projects.matching.enums import Criterion
from projects.matching.given import ensure_weighed, requirements_from
from projects.matching.limits import PreviewThrottle
from projects.matching.preview import Preview, preview_of
from projects.matching.together import together_of
from projects.matching.understood import Understood, by_confidence
from services.api.row import PlaceOut, ProviderReferenceOut
from services.models import Offering
from services.search import kinds
from services.selectors.catalogue import Catalogue, current_catalogue


class UnderstoodOut(Output):
    """A thing asked, with the words it was read from."""

    key = serializers.CharField()
    subject = serializers.ChoiceField(choices=Subject.choices)
    force = serializers.ChoiceField(choices=Force.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # the field's name in the contract
    code = serializers.CharField(help_text="Empty where there are several or none")
    codes = serializers.ListField(child=serializers.CharField(), help_text="Any of them will do")
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    latest_start = serializers.DateField(allow_null=True, help_text="The work has to begin by then")
    ends_on = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    confidence = serializers.FloatField()
    in_force = serializers.BooleanField(help_text="A certificate of the standard must be verified and must not have ended")
    service_lines = serializers.ListField(
        child=serializers.CharField(),
        help_text="The services asked for that it is asked of alone; empty where it is asked of all",
    )
    of_one = serializers.BooleanField(help_text="Of a scale: one reactor or vessel has to hold it, not several together")


class NotUnderstoodOut(Output):
    """Words that were not understood or contradict others."""

    words = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    code = serializers.ChoiceField(Doubt.choices, help_text="Why, for programs")
    reason = serializers.CharField(help_text="Why, as a sentence for a person in their language")
    more = serializers.IntegerField(required=False, help_text="So many lines like this one are not listed")


class BestOut(Output):
    """A package's best offering; of several services of a family one for each. ``is_near``: another service of the same family."""

    package = serializers.CharField(help_text="The family of services; empty when none was asked for")
    offering = serializers.DictField(help_text="id, service_line, url")
    site = PlaceOut(allow_null=True)
    is_near = serializers.BooleanField()
    is_whole = serializers.BooleanField(help_text="Nothing of the package is missing")


class CriterionOut(Output):
    """Why. ``score`` null is not known."""

    name = serializers.ChoiceField(choices=Criterion.choices)
    score = serializers.FloatField(allow_null=True)
    weight = serializers.FloatField()
    reason = serializers.CharField()


class MatchOut(Output):
    """A provider."""

    rank = serializers.IntegerField()
    provider = ProviderReferenceOut()
    offering = serializers.DictField(allow_null=True, help_text="The best one: id, service_line, url")
    site = PlaceOut(allow_null=True)
    score = serializers.FloatField()
    eligible = serializers.BooleanField(help_text="Nothing that is a must is known to be missing")
    packages = BestOut(many=True)
    criteria = CriterionOut(many=True)
    missing = serializers.ListField(child=serializers.CharField())


class ShuttingOut(Output):
    key = serializers.CharField(help_text="Of the understood requirement")
    label = serializers.CharField()  # type: ignore[assignment]  # the field's name in the contract
    gained = serializers.IntegerField(help_text="How many providers at least would miss nothing without it")


class PreviewOut(Output):
    """Who is eligible comes first, each group by score."""

    understood = UnderstoodOut(many=True)
    unclear = NotUnderstoodOut(many=True)
    count = serializers.IntegerField(help_text="Providers ranked; 0 for a text that tells none from another")
    count_eligible = serializers.IntegerField(
        help_text="Who misses nothing of all that is asked together; in a project, who can take one work package whole is eligible"
    )
    is_for_several = serializers.BooleanField(
        help_text="Nobody takes all of it, and each family of services has somebody who misses nothing: plan it in a project"
    )
    shut_out_by = ShuttingOut(many=True, help_text="The musts that shut out most by themselves, the worst first")
    results = MatchOut(many=True)
    parts = PartOut(
        many=True, help_text="Of a brief of several parts, each part alone; empty for one part or none. At most 20"
    )
    together = WayOut(
        many=True,
        help_text="At most three ways to have all parts done by several, as plans of the project that the brief would make",
    )


class MatchPreviewViewSet(Resource):
    """Who could do it: for trying out, and for pages of others."""

    permissions = {"create": None}
    queryset = Offering.objects.none()
    serializer_class = PreviewOut
    filter_backends = []
    pagination_class = None
    throttle_classes = [PreviewThrottle]

    def get_queryset(self) -> QuerySet[Offering]:
        return Offering.objects.none()

    @extend_schema(summary="Match a text at once", request=PreviewIn, responses={200: PreviewOut})
    def create(self, request: Request) -> Response:
        given = self.input(PreviewIn)
        catalogue = current_catalogue()
        text, requirements = asked_of(given, catalogue)
        preview = preview_of(text, catalogue, requirements=requirements, weights=given["weights"])
        ensure_weighed(preview.ranking.weights, preview.ranking.scores)
        return Response(_answer(preview, given["limit"]))


def asked_of(given: Mapping[str, Any], catalogue: Catalogue) -> tuple[str, list[Requirement] | None]:
    """The text of a body that ``BriefIn`` has read, and its requirements. Raises Invalid."""
    sent, text = given.get("requirements"), cleaned(given["text"])
    return text, None if sent is None else requirements_from(sent, catalogue.vocabulary, text)


def _answer(preview: Preview, limit: int) -> dict[str, Any]:
    together = together_of(preview)
    return {
        "understood": understood_rows(preview),
        "unclear": unclear_rows(preview),
        "count": preview.count,
        "count_eligible": preview.count_eligible,
        "is_for_several": preview.is_for_several,
        "shut_out_by": [{"key": must.key, "label": must.label, "gained": gained} for must, gained in preview.shut_out_by()],
        "results": [match_row(one, preview.catalogue) for one in preview.first(limit)],
        "parts": part_rows(together, preview.catalogue),
        "together": way_rows(together),
    }


def understood_rows(preview: Preview) -> list[dict[str, Any]]:
    """What was counted, in the order of the text, as a program may send it back."""
    vocabulary = preview.catalogue.vocabulary
    return [_understood(each) for one in preview.understood for each in by_confidence(one, vocabulary)]


def _understood(one: Understood) -> dict[str, Any]:
    first, codes = one.first, list(one.codes)
    ends = {
        name: None if value is None else f"{value.normalize():f}"
        for name, value in (("low", first.low), ("high", first.high))
    }
    return {
        "key": one.key,
        "subject": one.subject,
        "force": one.force,
        "label": one.label,
        "code": codes[0] if len(codes) == 1 else "",
        "codes": codes,
        **ends,
        "unit": first.unit,
        "starts_on": first.starts_on,
        "latest_start": first.latest_start,
        "ends_on": first.ends_on,
        "words": first.words,
        "start": first.start,
        "end": first.end,
        "confidence": one.confidence,
        "service_lines": list(first.service_lines),
        "in_force": first.in_force,
        "of_one": first.of_one,
    }


def unclear_rows(preview: Preview) -> list[dict[str, Any]]:
    """What was not understood, in the reader's language."""
    return [unclear_json(one) | {"reason": one.reason} for one in preview.unclear]


def match_row(match: Match, catalogue: Catalogue) -> dict[str, Any]:
    """A match as the API writes it."""
    best = [_best(one, catalogue) for one in match.best]
    first = best[0] if best else {"offering": None, "site": None}
    return {
        "rank": match.rank,
        "provider": {"slug": match.slug, "name": match.name},
        "offering": first["offering"],
        "site": first["site"],
        "score": match.score,
        "eligible": match.is_eligible,
        "packages": best,
        "criteria": [
            {"name": one.criterion, "score": one.score, "weight": one.weight, "reason": one.reason}
            for one in match.criteria
        ],
        "missing": list(match.missing),
    }


def _best(one: Best, catalogue: Catalogue) -> dict[str, Any]:
    shown = one.offering.document
    line = shown["service_line"]
    return {
        "package": one.package,
        "offering": {
            "id": shown["id"],
            "service_line": {"code": line, "label": catalogue.label(kinds.SERVICE_LINE, line)},
            "url": f"/offerings/{shown['id']}/",
        },
        "site": {"city": one.site.city, "country": one.site.country} if one.site else None,
        "is_near": one.is_near,
        "is_whole": one.is_whole,
    }
