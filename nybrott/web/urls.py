"""Every address of the site."""

from django.conf import settings
from django.urls import include, path

from nybrott.accounts.urls import demonstration
from nybrott.observatory.views import open_data
from nybrott.web import views

# an organisation, a challenge and a run through every room
whole = [
    path("about/", views.about, name="about"),
    path("about/accessibility/", views.about, {"page": "accessibility"}, name="accessibility"),
    path("o/<slug:slug>/", views.place, name="place"),
    path("challenges/<int:pk>/everything/", views.take_along, name="take_along"),
    path("challenges/<int:pk>/methods/", views.methods, name="methods"),
    path("help/", views.help_pages, name="help"),
    path("home/first-steps/", views.beginning, name="beginning"),
    path("programme/me/", views.my_part, name="my_part"),
    path("programme/people/", views.my_people, name="my_people"),
    path("programme/runs/<int:pk>/standing/", views.standing, name="standing"),
]
urlpatterns = [
    path("", views.front, name="front"),
    path("home/", views.home, name="home"),
    path("language/<str:code>/", views.choose_language, name="language"),
    path("health/", views.health, name="health"),
    path("", include((whole, "web"))),
    path("", include("nybrott.search.urls")),
    path("account/", include("nybrott.accounts.urls")),
    path("", include("nybrott.partnerships.urls")),
    path("", include("nybrott.cases.urls")),
    path("", include("nybrott.threads.urls")),
    path("", include("nybrott.reports.urls")),
    path("", include("nybrott.claims.urls")),
    path("", include("nybrott.power.urls")),
    path("", include("nybrott.effects.urls")),
    path("", include("nybrott.gatherings.urls")),
    path("", include("nybrott.recruiting.urls")),
    path("", include("nybrott.runs.urls")),
    path("", include("nybrott.renewals.urls")),
    path("", include("nybrott.efforts.urls")),
    path("", include("nybrott.contracts.urls")),
    path("", include("nybrott.requirements.urls")),
    path("", include("nybrott.classifications.urls")),
    path("", include("nybrott.procurements.urls")),
    path("", include("nybrott.competitions.urls")),
    path("", include("nybrott.benefits.urls")),
    path("", include("nybrott.groups.urls")),
    path("", include("nybrott.yearbooks.urls")),
    path("", include("nybrott.contacts.urls")),
    path("", include("nybrott.leaders.urls")),
    path("", include("nybrott.peerreviews.urls")),
    path("", include("nybrott.adoptions.urls")),
    path("", include("nybrott.procedures.urls")),
    path("", include("nybrott.ledgers.urls")),
    path("", include("nybrott.disclosures.urls")),
    path("", include("nybrott.submissions.urls")),
    path("", include("nybrott.feedback.urls")),
    path("", include("nybrott.meetings.urls")),
    path("", include("nybrott.conferences.urls")),
    path("", include("nybrott.invitations.urls")),
    path("", include("nybrott.dialogues.urls")),
    path("", include("nybrott.replies.urls")),
    path("", include("nybrott.themes.urls")),
    path("", include("nybrott.workshops.urls")),
    path("", include("nybrott.guidance.urls")),
    path("", include("nybrott.pairings.urls")),
    path("", include("nybrott.priorities.urls")),
    path("", include("nybrott.insights.urls")),
    path("", include("nybrott.needs.urls")),
    path("", include("nybrott.hearings.urls")),
    path("", include("nybrott.challenges.urls")),
    path("", include("nybrott.goals.urls")),
    path("", include("nybrott.programmes.urls")),
    path("", include("nybrott.evaluations.urls")),
    path("", include("nybrott.desk.urls")),
    path("", include("nybrott.people.urls.settings")),
    path("", include("nybrott.networks.urls")),
    path("settings/privacy/", include("nybrott.privacy.urls")),
    path("settings/", include("nybrott.journal.urls")),
    path("observatory/imports/", include("nybrott.notices.urls")),
    path("observatory/", include("nybrott.observatory.urls")),
    path("open-data/", open_data, name="open-data"),
    path("open-data/", include("nybrott.opendata.urls")),
    path("api/v1/", include("nybrott.web.api")),
]

if settings.DEMONSTRATION:
    urlpatterns.append(path("demo/", include(demonstration)))
if settings.DEBUG:
    urlpatterns.append(path("gallery/", include("nybrott.gallery.urls")))
