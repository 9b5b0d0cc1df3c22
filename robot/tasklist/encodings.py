"""Which encoding a text file has: what Chinese bank systems export, each tried strictly."""

from __future__ import annotations

import codecs

from robot.tasklist.refusals import refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 64 * 1024
#: Bytes looked at for the zeros of UTF-16.
_SAMPLE = 4096


def encoding_of(data: bytes) -> str:
    """The Python name of the encoding; the whole of `data` has been found to decode in it.

    :raises InputRefused: `list.bad_encoding`.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            candidates = [name]
            break
    else:
        # A zero byte is text in UTF-16 only; ASCII in UTF-16 would pass for UTF-8 with NULs.
        candidates = _utf16_by_zeros(data) if b"\0" in data else ["utf-8", "gb18030"]
    for name in candidates:
        if _decodes(data, name):
            return name
    raise refused(
        "list.bad_encoding",
        "The file is in none of UTF-8, UTF-16 and GB18030, or is cut off, or holds NUL characters.",
        "Save it again as 'CSV UTF-8' and drop the new file.",
    )


def _utf16_by_zeros(data: bytes) -> list[str]:
    sample = data[:_SAMPLE]
    fewer, more = sorted((sample[0::2].count(0), sample[1::2].count(0)))
    # A header in Chinese has zeros in its commas only; a NUL gone astray in another encoding stands alone.
    if len(data) % 2 or more * 50 < len(sample) or fewer * 10 > more:
        return []
    return ["utf-16-le" if sample[1::2].count(0) == more else "utf-16-be"]


def _decodes(data: bytes, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    view = memoryview(data)
    try:
        for start in range(0, len(view), _CHUNK):
            # In pieces, because one character beyond the BMP makes the whole of a text four times as large.
            if "\0" in decoder.decode(bytes(view[start : start + _CHUNK])):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
