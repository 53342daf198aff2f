"""The rule checker flags each rule of `feed-specs.md` and leaves good documents alone."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from feed_rules import LEVELS, Finding, check_atom, check_json_feed, check_opml, check_rss

NOW = datetime(2022, 6, 1, 12, tzinfo=UTC)
RSS_URL = "https://news.example.org/feeds/harbour.rss"
ATOM_URL = "https://news.example.org/feeds/harbour.atom"
JSON_URL = "https://news.example.org/feeds/harbour.json"

# The shape of section 3.5, with other texts.

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="/style/feed.css"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
  <channel>
    <title>海港新闻</title>
    <link>https://news.example.org/harbour/</link>
    <description>News about the harbour</description>
    <language>zh-CN</language>
    <lastBuildDate>Tue, 03 May 2022 00:00:00 GMT</lastBuildDate>
    <category domain="https://news.example.org/topics/">Harbour</category>
    <generator>some tool 1.0 (https://example.org/tool)</generator>
    <docs>https://www.rssboard.org/rss-specification</docs>
    <ttl>60</ttl>
    <image>
      <url>https://news.example.org/logo.png</url>
      <title>海港新闻</title>
      <link>https://news.example.org/harbour/</link>
      <width>144</width>
      <height>144</height>
    </image>
    <sy:updatePeriod>hourly</sy:updatePeriod>
    <sy:updateFrequency>1</sy:updateFrequency>
    <atom:link rel="self" type="application/rss+xml" href="https://news.example.org/feeds/harbour.rss"/>
    <atom:link rel="hub" href="https://hub.example.org/"/>
    <atom:link rel="prev-archive" type="application/rss+xml" href="https://news.example.org/2022-04.rss"/>
    <item>
      <title>A ship came in</title>
      <link>https://news.example.org/harbour/2022/05/03/ship.html</link>
      <guid isPermaLink="false">tag:news.example.org,2022-05-03:/harbour/ship</guid>
      <pubDate>Tue, 03 May 2022 00:00:00 GMT</pubDate>
      <atom:updated>2022-05-03T00:00:00Z</atom:updated>
      <dc:creator>Harbour Gazette</dc:creator>
      <category domain="https://news.example.org/topics/">Harbour</category>
      <description>It was a large ship.</description>
      <content:encoded><![CDATA[<p>It was large.</p><p>来源：\
<a href="http://gazette.example.org/?id=7">Gazette</a></p>]]></content:encoded>
      <media:thumbnail url="https://news.example.org/images/ship.jpg"/>
      <source url="http://gazette.example.org/?id=7">Harbour Gazette</source>
      <atom:link rel="via" type="text/html" href="http://gazette.example.org/?id=7"/>
    </item>
  </channel>
</rss>
"""

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="/style/feed.css"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="zh-CN">
  <id>tag:news.example.org,2022:/feeds/harbour</id>
  <title>海港新闻</title>
  <subtitle>News about the harbour</subtitle>
  <updated>2022-05-03T00:00:00Z</updated>
  <link rel="self" type="application/atom+xml" href="https://news.example.org/feeds/harbour.atom"/>
  <link rel="alternate" type="text/html" href="https://news.example.org/harbour/"/>
  <link rel="hub" href="https://hub.example.org/"/>
  <link rel="prev-archive" type="application/atom+xml" href="https://news.example.org/2022-04.atom"/>
  <author><name>The Harbour</name><uri>https://news.example.org/</uri></author>
  <category term="harbour" scheme="https://news.example.org/topics/" label="Harbour"/>
  <generator uri="https://example.org/tool" version="1.0">some tool</generator>
  <icon>https://news.example.org/favicon.ico</icon>
  <entry>
    <id>tag:news.example.org,2022-05-03:/harbour/ship</id>
    <title>A ship came in</title>
    <link rel="alternate" type="text/html" href="https://news.example.org/harbour/2022/05/03/ship.html"/>
    <link rel="via" type="text/html" title="Gazette" href="http://gazette.example.org/?id=7"/>
    <link rel="related" type="text/html" title="Gazette" href="http://gazette.example.org/?id=7"/>
    <published>2022-05-03T00:00:00Z</published>
    <updated>2022-05-03T00:00:00Z</updated>
    <author><name>Harbour Gazette</name></author>
    <category term="harbour" scheme="https://news.example.org/topics/" label="Harbour"/>
    <summary>It was a large ship.</summary>
    <content type="html">&lt;p&gt;It was &lt;a href="http://gazette.example.org/?id=7"&gt;large&lt;/a&gt;.&lt;/p&gt;\
</content>
    <media:thumbnail url="https://news.example.org/images/ship.jpg"/>
    <source>
      <id>tag:news.example.org,2022:/sources/gazette</id>
      <title>Harbour Gazette</title>
      <updated>2022-05-03T00:00:00Z</updated>
      <link rel="alternate" href="http://gazette.example.org/?id=7"/>
    </source>
  </entry>
</feed>
"""

JSON: dict[str, object] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "海港新闻",
    "home_page_url": "https://news.example.org/harbour/",
    "feed_url": JSON_URL,
    "description": "News about the harbour",
    "language": "zh-CN",
    "authors": [{"name": "The Harbour", "url": "https://news.example.org/"}],
    "hubs": [{"type": "WebSub", "url": "https://hub.example.org/"}],
    "items": [
        {
            "id": "tag:news.example.org,2022-05-03:/harbour/ship",
            "url": "https://news.example.org/harbour/2022/05/03/ship.html",
            "external_url": "http://gazette.example.org/?id=7",
            "title": "A ship came in",
            "summary": "It was a large ship.",
            "content_html": '<p>It was <a href="http://gazette.example.org/?id=7">large</a>.</p>',
            "image": "https://news.example.org/images/ship.jpg",
            "date_published": "2022-05-03T00:00:00Z",
            "date_modified": "2022-05-03T00:00:00Z",
            "authors": [{"name": "Harbour Gazette"}],
            "tags": ["Harbour"],
            "_source": {"about": "https://example.org/json-source", "name": "Harbour Gazette"},
        },
    ],
}

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Harbour feeds</title>
    <dateModified>Tue, 03 May 2022 00:00:00 GMT</dateModified>
    <ownerName>The Harbour</ownerName>
    <ownerEmail>master@news.example.org</ownerEmail>
    <ownerId>https://news.example.org/</ownerId>
  </head>
  <body>
    <outline text="Folder">
      <outline type="rss" text="Harbour" title="Harbour" language="zh-CN" \
xmlUrl="https://news.example.org/feeds/harbour.atom" htmlUrl="https://news.example.org/harbour/"/>
    </outline>
  </body>
</opml>
"""

Check = Callable[[bytes], tuple[Finding, ...]]


def judge_rss(data: bytes) -> tuple[Finding, ...]:
    return check_rss(data, url=RSS_URL, now=NOW)


def judge_atom(data: bytes) -> tuple[Finding, ...]:
    return check_atom(data, url=ATOM_URL, now=NOW)


def judge_json(data: bytes) -> tuple[Finding, ...]:
    return check_json_feed(data, url=JSON_URL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document that breaks a rule, and everything that is to be found in it."""

    promise: str
    check: Check
    document: bytes
    expected: tuple[str, ...]


def change(text: str, *changes: str) -> bytes:
    """Replace the first place of each old text, which must be there, by the new text after it."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def rss(promise: str, expected: str, *changes: str) -> Case:
    return Case(
        promise=f"RSS {promise}",
        check=judge_rss,
        document=change(RSS, *changes),
        expected=tuple(expected.split(", ")),
    )


def atom(promise: str, expected: str, *changes: str) -> Case:
    return Case(
        promise=f"Atom {promise}",
        check=judge_atom,
        document=change(ATOM, *changes),
        expected=tuple(expected.split(", ")),
    )


def opml(promise: str, expected: str, *changes: str) -> Case:
    return Case(
        promise=f"OPML {promise}",
        check=check_opml,
        document=change(OPML, *changes),
        expected=tuple(expected.split(", ")),
    )


def raw_json(promise: str, expected: str, document: bytes) -> Case:
    return Case(
        promise=f"JSON Feed {promise}",
        check=judge_json,
        document=document,
        expected=tuple(expected.split(", ")),
    )


def json_bytes(feed: dict[str, object]) -> bytes:
    return json.dumps(feed, ensure_ascii=False).encode("utf-8", "surrogatepass")


def json_feed(promise: str, expected: str, **members: object) -> Case:
    return raw_json(promise, expected, json_bytes(JSON | members))


def json_item(promise: str, expected: str, **members: object) -> Case:
    return raw_json(promise, expected, json_bytes(JSON | {"items": [item() | members]}))


def item() -> dict[str, object]:
    items = copy.deepcopy(JSON["items"])
    assert isinstance(items, list)
    found: dict[str, object] = items[0]
    return found


def without(feed: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in feed.items() if name != key}


TITLE = "<title>A ship came in</title>"
DESCRIPTION = "<description>It was a large ship.</description>"
GUID = '<guid isPermaLink="false">tag:news.example.org,2022-05-03:/harbour/ship</guid>'
SOURCE = '<source url="http://gazette.example.org/?id=7">Harbour Gazette</source>'
CREATOR = "<dc:creator>Harbour Gazette</dc:creator>"
THUMBNAIL = '<media:thumbnail url="https://news.example.org/images/ship.jpg"/>'
PUB_DATE = "<pubDate>Tue, 03 May 2022 00:00:00 GMT</pubDate>"
BUILD_DATE = "<lastBuildDate>Tue, 03 May 2022 00:00:00 GMT</lastBuildDate>"
ITEM_LINK = "<link>https://news.example.org/harbour/2022/05/03/ship.html</link>"
ENCODED = RSS[RSS.index("      <content:encoded>") : RSS.index("      <media:thumbnail")]
ITEM = RSS[RSS.index("    <item>") : RSS.index("  </channel>")]
RSS_SELF = (
    '<atom:link rel="self" type="application/rss+xml" href="https://news.example.org/feeds/harbour.rss"/>'
)
ARCHIVE = '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'
PICTURE = '<media:content url="https://news.example.org/a.jpg"/>'
ENCLOSURE = '<enclosure url="https://news.example.org/a.mp3" length="7" type="audio/mpeg"/>'
ATOM_SELF = (
    '<link rel="self" type="application/atom+xml" href="https://news.example.org/feeds/harbour.atom"/>'
)
ATOM_ID = "<id>tag:news.example.org,2022-05-03:/harbour/ship</id>"
ALTERNATE = (
    '<link rel="alternate" type="text/html" href="https://news.example.org/harbour/2022/05/03/ship.html"/>'
)
ATOM_SOURCE = ATOM[ATOM.index("    <source>") : ATOM.index("  </entry>")]
ATOM_CONTENT = ATOM[ATOM.index("    <content") : ATOM.index("    <media")]
ENTRY = ATOM[ATOM.index("  <entry>") : ATOM.index("</feed>")]
PUBLISHED = "<published>2022-05-03T00:00:00Z</published>"
FEED_AUTHOR = "<author><name>The Harbour</name><uri>https://news.example.org/</uri></author>"
ENTRY_AUTHOR = "<author><name>Harbour Gazette</name></author>"
SUMMARY = "<summary>It was a large ship.</summary>"
XHTML_CONTENT = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
OTHER_ID = ("<id>tag:news.example.org,2022-05-03", "<id>tag:news.example.org,2022-05-02")
OTHER_DATE = ("<updated>2022-05-03", "<updated>2022-05-02")
SECOND_ENTRY = ENTRY.replace(*OTHER_ID).replace(*OTHER_DATE)
THIRD_ENTRY = ENTRY.replace("2022-05-03", "2022-05-01")

DOCUMENT_CASES = (
    rss("must be well-formed", "error SAXError", "</rss>", ""),
    rss("must hold no control character", "error SAXError", "large ship", "large\x0c ship"),
    atom("must hold no noncharacter", "error SAXError", "large ship", "large\ufffe ship"),
    rss(
        "must not exceed five million bytes",
        "error ValidatorLimit",
        "</rss>",
        f"</rss><!--{'x' * 5_000_000}-->",
    ),
    rss(
        "must show its root in the first 512 bytes",
        "warning NonSpecificMediaType",
        "<rss",
        f"<!--{'x' * 500}--><rss",
    ),
    atom(
        "must show its root in the first 512 bytes",
        "warning NonSpecificMediaType",
        "<feed",
        f"<!--{'x' * 500}--><feed",
    ),
    opml(
        "must show its root in the first 512 bytes",
        "warning NonSpecificMediaType",
        "<opml",
        f"<!--{'x' * 500}--><opml",
    ),
    rss("should hold no C1 character", "warning BadCharacters", CREATOR, CREATOR.replace(" ", "&#x85;")),
    atom("should hold no replacement character", "warning BadCharacters", "large ship", "large \ufffd ship"),
    rss("should hold no C1 character in attributes", "warning BadCharacters", "topics/", "topics/&#x85;"),
    rss(
        "must spell the namespace of Media RSS with a slash",
        "error MediaRssNamespace",
        "yahoo.com/mrss/",
        "yahoo.com/mrss",
    ),
    rss(
        "should use reserved prefixes for what they mean",
        "warning ReservedPrefix",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/elements/1.0/",
    ),
    atom(
        "should use known namespaces only",
        "warning UnknownNamespace",
        "<entry>",
        '<entry xmlns:at="http://purl.org/atompub/tombstones/1.0">',
    ),
    atom(
        "should have no prefix for itself",
        "warning AvoidNamespacePrefix",
        "<feed ",
        '<feed xmlns:atom="http://www.w3.org/2005/Atom" ',
    ),
    atom(
        "should have no invented prefix for itself",
        "warning AvoidNamespacePrefix",
        ATOM_SOURCE,
        ATOM_SOURCE.replace("<source>", '<a:source xmlns:a="http://www.w3.org/2005/Atom">').replace(
            "</source>", "</a:source>"
        ),
    ),
    atom("must name a language that exists", "error InvalidLanguage", "zh-CN", "xx-CN"),
    atom("should name its language", "info MissingDCLanguage", ' xml:lang="zh-CN"', ""),
)

PLAIN_TEXT_CASES = tuple(
    rss(promise, expected, TITLE, f"<title>{title}</title>")
    for promise, expected, title in (
        ("title should not hold an escaped entity", "warning ContainsHTML", "R&amp;amp;D"),
        ("title should not hold an escaped bracket", "warning ContainsHTML", "&amp;lt;b&amp;gt;"),
        ("title should not hold a numeric reference", "warning ContainsHTML", "caf&amp;#233;"),
        ("title should not hold a tag", "warning ContainsHTML", "&lt;b&gt;x&lt;/b&gt;"),
        (
            "title should not hold a tag in whatever spelling",
            "warning ContainsHTML",
            "&#x3C;b&#x3E;x&#x3C;/b&#x3E;",
        ),
        ("title should spell a start tag in hexadecimal", "warning CharacterData", "a &lt;b"),
        ("title should not be empty", "warning NotBlank", ""),
        ("title must hold no element", "error UndefinedElement", "a <b>ship</b>"),
    )
)

RSS_CASES = (
    rss("needs a title", "error MissingTitle", "<title>海港新闻</title>\n    <link>", "<link>"),
    rss(
        "needs a link",
        "error MissingLink",
        "<link>https://news.example.org/harbour/</link>\n    <description>",
        "<description>",
    ),
    rss(
        "needs a description",
        "error MissingDescription",
        "<description>News about the harbour</description>",
        "",
    ),
    rss(
        "must have core elements once",
        "error DuplicateElement",
        "<ttl>60</ttl>",
        "<ttl>60</ttl><ttl>60</ttl>",
    ),
    rss(
        "should have its items last",
        "warning MisplacedItem",
        "</item>",
        "</item><ttl>5</ttl>",
        "<ttl>60</ttl>",
        "",
    ),
    rss(
        "should not have items between extensions",
        "warning MisplacedItem",
        "</item>",
        "</item><sy:updateBase>2022-05-03</sy:updateBase>",
    ),
    rss("must be version 2.0", "error InvalidRSSVersion", 'version="2.0"', 'version="0.9"'),
    rss("must state its version", "error MissingAttribute", '<rss version="2.0"', "<rss"),
    rss("must know its attributes", "error UnexpectedAttribute", "<ttl>", '<ttl unit="s">'),
    rss("must know its elements", "error UndefinedElement", "<ttl>60</ttl>", "<time>60</time>"),
    rss("must have no text between elements", "error UnexpectedText", "<item>", "<item>stray"),
    rss(
        "must have a channel", "error MissingElement", RSS[RSS.index("  <channel>") : RSS.index("</rss>")], ""
    ),
    rss("has one channel", "error DuplicateElement", "</rss>", "<channel/></rss>"),
    rss("image must know its elements", "error UndefinedElement", "<width>144</width>", "<alt>logo</alt>"),
    rss("item must know its elements", "error UndefinedElement", PUB_DATE, f"{PUB_DATE}<summary>x</summary>"),
    rss(
        "dc:language exists",
        "error InvalidLanguage",
        "<language>zh-CN</language>",
        "<dc:language>xx</dc:language>",
    ),
    rss("must be RSS", "error UndefinedElement", RSS[RSS.index("<rss") :], "<rssfeed/>"),
    rss(
        "must have absolute links",
        "error InvalidFullLink",
        ITEM_LINK,
        "<link>/harbour/2022/05/03/ship.html</link>",
    ),
    rss(
        "must have a host in its links", "error InvalidFullLink", ITEM_LINK, "<link>https:///ship.html</link>"
    ),
    rss("must have links in ASCII", "error UriNotIri", "05/03/ship.html</link>", "05/03/船.html</link>"),
    rss(
        "must have links without spaces",
        "error InvalidUriChar",
        "03/ship.html</link>",
        "03/a ship.html</link>",
    ),
    rss("must have dates of RFC 822", "error InvalidRFC2822Date", PUB_DATE, "<pubDate>2022-05-03</pubDate>"),
    rss(
        "must have dates that exist",
        "error InvalidRFC2822Date",
        PUB_DATE,
        "<pubDate>31 Feb 2022 00:00:00 GMT</pubDate>",
    ),
    rss("must name the right day of the week", "error IncorrectDOW", "<pubDate>Tue", "<pubDate>Wed"),
    rss(
        "should have years of four digits",
        "warning ProblematicalRFC822Date",
        "<pubDate>Tue, 03 May 2022",
        "<pubDate>Tue, 03 May 22",
    ),
    rss(
        "should have dates without comments",
        "warning ProblematicalRFC822Date",
        "00:00 GMT</pubDate>",
        "00:00 GMT (noon)</pubDate>",
    ),
    rss(
        "should have dates with single spaces",
        "warning ProblematicalRFC822Date",
        "<pubDate>Tue, 03 May",
        "<pubDate>Tue,  03 May",
    ),
    rss(
        "should have dates in GMT",
        "warning ProblematicalRFC822Date",
        PUB_DATE,
        "<pubDate>Tue, 03 May 2022 08:00:00 +0800</pubDate>",
    ),
    rss(
        "should have no date before 1990",
        "warning ImplausibleDate",
        PUB_DATE,
        "<pubDate>Wed, 03 May 1989 00:00:00 GMT</pubDate>",
    ),
    rss(
        "should have no date in the future",
        "warning ImplausibleDate, warning LastBuildDateNotNewest",
        PUB_DATE,
        "<pubDate>Wed, 01 Jun 2022 12:11:00 GMT</pubDate>",
    ),
    rss(
        "should be as old as its newest item",
        "warning LastBuildDateNotNewest",
        BUILD_DATE,
        BUILD_DATE.replace("Tue, 03", "Wed, 04"),
    ),
    rss("must name a language that exists", "error InvalidLanguage", "zh-CN", "chinese"),
    rss("should name its language", "info MissingDCLanguage", "<language>zh-CN</language>", ""),
    rss("must have a positive time to live", "error InvalidPositiveInteger", "<ttl>60", "<ttl>0"),
    rss(
        "should name the specification",
        "warning DocsNotProfileValue",
        "https://www.rssboard",
        "http://www.rssboard",
    ),
    rss("should name itself", "warning MissingAtomSelfLink", RSS_SELF, ""),
    rss(
        "should be where it says it is",
        "warning SelfDoesntMatchLocation",
        "feeds/harbour.rss",
        "feeds/port.rss",
    ),
    rss(
        "should say where it is absolutely",
        "warning RelativeSelf",
        "https://news.example.org/feeds/harbour.rss",
        "/feeds/harbour.rss",
    ),
    rss("should call itself a feed", "warning SelfNotAtom", "application/rss+xml", "text/html"),
    rss("should use registered relations", "warning UnregisteredAtomLinkRel", '"via"', '"canonical"'),
    rss(
        "image should link to the channel's page",
        "warning ImageLinkDoesntMatch",
        "/harbour/</link>\n      <width>",
        "/port/</link>\n      <width>",
    ),
    rss(
        "image should have the channel's title",
        "warning ImageTitleDoesntMatch",
        "<title>海港新闻</title>\n      <link>",
        "<title>Port</title>\n      <link>",
    ),
    rss("image should be GIF, JPEG or PNG", "warning ImageUrlFormat", "logo.png", "logo.svg"),
    rss("image must be at most 144 wide", "error InvalidWidth", "<width>144", "<width>145"),
    rss("image must be at most 400 high", "error InvalidHeight", "<height>144", "<height>401"),
    rss("image needs a url", "error MissingElement", "<url>https://news.example.org/logo.png</url>", ""),
    rss(
        "managing editor is given once",
        "warning DuplicateSemantics",
        "<ttl>",
        "<managingEditor>a@example.org (A)</managingEditor><dc:creator>A</dc:creator><ttl>",
    ),
    *(
        rss(
            f"channel does not need dc:{extension} beside {core}",
            "warning DuplicateSemantics",
            "<ttl>",
            f"{extra}<dc:{extension}>{value}</dc:{extension}><ttl>",
        )
        for core, extra, extension, value in (
            ("language", "", "language", "zh"),
            ("copyright", "<copyright>us</copyright>", "rights", "us"),
            ("webMaster", "<webMaster>a@example.org (A)</webMaster>", "publisher", "A"),
            ("category", "", "subject", "Harbour"),
            ("pubDate", PUB_DATE, "date", "2022-05-03"),
        )
    ),
)

ITEM_CASES = (
    rss(
        "item needs a title or a description",
        "error ItemMustContainTitleOrDescription, warning NeedDescriptionBeforeContent",
        TITLE,
        "",
        DESCRIPTION,
        "",
    ),
    rss("item has its elements once", "error DuplicateElement", TITLE, TITLE + TITLE),
    rss("item should have a guid", "warning MissingGuid", GUID, ""),
    rss(
        "guid should be more than a number",
        "warning NotSufficientlyUnique",
        GUID,
        GUID.replace(GUID[26:-7], "7"),
    ),
    rss("guid is a URL unless it says otherwise", "error InvalidHttpGUID", GUID, "<guid>ship-7</guid>"),
    rss("guid that is a tag is no permanent link", "error InvalidPermalink", ' isPermaLink="false"', ""),
    rss(
        "guid is permanent or not", "error InvalidBooleanAttribute", 'isPermaLink="false"', 'isPermaLink="no"'
    ),
    rss("guid is unique", "error DuplicateValue", ITEM, ITEM + ITEM),
    rss(
        "author must hold an e-mail address",
        "error InvalidContact",
        CREATOR,
        "<author>Harbour Gazette</author>",
    ),
    rss(
        "author should hold a name too",
        "warning MissingRealName",
        CREATOR,
        "<author>desk@gazette.example.org</author>",
    ),
    rss(
        "author should have the name after the address",
        "warning EmailFormat",
        CREATOR,
        "<author>Gazette desk@gazette.example.org</author>",
    ),
    rss(
        "author and dc:creator exclude each other",
        "warning DuplicateItemSemantics",
        CREATOR,
        f"<author>desk@gazette.example.org (Gazette)</author>{CREATOR}",
    ),
    rss(
        "pubDate and dc:date exclude each other",
        "warning DuplicateItemSemantics",
        CREATOR,
        f"<dc:date>2022-05-03</dc:date>{CREATOR}",
    ),
    rss(
        "category and dc:subject exclude each other",
        "warning DuplicateItemSemantics",
        CREATOR,
        f"<dc:subject>Harbour</dc:subject>{CREATOR}",
    ),
    rss(
        "source and dc:source exclude each other",
        "warning DuplicateItemSemantics",
        CREATOR,
        f"<dc:source>Gazette</dc:source>{CREATOR}",
    ),
    rss("source needs a url", "error MissingAttribute", SOURCE, "<source>Harbour Gazette</source>"),
    rss(
        "source needs a url that is not empty",
        "error InvalidFullLink",
        'http://gazette.example.org/?id=7">H',
        '">H',
    ),
    rss(
        "description comes before content:encoded",
        "warning NeedDescriptionBeforeContent",
        DESCRIPTION,
        "",
        "</content:encoded>",
        f"</content:encoded>{DESCRIPTION}",
    ),
    rss("item has at most one enclosure", "warning DuplicateEnclosure", TITLE, TITLE + ENCLOSURE + ENCLOSURE),
    rss(
        "enclosure has length 0 if unknown",
        "error UseZeroForUnknown",
        TITLE,
        TITLE + ENCLOSURE.replace('"7"', '"-1"'),
    ),
    rss(
        "enclosure has a number as length",
        "error InvalidIntegerAttribute",
        TITLE,
        TITLE + ENCLOSURE.replace('"7"', '"many"'),
    ),
    rss(
        "enclosure has a length", "error MissingAttribute", TITLE, TITLE + ENCLOSURE.replace('length="7"', "")
    ),
    rss(
        "enclosure has a media type",
        "error InvalidMIMEAttribute",
        TITLE,
        TITLE + ENCLOSURE.replace("audio/mpeg", "mp3"),
    ),
    rss(
        "enclosure is on the web",
        "error InvalidURLAttribute",
        TITLE,
        TITLE + ENCLOSURE.replace("https://news.example.org", ""),
    ),
    rss(
        "atom:title says nothing new",
        "warning DuplicateSemantics",
        TITLE,
        f"{TITLE}<atom:title>A ship</atom:title>",
    ),
    rss(
        "atom:source has no place in RSS",
        "error UndefinedElement",
        SOURCE,
        f"<atom:source><atom:id>tag:example.org,2022:a</atom:id></atom:source>{SOURCE}",
    ),
    rss(
        "dcterms:source is not known",
        "error UndefinedElement",
        CREATOR,
        f'{CREATOR}<dcterms:source xmlns:dcterms="http://purl.org/dc/terms/">Gazette</dcterms:source>',
    ),
    rss("atom:updated is of RFC 3339", "error InvalidRFC3339Date", "2022-05-03T00:00:00Z", "2022-05-03"),
    rss("dc:date is a W3C date", "error InvalidW3CDTFDate", PUB_DATE, "<dc:date>3 May</dc:date>"),
    rss("dc:date is a day that exists", "error InvalidW3CDTFDate", PUB_DATE, "<dc:date>2022-02-31</dc:date>"),
    rss("dc:date lies not in the future", "warning ImplausibleDate", PUB_DATE, "<dc:date>2023</dc:date>"),
    rss("update period is a known word", "error InvalidUpdatePeriod", "hourly", "Hourly"),
    rss(
        "update period is spelt in small letters",
        "error UndefinedElement",
        "<sy:updatePeriod>hourly</sy:updatePeriod>",
        "<sy:UpdatePeriod>hourly</sy:UpdatePeriod>",
    ),
    rss(
        "update frequency is positive",
        "error InvalidPositiveInteger",
        "<sy:updateFrequency>1",
        "<sy:updateFrequency>None",
    ),
    rss(
        "update base is a W3C date",
        "error InvalidW3CDTFDate",
        "<ttl>",
        "<sy:updateBase>noon</sy:updateBase><ttl>",
    ),
    rss(
        "media group has alternatives",
        "error MediaGroupWithoutAlternatives",
        THUMBNAIL,
        f"<media:group>{PICTURE}</media:group>",
    ),
    rss("thumbnail has a url", "error MissingAttribute", THUMBNAIL, "<media:thumbnail/>"),
    rss(
        "script is out of place",
        "warning MisplacedXHTMLContent",
        "<ttl>",
        '<script xmlns="http://www.w3.org/1999/xhtml" src="https://example.org/xslt.js"/><ttl>',
    ),
    rss(
        "paging link has no place in an item",
        "warning FeedHistoryRelInEntry",
        'rel="via"',
        'rel="next"',
    ),
    rss(
        "archive names the current feed",
        "warning MissingCurrentInArchive",
        "<ttl>",
        f"{ARCHIVE}<ttl>",
    ),
    rss(
        "complete feed has no archive",
        "error FeedRelInCompleteFeed",
        "<ttl>",
        '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/><ttl>',
    ),
)

HTML_CASES = (
    *(
        rss(f"content {promise}", expected, "<p>It was large.</p>", html)
        for promise, expected, html in (
            ("should hold no frame", "warning SecurityRisk", '<iframe src="https://example.org/"></iframe>'),
            ("should hold no script", "warning SecurityRisk", "<script>go()</script>"),
            ("should hold no event handler", "warning SecurityRiskAttr", '<p onclick="go()">x</p>'),
            ("should hold no role", "warning SecurityRiskAttr", '<p role="note">x</p>'),
            ("should not limit widths", "warning DangerousStyleAttr", '<p style="max-width: 100%">x</p>'),
            ("should not size boxes", "warning DangerousStyleAttr", '<p style="box-sizing:border-box">x</p>'),
            (
                "should load nothing by style",
                "warning DangerousStyleAttr",
                '<p style="background:url(x)">x</p>',
            ),
            ("should have styles that parse", "warning DangerousStyleAttr", '<p style="color">x</p>'),
            ("should close what it opened", "warning NotHtml", "<p>a</p></b>"),
            ("should not nest paragraphs", "warning NotHtml", "<p>a<p>b</p></p>"),
            ("should know its tags", "warning NotHtml", "<news-card>x</news-card>"),
            ("should hold no drawing", "warning NotHtml", "<svg></svg>"),
            ("should know its entities", "warning NotHtml", "<p>&nope;</p>"),
            ("should escape a less-than sign", "warning NotHtml", "<p>5 < 6</p>"),
            ("should link absolutely", "warning ContainsRelRef", '<a href="/harbour/">x</a>'),
            ("should show pictures absolutely", "warning ContainsRelRef", '<img class="a" src="a.png">'),
            (
                "must not link relatively with a space",
                "error InvalidUriChar",
                '<a href="/the harbour/">x</a>',
            ),
        )
    ),
    rss(
        "description should be HTML, not text",
        "warning NotHtml",
        "It was a large ship.",
        "利率 &lt; 3% &amp; R&amp;D &lt;b&gt;",
    ),
)

ATOM_CASES = (
    *(
        atom(f"feed needs {name}", "error MissingElement", f"<{name}>", "<!--", f"</{name}>", "-->")
        for name in ("id", "title", "updated")
    ),
    *(
        atom(
            f"entry needs {name}",
            "error MissingElement",
            ENTRY,
            ENTRY.replace(f"<{name}>", "<!--", 1).replace(f"</{name}>", "-->", 1),
        )
        for name in ("id", "title", "updated")
    ),
    *(
        atom(
            f"source should have {name}",
            "warning MissingSourceElement",
            ATOM_SOURCE,
            ATOM_SOURCE.replace(f"<{name}>", "<!--").replace(f"</{name}>", "-->"),
        )
        for name in ("id", "title", "updated")
    ),
    atom("must have a feed as root", "error UndefinedElement", ATOM[ATOM.index("<feed") :], "<feed/>"),
    atom("feed should name itself", "warning MissingSelf", ATOM_SELF, ""),
    atom(
        "feed should be where it says it is",
        "warning SelfDoesntMatchLocation",
        "feeds/harbour.atom",
        "feeds/port.atom",
    ),
    atom(
        "feed without author needs one in every entry",
        "error MissingElement",
        FEED_AUTHOR,
        "",
        ENTRY_AUTHOR,
        "",
        "</updated>\n      <link",
        "</updated><author><name>Gazette</name></author>\n      <link",
    ),
    atom(
        "entry needs an author somewhere",
        "error MissingElement, error MissingElement",
        FEED_AUTHOR,
        "",
        ENTRY_AUTHOR,
        "",
    ),
    atom(
        "entry needs content or an alternate link",
        "error MissingContentOrAlternate",
        ATOM_CONTENT,
        "",
        ALTERNATE,
        "",
    ),
    atom(
        "entry should hold some text",
        "warning MissingTextualContent",
        ATOM_CONTENT,
        "",
        SUMMARY,
        "",
    ),
    atom(
        "metadata comes before entries",
        "error MisplacedMetadata",
        "</entry>",
        "</entry><rights>all</rights>",
    ),
    atom("entry has elements once", "error DuplicateElement", PUBLISHED, PUBLISHED + PUBLISHED),
    atom(
        "entry has one source", "error DuplicateElement, warning SourceNotLast", ATOM_SOURCE, ATOM_SOURCE * 2
    ),
    atom("alternates differ", "error DuplicateAtomLink", ALTERNATE, ALTERNATE * 2),
    atom(
        "links without relation are alternates",
        "error DuplicateAtomLink",
        'rel="via" type',
        "type",
    ),
    atom("must know its elements", "error UndefinedElement", PUBLISHED, f"{PUBLISHED}<created/>"),
    atom("must know its attributes", "error UnexpectedAttribute", "<entry>", '<entry draft="no">'),
    atom("person's name has no attribute", "error UnexpectedAttribute", "<name>Harb", '<name id="a">Harb'),
    atom("must have no text between elements", "error UnexpectedText", "<entry>", "<entry>stray"),
    atom(
        "should have namespaces throughout",
        "warning UndeterminableVocabulary",
        PUBLISHED,
        f'{PUBLISHED}<note xmlns="">x</note>',
    ),
    atom(
        "person needs a name",
        "error MissingElement",
        ENTRY_AUTHOR,
        "<author><uri>http://example.org/</uri></author>",
    ),
    atom(
        "person's e-mail is an address",
        "error InvalidContact",
        "<name>Harbour Gazette</name>",
        "<name>Harbour Gazette</name><email>desk</email>",
    ),
    atom("category needs a term", "error MissingAttribute", 'term="harbour" ', ""),
    atom(
        "generator has a valid uri",
        "error InvalidURIAttribute",
        "https://example.org/tool",
        "https:///tool",
    ),
    atom(
        "icon has a valid address",
        "error InvalidLink",
        "https://news.example.org/favicon",
        "https:///favicon",
    ),
    atom("id is absolute", "error InvalidFullLink", ATOM_ID, "<id>ship</id>"),
    atom("id is in ASCII", "error UriNotIri", ATOM_ID, "<id>https://news.example.org/船</id>"),
    atom("tag has a date", "error InvalidTAG", "tag:news.example.org,2022-05-03:", "tag:news.example.org:"),
    atom("name has a namespace of its own", "error InvalidURN", ATOM_ID, "<id>urn:x</id>"),
    atom("uuid has 32 digits", "error InvalidUUID", ATOM_ID, "<id>urn:uuid:1234</id>"),
    atom(
        "id has no white space around it",
        "error UnexpectedWhitespace",
        ATOM_ID,
        ATOM_ID.replace("<id>", "<id> "),
    ),
    *(
        atom(f"id {promise}", "warning NonCanonicalURI", ATOM_ID, f"<id>{identifier}</id>")
        for promise, identifier in (
            ("has its scheme in small letters", "HTTPS://news.example.org/ship"),
            ("has its host in small letters", "https://News.example.org/ship"),
            ("has no default port", "https://news.example.org:443/ship"),
            ("has no empty path", "https://news.example.org"),
            ("has no dot segments", "https://news.example.org/a/../ship"),
            ("has escapes in capital letters", "https://news.example.org/%e8%88%b9"),
            ("escapes nothing in vain", "https://news.example.org/%73hip"),
            ("is in normal form C", "https://news.example.org/e%CC%81"),
            ("has whole escapes", "https://news.example.org/100%"),
        )
    ),
    atom("entries differ", "error DuplicateIds, warning DuplicateUpdated", ENTRY, ENTRY * 2),
    atom(
        "entries differ all",
        "warning DuplicateEntries, warning DuplicateUpdated",
        ENTRY,
        ENTRY * 2 + SECOND_ENTRY,
    ),
    atom(
        "entries differ in time",
        "warning DuplicateUpdated",
        ENTRY,
        ENTRY + ENTRY.replace(*OTHER_ID),
    ),
    *(
        atom(f"date {promise}", "error InvalidRFC3339Date", PUBLISHED, f"<published>{date}</published>")
        for promise, date in (
            ("has a capital T", "2022-05-03t00:00:00Z"),
            ("has a capital Z", "2022-05-03T00:00:00z"),
            ("has full seconds", "2022-05-03T00:00Z"),
            ("has an offset of minutes", "2022-05-03T00:00:00+08:05:43"),
            ("has a zone", "2022-05-03T00:00:00"),
            ("exists", "2022-02-30T00:00:00Z"),
            ("is no leap second", "2016-12-31T23:59:60Z"),
        )
    ),
    atom("date is not of the past century", "warning ImplausibleDate", "<published>2022", "<published>1989"),
    atom("date is not of the next year", "warning ImplausibleDate", "<published>2022", "<published>2023"),
    atom(
        "link goes somewhere", "error MissingHref", 'rel="hub" href="https://hub.example.org/"', 'rel="hub"'
    ),
    atom("link goes to a host", "error InvalidIRI", "https://hub.example.org/", "https:///"),
    atom(
        "link is empty",
        "warning AtomLinkNotEmpty",
        '"https://hub.example.org/"/>',
        '"https://hub.example.org/">x</link>',
    ),
    atom("link has a relation", "warning AttrNotBlank", 'rel="hub"', 'rel=""'),
    atom("link has a plain title", "warning ContainsHTML", 'title="Gazette"', 'title="&lt;/b&gt;"'),
    atom(
        "link has a media type",
        "error InvalidMIMEType",
        'rel="via" type="text/html"',
        'rel="via" type="html"',
    ),
    atom(
        "link has a length in bytes", "error InvalidNonNegativeInteger", 'rel="hub"', 'rel="hub" length="-1"'
    ),
    atom("link has a language that exists", "error InvalidLanguage", 'rel="hub"', 'rel="hub" hreflang="xx"'),
    atom(
        "enclosure should have a length",
        "warning MissingRecommendedAttribute",
        'rel="related"',
        'rel="enclosure"',
    ),
    atom(
        "alternate should be the first link",
        "warning AlternateNotFirst",
        ALTERNATE,
        "",
        PUBLISHED,
        f"{ALTERNATE}{PUBLISHED}",
    ),
    atom(
        "source should be the last child",
        "warning SourceNotLast",
        ATOM_SOURCE,
        "",
        ATOM_ID,
        ATOM_SOURCE + ATOM_ID,
    ),
    atom("content is not CDATA", "error InvalidMIMEType", '<content type="html"', '<content type="CDATA"'),
    atom("title is not CDATA", "error InvalidMIMEType", TITLE, '<title type="CDATA">A ship</title>'),
    atom("title has no media type", "error InvalidTextType", TITLE, '<title type="text/html">A ship</title>'),
    atom("title is not empty", "warning NotBlank", TITLE, "<title/>"),
    atom(
        "untyped title holds no tag",
        "warning ContainsUndeclaredHTML",
        TITLE,
        "<title>&lt;b&gt;A ship&lt;/b&gt;</title>",
    ),
    atom(
        "untyped title holds no entity",
        "warning ContainsUndeclaredHTML",
        TITLE,
        "<title>R&amp;amp;D</title>",
    ),
    atom("html title is HTML", "warning NotHtml", TITLE, '<title type="html">5 &lt; 6</title>'),
    atom(
        "html content is harmless",
        "warning SecurityRisk",
        "&lt;p&gt;",
        "&lt;script&gt;&lt;/script&gt;&lt;p&gt;",
    ),
    atom(
        "xhtml content is one div", "error MissingXhtmlDiv", ATOM_CONTENT, '<content type="xhtml">x</content>'
    ),
    atom(
        "xhtml content is harmless",
        "warning SecurityRisk, warning SecurityRiskAttr, warning NotHtml",
        ATOM_CONTENT,
        f'{XHTML_CONTENT}<script/><p onclick="a">x</p><news/></div></content>',
    ),
    atom(
        "content elsewhere needs a summary",
        "error MissingSummary",
        ATOM_CONTENT,
        '<content type="video/mp4" src="https://news.example.org/a.mp4"/>',
        SUMMARY,
        "",
    ),
    atom(
        "content in Base64 needs a summary",
        "error MissingSummary",
        ATOM_CONTENT,
        '<content type="image/png">AAAA</content>',
        SUMMARY,
        "",
    ),
    atom(
        "content elsewhere is not here too",
        "error UnexpectedText",
        '<content type="html">',
        '<content type="text/html" src="https://news.example.org/a.html">',
    ),
    atom(
        "link holds no element",
        "error UndefinedElement",
        '"https://hub.example.org/"/>',
        '"https://hub.example.org/"><id/></link>',
    ),
    atom("id holds no element", "error UndefinedElement", ATOM_ID, ATOM_ID.replace("</id>", "<b/></id>")),
    atom(
        "category holds no element",
        "error UndefinedElement",
        'label="Harbour"/>',
        'label="Harbour"><b/></category>',
    ),
    atom("generator is named", "warning NotBlank", ">some tool<", "><"),
    atom("person's name is not empty", "warning NotBlank", ENTRY_AUTHOR, "<author><name/></author>"),
    atom(
        "person has one name",
        "error DuplicateElement",
        ENTRY_AUTHOR,
        ENTRY_AUTHOR.replace("</a", "<name>B</name></a"),
    ),
    atom(
        "person has no homepage",
        "error UndefinedElement",
        ENTRY_AUTHOR,
        ENTRY_AUTHOR.replace("</a", "<homepage/></a"),
    ),
    atom(
        "person's name holds no element",
        "error UndefinedElement",
        "Harbour Gazette</name>",
        "Gazette<b/></name>",
    ),
    atom(
        "content elsewhere should have a type",
        "warning MissingTypeAttr",
        ATOM_CONTENT,
        '<content src="https://news.example.org/a.mp4"/>',
    ),
)

JSON_CASES = (
    raw_json("has no byte order mark", "error ByteOrderMark", b"\xef\xbb\xbf" + json_bytes(JSON)),
    raw_json("is UTF-8", "error NotUtf8", json_bytes(JSON).decode().encode("gbk")),
    raw_json("is JSON", "error InvalidJson", json_bytes(JSON)[:-1]),
    raw_json(
        "has no numbers JSON does not know",
        "error InvalidJson",
        json_bytes(JSON).replace(b'"News about the harbour"', b"NaN"),
    ),
    raw_json("is an object", "error InvalidType", b"[]"),
    raw_json(
        "has keys once",
        "error DuplicateKey",
        json_bytes(JSON).replace(b'"language"', b'"title": "Port", "language"'),
    ),
    raw_json("should not weigh a megabyte", "warning HeavyDocument", json_bytes(JSON) + b" " * 1_000_000),
    raw_json(
        "should start with its version",
        "warning VersionNotFirst",
        json_bytes(without(JSON, "version") | {"version": JSON["version"]}),
    ),
    raw_json("needs a title", "error MissingKey", json_bytes(without(JSON, "title"))),
    raw_json("needs items", "error MissingKey", json_bytes(without(JSON, "items"))),
    raw_json(
        "should name its page", "warning MissingHomePageUrl", json_bytes(without(JSON, "home_page_url"))
    ),
    raw_json("should name itself", "warning MissingFeedUrl", json_bytes(without(JSON, "feed_url"))),
    json_feed("should be version 1.1", "warning InvalidVersion", version="https://jsonfeed.org/version/1"),
    json_feed("should be where it says it is", "warning SelfDoesntMatchLocation", feed_url=JSON_URL + "x"),
    json_feed("does not continue in itself", "error NextUrlIsFeedUrl", next_url=JSON_URL),
    json_feed("should not use author", "warning DeprecatedAuthor", author={"name": "A"}),
    json_item("item should not use author", "warning DeprecatedAuthor", author={"name": "A"}),
    json_feed("should hold no null", "warning NullValue", icon=None),
    json_feed("should have known keys", "warning UnknownKey", source="Gazette"),
    json_feed("has extension keys without dots", "error InvalidExtensionKey", **{"_a.b": 1}),
    json_feed("has extension keys with a letter", "error InvalidExtensionKey", _1=1),
    json_feed("should explain its extensions", "warning MissingAbout", _harbour={"depth": 7}),
    json_feed("has authors in a list", "error InvalidType", authors={"name": "A"}),
    json_feed("has authors that are someone", "error MissingKey", authors=[{}]),
    json_feed("has objects as authors", "error InvalidType", authors=["A"]),
    json_feed("has hubs with an address", "error MissingKey", hubs=[{"type": "WebSub"}]),
    json_feed("expires or not", "error InvalidType", expired="no"),
    json_feed("has absolute addresses", "error InvalidFullLink", home_page_url="/harbour/"),
    json_feed("should have a plain title", "warning ContainsHTML", title="<b>Harbour</b>"),
    json_feed("should have a title without breaks", "warning ControlCharacter", title="Har\nbour"),
    json_item("item has an id", "error InvalidItemId", id=""),
    json_item("item has a string as id", "error InvalidItemId", id=7),
    raw_json(
        "has items with different ids",
        "error DuplicateItemId",
        json_bytes(JSON | {"items": [item(), item()]}),
    ),
    raw_json(
        "item has content",
        "error MissingContent",
        json_bytes(JSON | {"items": [without(item(), "content_html")]}),
    ),
    raw_json(
        "item has an address",
        "warning MissingItemUrl",
        json_bytes(JSON | {"items": [without(item(), "url")]}),
    ),
    json_item("item should not be empty", "warning EmptyContentHtml", content_html=""),
    json_item("item's content is HTML", "warning NotHtml", content_html="5 < 6"),
    json_item("item's content is harmless", "warning SecurityRisk", content_html="<iframe></iframe>"),
    json_item("item's content links absolutely", "warning ContainsRelRef", content_html='<img src="/a.png">'),
    json_item("item's summary is plain", "warning ContainsHTML", summary="R&amp;D"),
    json_item("item's text is plain", "warning ContainsHTML", content_text="<p>x</p>"),
    json_item("item's summary has no control character", "warning ControlCharacter", summary="a\x00b"),
    json_item("item has no half characters", "warning BadCharacters", summary="a\x85b"),
    json_item("item's date is of RFC 3339", "error InvalidRFC3339Date", date_modified="2022-05-03"),
    json_item("item's tags are strings", "error InvalidType", tags=[7]),
    json_item(
        "item's tags have no domain", "warning DomainInTag", tags=["https://news.example.org/topics/a"]
    ),
    json_item(
        "item's attachments have a type", "error MissingKey", attachments=[{"url": "https://example.org/a"}]
    ),
    json_item(
        "item's attachments have a size in bytes",
        "error InvalidType",
        attachments=[{"url": "https://example.org/a", "mime_type": "a/b", "size_in_bytes": "7"}],
    ),
)

OPML_CASES = (
    opml("states its version", "error MissingAttribute", ' version="2.0"', ""),
    opml("is version 2.0", "error InvalidOPMLVersion", 'version="2.0"', 'version="1.1"'),
    opml("is OPML", "error UndefinedElement", OPML[OPML.index("<opml") :], "<opmlx/>"),
    opml("has a head", "error MissingElement", OPML[OPML.index("  <head>") : OPML.index("  <body>")], ""),
    opml("has a body", "error MissingElement", OPML[OPML.index("  <body>") : OPML.index("</opml>")], ""),
    opml(
        "has an outline",
        "error MissingElement",
        OPML[OPML.index("    <outline text") : OPML.index("  </body>")],
        "",
    ),
    opml(
        "has no docs",
        "error UndefinedElement",
        "</head>",
        "<docs>http://opml.org/spec2.opml</docs></head>",
    ),
    opml("has one head", "error DuplicateElement", "<body>", "<head/><body>"),
    opml("has nothing but outlines in its body", "error UndefinedElement", "<body>", "<body><feed/>"),
    opml("has a head with elements once", "error DuplicateElement", "</head>", "<title>x</title></head>"),
    opml(
        "has dates of RFC 822",
        "error InvalidRFC2822Date",
        "Tue, 03 May 2022 00:00:00 GMT",
        "2022-05-03T00:00:00Z",
    ),
    opml("names the right day of the week", "error IncorrectDOW", "Tue,", "Mon,"),
    opml("has no date before 1990", "warning ImplausibleDate", "Tue, 03 May 2022", "03 May 1989"),
    opml("has an owner with an address", "error InvalidContact", "master@news.example.org", "master"),
    opml(
        "has an owner on the web",
        "error InvalidURLAttribute",
        "<ownerId>https://news.example.org/",
        "<ownerId>us",
    ),
    opml("has a title that is HTML", "warning NotHtml", "Harbour feeds", "5 &lt; 6"),
    opml("has outlines with text", "error MissingAttribute", '<outline text="Folder"', "<outline"),
    opml(
        "has feeds with an address",
        "warning MissingXmlURL",
        'xmlUrl="https://news.example.org/feeds/harbour.atom"',
        "",
    ),
    opml("has feeds with a title", "warning MissingTitleAttr", ' title="Harbour"', ""),
    opml("has the text as title", "warning TitleDiffersFromText", ' title="Harbour"', ' title="Port"'),
    opml("has feeds with a type", "warning MissingOutlineType", ' type="rss"', ""),
    opml("calls Atom rss too", "warning InvalidOutlineType", ' type="rss"', ' type="atom"'),
    opml(
        "knows no version of Atom",
        "warning InvalidOutlineVersion",
        ' type="rss"',
        ' type="rss" version="ATOM"',
    ),
    opml("has a language that exists", "error InvalidLanguage", "zh-CN", "xx"),
    opml("has absolute addresses", "error InvalidFullLink", "https://news.example.org/feeds/", "/feeds/"),
    opml("has addresses in ASCII", "error UriNotIri", "harbour.atom", "海港.atom"),
    opml("knows its attributes", "error UnexpectedAttribute", ' text="Folder"', ' text="Folder" icon="a"'),
    opml("has no text between outlines", "error UnexpectedText", "<body>", "<body>stray"),
)

CASES = (
    *DOCUMENT_CASES,
    *PLAIN_TEXT_CASES,
    *RSS_CASES,
    *ITEM_CASES,
    *HTML_CASES,
    *ATOM_CASES,
    *JSON_CASES,
    *OPML_CASES,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.promise.replace(" ", "_"))
def test_a_broken_rule_is_flagged_with_its_level_and_nothing_else_is(case: Case) -> None:
    actual = [f"{finding.level} {finding.event}" for finding in case.check(case.document)]

    expected = sorted(case.expected)
    assert expected == sorted(actual)


def test_every_event_is_raised_by_some_document() -> None:
    actual = {expected for case in CASES for expected in case.expected}

    expected = {f"{level} {event}" for event, level in LEVELS.items()}
    assert expected == actual


def test_no_two_documents_promise_the_same() -> None:
    promises = [case.promise for case in CASES]

    assert sorted(set(promises)) == sorted(promises)


@pytest.mark.parametrize(
    ("check", "document"),
    [
        (judge_rss, change(RSS)),
        (judge_atom, change(ATOM)),
        (judge_json, json_bytes(JSON)),
        (check_opml, change(OPML)),
    ],
    ids=["RSS", "Atom", "JSON_Feed", "OPML"],
)
def test_the_golden_documents_have_no_finding(check: Check, document: bytes) -> None:
    actual = check(document)

    expected: tuple[Finding, ...] = ()
    assert expected == actual


GOOD_RSS = {
    "an ampersand": (TITLE, "<title>A &amp; B</title>"),
    "a comparison": (TITLE, "<title>5 &lt; 6</title>"),
    "an abbreviation": (TITLE, "<title>R&amp;D</title>"),
    "brackets around Chinese": (TITLE, "<title>a &lt;特别&gt; b</title>"),
    "an entity spelt in hexadecimal": (TITLE, "<title>R&#x26;amp;D</title>"),
    "a start tag spelt in hexadecimal": (TITLE, "<title>a &#x3C;b</title>"),
    "escaped text as description": (
        "It was a large ship.",
        "利率 &amp;lt; 3% &amp;amp; R&amp;amp;D &amp;lt;b&amp;gt;",
    ),
    "a home page as source": ('http://gazette.example.org/?id=7">H', 'http://gazette.example.org/">H'),
    "a permanent link as guid": (GUID, "<guid>https://news.example.org/harbour/ship</guid>"),
    "an author with name": (CREATOR, "<author>desk@gazette.example.org (Gazette)</author>"),
    "an enclosure": (TITLE, TITLE + ENCLOSURE),
    "no content": (ENCODED, ""),
    "a date with +0000": ("GMT</pubDate>", "+0000</pubDate>"),
    "a date eight minutes ahead": (
        BUILD_DATE,
        "<lastBuildDate>Wed, 01 Jun 2022 12:08:00 GMT</lastBuildDate>",
        PUB_DATE,
        "<pubDate>Wed, 01 Jun 2022 12:08:00 GMT</pubDate>",
    ),
    "an archive": (
        "<ttl>",
        f'{ARCHIVE}<atom:link rel="current" href="https://news.example.org/feeds/harbour.rss"/><ttl>',
    ),
    "a media group": (
        THUMBNAIL,
        f"<media:group>{PICTURE}{PICTURE}</media:group>",
    ),
    "a self link with another spelling of the host": (
        "https://news.example.org/feeds/",
        "HTTPS://News.example.org/feeds/",
    ),
    **{
        html: ("<p>It was large.</p>", html)
        for html in (
            '<font color="red">x</font>',
            '<video src="https://news.example.org/a.mp4"></video>',
            "<section><p>x</p></section>",
            "<!-- a comment -->",
            "A & B",
            "a<br/>b",
            '<p style="color: red; margin: 0 auto; width: 50%">x</p>',
            '<p data-id="7">x</p>',
            '<a href="https://news.example.org/a?b=1&amp;c=2">x</a>',
        )
    },
}


@pytest.mark.parametrize("name", GOOD_RSS, ids=lambda name: str(name).replace(" ", "_"))
def test_rss_may_hold(name: str) -> None:
    actual = judge_rss(change(RSS, *GOOD_RSS[name]))

    expected: tuple[Finding, ...] = ()
    assert expected == actual


GOOD_ATOM = {
    "plain text with signs": (SUMMARY, "<summary>利率 &lt; 3% &amp; R&amp;D &lt;b&gt;</summary>"),
    "several entries": (ENTRY, ENTRY + SECOND_ENTRY + THIRD_ENTRY),
    "no author when every entry has one": (FEED_AUTHOR, ""),
    "no author in an entry when the feed has one": (ENTRY_AUTHOR, ""),
    "a name as id": (ATOM_ID, "<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>"),
    "a URL as id": (ATOM_ID, "<id>https://news.example.org/%E8%88%B9?a=b#c</id>"),
    "relative addresses in HTML": ('http://gazette.example.org/?id=7"&gt;', '/harbour/"&gt;'),
    "a Chinese address as link": ("http://gazette.example.org/?id=7", "http://gazette.example.org/船"),
    "a relation that is an address": ('rel="via"', 'rel="https://example.org/credit"'),
    "alternates in two languages": (ALTERNATE, ALTERNATE + ALTERNATE.replace("type", 'hreflang="en" type')),
    "a base address": (ATOM_SELF, ATOM_SELF.replace("<link", '<link xml:base="https://news.example.org/a/"')),
    "fractions and offsets": ("<published>2022-05-03T00:00:00Z", "<published>2022-05-03T00:00:00.5+08:00"),
    "xhtml": (ATOM_CONTENT, f"{XHTML_CONTENT}<p>x</p></div></content>"),
    "content elsewhere with a summary": (
        ATOM_CONTENT,
        '<content type="video/mp4" src="https://news.example.org/a.mp4"/>',
    ),
    "a link with the source's author": (
        FEED_AUTHOR,
        FEED_AUTHOR.replace("The Harbour", "The &#x26;amp; Harbour"),
    ),
}


@pytest.mark.parametrize("name", GOOD_ATOM, ids=lambda name: str(name).replace(" ", "_"))
def test_atom_may_hold(name: str) -> None:
    actual = judge_atom(change(ATOM, *GOOD_ATOM[name]))

    expected: tuple[Finding, ...] = ()
    assert expected == actual


def test_one_explanation_is_enough_for_an_extension() -> None:
    second = item() | {"id": "tag:example.org,2022:b", "_source": {"name": "Gazette"}}

    actual = judge_json(json_bytes(JSON | {"items": [item(), second]}))

    expected: tuple[Finding, ...] = ()
    assert expected == actual


def test_the_future_is_not_checked_without_now() -> None:
    document = change(ATOM, "<published>2022", "<published>2923")

    actual = check_atom(document, url=ATOM_URL)

    expected: tuple[Finding, ...] = ()
    assert expected == actual


def test_a_hexadecimal_reference_on_another_line_silences_nothing() -> None:
    document = change(RSS, TITLE, "<title>R&amp;amp;D</title>\n<!-- &#x26; -->")

    actual = [finding.event for finding in judge_rss(document)]

    expected = ["ContainsHTML"]
    assert expected == actual


def test_a_hexadecimal_reference_anywhere_on_the_line_silences() -> None:
    document = change(RSS, TITLE, "<title>R&amp;amp;D</title> <!-- &#x26; -->")

    actual = judge_rss(document)

    expected: tuple[Finding, ...] = ()
    assert expected == actual


def test_lines_are_counted_alike_with_carriage_returns() -> None:
    document = change(RSS, TITLE, "<title>R&#x26;amp;D</title>").replace(b"\n", b"\r\n")

    actual = judge_rss(document)

    expected: tuple[Finding, ...] = ()
    assert expected == actual


def test_a_finding_says_where_and_why() -> None:
    document = change(RSS, ITEM, ITEM + ITEM.replace(GUID, ""))

    actual = judge_rss(document)

    where = "/rss/channel/item[2]"
    expected = (Finding(level="warning", event="MissingGuid", where=where, message="guid"),)
    assert expected == actual
