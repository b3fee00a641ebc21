from guihua.reporting.models.editions import Edition, Passage, Place
from guihua.reporting.models.facts import DirtyMonth

__all__ = ["DirtyMonth", "Edition", "Passage", "Place"]
