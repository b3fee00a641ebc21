from django.apps import AppConfig


class Directory(AppConfig):
    name = "guihua.directory"
    label = "directory"
