"""Addresses of invitations: `ours/` from inside, the others everyone's."""

from django.urls import path

from nybrott.invitations import views

app_name = "invitations"
urlpatterns = [
    path("dialogues/ours/<int:pk>/invitation/", views.invitation, name="invitation"),
    path("dialogues/ours/<int:pk>/invitation/brief/", views.give_brief, name="give_brief"),
    path(
        "dialogues/ours/<int:pk>/invitation/notice-<slug:language>.<slug:kind>", views.notice_file, name="notice_file"
    ),
    path("dialogues/ours/<int:pk>/invitation/brief-<slug:language>.<slug:kind>", views.brief_draft, name="brief_draft"),
    path("dialogues/feed.atom", views.feed, name="feed"),
    path("dialogues/follow/", views.follow, name="follow"),
    path("dialogues/follow/stop/<str:token>/", views.stop, name="stop"),
    path("dialogues/follow/<str:key>/", views.confirm, name="confirm"),
    path("dialogues/<slug:slug>/feed.atom", views.dialogue_feed, name="dialogue_feed"),
    path("dialogues/<slug:slug>/dates.ics", views.dates, name="dates"),
    path("dialogues/<slug:slug>/brief-<int:version>-<slug:language>.<slug:kind>", views.brief, name="brief"),
]
