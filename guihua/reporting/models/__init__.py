from guihua.reporting.models.editions import Edition, Passage, Place
from guihua.reporting.models.facts import DirtyMonth
from guihua.reporting.models.stories import Story, StoryConsent
from guihua.reporting.models.upper_forms import Filling, FormCell, Reach, UpperForm

__all__ = [
    "DirtyMonth",
    "Edition",
    "Filling",
    "FormCell",
    "Passage",
    "Place",
    "Reach",
    "Story",
    "StoryConsent",
    "UpperForm",
]
