"""Addresses of same needs and buyers' groups."""

from django.urls import path

from nybrott.groups import views

app_name = "groups"
urlpatterns = [
    path("exchange/same-need/", views.same_need, name="same_need"),
    path("exchange/same-need/networks/<slug:slug>/", views.compared, name="compared"),
    path("exchange/same-need/networks/<slug:slug>/look/", views.look, name="look"),
    path("exchange/same-need/<int:pk>/", views.match, name="match"),
    path("exchange/groups/", views.groups, name="groups"),
    path("exchange/groups/propose/", views.propose, name="propose"),
    path("exchange/groups/<int:pk>/", views.group, name="group"),
    path("exchange/groups/<int:pk>/answer/", views.answer, name="answer"),
    path("exchange/groups/<int:pk>/do/<slug:what>/", views.do, name="do"),
    path("exchange/groups/<int:pk>/approve/", views.approve, name="approve"),
    path("exchange/groups/<int:pk>/additions/<int:addition>/end/", views.addition_away, name="addition_away"),
    path("exchange/groups/<int:pk>/step/<slug:verb>/", views.step, name="step"),
    path("exchange/groups/<int:pk>/lead/<int:organisation>/", views.lead, name="lead"),
    path("exchange/groups/<int:pk>/become-member/", views.become, name="become"),
    path("exchange/groups/<int:pk>/need.<slug:kind>", views.need_file, name="need_file"),
    path("exchange/groups/<int:pk>/log.<slug:kind>", views.log_file, name="log_file"),
    path("exchange/groups/<int:pk>/days.ics", views.days_file, name="days_file"),
]
