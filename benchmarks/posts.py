"""One post of the benchmark's archive, in one of the shapes of the archive that feedtool is made for. Pure.

That archive's eras follow each other in time: at first a date has no zone and a post no back-links, or
relative ones on two lines; then they lead to a former address of the site; then they stand on one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random

from words import Company, Name, make_companies, make_places, make_sentences, make_title

HOST = "finews.example.org"
SITE_AUTHOR = "林站长"
SITE_NEWS = Name(text="站长消息", latin="sitenews")
_FORMER_HOST = "finews.former.example"
_PORTAL = "chaoxi.example"
_HIDDEN = '<p style="display:none;height:1px;overflow:hidden;"><br /></p>'
_SENTENCES = 4000
#: Every so many paragraphs there is a picture, and a heading.
_PICTURE_EVERY = 4
_COMPANIES = 400


class Shape(StrEnum):
    """What a post is made of."""

    SITE = "site"
    """a line by the site itself"""
    DIGEST = "digest"
    """a paragraph or two of plain Markdown, as a rule closed by its outlet"""
    ARTICLE = "article"
    """an outlet's article: plain paragraphs of HTML and a credit line"""
    WIDGETS = "widgets"
    """a digest as a quotation and the article, full of a portal's widgets, also in its credit line"""


class Era(StrEnum):
    """How the site was built when the post was made."""

    NAKED = "naked"
    RELATIVE = "relative"
    FORMER = "former"
    PRESENT = "present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of the archive: of the site itself, of one outlet, or of a portal with all outlets."""

    name: str
    label: str
    #: The outlet of all its posts; None: every post has its own.
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePost:
    """A post, and what must come out."""

    path: str
    text: str
    shape: Shape
    era: Era
    category: str
    #: Whom the post is to be credited to.
    outlet: str


class Writer:
    """Writes posts: the same one for the same number, whichever were written before.

    ``outlets`` are those whose posts a portal has.
    """

    def __init__(self, seed: int, outlets: Sequence[str]) -> None:
        random = Random(f"words {seed}")
        self._seed = seed
        self._outlets = outlets
        self._places = make_places()
        self._companies = make_companies(random, _COMPANIES)
        self._sentences = make_sentences(random, _SENTENCES)

    def write(self, number: int, shape: Shape, era: Era, moment: datetime, category: Category) -> MadePost:
        """Write the post that has a number."""
        random = Random(f"post {self._seed} {number}")
        outlet = category.outlet or random.choice(self._outlets)
        has_credit = True
        match shape:
            case Shape.SITE:
                body = f"\n{self._say(random, 1)}\n"
            case Shape.DIGEST:
                # What a portal's digest does not close with its outlet is the portal's own.
                has_credit = category.outlet is not None or _is_heads(random)
                body = self._write_digest(random, outlet if has_credit else None)
            case Shape.ARTICLE:
                body = self._write_article(random, outlet)
            case Shape.WIDGETS:
                body = self._write_widgets(random, outlet)
        identifier = f"{moment:%Y%m%d}{2200000000 + number}"
        if shape is Shape.ARTICLE:
            identifier = f"NW{identifier}"
        if shape is not Shape.SITE:
            address = f"http://finance.{_PORTAL}/news/{random.randint(1000, 12000)},{identifier}.html"
            if shape is Shape.ARTICLE:
                address = f"http://share.{_PORTAL}/html_News/NewsShare.html?infoCode={identifier}"
            body += f"\n<{address}>\n{_write_back_links(category, era)}"
        zone = "" if era in {Era.NAKED, Era.RELATIVE} else " +0800"
        head = (
            f'---\nlayout: post\ntitle: "{make_title(random, self._places)}"\n'
            f"date: {moment:%Y-%m-%d %H:%M:%S}{zone}\n"
            f"categories: {category.name}\ntags: {category.label}\n---\n"
        )
        return MadePost(
            path=f"_posts/{moment:%Y-%m-%d}-{identifier}.md",
            text=head + body,
            shape=shape,
            era=era,
            category=category.name,
            outlet=outlet if has_credit else category.label.removesuffix("新闻"),
        )

    def _say(self, random: Random, count: int) -> str:
        return "".join(random.choices(self._sentences, k=count))

    def _write_digest(self, random: Random, outlet: str | None) -> str:
        credit = f"（{outlet}）" if outlet else ""
        return f"\n{self._say(random, random.choices((1, 2, 3), (5, 3, 1))[0])}{credit}\n"

    def _write_article(self, random: Random, outlet: str) -> str:
        paragraphs = [f"<p>{self._say(random, random.randint(1, 5))}</p>" for _ in range(_count(random, 15))]
        for index in range(4, len(paragraphs), 5):
            paragraphs.insert(index, f"<p>{random.choice(self._places).text}的做法</p>")
        return "\n ".join(paragraphs) + f'<p class="em_media">（文章来源：{outlet}）</p>\n'

    def _write_widgets(self, random: Random, outlet: str) -> str:
        shares = random.sample(self._companies, 4)
        digest = self._say(random, 2)
        parts = [_HIDDEN, _draw_chart(shares[0])]
        for index in range(_count(random, 10)):
            text = f"<p>{self._say(random, random.randint(1, 3))}"
            if index % 2 == 0:
                one, two = random.sample(shares, 2)
                text += f"受此影响，{_link_share(one)}、{_link_share(two)}走高，"
                text += f"{_link_share_again(shares[0])}持平，{_link_topic(random)}好于预期。"
            parts.append(f"{text}</p>")
            if index % _PICTURE_EVERY == 1:
                picture = f"https://img.{_PORTAL}/download/D{random.randrange(10**20):020}_w800h555.jpg"
                parts.append(
                    f'<center><img src="{picture}" alt="Image" width="552" '
                    'style="border:#d1d1d1 1px solid;padding:3px;margin:5px 0;" /></center>'
                    f'<p style="text-align:center;">图片来源：{shares[1].name}官网</p>'
                )
            if index % _PICTURE_EVERY == 0:
                parts.append(f"<p><strong>{shares[2].name}怎么说</strong></p>")
        credit = outlet
        if _is_heads(random):  # the portal's script takes two characters of a name for a share's
            code = f"90.BK{random.randint(400, 999):04}"
            credit = outlet[:2] + _wrap_name("bk", "bkquote", code, outlet[2:4]) + outlet[4:]
        parts.append(f'<p class="em_media">（文章来源：{credit}）</p>\n')
        return f"> {digest}（{outlet}）\n\n{''.join(parts)}"


def _is_heads(random: Random) -> bool:
    return bool(random.getrandbits(1))


def _count(random: Random, median: int) -> int:
    """Choose how many paragraphs an article has: a few have many."""
    return max(2, min(60, round(median * random.lognormvariate(0, 0.45))))


def _wrap_name(mark: str, quote: str, code: str, name: str) -> str:
    market = code.replace(".", ",")
    return (
        f'<span id="{mark}_{code}"><a href="http://quote.{_PORTAL}/unify/r/{code}" class="keytip" '
        f'data-code="{market}">{name}</a></span><span id="{quote}_{code}"></span>'
    )


def _link_share(company: Company) -> str:
    return _wrap_name("stock", "quote", company.share, company.name)


def _link_share_again(company: Company) -> str:
    market = company.share.replace(".", ",")
    return (
        f'<span web="1" href="http://quote.{_PORTAL}/unify/r/{company.share}" class="em_stock_key_common" '
        f'data-code="{market}">{company.name}</span>'
    )


def _link_topic(random: Random) -> str:
    number = random.randint(1000, 9999)
    return f'<span id="Info.{number}"><a href="http://data.{_PORTAL}/bbsj/" class="infokey">业绩</a></span>'


def _draw_chart(company: Company) -> str:
    code = f"{company.share}|7"
    return (
        f'<!-- EM_StockImg_Start --><p style="text-align:center;"><a href="http://quote.{_PORTAL}/unify/r/'
        f'{company.share}" data-code="{code}" data-code2="{code}|3|" class="EmImageRemark" target="_blank">'
        f'<img src="https://chart.{_PORTAL}/GetPic.aspx?nid={company.share}&imageType=k&at=1" border="0" '
        f'alt="K图 {company.share}" data-code="K {code}" style="border:#d1d1d1 1px solid;" width="578" '
        'height="276" /></a></p><!-- EM_StockImg_End -->'
    )


def _write_back_links(category: Category, era: Era) -> str:
    name = f"返回{category.label}"
    is_portal = category.outlet is None
    page = f"{category.name}/" if is_portal else f"category/{category.name}.html"
    match era:
        case Era.NAKED:
            return ""
        case Era.RELATIVE:
            return f"\n[{name}](../{page})\n[返回首页](../)"
        case Era.FORMER:
            return f"\n[{name}](//{_FORMER_HOST}/{page})\n[返回首页](//{_FORMER_HOST}/)"
        case Era.PRESENT:
            return f"\n[{name}](//{HOST}/{page})｜[返回首页](//{HOST}/)"
