"""Files, and what stands beside them, that somebody took away, changed or exchanged past the verbs; each is given the place."""

from django.conf import settings
from django.utils import timezone

from guihua.commissioning.actions import archives
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import (
    AcceptanceVersion,
    Bid,
    FileVersion,
    Incident,
    MessageFile,
    Post,
    Procurement,
    ProjectFile,
    ProposalFile,
    ReportFile,
    ReportVersion,
    TaskAnswer,
    Thread,
    VisitPhoto,
    Voucher,
)
from guihua.core import audit, uploads
from guihua.delivery.models import SessionPhoto
from guihua.desk.models import Import
from guihua.reporting.models import Story, UpperForm


def photo_gone(_place):
    uploads.remove(SessionPhoto.objects.first().stored_as)


def photo_of_another_key(_place):
    one, two = SessionPhoto.objects.order_by("pk")
    SessionPhoto.objects.filter(pk=one.pk).update(data_key=two.data_key)


def scratched(name):
    """One bit of a file is another."""
    path = settings.GUIHUA_UPLOADS / name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def photo_of_a_story_scratched(_place):
    scratched(photo_of_the_story().stored_as)


def photo_of_the_story():
    story = Story.objects.first()
    photo = SessionPhoto.objects.get(session=story.session)
    story.photos.add(photo)
    return photo


def photo_of_another_session_in_a_story(_place):
    Story.objects.first().photos.add(SessionPhoto.objects.exclude(session=Story.objects.first().session).get())


def voucher_scratched(_place):
    scratched(Voucher.objects.first().stored_as)


def visit_photo_gone(_place):
    uploads.remove(VisitPhoto.objects.get().stored_as)


def certificate_scratched(_place):
    scratched(Post.objects.exclude(stored_as="").first().stored_as)


def incident_closed_without_a_step(_place):
    one = Incident.objects.filter(state="taken").first()
    Incident.objects.filter(pk=one.pk).update(state="closed", outcome="settled", closed_at=timezone.now())


def task_file_scratched(_place):
    scratched(TaskAnswer.objects.get().stored_as)


def task_answer_judged_past_the_verb(_place):
    TaskAnswer.objects.update(judged="accepted")


def paper_scratched(_place):
    scratched(FileVersion.objects.first().stored_as)


def paper_gone(_place):
    uploads.remove(FileVersion.objects.first().stored_as)


def archived_removed(_place):
    paper = archives.put(
        Procurement.objects.get(project__number="GC-1"),
        "record",
        "活动记录",
        Content(".pdf", b"%PDF-1.7"),
        by=audit.SYSTEM,
    )
    ProjectFile.objects.filter(pk=paper.file_id).update(removed_at=timezone.now())


def bid_of_another_price(_place):
    Bid.objects.filter(proposal__isnull=False).update(quote_fen=1)


def proposal_file_gone(_place):
    uploads.remove(ProposalFile.objects.first().stored_as)


def import_gone(_place):
    uploads.remove(Import.objects.first().file)


def upper_form_gone(_place):
    uploads.remove(UpperForm.objects.first().stored_as)


def strange_data_key(_place):
    photo = SessionPhoto.objects.first()
    SessionPhoto.objects.filter(pk=photo.pk).update(data_key=bytes(4) + bytes(photo.data_key)[4:])


def changed_data_key(_place):
    photo = SessionPhoto.objects.first()
    SessionPhoto.objects.filter(pk=photo.pk).update(data_key=photo.data_key[:-1] + bytes([photo.data_key[-1] ^ 1]))


def acceptance_rewritten(_place):
    """A paper that was signed, not sealed but with its digest."""
    AcceptanceVersion.objects.update(paper={"conclusion": "passed"})


def message_taken_out(_place):
    Thread.objects.filter(project__number="GC-1").update(count=2)


def message_file_gone(_place):
    uploads.remove(MessageFile.objects.first().stored_as)


def report_rewritten(_place):
    ReportVersion.objects.update(paper={"texts": {}, "figures": [], "files": []})


def report_file_scratched(_place):
    scratched(ReportFile.objects.first().stored_as)


TOLD = [
    (acceptance_rewritten, {"acceptances_as_signed"}),
    (message_taken_out, {"messages"}),
    (message_file_gone, {"message_files"}),
    (report_rewritten, {"reports_as_submitted", "search_texts"}),
    (report_file_scratched, {"report_files"}),
    (visit_photo_gone, {"visit_photos"}),
    (task_file_scratched, {"task_files"}),
    (certificate_scratched, {"certificates"}),
    (incident_closed_without_a_step, {"incidents"}),
    (task_answer_judged_past_the_verb, {"task_answers"}),
]
