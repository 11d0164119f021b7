"""PDF and Word documents to text."""

from __future__ import annotations

import io
import logging
import zipfile

from consilience.errors import InputError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its faults come as failures that name the file
MOST_PAGES = 500
MOST_UNPACKED = 100_000_000  # bytes of a .docx when unpacked


def read_pdf(name: str, data: bytes) -> tuple[str, str | None]:
    """Text and title of a PDF. Raises InputError where it is encrypted, broken or a scan."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(
                name, "encrypted", "The PDF is encrypted. Save it without a password and try again."
            )
        text = "\n\n".join((page.extract_text() or "").strip() for page in reader.pages[:MOST_PAGES])
        title = str(reader.metadata.title).strip() if reader.metadata and reader.metadata.title else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise InputError(name, "broken_pdf", "The PDF is broken and cannot be read.") from error
    if not text.strip():
        raise InputError(
            name, "no_text", "The PDF holds no text; it may be a scan. Run it through OCR first."
        )
    return text, title or None


def read_docx(name: str, data: bytes) -> tuple[str, str | None]:
    """Text and title of a Word document. Raises InputError where it is broken or too large."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_UNPACKED:
                raise InputError(name, "too_large", "The document is too large when unpacked.")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(p.text for p in document.paragraphs)
        title = (document.core_properties.title or "").strip()
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise InputError(name, "broken_docx", "The document is broken and cannot be read.") from error
    if not text.strip():
        raise InputError(name, "no_text", "The document holds no text.")
    return text, title or None
