"""The annual report as it is told on a page: the figures with their notes, and what each chapter draws and says."""

from guihua.reporting.story.part import of_period
from guihua.reporting.story.published import for_everybody, opened
from guihua.reporting.story.telling import of, tell

__all__ = ["for_everybody", "of", "of_period", "opened", "tell"]
