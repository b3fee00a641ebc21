"""The office puts a file into the archive of a purchase, at the paper that it is."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import archive, policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import archives, files
from guihua.commissioning.file_forms import ArchiveForm
from guihua.core import uploads
from guihua.core.refusal import refuse_if


def paper_putting(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A file for one paper of the archive, or the next version of one that lies there."""
    rows = commissioning.Procurement.objects.visible_to(request.user).select_related("project", "method")
    found: commissioning.Procurement = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_archive(request.user, found.project))
    named = archive.named(found)
    if code not in named:
        raise Http404
    is_sent = request.method == "POST"
    given = (request.POST, request.FILES) if is_sent else (None, None)
    form = ArchiveForm(found, code, *given, initial={"of": request.GET.get("of")})
    back = f"{reverse(settings.GUIHUA_LISTS['procurement'], args=[found.project_id])}#paper-{found.pk}-{code}"
    if is_sent and form.is_valid() and _is_put(found, code, form, request.user):
        messages.success(request, _("「%(paper)s」已放进采购档案。") % {"paper": named[code]})
        return redirect(back)
    context = {"form": form, "project": found.project, "back": back, "line": named[code]}
    return render(request, "commissioning/file.html", context, status=422 if form.errors else 200)


def _is_put(found: commissioning.Procurement, code: str, form: ArchiveForm, user: Any) -> bool:
    """Where it does not fit on the disk, the form says so."""
    given = form.cleaned_data
    try:
        if given["of"]:
            files.add_version(given["of"], given["file"], by=user)
        else:
            archives.put(found, code, form.called, given["file"], by=user)
    except uploads.NoRoom as full:
        form.add_error("file", full.sentence)
    return not form.errors


def archive_download(request: HttpRequest, pk: int) -> FileResponse:
    """The whole archive as one file; sent from the disk, so that no size fills the memory."""
    found = get_object_or_404(
        commissioning.Procurement.objects.visible_to(request.user).select_related("project"), pk=pk
    )
    packed = TemporaryFile()  # noqa: SIM115 - the answer closes it when it was sent
    archives.pack(found, packed, by=request.user)
    packed.seek(0)
    name = _("%(number)s 采购档案") % {"number": found.project.number}
    answer = FileResponse(packed, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
