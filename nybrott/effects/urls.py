"""Addresses of evaluations of runs."""

from django.urls import path

from nybrott.effects import views

app_name = "effects"
urlpatterns = [
    path("evaluation/", views.plans, name="plans"),
    path("evaluation/runs/<int:run>/", views.plan, name="plan"),
    path("evaluation/runs/<int:run>/begin/", views.begin, name="begin"),
    path("evaluation/runs/<int:run>/measure/", views.measure, name="measure"),
    path("evaluation/runs/<int:run>/standing/", views.standing, name="standing"),
    path("evaluation/runs/<int:run>/questions/new/", views.question_new, name="question_new"),
    path("evaluation/questions/<int:pk>/", views.question, name="question"),
    path("evaluation/questions/<int:pk>/move/", views.question_move, name="question_move"),
    path("evaluation/questions/<int:pk>/remove/", views.question_remove, name="question_remove"),
    path("evaluation/runs/<int:run>/indicators/new/", views.indicator_new, name="indicator_new"),
    path("evaluation/runs/<int:run>/indicators/take-in/", views.take_in, name="take_in"),
    path("evaluation/runs/<int:run>/levels/<slug:level>/", views.left_out, name="left_out"),
    path("evaluation/indicators/<int:pk>/", views.indicator, name="indicator"),
    path("evaluation/indicators/<int:pk>/take-out/", views.take_out, name="take_out"),
    path("evaluation/runs/<int:run>/comparison/", views.comparison, name="comparison"),
    path("evaluation/runs/<int:run>/comparison/others/", views.other, name="other"),
    path("evaluation/runs/<int:run>/people/", views.people, name="people"),
    path("evaluation/runs/<int:run>/settle/", views.settle, name="settle"),
    path("evaluation/runs/<int:run>/reopen/", views.reopen, name="reopen"),
    path("evaluation/runs/<int:run>/plan/<slug:kind>/", views.plan_file, name="plan_file"),
    path("evaluation/snapshots/<int:pk>/", views.snapshot, name="snapshot"),
    path("evaluation/snapshots/<int:pk>/file/", views.snapshot_file, name="snapshot_file"),
]
