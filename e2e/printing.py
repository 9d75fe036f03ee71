"""What comes out of the printer, read back."""

from io import BytesIO
from unicodedata import normalize

from playwright.sync_api import Page
from pypdf import PdfReader


def print_out(page: Page) -> list[str]:
    """The text of each A4 page, line after line, as the browser prints it."""
    sheet = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [" ".join(normalize("NFKC", part.extract_text(extraction_mode="layout")).split()) for part in sheet.pages]
