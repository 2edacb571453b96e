"""Reads one picture from standard input; tells of it, or makes it anew.

Run by `pictures` as a process of its own: `python -P -m torilla.screening.picture_reader inspect LIMITS`
answers with JSON, `… derive FORM LONGEST LIMITS` with a picture; LIMITS is JSON. It ends with 0 and the
answer, or with 3 and, as JSON, the key of a reason (`pictures.REASONS`) with its values.
"""

import io
import json
import math
import sys
from types import SimpleNamespace
from typing import Any

from PIL import ExifTags, Image, ImageCms

from torilla.screening.document_reader import REFUSED, Refusal, confine
from torilla.screening.picture_end import after_the_end, is_heif
from torilla.screening.picture_tags import tags

QUALITY = 82
ORIENTATION = ExifTags.Base.Orientation
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright by what EXIF says of it."""
SIDE, BITS = 32, 8
"""The perceptual hash looks at 32 × 32 grey dots and keeps the 8 × 8 slowest waves in them."""
NOISE = 32
"""Waves as weak as this come from saving, not from what is seen."""


def main() -> int:
    limits = SimpleNamespace(**json.loads(sys.argv[-1]))
    confine(limits)
    try:
        data = sys.stdin.buffer.read()
        if sys.argv[1] == "derive":
            answer = derived(data, sys.argv[2], int(sys.argv[3]), limits)
        else:
            answer = json.dumps(told(data, limits)).encode()
        status = 0
    except Refusal as refusal:
        answer, status = refusal.answer.encode(), REFUSED
    except (MemoryError, RecursionError):
        answer, status = Refusal("memory").answer.encode(), REFUSED
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return status


def form_of(data: bytes) -> str | None:
    """The picture's format as its first bytes say; None when it is none that we read."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return "HEIF" if is_heif(data) else None


def told(data: bytes, limits: SimpleNamespace) -> dict[str, Any]:
    """What there is to say of a picture."""
    form, image = opened(data, limits)
    frames = _frames(image, limits)
    width, height = image.size
    image = _loaded(image, 4 * SIDE)
    if _turn(image) in (5, 6, 7, 8):
        width, height = height, width
    found = tags(image, form)
    if rest := after_the_end(data, form):
        found.append(("metadata", f"{rest} bytes after the end of the picture"))
    dots = _flat(_upright(image, 4 * SIDE)).convert("L").resize((SIDE, SIDE))
    return {
        "format": form,
        "width": width,
        "height": height,
        "frames": frames,
        "phash": _hash(dots),
        "found": [[kind, 0, 0, words] for kind, words in found],
    }


def opened(data: bytes, limits: SimpleNamespace) -> tuple[str, Image.Image]:
    """The picture, not yet unpacked, and its format. Raises Refusal."""
    form = form_of(data)
    if form is None:
        raise Refusal("not-picture")
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, before anything is unpacked
    if form == "HEIF":
        # 26 MB that other pictures need not wait for.
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    try:
        image = Image.open(io.BytesIO(data), formats=[form])
    except MemoryError:
        raise
    except Exception as error:  # a library's parsers raise whatever they like over broken bytes
        raise Refusal("damaged") from error
    if image.width * image.height > limits.pixels:
        raise Refusal("pixels", most=limits.pixels // 1_000_000)
    return form, image


def _frames(image: Image.Image, limits: SimpleNamespace) -> int:
    # A second picture in a JPEG or HEIC is a preview or a map of brightness: it does not move.
    frames = int(getattr(image, "n_frames", 1)) if image.format in ("PNG", "WEBP") else 1
    if frames > limits.frames:
        raise Refusal("frames", most=limits.frames)
    return frames


def _loaded(image: Image.Image, longest: int) -> Image.Image:
    """The picture unpacked, a JPEG not larger than needed."""
    try:
        if image.format in ("JPEG", "MPO"):
            image.draft(None, (longest, longest))
        image.load()
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("damaged") from error
    return image


def _upright(image: Image.Image, longest: int) -> Image.Image:
    """The picture as people see it: sRGB, turned as the camera said, as large as asked."""
    turn = _turn(image)
    profile = image.info.get("icc_profile")
    if image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        clear = image.mode in ("LA", "PA", "La") or "transparency" in image.info
        image = image.convert("RGBA" if clear else "RGB")
    image.thumbnail((longest, longest), reducing_gap=3)
    image = _in_srgb(image, profile)
    if turn in TURNS:
        image = image.transpose(TURNS[turn])
    image.info = {}
    return image


def _turn(image: Image.Image) -> int:
    """How the camera was held, by EXIF's number; 1 is upright, which one that is broken counts as."""
    try:
        return int(image.getexif().get(ORIENTATION) or 1)
    except MemoryError:
        raise
    except Exception:  # as in `opened`
        return 1


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Without its profile a picture of a phone would look paler than it is."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            wanted = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, given, wanted, outputMode=mode)
            return turned if turned is not None else image.convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that is broken or of other colours tells nothing
    return image.convert(mode)


def derived(data: bytes, form: str, longest: int, limits: SimpleNamespace) -> bytes:
    """The picture made anew with nothing but its pixels."""
    _form, image = opened(data, limits)
    _frames(image, limits)
    image = _upright(_loaded(image, longest), longest)
    if form == "JPEG":
        image = _flat(image)
    file = io.BytesIO()
    image.save(file, form, quality=QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    return file.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """The picture on white."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _hash(dots: Image.Image) -> str:
    """64 bits: whether each of the slowest waves (DCT) is stronger than the middle one of them."""
    rows = [list(dots.crop((0, y, SIDE, y + 1)).tobytes()) for y in range(SIDE)]
    waves = [
        [math.cos(math.pi * wave * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE)]
        for wave in range(BITS)
    ]
    across = [[sum(map(float.__mul__, wave, map(float, row))) for wave in waves] for row in rows]
    found = [
        round(sum(wave[y] * across[y][x] for y in range(SIDE)) / NOISE)
        for wave in waves
        for x in range(BITS)
    ]
    middle = sorted(found)[len(found) // 2]
    return f"{sum((each > middle) << at for at, each in enumerate(found)):016x}"


if __name__ == "__main__":
    sys.exit(main())
