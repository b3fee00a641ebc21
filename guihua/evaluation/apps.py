from django.apps import AppConfig


class Evaluation(AppConfig):
    name = "guihua.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from guihua.directory import signals
        from guihua.evaluation.actions import assessor_accounts as accounts

        signals.invitation_accepted.connect(accounts.on_accepted, dispatch_uid="evaluation.accepted")
        signals.invitation_renewed.connect(accounts.on_renewed, dispatch_uid="evaluation.renewed")
