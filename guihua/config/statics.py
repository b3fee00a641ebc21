"""Style sheets and scripts under names that tell what is in them, so that a browser may keep them for good."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class Hashed(ManifestStaticFilesStorage):
    """Modules name those that they import in the same way: a page never mixes two releases of them."""

    support_js_module_import_aggregation = True
