"""Addresses of the observatory."""

from django.urls import path

from nybrott.observatory import views

app_name = "observatory"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<str:country>/<str:ref>/", views.organisation, name="organisation"),
    path("procurements/", views.procurements, name="procurements"),
    path("notices/", views.notices, name="notices"),
    path("notices/<str:key>/", views.notice, name="notice"),
    path("search/", views.search, name="search"),
    path("candidates/", views.candidates, name="candidates"),
    path("candidates/agreement/", views.agreement, name="agreement"),
    path("candidates/review/", views.review, name="review"),
    path("candidates/review/answers/", views.my_judgements, name="my_judgements"),
    path("candidates/review/<str:finding>/", views.review_one, name="review_one"),
    path("comparison/", views.comparison, name="comparison"),
    path("comparison/list/", views.comparison_import, name="comparison_import"),
    path("comparison/group/", views.comparison_group, name="comparison_group"),
    path("data/<str:name>", views.data, name="data"),
    path("definitions/", views.definitions, name="definitions"),
    path("definitions/signs/", views.signals, name="signals"),
    path("definitions/<slug:name>/", views.definition, name="definition"),
]
