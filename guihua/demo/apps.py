from django.apps import AppConfig


class Demo(AppConfig):
    name = "guihua.demo"
    label = "demo"
