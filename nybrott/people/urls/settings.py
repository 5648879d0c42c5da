"""The addresses below /settings/: the organisation, its units and people; and where an invitation leads."""

from django.urls import path

from nybrott.people.views import host, invitations, joining, members, organisations, units

app_name = "people"
urlpatterns = [
    path("settings/", organisations.settings, name="settings"),
    path("settings/organisation/", organisations.organisation, name="organisation"),
    path("settings/organisation/change/", organisations.organisation_change, name="organisation_change"),
    path("settings/organisations/", host.host, name="host"),
    path("settings/organisations/new/", host.host_new, name="host_new"),
    path("settings/organisations/inhabitants/", host.host_inhabitants, name="host_inhabitants"),
    path("settings/organisations/<int:key>/", host.host_organisation, name="host_organisation"),
    path("settings/units/", units.units, name="units"),
    path("settings/units/new/", units.unit_new, name="unit_new"),
    path("settings/units/<int:key>/", units.unit, name="unit"),
    path("settings/units/<int:key>/rename/", units.unit_rename, name="unit_rename"),
    path("settings/units/<int:key>/move/", units.unit_move, name="unit_move"),
    path("settings/units/<int:key>/close/", units.unit_close, name="unit_close"),
    path("settings/units/<int:key>/reopen/", units.unit_reopen, name="unit_reopen"),
    path("settings/members/", members.member_list, name="members"),
    path("settings/members/<int:key>/", members.member, name="member"),
    path("settings/members/<int:key>/roles/", members.member_roles, name="member_roles"),
    path("settings/members/<int:key>/units/", members.member_units, name="member_units"),
    path("settings/members/<int:key>/end/", members.member_end, name="member_end"),
    path("settings/members/<int:key>/rejoin/", members.member_rejoin, name="member_rejoin"),
    path("settings/invitations/", invitations.invitation_list, name="invitations"),
    path("settings/invitations/new/", invitations.invitation_new, name="invitation_new"),
    path("settings/invitations/send/", invitations.invitations_send, name="invitations_send"),
    path("settings/invitations/<int:key>/", invitations.invitation, name="invitation"),
    path("settings/invitations/<int:key>/send/", invitations.invitation_send, name="invitation_send"),
    path("settings/invitations/<int:key>/withdraw/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("settings/roles/", members.role_list, name="roles"),
    path("invitation/<str:token>/", joining.join, name="join"),
]
