"""Addresses of what networks share."""

from django.urls import path

from nybrott.partnerships import views

app_name = "partnerships"
ALL = "exchange/networks/"
HERE = f"{ALL}<slug:slug>/"
REPORT = f"{HERE}reports/<int:pk>/"
urlpatterns = [
    path(ALL, views.networks, name="networks"),
    path(HERE, views.network, name="network"),
    path(f"{HERE}programmes/", views.programmes, name="programmes"),
    path(f"{HERE}portfolio/", views.portfolio, name="portfolio"),
    path(f"{HERE}themes/", views.themes, name="themes"),
    path(f"{HERE}benefits/", views.effects, name="effects"),
    path(f"{HERE}figures/", views.figures, name="figures"),
    path(f"{HERE}joint/", views.joint, name="joint"),
    path(f"{HERE}calendar/", views.calendar, name="calendar"),
    path(f"{HERE}calendar.ics", views.dates, name="dates"),
    path(f"{HERE}sharing/", views.sharing, name="sharing"),
    path(f"{HERE}sharing/<slug:kind>/", views.preview, name="preview"),
    path(f"{HERE}reports/", views.reports, name="reports"),
    path(f"{HERE}reports/new/", views.begin, name="begin"),
    path(REPORT, views.draft, name="draft"),
    path(f"{REPORT}texts/", views.texts, name="texts"),
    path(f"{REPORT}count/", views.count_again, name="count"),
    path(f"{REPORT}ask/", views.ask, name="ask"),
    path(f"{REPORT}rows/", views.rows, name="rows"),
    path(f"{REPORT}rows/back/", views.take_answer_back, name="rows_back"),
    path(f"{REPORT}publish/", views.publish, name="publish"),
    path(f"{REPORT}<int:number>/", views.version, name="version"),
    path(f"{REPORT}<int:number>/<slug:language>.<slug:file>", views.document, name="document"),
]
