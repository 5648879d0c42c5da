"""Addresses of written input: below a supplier's own page, below the dialogue from inside, and below its public page."""

from django.urls import path

from nybrott.submissions import views

app_name = "submissions"
MINE = "dialogues/mine/<str:key>/input/"
OURS = "dialogues/ours/<int:pk>/input/"
urlpatterns = [
    path(MINE, views.mine, name="mine"),
    path(f"{MINE}<int:number>/", views.answer, name="answer"),
    path(f"{MINE}send/", views.send, name="send"),
    path(f"{MINE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{MINE}throw-away/", views.throw_away, name="throw_away"),
    path(f"{MINE}files/<slug:uid>/", views.own_file, name="own_file"),
    path(f"{MINE}files/<slug:uid>/remove/", views.remove_file, name="remove_file"),
    path(f"{MINE}receipt-<slug:part>.json", views.receipt, name="receipt"),
    path(f"{MINE}<slug:part>.json", views.copy, name="copy"),
    path(OURS, views.inputs, name="inputs"),
    path(f"{OURS}open/", views.open_, name="open"),
    path(f"{OURS}publish/", views.publish, name="publish"),
    path(f"{OURS}<int:number>/", views.input_, name="input"),
    path(f"{OURS}<int:number>/secret/", views.secret, name="secret"),
    path(f"{OURS}files/<int:file>/", views.file, name="file"),
    path(f"{OURS}files/<int:file>/secret/", views.secret_file, name="secret_file"),
    path(f"{OURS}questions/<slug:key>/", views.synthesis, name="synthesis"),
    path(f"{OURS}input.<slug:kind>", views.table, name="table"),
    path("dialogues/<slug:slug>/input/input.<slug:kind>", views.public_table, name="public_table"),
    path("dialogues/<slug:slug>/input/", views.public_input, name="public"),
    path("dialogues/<slug:slug>/input/files/<int:pk>/", views.public_file, name="public_file"),
    path("dialogues/<slug:slug>/input/<int:number>.json", views.public_json, name="public_json"),
]
