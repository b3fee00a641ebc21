"""What was opened with is changed past the verbs."""

from guihua.evaluation.models import Criterion, GradeBand, Round


def criterion_rewritten(_place):
    rubric = Round.objects.get(name="进行轮").rubric
    Criterion.objects.filter(dimension__rubric=rubric, name="目标达成").update(guidance="另外一句话。")


def band_moved(_place):
    GradeBand.objects.filter(round__name="进行轮", grade="excellent").update(floor=85)


BROKEN = [(criterion_rewritten, {"rubrics_as_frozen"}), (band_moved, {"rounds_as_opened"})]
