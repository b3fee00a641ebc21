from django.apps import AppConfig


class Commissioning(AppConfig):
    name = "guihua.commissioning"
    label = "commissioning"
