"""Every address of the API, version 1."""

from django.urls import URLPattern, URLResolver, path, re_path
from rest_framework.routers import SimpleRouter

from api.views import DocsView, SchemaView, no_such_address, problem_types
from documents.api import DocumentViewSet
from notifications.api.notification import NotificationViewSet
from organizations.api.calendar import CalendarFeedViewSet
from organizations.api.event import EventViewSet
from organizations.api.me import MeViewSet
from organizations.api.organization import InvitationViewSet, MemberViewSet, OrganizationViewSet
from organizations.api.token import TokenViewSet
from projects.briefs.api.intake import IntakeViewSet
from projects.briefs.api.project import ProjectViewSet, WorkPackageViewSet
from projects.matching.api.chain_plan import ChainPlanViewSet
from projects.matching.api.match import ProjectMatchViewSet
from projects.matching.api.match_run import MatchRunViewSet, ProjectRunViewSet
from projects.matching.api.mirror import MyMatchingViewSet
from projects.matching.api.preview import MatchPreviewViewSet
from projects.sourcing.api.comparison import ComparisonViewSet, EvaluationViewSet
from projects.sourcing.api.invitation import RfqInvitationViewSet, RfqQuestionViewSet
from projects.sourcing.api.ocds import RfqReleaseViewSet
from projects.sourcing.api.open_request import OpenRequestViewSet
from projects.sourcing.api.performance import MyPerformanceViewSet
from projects.sourcing.api.policy import SourcingPolicyViewSet
from projects.sourcing.api.quote import QuoteViewSet
from projects.sourcing.api.quote_paper import QuoteFileViewSet, QuoteLinesViewSet, QuotePdfViewSet, QuoteSourceViewSet
from projects.sourcing.api.rfq import RfqViewSet
from projects.sourcing.api.rfq_document import RfqDocumentViewSet
from providers.api.capability import MyCapabilityViewSet
from providers.api.capacity import MySlotViewSet, MySuiteViewSet
from providers.api.certificate import MyCertificateViewSet
from providers.api.claim import ClaimViewSet
from providers.api.own import MyProviderViewSet, MySiteViewSet
from services.api.directory import DirectoryViewSet
from services.api.eudragmdp import MyCertificateImportViewSet
from services.api.imports import MyExportViewSet, MyImportViewSet
from services.api.offering import OfferingViewSet
from services.api.own_offering import MyOfferingViewSet, ProviderOfferingViewSet
from services.api.shortlist import ShortlistItemViewSet, ShortlistViewSet
from services.api.suggest import SuggestViewSet
from vocabulary.api.term import VIEWSETS
from webhooks.api.delivery import WebhookDeliveryViewSet
from webhooks.api.endpoint import WebhookEndpointViewSet

router = SimpleRouter(use_regex_path=False)
router.register("organizations", OrganizationViewSet, "organization")
router.register("organizations/<uuid:organization_pk>/members", MemberViewSet, "member")
router.register("organizations/<uuid:organization_pk>/invitations", InvitationViewSet, "invitation")
router.register("my/certificates", MyCertificateViewSet, "my-certificate")
router.register("my/capabilities", MyCapabilityViewSet, "my-capability")
router.register("my/suites", MySuiteViewSet, "my-suite")
router.register("my/slots", MySlotViewSet, "my-slot")
router.register("providers/<slug:slug>/offerings", ProviderOfferingViewSet, "provider-offering")
router.register("offerings", OfferingViewSet, "offering")
router.register("my/sites", MySiteViewSet, "my-site")
router.register("my/offerings", MyOfferingViewSet, "my-offering")
router.register("my/import", MyImportViewSet, "my-import")
router.register("suggest", SuggestViewSet, "suggest")
router.register("documents", DocumentViewSet, "document")
router.register("providers", DirectoryViewSet, "provider")
router.register("shortlists", ShortlistViewSet, "shortlist")
router.register("shortlists/<uuid:shortlist_pk>/items", ShortlistItemViewSet, "shortlist-item")
router.register("my/claims", ClaimViewSet, "my-claim")
router.register("intake", IntakeViewSet, "intake")
router.register("projects", ProjectViewSet, "project")
router.register("projects/<uuid:project_pk>/work-packages", WorkPackageViewSet, "work-package")
router.register("projects/<uuid:project_pk>/match-runs", ProjectRunViewSet, "project-run")
router.register("match-runs", MatchRunViewSet, "match-run")
router.register("matches/preview", MatchPreviewViewSet, "match-preview")
router.register("rfqs", RfqViewSet, "rfq")
router.register("rfqs/<uuid:rfq_pk>/invitations", RfqInvitationViewSet, "rfq-invitation")
router.register("rfqs/<uuid:rfq_pk>/questions", RfqQuestionViewSet, "rfq-question")
router.register("rfqs/<uuid:rfq_pk>/comparison", ComparisonViewSet, "rfq-comparison")
router.register("rfqs/<uuid:rfq_pk>/evaluations", EvaluationViewSet, "rfq-evaluation")
router.register("rfqs/<uuid:rfq_pk>/documents", RfqDocumentViewSet, "rfq-document")
router.register("open-requests", OpenRequestViewSet, "open-request")
router.register("quotes", QuoteViewSet, "quote")
router.register("quotes/<uuid:quote_pk>/files", QuoteFileViewSet, "quote-file")
router.register("tokens", TokenViewSet, "token")
router.register("events", EventViewSet, "event")
router.register("notifications", NotificationViewSet, "notification")
router.register("webhook-endpoints", WebhookEndpointViewSet, "webhook-endpoint")
router.register("webhook-endpoints/<uuid:endpoint_pk>/deliveries", WebhookDeliveryViewSet, "webhook-delivery")
for viewset in VIEWSETS:
    router.register(f"vocabulary/{viewset.model.KIND}", viewset, f"vocabulary-{viewset.model.KIND}")

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(), name="api_schema"),
    path("docs/", DocsView.as_view(url_name="api_schema"), name="api_docs"),
    path("problems/", problem_types, name="api_problems"),
    path("problems/<slug:code>", problem_types, name="api_problem"),
    path("me/", MeViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="me"),
    path(
        "my/provider/",
        MyProviderViewSet.as_view({"get": "retrieve", "post": "create", "patch": "partial_update"}),
        name="my-provider",
    ),
    path("my/provider/submit/", MyProviderViewSet.as_view({"post": "submit"}), name="my-provider-submit"),
    path(
        "calendar-feed/",
        CalendarFeedViewSet.as_view({"get": "retrieve", "post": "create", "delete": "destroy"}),
        name="calendar-feed",
    ),
    path(
        "my/certificates-import/",
        MyCertificateImportViewSet.as_view({"post": "create"}),
        name="my-certificate-import",
    ),
    path("my/performance/", MyPerformanceViewSet.as_view({"get": "retrieve"}), name="my-performance"),
    path("my/matching/", MyMatchingViewSet.as_view({"get": "retrieve", "post": "create"}), name="my-matching"),
    path("my/export/", MyExportViewSet.as_view({"get": "retrieve"}), name="my-export"),
    path("projects/<uuid:project_pk>/match/", ProjectMatchViewSet.as_view({"post": "create"}), name="project-match"),
    path(
        "projects/<uuid:project_pk>/chain-plans/",
        ChainPlanViewSet.as_view({"get": "list", "post": "create"}),
        name="project-chain-plans",
    ),
    path("projects/<uuid:project_pk>/matches/", ProjectMatchViewSet.as_view({"get": "list"}), name="project-match-list"),
    path(
        "sourcing-policy/",
        SourcingPolicyViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="sourcing-policy",
    ),
    path("rfqs/<uuid:rfq_pk>/ocds/", RfqReleaseViewSet.as_view({"get": "list"}), name="rfq-ocds"),
    path("quotes/<uuid:quote_pk>/source/", QuoteSourceViewSet.as_view({"get": "retrieve"}), name="quote-source"),
    path("quotes/<uuid:quote_pk>/pdf/", QuotePdfViewSet.as_view({"get": "retrieve"}), name="quote-pdf"),
    path(
        "quotes/<uuid:quote_pk>/lines/",
        QuoteLinesViewSet.as_view({"get": "retrieve", "post": "create"}),
        name="quote-lines",
    ),
    *router.urls,
    re_path(r"^(?P<rest>.*)$", no_such_address),
]
