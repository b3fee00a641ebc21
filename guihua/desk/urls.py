from django.urls import include, path

from guihua.desk import import_urls, people_urls
from guihua.desk.views import jobs, lists, overview, projects, sessions

app_name = "desk"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("projects/", lists.projects, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("sessions/", lists.sessions, name="sessions"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/names/", sessions.names, name="names"),
    path("people/", include(people_urls.urlpatterns)),
    path("organisations/", lists.organisations, name="organisations"),
    path("communities/", lists.communities, name="communities"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/cancelling/", jobs.cancelling, name="job_cancelling"),
    path("jobs/<int:pk>/trial/", jobs.trial, name="job_trial"),
    path("imports/", include(import_urls.urlpatterns)),
]
