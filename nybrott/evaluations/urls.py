"""Addresses of surveys: `evaluations/` for the house, `answer/` for those who hold a link."""

from django.urls import path

from nybrott.evaluations import views

app_name = "evaluations"
urlpatterns = [
    path("evaluations/", views.waves, name="waves"),
    path("evaluations/instruments/", views.instruments, name="instruments"),
    path("evaluations/instruments/new/", views.instrument_new, name="instrument_new"),
    path("evaluations/instruments/bring-in/", views.instrument_bring_in, name="instrument_bring_in"),
    path("evaluations/instruments/shipped/<slug:id>/", views.shipped_instrument, name="shipped"),
    path("evaluations/instruments/shipped/<slug:id>/copy/", views.instrument_copy, name="instrument_copy"),
    path("evaluations/instruments/own/<slug:slug>/", views.instrument, name="instrument"),
    path("evaluations/instruments/own/<slug:slug>/preview/", views.preview, name="preview"),
    path("evaluations/instruments/own/<slug:slug>/file/", views.instrument_file, name="instrument_file"),
    path("evaluations/instruments/own/<slug:slug>/about/", views.instrument_about, name="instrument_about"),
    path("evaluations/instruments/own/<slug:slug>/step/", views.instrument_step, name="instrument_step"),
    path("evaluations/instruments/own/<slug:slug>/new/<slug:kind>/", views.question, name="question_new"),
    path("evaluations/instruments/own/<slug:slug>/questions/<slug:id>/", views.question, name="question"),
    path(
        "evaluations/instruments/own/<slug:slug>/questions/<slug:id>/move/", views.question_move, name="question_move"
    ),
    path(
        "evaluations/instruments/own/<slug:slug>/questions/<slug:id>/remove/",
        views.question_remove,
        name="question_remove",
    ),
    path("evaluations/instruments/own/<slug:slug>/wave/", views.wave_new, name="wave_new"),
    path("evaluations/waves/<int:pk>/", views.wave, name="wave"),
    path("evaluations/waves/<int:pk>/plan/", views.wave_plan, name="wave_plan"),
    path("evaluations/waves/<int:pk>/tables/", views.tables, name="tables"),
    path("evaluations/waves/<int:pk>/people/", views.people, name="people"),
    path("evaluations/people/<int:pk>/remove/", views.person_remove, name="person_remove"),
    path("evaluations/waves/<int:pk>/step/", views.wave_step, name="wave_step"),
    path("evaluations/waves/<int:pk>/results/", views.results, name="results"),
    path("evaluations/waves/<int:pk>/results.csv", views.results_file, name="results_file"),
    path("evaluations/waves/<int:pk>/results.json", views.results_json, name="results_json"),
    path("evaluations/waves/<int:pk>/codebook.csv", views.codebook_file, name="codebook_file"),
    path("answer/<str:key>/", views.answer, name="answer"),
    path("answer/<str:key>/page/<int:number>/", views.page, name="page"),
    path("answer/<str:key>/send/", views.send, name="send"),
    path("answer/<str:key>/empty/", views.empty, name="empty"),
    path("answer/<str:key>/thanks/", views.thanks, name="thanks"),
]
