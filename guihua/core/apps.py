from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from guihua.core import sentences


class Core(AppConfig):
    name = "guihua.core"
    label = "core"

    def ready(self) -> None:
        """Every process knows what is done under a job's name and what a kind of notice says: each context's `tasks.py`
        and `notices.py`."""
        sentences.say_ours()
        autodiscover_modules("tasks", "notices")
