from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Core(AppConfig):
    name = "guihua.core"
    label = "core"

    def ready(self) -> None:
        """Every process knows what is done under a job's name: each context says it in its `tasks.py`."""
        autodiscover_modules("tasks")
