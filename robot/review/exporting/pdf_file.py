"""Rows as printed pages: the watermark across each page and in its foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from robot.domain.errors import InputRefused
from robot.review.exporting.sheet import PRINTED, Sheet, plain

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

#: More would not be read on paper.
MOST_ROWS = 5_000
#: A font of every PDF reader with Chinese; nothing has to be embedded.
_FONT = "STSong-Light"
_WIDTHS_MM = (34, 16, 20, 28, 22, 28, 26, 46, 28, 24)


def write_pdf(sheet: Sheet, path: Path) -> int:
    """Write the rows on A4, across; returns how many.

    :raises InputRefused: for more rows than anybody reads on paper.
    """
    # Half a second that only an export should cost.
    from reportlab.lib import colors  # noqa: PLC0415
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.lib.units import mm  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    cell = ParagraphStyle("cell", fontName=_FONT, fontSize=7, leading=9, wordWrap="CJK")
    lines = [[Paragraph(escape(text), cell) for text in sheet.headings(PRINTED)]]
    for row in sheet.rows:
        if len(lines) > MOST_ROWS:
            raise InputRefused(
                f"a PDF takes {MOST_ROWS:,} rows; nothing was written: narrow the view or take CSV",
                code="export.too_many",
            )
        lines.append([Paragraph(escape(text), cell) for text in sheet.cells(row, PRINTED)])
    table = LongTable(lines, colWidths=[width * mm for width in _WIDTHS_MM], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8ebf0")),
                ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.HexColor("#c9ced8")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    about = [
        Paragraph(escape(f"{heading}: {plain(value)}"), cell)
        for heading, value in sheet.watermark.lines(sheet.language)
    ]
    document = SimpleDocTemplate(
        str(path), pagesize=landscape(A4), leftMargin=12 * mm, rightMargin=12 * mm, topMargin=12 * mm,
        bottomMargin=14 * mm, title="Tandem", author=plain(sheet.watermark.by), invariant=1,
    )  # fmt: skip

    def mark(canvas: Canvas, _document: object) -> None:
        _mark(canvas, sheet, landscape(A4))

    document.build([*about, Spacer(1, 4 * mm), table], onFirstPage=mark, onLaterPages=mark)
    return len(lines) - 1


def _mark(canvas: Canvas, sheet: Sheet, size: tuple[float, float]) -> None:
    width, height = size
    canvas.saveState()
    canvas.setFont(_FONT, 7)
    canvas.drawString(34, 22, plain(sheet.watermark.short))
    canvas.drawRightString(width - 34, 22, str(canvas.getPageNumber()))
    canvas.setFont(_FONT, 40)
    canvas.setFillGray(0.5, 0.12)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(28)
    canvas.drawCentredString(0, 0, plain(sheet.watermark.short))
    canvas.restoreState()
