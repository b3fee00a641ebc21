from django.urls import path

from guihua.commissioning.views import contracts, files, needs, partners, payments, plans, projects, spending, words

app_name = "commissioning"
urlpatterns = [
    path("programme/words/", words.words, name="words"),
    path("plans/", plans.plans, name="plans"),
    path("communities/<int:pk>/plans/<int:year>/", plans.plan, name="plan"),
    path("communities/<int:pk>/plans/<int:year>/needs/new/", needs.need_adding, name="need_adding"),
    path("needs/<int:pk>/", needs.need, name="need"),
    path("needs/<int:pk>/advancing/", needs.need_advancing, name="need_advancing"),
    path("needs/<int:pk>/removing/", needs.need_removing, name="need_removing"),
    path("needs/<int:pk>/answering/", needs.need_answering, name="need_answering"),
    path("answers/<int:pk>/removing/", needs.answer_removing, name="answer_removing"),
    path("projects/<int:pk>/editing/", projects.project_editing, name="project_editing"),
    path("projects/<int:pk>/files/new/", files.file_adding, name="file_adding"),
    path("projects/<int:pk>/partners/", partners.partners, name="partners"),
    path("projects/<int:pk>/contract/", contracts.contract, name="contract"),
    path("projects/<int:pk>/contract/amending/", contracts.amending, name="contract_amending"),
    path("projects/<int:pk>/spending/", spending.spending, name="spending"),
    path("projects/<int:pk>/moving/", spending.moving, name="moving"),
    path("projects/<int:pk>/reaching/", spending.reaching, name="reaching"),
    path("instalments/<int:pk>/asking/", payments.asking, name="payment_asking"),
    path("payments/<int:pk>/", payments.payment, name="payment"),
    path("expenses/<int:pk>/reversing/", spending.reversing, name="expense_reversing"),
    path("transfers/<int:pk>/", spending.transfer, name="transfer"),
    path("partners/<int:pk>/leaving/", partners.partner_leaving, name="partner_leaving"),
    path("files/<int:pk>/<int:number>/", files.file_version, name="file_version"),
    path("files/<int:pk>/removing/", files.file_removing, name="file_removing"),
]
