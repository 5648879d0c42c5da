"""Addresses of gatherings, outreach, paths and what a run led to."""

from django.urls import path

from nybrott.gatherings import views

app_name = "gatherings"
urlpatterns = [
    path("programme/outreach/", views.outreach, name="outreach"),
    path("programme/outreach/new/", views.log, name="log"),
    path("programme/outreach/<int:pk>/", views.change_outreach, name="change_outreach"),
    path("programme/outreach/<int:pk>/remove/", views.remove_outreach, name="remove_outreach"),
    path("programme/parts/<int:pk>/path/", views.path, name="path"),
    path("programme/parts/path/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("programme/runs/<int:pk>/spread/", views.spread, name="spread"),
    path("programme/runs/<int:pk>/led-to/", views.led_to, name="led_to"),
    path("programme/runs/<int:pk>/led-to/<str:kind>/", views.led_to_file, name="led_to_file"),
    path("programme/runs/<int:pk>/gatherings/", views.of_run, name="of_run"),
    path("programme/runs/<int:pk>/gatherings/plan/", views.plan, name="plan"),
    path("programme/runs/<int:pk>/stories/", views.stories_of_run, name="stories_of_run"),
    path("programme/gatherings/<int:pk>/", views.gathering, name="gathering"),
    path("programme/gatherings/<int:pk>/change/", views.change, name="change"),
    path("programme/gatherings/<int:pk>/call-off/", views.call_off, name="call_off"),
    path("programme/gatherings/<int:pk>/plan-again/", views.plan_again, name="plan_again"),
    path("programme/gatherings/<int:pk>/calendar/", views.calendar, name="calendar"),
    path("programme/gatherings/<int:pk>/people/", views.people, name="people"),
    path("programme/gatherings/<int:pk>/people/ask/", views.ask, name="ask"),
    path("programme/gatherings/<int:pk>/people/there/", views.tick, name="tick"),
    path("programme/gatherings/<int:pk>/answer/", views.answer, name="answer"),
    path("programme/gatherings/<int:pk>/here/", views.here, name="here"),
    path("programme/gatherings/<int:pk>/live/", views.live, name="live"),
    path("programme/gatherings/<int:pk>/live/mark/", views.mark, name="mark"),
    path("programme/gatherings/<int:pk>/begin/", views.begin, name="begin"),
    path("programme/gatherings/<int:pk>/end/", views.end, name="end"),
    path("programme/gatherings/<int:pk>/go-on/", views.go_on, name="go_on"),
    path("programme/gatherings/<int:pk>/decide/", views.decide, name="decide"),
    path("programme/gatherings/<int:pk>/minutes/<str:kind>/", views.minutes, name="minutes"),
    path("programme/gatherings/<int:pk>/story/", views.bring, name="bring"),
    path("programme/stories/", views.stories, name="stories"),
    path("programme/stories/<int:pk>/", views.story, name="story"),
    path("programme/stories/<int:pk>/move/", views.move, name="move_story"),
    path("programme/stories/<int:pk>/remove/", views.remove, name="remove_story"),
    path("programme/stories/<int:pk>/now/", views.go_to, name="go_to"),
    path("programme/decisions/<int:pk>/", views.outcome, name="outcome"),
]
