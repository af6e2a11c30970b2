"""Owns pictures that travel inside a card, where nobody outside can fetch one: small, or not at all. Sends nothing."""

from base64 import b64encode
from io import BytesIO

from wres_bot.domain.cards import Picture

MOST = 18_000
"""Characters that a picture may take of a card."""
_WIDTHS, _COLOURS = (720, 540, 400), 12


def written_out(picture: Picture) -> str | None:
    """The picture as an address that holds it; None where it would be too small to read."""
    # Loaded only when there is a picture, which matplotlib has drawn with it.
    from PIL import Image, UnidentifiedImageError

    try:
        drawn = Image.open(BytesIO(picture.png)).convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None
    for width in _WIDTHS:
        if width < drawn.width:
            size = (width, round(drawn.height * width / drawn.width))
            small = drawn.resize(size, Image.Resampling.LANCZOS)
        else:
            small = drawn
        held = BytesIO()
        small.quantize(_COLOURS, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
        address = f"data:image/png;base64,{b64encode(held.getvalue()).decode()}"
        if len(address) <= MOST:
            return address
    return None
