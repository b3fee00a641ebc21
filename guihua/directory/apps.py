from django.apps import AppConfig


class Directory(AppConfig):
    name = "guihua.directory"
    label = "directory"

    def ready(self) -> None:
        from guihua.directory import receivers  # noqa: F401 - connects them
