"""Where somebody goes on to after signing in: only ever to a page of this site."""

from urllib.parse import urlsplit

HOME = "/"


def safe_next(text: object) -> str:
    """`text` where it is a path of ours, else the beginning.

    Browsers read “//host”, “/\\host” and a tab within the slashes as another site's address (ASVS 5.0, 3.7.2).
    """
    if not isinstance(text, str) or not text.startswith("/") or len(text) > 500:
        return HOME
    if text.startswith(("//", "/sign-in")) or "\\" in text or not text.isprintable():
        return HOME
    return text


def path_of(address: str | None, origins: tuple[str, ...]) -> str:
    """The path of a Referer that is one of our own pages, else the beginning."""
    try:
        parts = urlsplit(address or "")
    except ValueError:  # “http://[” is no address
        return HOME
    return safe_next(parts.path) if f"{parts.scheme}://{parts.netloc}" in origins else HOME
