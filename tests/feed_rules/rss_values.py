"""What the core elements of RSS may hold (section 2.1), one function per kind of value."""

from collections.abc import Callable

from lxml import etree

from .address import check_address
from .document import Document, place
from .html import check_html
from .language import is_language
from .text import check_mail_with_name, check_plain_text, check_rfc822_date

Check = Callable[[Document, etree._Element, str], None]

#: The profile's value (section 2.1, docs).
_DOCS = "https://www.rssboard.org/rss-specification"


def check_text(document: Document, element: etree._Element, value: str) -> None:
    """Plain text, perhaps empty."""
    silenced = document.is_silenced(element)
    check_plain_text(document.report, place(element), value, silenced=silenced, is_rss=True)


def check_filled_text(document: Document, element: etree._Element, value: str) -> None:
    """Plain text that says something."""
    check_text(document, element, value)
    if not value:
        document.add("NotBlank", element, "empty")


def check_url(document: Document, element: etree._Element, value: str) -> None:
    """An absolute URL in ASCII."""
    check_address(document.report, place(element), value)


def check_docs(document: Document, element: etree._Element, value: str) -> None:
    """The address of the RSS specification."""
    check_url(document, element, value)
    if value != _DOCS:
        document.add("DocsNotProfileValue", element, value)


def check_date(document: Document, element: etree._Element, value: str) -> None:
    """A date in GMT."""
    check_rfc822_date(document.report, place(element), value, now=document.now, safe_zone=True)


def check_mail(document: Document, element: etree._Element, value: str) -> None:
    """An e-mail address with a name."""
    check_mail_with_name(document.report, place(element), value)


def check_language(document: Document, element: etree._Element, value: str) -> None:
    """A language tag."""
    if not is_language(value):
        document.add("InvalidLanguage", element, value)


def check_markup(document: Document, element: etree._Element, value: str) -> None:
    """HTML without relative addresses."""
    check_html(document.report, place(element), value, absolute=True)
