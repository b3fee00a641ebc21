"""Photos are drawn anew: what a camera writes into them besides, such as where it stood, stays behind."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from guihua.core.uploads.kinds import FileKind, NotTaken

MOST_PIXELS = 60_000_000
QUALITY = 88


def drawn_anew(content: bytes, kind: FileKind) -> bytes:
    """The same picture, upright, without anything but its points. Raises NotTaken where it is too large or broken."""
    form = "PNG" if kind.suffix == ".png" else "JPEG"
    try:
        with Image.open(BytesIO(content), formats=[form]) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise NotTaken(_("照片太大，最多 %(n)d 万像素。") % {"n": MOST_PIXELS // 10_000})
            upright = ImageOps.exif_transpose(photo)
            bare = upright if form == "PNG" and upright.mode in ("L", "RGB", "RGBA") else upright.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as broken:
        raise NotTaken(_("照片打不开，可能已经损坏。")) from broken
    fresh = Image.new(bare.mode, bare.size)
    fresh.paste(bare)
    target = BytesIO()
    fresh.save(target, form, quality=QUALITY)
    return target.getvalue()
