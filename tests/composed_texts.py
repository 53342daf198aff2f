"""Markdown texts composed at random of what people write, with their lapses; the same for the same number."""

from collections.abc import Callable
from random import Random

_WORDS = (
    "the ferry list config 渡轮 今天停航 码头 “引号” über l'été عليكم 2.0 e.g. don't it's 5% C++ #1 $5 "
    "/etc/hosts a_b_c foo() "
    "R&D --flag 2020 Mr. \"so\" 'ok' '90s 2*3 x[0] <3 ... ， 。"
).split()
_FIXED = (
    '`a*b*` `<div>` ``a`b`` [ref] [nope] [x][nope] ![i](/i.png) ![i](/i.png){:width="5"} https://e.com/a_b_c '
    "<http://e.com/a> <me@e.com> <br> <kbd>K</kbd> <b>*x*</b> <code>a*b*</code> &amp; &hellip; &lt;b&gt; -- "
    "--- ... << >> "
    '[^1] [^note] $$a_1+b$$ \\* \\[ \\" HTML ** * ` " \' _'
).split()
_CODE = (["x = 1"], ["$ ls *a*", 'out -- "q"'], ["def f():", "    return 1", "", "# c"], ["- a: b", "  c: d"])
_HTML = (
    ["<div>", "一 *二*", "</div>"],
    ['<div markdown="1">', "", "一 *二*[^1]", "", "- 三", "", "</div>"],
    ["<details>", "<summary>一</summary>", "", "*二*", "", "</details>"],
    ["<p>一 *二*</p>"],
    ["<!-- 一 -->"],
    ["<hr>"],
    ['<img src="/a.png">'],
    ["<table><tr><td>一</td></tr></table>"],
)
_TAIL = '\n\n[ref]: http://ref.com/ "T"\n\n[^1]: Note one.\n[^note]: Note *two*.\n\n    More.\n'
_DEEPEST = 3
_Block = Callable[[], list[str]]


def compose(number: int) -> str:
    """Compose a text."""
    return _Composer(Random(number)).compose()  # noqa: S311 - no secret


class _Composer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.depth = 0

    def compose(self) -> str:
        lines: list[str] = []
        for _ in range(self.random.randint(1, 5)):
            lines += [*self._block(), *self._perhaps(0.85, "")]
        return "\n".join(lines) + _TAIL

    def _perhaps(self, chance: float, *lines: str) -> list[str]:
        return list(lines) if self.random.random() < chance else []

    def _words(self) -> str:
        return " ".join(self.random.choices(_WORDS, k=self.random.randint(1, 5)))

    def _span(self) -> str:
        choose = self.random.choice
        kind = self.random.random()
        if kind < 0.5:
            return self._words()
        if kind < 0.75:
            return choose(_FIXED)
        inside = self._words() if self.random.random() < 0.7 else self._span()
        shape = choose(
            ("*{}*", "**{}**", "_{}_", "***{}***", '"{}"', "'{}'", "({})", "~~{}~~", "*{}*{{: .c}}")
        )
        link = choose(
            ("[{}](http://e.com/a_b)", '[{}](http://e.com/ "T")', "[{}][ref]", "[{}](http://e.com/x y)")
        )
        return choose((shape, shape, link)).format(inside)

    def _line(self) -> str:
        spans = [self._span() for _ in range(self.random.randint(1, 4))]
        return "".join(span + self.random.choice((" ", " ", " ", "", "，", ", ")) for span in spans).strip()

    def _paragraph(self) -> list[str]:
        ends = ("", "", "", "  ", "\\")
        lines = [self._line() + self.random.choice(ends) for _ in range(self.random.choice((1, 1, 1, 2, 3)))]
        return [*lines[:-1], lines[-1].rstrip(" \\")]

    def _fence(self) -> list[str]:
        mark = self.random.choice(("```", "~~~", "````"))
        return [mark + self.random.choice(("", "bash", " ruby")), *self.random.choice(_CODE), mark]

    def _indented(self) -> list[str]:
        return ["", *("    " + line if line else "" for line in self.random.choice(_CODE)), ""]

    def _heading(self) -> list[str]:
        underlined = [self._line(), self.random.choice(("---", "===", "-----"))]
        hashed = [
            "#" * self.random.randint(1, 4) + " " + self._line() + self.random.choice(("", " ##", " {#id}"))
        ]
        return self.random.choice((hashed, underlined))

    def _table(self) -> list[str]:
        def row() -> str:
            cells = (self.random.choice((self._words(), "`a|b`", "**x**", "")) for _ in range(2))
            return "| " + " | ".join(cells) + " |"

        return [row(), "|---|:-:|", *(row() for _ in range(self.random.randint(1, 3)))]

    def _definitions(self) -> list[str]:
        return [
            self._words(),
            *self._perhaps(0.3, ""),
            ": " + self._line(),
            *self._perhaps(0.3, "", "    二"),
        ]

    def _quotation(self) -> list[str]:
        return [f"> {line}".rstrip() for line in [*self._block(), *self._perhaps(0.4, "", self._line())]]

    def _list(self) -> list[str]:
        mark = self.random.choice(("-", "*", "+", "1.", "10."))
        gap = self.random.choice((" ", " ", "   ", "\t"))
        is_loose = self.random.random() < 0.35
        lines: list[str] = []
        for _ in range(self.random.randint(1, 4)):
            indent = " " * self.random.choice((2, 3, 4, len(mark + gap)))
            lines.append(mark + gap + self._line())
            while self.random.random() < 0.4:
                below = [*self._perhaps(0.55, ""), *self._block()]
                lines += [indent + line if line else "" for line in below]
            lines += [""] if is_loose else []
        return lines

    def _block(self) -> list[str]:
        simple: tuple[_Block, ...] = (
            *[self._paragraph] * 5,
            self._fence,
            self._indented,
            self._heading,
            self._table,
            self._definitions,
            lambda: list(self.random.choice(_HTML)),
            lambda: [self.random.choice(("---", "* * *", "___"))],
            lambda: ["$$", "x_1 < y", "$$"],
            lambda: [*self._paragraph(), "{: .c}"],
        )
        deep = (self._list, self._list, self._list, self._quotation)
        self.depth += 1
        block = self.random.choice(simple if self.depth > _DEEPEST else simple + deep)()
        self.depth -= 1
        return block
