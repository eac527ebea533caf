"""The QR picture that comes with a new virtual device."""

from __future__ import annotations

import io

_PIXELS_A_MODULE = 6


def png(text: str) -> bytes:
    """*text* as a QR code: black on white with the quiet zone that scanners want.

    The lowest error correction: a screen has no scratches, and fewer, larger squares scan better.
    """
    import qrcode  # the sandbox's extra; loaded only when a device is made
    from qrcode.image.pure import PyPNGImage

    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_L,
        box_size=_PIXELS_A_MODULE,
        border=4,
        image_factory=PyPNGImage,
    )
    code.add_data(text)
    code.make(fit=True)
    picture = io.BytesIO()
    code.make_image().save(picture)
    return picture.getvalue()
