from django.urls import include, path

from guihua.desk import import_urls, people_urls
from guihua.desk.views import (
    communities,
    handlings,
    jobs,
    lists,
    organisations,
    overview,
    permissions,
    projects,
    search,
    sessions,
    staffing,
    trails,
)

app_name = "desk"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("search/", search.search, name="search"),
    path("search/recent/clearing/", search.clearing, name="recent_clearing"),
    path("projects/", lists.projects, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/sessions/", projects.project_sessions, name="project_sessions"),
    path("projects/<int:pk>/files/", projects.project_files, name="project_files"),
    path("projects/<int:pk>/history/", projects.project_history, name="project_history"),
    path("sessions/", lists.sessions, name="sessions"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/names/", sessions.names, name="names"),
    path("people/", include(people_urls.urlpatterns)),
    path("organisations/", lists.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/workers/<int:account>/projects/", staffing.staffing, name="staffing"),
    path("communities/", lists.communities, name="communities"),
    path("communities/<int:pk>/", communities.community, name="community"),
    path("permissions/", permissions.permissions, name="permissions"),
    path("trail/", trails.trail, name="trail"),
    path("trail/<int:pk>/", trails.deed, name="deed"),
    path("trail/verification/", trails.trail_verification, name="trail_verification"),
    path("lists/handlings/<int:pk>/", handlings.handling, name="handling"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/cancelling/", jobs.cancelling, name="job_cancelling"),
    path("jobs/<int:pk>/trial/", jobs.trial, name="job_trial"),
    path("imports/", include(import_urls.urlpatterns)),
    path("exports/", include("guihua.desk.export_urls")),
]
