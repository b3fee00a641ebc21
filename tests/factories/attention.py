"""The rule of what comes up on the first page, as its form is sent."""

from guihua.directory.attention_forms import AttentionForm
from guihua.directory.models import AttentionRule

DAYS = {name: str(AttentionRule._meta.get_field(name).default) for name in AttentionForm.base_fields}
