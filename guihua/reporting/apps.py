from django.apps import AppConfig


class Reporting(AppConfig):
    name = "guihua.reporting"
    label = "reporting"

    def ready(self) -> None:
        from guihua.reporting import receivers  # noqa: F401 - connects them
