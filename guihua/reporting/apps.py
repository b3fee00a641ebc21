from django.apps import AppConfig


class Reporting(AppConfig):
    name = "guihua.reporting"
    label = "reporting"
