"""What was opened with is changed past the verbs."""

from guihua.evaluation.models import Criterion, GradeBand, Mark, Round


def criterion_rewritten(_place):
    rubric = Round.objects.get(name="进行轮").rubric
    Criterion.objects.filter(dimension__rubric=rubric, name="目标达成").update(guidance="另外一句话。")


def band_moved(_place):
    GradeBand.objects.filter(round__name="进行轮", grade="excellent").update(floor=85)


def mark_changed(_place):
    Mark.objects.filter(sheet__entered__round__name="初稿轮", criterion__name="目标达成").update(points=65)


def comment_changed(_place):
    """Nothing of the score, but what the provider was told."""
    Mark.objects.filter(sheet__entered__round__name="初稿轮", criterion__name="目标达成").update(comment="都好")


BROKEN = [
    (criterion_rewritten, {"rubrics_as_frozen"}),
    (band_moved, {"rounds_as_opened"}),
    (mark_changed, {"results_from_their_rows"}),
    (comment_changed, {"results_from_their_rows"}),
]
