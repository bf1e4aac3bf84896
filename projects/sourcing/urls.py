"""Addresses of the pages."""

from django.urls import path

from projects.sourcing.views import bidder, calendar, comparison, policy, quote, rfq, step

urlpatterns = [
    path("rfqs/", rfq.rfq_list, name="rfq_list"),
    path("rfqs/new/", rfq.rfq_create, name="rfq_create"),
    path("rfqs/<uuid:pk>/", rfq.rfq_detail, name="rfq_detail"),
    path("rfqs/<uuid:pk>/edit/", rfq.rfq_edit, name="rfq_edit"),
    path("rfqs/<uuid:pk>/amend/", rfq.rfq_amend, name="rfq_amend"),
    path("rfqs/<uuid:pk>/preview/", rfq.rfq_preview, name="rfq_preview"),
    path("rfqs/<uuid:pk>/ocds.json", rfq.rfq_ocds, name="rfq_ocds"),
    path("rfqs/<uuid:pk>/invite/", rfq.rfq_invite, name="rfq_invite"),
    path("rfqs/<uuid:pk>/invitations/<uuid:invitation_pk>/lock-out/", rfq.rfq_lock_out, name="rfq_lock_out"),
    path("rfqs/<uuid:pk>/questions/<uuid:question_pk>/answer/", rfq.rfq_answer, name="rfq_answer"),
    path("rfqs/<uuid:pk>/comparison/", comparison.rfq_comparison, name="rfq_comparison"),
    path("rfqs/<uuid:pk>/recommend/", comparison.rfq_recommend, name="rfq_recommend"),
    path("rfqs/<uuid:pk>/close/", comparison.rfq_close, name="rfq_close"),
    path("rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/score/", comparison.quote_score, name="rfq_quote_score"),
    path("rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/judge/", comparison.quote_judge, name="rfq_quote_judge"),
    path("rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/clarify/", comparison.quote_clarify, name="rfq_quote_clarify"),
    path("rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/admit/", comparison.quote_admit, name="rfq_quote_admit"),
    path("rfqs/<uuid:pk>/steps/<slug:step>/", step.rfq_step, name="rfq_step"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("sourcing-policy/", policy.policy_edit, name="sourcing_policy"),
    path("invitations-to-quote/", bidder.invitation_list, name="invitation_to_quote_list"),
    path("invitations-to-quote/<uuid:pk>/", bidder.invitation_detail, name="invitation_to_quote"),
    path("invitations-to-quote/<uuid:pk>/<slug:step>/", bidder.invitation_step, name="invitation_to_quote_step"),
    path("quotes/", quote.quote_list, name="quote_list"),
    path("quotes/<uuid:pk>/", quote.quote_detail, name="quote_detail"),
    path("quotes/<uuid:pk>/edit/", quote.quote_edit, name="quote_edit"),
    path(
        "quotes/<uuid:pk>/clarifications/<uuid:clarification_pk>/", quote.clarification_answer, name="quote_clarification"
    ),
    path("quotes/<uuid:pk>/steps/<slug:step>/", quote.quote_step, name="quote_step"),
]
