from django.apps import AppConfig
from django.core.validators import MaxLengthValidator
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy


class Core(AppConfig):
    name = "guihua.core"
    label = "core"

    def ready(self) -> None:
        """Every process knows what is done under a job's name and what a kind of notice says: each context's `tasks.py`
        and `notices.py`."""
        autodiscover_modules("tasks", "notices")
        # Django's own sentence speaks of variables and characters, to whoever pastes more than a field takes
        MaxLengthValidator.message = gettext_lazy("太长了，最多 %(limit_value)d 个字，现在有 %(show_value)d 个。")
