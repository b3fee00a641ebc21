from django.apps import AppConfig


class Core(AppConfig):
    name = "guihua.core"
    label = "core"
