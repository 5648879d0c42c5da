"""Addresses of the desk."""

from django.urls import path

from nybrott.desk import views

app_name = "desk"
urlpatterns = [
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<int:pk>/", views.upload, name="upload"),
    path("uploads/<int:pk>/picture/", views.picture, name="picture"),
    path("uploads/<int:pk>/details/", views.remove_upload, name="remove_upload"),
    path("imports/", views.imports, name="imports"),
    path("imports/new/<slug:kind>/", views.new_import, name="new_import"),
    path("imports/new/<slug:kind>/template.<slug:ending>", views.template, name="template"),
    path("imports/<int:pk>/", views.import_, name="import"),
    path("imports/<int:pk>/columns/", views.match, name="match"),
    path("imports/<int:pk>/progress/", views.import_progress, name="import_progress"),
    path("imports/<int:pk>/confirm/", views.confirm_import, name="confirm_import"),
    path("imports/<int:pk>/drop/", views.drop_import, name="drop_import"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/new/", views.new_task, name="new_task"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/change/", views.change_task, name="change_task"),
    path("tasks/<int:pk>/postpone/", views.postpone_task, name="postpone_task"),
    path("tasks/<int:pk>/<slug:step>/", views.step_task, name="step_task"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/token/", views.draft_token, name="draft_token"),
    path("drafts/<int:pk>/choose/", views.choose_draft, name="choose_draft"),
    path("drafts/<str:key>/", views.draft, name="draft"),
    path("drafts/<str:key>/forget/", views.forget_draft, name="forget_draft"),
    path("subscriptions/", views.subscriptions, name="subscriptions"),
    path("subscriptions/leave/<str:token>/", views.leave, name="leave"),
    path("imports/<int:pk>/errors.<slug:ending>", views.wrong_rows, name="wrong_rows"),
]
