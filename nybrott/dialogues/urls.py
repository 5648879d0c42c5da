"""Addresses of market dialogues: `ours/` from inside, `mine/` a supplier's own, the others everyone's."""

from django.urls import path

from nybrott.dialogues import views

app_name = "dialogues"
urlpatterns = [
    path("dialogues/", views.dialogues, name="dialogues"),
    path("dialogues/ours/", views.ours, name="ours"),
    path("dialogues/ours.<slug:kind>", views.ours_file, name="ours_file"),
    path("dialogues/ours/new/", views.begin, name="begin"),
    path("dialogues/ours/<int:pk>/change/", views.change, name="change"),
    path("dialogues/ours/<int:pk>/announce/", views.announce, name="announce"),
    path("dialogues/ours/<int:pk>/end/", views.end, name="end"),
    path("dialogues/ours/<int:pk>/lock/", views.stop, {"step": "lock"}, name="lock"),
    path("dialogues/ours/<int:pk>/call-off/", views.stop, {"step": "call_off"}, name="call_off"),
    path("dialogues/ours/<int:pk>/plan/", views.plan, name="plan"),
    path("dialogues/ours/<int:pk>/plan/dates/", views.dates, name="dates"),
    path("dialogues/ours/<int:pk>/plan/questions/new/", views.question_new, name="question_new"),
    path("dialogues/ours/market-questions/<int:pk>/", views.question, name="question"),
    path("dialogues/ours/market-questions/<int:pk>/move/", views.question_move, name="question_move"),
    path("dialogues/ours/<int:pk>/people/", views.people, name="people"),
    path("dialogues/ours/parts/<int:pk>/remove/", views.part_away, name="part_away"),
    path("dialogues/ours/parts/<int:pk>/declare/", views.declare, name="declare"),
    path("dialogues/ours/parts/<int:pk>/measure/", views.meet_conflict, name="meet_conflict"),
    path("dialogues/ours/<int:pk>/", views.dialogue, name="dialogue"),
    path("dialogues/ours/<int:pk>/suppliers/", views.suppliers, name="suppliers"),
    path("dialogues/ours/<int:pk>/suppliers.<slug:kind>", views.suppliers_file, name="suppliers_file"),
    path("dialogues/ours/suppliers/<int:pk>/", views.supplier, name="supplier"),
    path("dialogues/ours/registrations/<int:pk>/", views.answer_registration, name="answer_registration"),
    path("dialogues/ours/representatives/<int:pk>/link/", views.send_link, name="send_link"),
    path("dialogues/ours/representatives/<int:pk>/end/", views.speaks_no_more, name="speaks_no_more"),
    path("dialogues/confirm/<str:key>/", views.confirm, name="confirm"),
    path("dialogues/mine/<str:key>/", views.mine, name="mine"),
    path("dialogues/mine/<str:key>/colleague/", views.colleague, name="colleague"),
    path("dialogues/mine/<str:key>/vouch/<int:pk>/", views.vouch, name="vouch"),
    path("dialogues/mine/<str:key>/come-back/", views.come_back, name="come_back"),
    path("dialogues/mine/<str:key>/leave/", views.leave, name="leave"),
    path("dialogues/<slug:slug>/take-part/", views.register, name="register"),
    path("dialogues/<slug:slug>/new-link/", views.new_link, name="new_link"),
    path("dialogues/<slug:slug>/", views.public, name="public"),
]
