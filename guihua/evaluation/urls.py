from django.urls import path

from guihua.evaluation.views import assessors, panels, rounds, rubrics, sheets

app_name = "evaluation"
urlpatterns = [
    path("rounds/", rounds.all_rounds, name="rounds"),
    path("rounds/planning/", rounds.planning, name="round_planning"),
    path("rounds/<int:pk>/", rounds.one_round, name="round"),
    path("rounds/<int:pk>/terms/", rounds.terms, name="round_terms"),
    path("rounds/<int:pk>/projects/", rounds.projects, name="round_projects"),
    path("rounds/<int:pk>/opening/", rounds.opening, name="round_opening"),
    path("rounds/<int:pk>/discarding/", rounds.discarding, name="round_discarding"),
    path("rounds/projects/<int:pk>/withdrawing/", rounds.withdrawing, name="round_withdrawing"),
    path("rounds/<int:pk>/panels/", panels.all_panels, name="panels"),
    path("rounds/<int:pk>/panels/arranging/", panels.arrange, name="arranging"),
    path("rounds/projects/<int:pk>/scoring/", sheets.scoring, name="sheet_beginning"),
    path("rounds/sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("rounds/sheets/<int:pk>/checking/", sheets.checking, name="sheet_checking"),
    path("rounds/sheets/<int:pk>/reopening/", sheets.reopening, name="sheet_reopening"),
    path("rounds/rubrics/", rubrics.all_rubrics, name="rubrics"),
    path("rounds/rubrics/drafting/", rubrics.drafting, name="rubric_drafting"),
    path("rounds/rubrics/<int:pk>/", rubrics.rubric, name="rubric"),
    path("rounds/rubrics/<int:pk>/table/", rubrics.table, name="rubric_table"),
    path("rounds/rubrics/<int:pk>/copying/", rubrics.copying, name="rubric_copying"),
    path("rounds/rubrics/<int:pk>/discarding/", rubrics.discarding, name="rubric_discarding"),
    path("rounds/rubrics/criteria/<int:pk>/", rubrics.criterion, name="criterion"),
    path("assessors/", assessors.all_assessors, name="assessors"),
    path("assessors/entering/", assessors.entering, name="assessor_entering"),
    path("assessors/pasting/", assessors.pasting, name="assessor_pasting"),
    path("assessors/<int:pk>/", assessors.assessor, name="assessor"),
    path("assessors/<int:pk>/changing/", assessors.changing, name="assessor_changing"),
    path("assessors/<int:pk>/employing/", assessors.employing, name="assessor_employing"),
    path("assessors/<int:pk>/tying/", assessors.tying, name="assessor_tying"),
    path("assessors/<int:pk>/retiring/", assessors.retiring, name="assessor_retiring"),
    path("assessors/<int:pk>/taking-back/", assessors.taking_back, name="assessor_taking_back"),
    path("assessors/employments/<int:pk>/ending/", assessors.ending, name="employment_ending"),
    path("assessors/ties/<int:pk>/untying/", assessors.untying, name="tie_untying"),
]
