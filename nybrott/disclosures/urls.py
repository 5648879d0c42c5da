"""Addresses of what suppliers are told: `ours/` from inside, `mine/` a supplier's own, the others everyone's."""

from django.urls import path

from nybrott.disclosures import views

app_name = "disclosures"
urlpatterns = [
    path("dialogues/ours/<int:pk>/information/", views.items, name="items"),
    path("dialogues/ours/<int:pk>/information/new/", views.new_item, name="new_item"),
    path("dialogues/ours/information/<int:pk>/", views.item, name="item"),
    path("dialogues/ours/information/<int:pk>/file/", views.item_file, name="item_file"),
    path("dialogues/ours/<int:pk>/questions/", views.queries_, name="queries"),
    path("dialogues/ours/<int:pk>/questions/new/", views.note_query, name="note_query"),
    path("dialogues/ours/questions/<int:pk>/", views.query, name="query"),
    path("dialogues/ours/<int:pk>/contacts/", views.dialogue_contacts, name="dialogue_contacts"),
    path("dialogues/ours/contacts/", views.contacts, name="contacts"),
    path("dialogues/ours/contacts.<slug:kind>", views.contacts_file, name="contacts_file"),
    path("dialogues/ours/contacts/new/", views.note_contact, name="note_contact"),
    path("dialogues/ours/contacts/<int:pk>/", views.contact, name="contact"),
    path("dialogues/mine/<str:key>/ask/", views.ask, name="ask"),
    path("dialogues/<slug:slug>/information/", views.given, name="given"),
    path("dialogues/<slug:slug>/information/<int:pk>/file/", views.given_file, name="given_file"),
    path("dialogues/<slug:slug>/answers/", views.answers, name="answers"),
    path("dialogues/<slug:slug>/answers.<slug:kind>", views.answers_file, name="answers_file"),
]
