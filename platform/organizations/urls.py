"""Addresses of the pages."""

from django.urls import path

from organizations.views import calendar, invitation, member, organization, token, trail

urlpatterns = [
    path("dashboard/", organization.dashboard, name="dashboard"),
    path("organizations/new/", organization.create, name="organization_create"),
    path("organizations/switch/", organization.switch, name="organization_switch"),
    path("organization/", organization.edit, name="organization_edit"),
    path("organization/roles/", organization.role_table, name="role_table"),
    path("organization/members/", member.member_list, name="member_list"),
    path("organization/members/<uuid:pk>/", member.member_edit, name="member_edit"),
    path("organization/members/<uuid:pk>/remove/", member.member_remove, name="member_remove"),
    path("organization/invitations/new/", member.invitation_create, name="invitation_create"),
    path("organization/invitations/<uuid:pk>/resend/", member.invitation_resend, name="invitation_resend"),
    path("organization/invitations/<uuid:pk>/withdraw/", member.invitation_withdraw, name="invitation_withdraw"),
    path("organization/tokens/", token.token_list, name="token_list"),
    path("organization/tokens/new/", token.token_create, name="token_create"),
    path("organization/tokens/<uuid:pk>/revoke/", token.token_revoke, name="token_revoke"),
    path("calendar/", calendar.calendar_address, name="calendar_address"),
    path("calendar/end/", calendar.calendar_end, name="calendar_end"),
    path("invitations/<str:signed>/", invitation.answer, name="invitation_answer"),
    path("trail/", trail.event_list, name="event_list"),
]
