from django.apps import AppConfig


class Evaluation(AppConfig):
    name = "guihua.evaluation"
    label = "evaluation"
