"""Addresses of the pages."""

from django.urls import path

from projects.sourcing.views import (
    asked_quote,
    bidder,
    calendar,
    comparison,
    market,
    open_request,
    performance,
    pick,
    policy,
    quote,
    quote_paper,
    quote_steps,
    rfq,
    rfq_document,
    rfq_form,
    source,
    step,
)

urlpatterns = [
    path("rfqs/", rfq.rfq_list, name="rfq_list"),
    path("rfqs/new/", rfq_form.rfq_create, name="rfq_create"),
    path("rfqs/missing/", rfq_form.rfq_missing, name="rfq_missing"),
    path("rfqs/<uuid:pk>/", rfq.rfq_detail, name="rfq_detail"),
    path("rfqs/<uuid:pk>/edit/", rfq_form.rfq_edit, name="rfq_edit"),
    path("rfqs/<uuid:pk>/amend/", rfq_form.rfq_amend, name="rfq_amend"),
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
    path("rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/pdf/", quote_paper.asked_quote_pdf, name="rfq_quote_pdf"),
    path(
        "rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/files/<uuid:file_pk>/", quote_paper.asked_quote_file, name="rfq_quote_file"
    ),
    path("rfqs/<uuid:pk>/documents/", rfq_document.rfq_documents, name="rfq_documents"),
    path(
        "rfqs/<uuid:pk>/documents/<uuid:document_pk>/replace/",
        rfq_document.rfq_document_replace,
        name="rfq_document_replace",
    ),
    path(
        "rfqs/<uuid:pk>/documents/<uuid:document_pk>/remove/", rfq_document.rfq_document_remove, name="rfq_document_remove"
    ),
    path("rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/", asked_quote.rfq_quote, name="rfq_quote"),
    path("rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/ask/<slug:kind>/", asked_quote.quote_ask, name="rfq_quote_ask"),
    path(
        "rfqs/<uuid:pk>/quotes/<uuid:quote_pk>/withdraw-ask/", asked_quote.quote_ask_withdraw, name="rfq_quote_withdraw_ask"
    ),
    path("rfqs/<uuid:pk>/steps/<slug:step>/", step.rfq_step, name="rfq_step"),
    path("projects/<uuid:pk>/ask/", pick.rfq_pick, name="rfq_pick"),
    path("open-requests/", open_request.open_request_list, name="open_request_list"),
    path("open-requests/<uuid:pk>/", open_request.open_request, name="open_request"),
    path("open-requests/<uuid:pk>/join/", open_request.open_request_join, name="open_request_join"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("market/", market.market, name="market"),
    path("market/figures.csv", market.market_csv, name="market_csv"),
    path("sourcing-policy/", policy.policy_edit, name="sourcing_policy"),
    path("my/performance/", performance.my_performance, name="my_performance"),
    path("invitations-to-quote/", bidder.invitation_list, name="invitation_to_quote_list"),
    path("invitations-to-quote/<uuid:pk>/", bidder.invitation_detail, name="invitation_to_quote"),
    path(
        "invitations-to-quote/<uuid:pk>/documents/<uuid:document_pk>/",
        rfq_document.invitation_document,
        name="invitation_document",
    ),
    path("invitations-to-quote/<uuid:pk>/<slug:step>/", bidder.invitation_step, name="invitation_to_quote_step"),
    path("quotes/", quote.quote_list, name="quote_list"),
    path("quotes/<uuid:pk>/", quote.quote_detail, name="quote_detail"),
    path("quotes/<uuid:pk>/source/", source.quote_source, name="quote_source"),
    path("quotes/<uuid:pk>/edit/", quote.quote_edit, name="quote_edit"),
    path(
        "quotes/<uuid:pk>/clarifications/<uuid:clarification_pk>/", quote.clarification_answer, name="quote_clarification"
    ),
    path("quotes/<uuid:pk>/pdf/", quote_paper.quote_pdf, name="quote_pdf"),
    path("quotes/<uuid:pk>/sheet/", quote_paper.quote_sheet, name="quote_sheet"),
    path("quotes/<uuid:pk>/files/", quote_paper.quote_attach, name="quote_attach"),
    path("quotes/<uuid:pk>/files/<uuid:file_pk>/", quote_paper.quote_file, name="quote_file"),
    path("quotes/<uuid:pk>/files/<uuid:file_pk>/remove/", quote_paper.quote_detach, name="quote_detach"),
    path("quotes/<uuid:pk>/steps/<slug:step>/", quote_steps.quote_step, name="quote_step"),
]
