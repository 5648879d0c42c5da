"""Addresses of workshops: the plan below `workshops/`, people's phones below `w/`."""

from django.urls import path

from nybrott.workshops import views

app_name = "workshops"
urlpatterns = [
    path("workshops/", views.workshops, name="workshops"),
    path("challenges/<int:pk>/workshops/", views.of_challenge, name="of_challenge"),
    path("challenges/<int:pk>/workshops/plan/", views.plan, name="plan"),
    path("workshops/<int:pk>/", views.workshop, name="workshop"),
    path("workshops/<int:pk>/change/", views.change, name="change"),
    path("workshops/<int:pk>/call-off/", views.call_off, name="call_off"),
    path("workshops/<int:pk>/plan-again/", views.plan_again, name="plan_again"),
    path("workshops/<int:pk>/steps/add/", views.add_step, name="add_step"),
    path("workshops/<int:pk>/steps/card/", views.add_card, name="add_card"),
    path("workshops/steps/<int:pk>/", views.change_step, name="change_step"),
    path("workshops/steps/<int:pk>/move/", views.move_step, name="move_step"),
    path("workshops/steps/<int:pk>/remove/", views.remove_step, name="remove_step"),
    path("workshops/<int:pk>/people/", views.people, name="people"),
    path("workshops/<int:pk>/people/ask/", views.ask, name="ask"),
    path("workshops/<int:pk>/answer/", views.answer, name="answer"),
    path("workshops/<int:pk>/calendar/", views.calendar, name="calendar"),
    path("workshops/seats/<int:pk>/out/", views.take_out, name="take_out"),
    path("workshops/<int:pk>/lead/", views.lead, name="lead"),
    path("workshops/<int:pk>/lead/mark/", views.lead_mark, name="lead_mark"),
    path("workshops/<int:pk>/start/", views.start, name="start"),
    path("workshops/<int:pk>/end/", views.end, name="end"),
    path("workshops/<int:pk>/go-on/", views.go_on, name="go_on"),
    path("workshops/<int:pk>/sort/", views.sort, name="sort"),
    path("workshops/<int:pk>/wall/", views.wall, name="wall"),
    path("workshops/<int:pk>/wall/code/", views.wall_code, name="wall_code"),
    path("workshops/steps/<int:pk>/go/", views.go_to, name="go_to"),
    path("workshops/steps/<int:pk>/time/", views.give_time, name="give_time"),
    path("workshops/steps/<int:pk>/share/", views.share, name="share"),
    path("workshops/groups/<int:pk>/apart/", views.take_apart, name="take_apart"),
    path("workshops/<int:pk>/output/", views.output, name="output"),
    path("workshops/<int:pk>/output/<str:kind>/", views.minutes, name="minutes"),
    path("w/", views.code_asked, name="code_asked"),
    path("w/<str:code>/", views.room, name="room"),
    path("w/<str:code>/mark/", views.phone_mark, name="phone_mark"),
    path("w/<str:code>/in/", views.come_in, name="come_in"),
    path("w/<str:code>/leave/", views.leave, name="leave"),
    path("w/<str:code>/note/", views.note, name="note"),
    path("w/<str:code>/notes/<int:pk>/", views.note_change, name="note_change"),
    path("w/<str:code>/vote/", views.vote, name="vote"),
]
