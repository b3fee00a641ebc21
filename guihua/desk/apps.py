from django.apps import AppConfig


class Desk(AppConfig):
    name = "guihua.desk"
    label = "desk"
