from django.apps import AppConfig


class Delivery(AppConfig):
    name = "guihua.delivery"
    label = "delivery"

    def ready(self) -> None:
        from guihua.delivery import receivers  # noqa: F401 - connects them
