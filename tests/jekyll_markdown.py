"""Markdown texts for the comparison with Jekyll: small ones, of one construct each, and whole posts.

Data only. Every text is our own. None ends in words that feedtool takes for a credit line or a back-link.
"""

import json
from collections.abc import Mapping

from sample import DATA

#: Emphasis beside Chinese characters and marks, where CommonMark and kramdown disagree most.
_EMPHASIS = {
    "emphasis-closed-by-a-full-stop": "他说**今天停航。**后来又改口了。\n",
    "emphasis-closed-by-a-quotation-mark": "公告写着**“停航三天”**请旅客留意。\n",
    "emphasis-opened-by-a-quotation-mark": "据了解**“海鸥号”检修**已经开始。\n",
    "emphasis-closed-by-a-parenthesis": "渡轮**海鸥号（一九八二年下水）**今天停航。\n",
    "emphasis-opened-by-a-book-title": "他读完了**《潮汐表》**才出门。\n",
    "emphasis-between-chinese": "今天*只有*一班船。明天**没有**船。\n",
    "emphasis-between-latin-and-chinese": "The**渡轮**is late, and*码头*is shut.\n",
    "emphasis-with-spaces-inside": "这里** 不是强调 **，这里* 也不是 *。\n",
    "emphasis-with-underscores": "这是 _强调_ 和 __重点__，snake_case_name 不是，中文_里面_也不是。\n",
    "emphasis-in-emphasis": "**很*重要*的事**，***都重要***，*a **b** c*。\n",
    "emphasis-over-a-line-end": "他说**今天停航\n明天也停航**，大家都回去了。\n",
    "emphasis-that-is-not-closed": "五颗*星，三个**点，没有下文。\n",
    "emphasis-with-colon": "**时间：**周三上午。**地点：**东码头。\n",
    "emphasis-in-a-list": "- **票价：**两元\n- **船期。**每日一班\n- *备注*：无\n",
    "strikethrough": "票价~~三元~~两元，~~全程。~~后半程免费。\n",
    "strikethrough-with-one-tilde": "水位 3~5 米，约 ~10 分钟，共 1~2 班。\n",
    "stars-as-text": "2*3*4 等于 24，a * b * c 也一样，五星：*****。\n",
}

_TYPOGRAPHY = {
    "straight-quotes": 'He said "the ferry\'s late" and \'left\'. "Fine," she said.\n',
    "straight-quotes-beside-chinese": '他说"今天停航"，又说\'明天再看\'。（"也许"）\n',
    "quotes-with-punctuation": '"Why?" "Because!" ("so") ["and"] "a"-"b" \'90s rock \'n\' roll.\n',
    "quotes-over-tags": '"*late*" and "**very** late" and *"so late"* and "[a link](https://e.com/)".\n',
    "quotes-at-line-ends": "The \"first\nline\" ends, 'and\nthe second' too.\n",
    "feet-and-inches": "The plank is 6' 2\" long, the mast 40'.\n",
    "apostrophes": "It's the captain's dog's bone; don't, won't, '80s, o'clock.\n",
    "dashes": "One - two -- three --- four ---- five.\n",
    "dashes-beside-chinese": "从东码头--西码头---一共三站——很近。\n",
    "ellipses": "Wait... what.... and . . . so on..\n",
    "ellipses-beside-chinese": "后来...就没有后来了。……好吧。\n",
    "guillemets": "She said <<bonjour>> and << au revoir >> to all.\n",
    "guillemets-beside-chinese": "报上说<<渡口旧事>>今天出版，<< 新书 >>也是。\n",
    "arrows-and-comparisons": "a -> b, a <- b, x <= y, x >= y, a < b, b > a, <- 回去 ->。\n",
    "copyright-marks": "(c) 2020 (tm) (r) +- 5, 1/2, 3x4.\n",
    "typography-in-code": '`"a" -- \'b\' ... <<c>>` stays, "this" does not.\n',
    "entities": "AT&amp;T &copy; 2020 &mdash; &hellip; &nbsp;x &#8212; &#x4E2D; &lt;b&gt; &unknown; &\n",
    "ampersands": "A & B, A&B, https 与 & 号，&amp; 与 &amp;amp;。\n",
    "escaped-characters": (
        "\\*a\\* \\_b\\_ \\`c\\` \\# \\+ \\- \\. \\! \\\\ \\[d\\]"
        " \\(e\\) \\{f\\} \\| \\< \\> \\\" \\' \\: \\~ \\$\n"
    ),
    "escapes-that-are-none": "C:\\data\\new, \\中文, \\a \\1 \\&\n",
    "backslash-at-line-end": "第一行\\\n第二行。\n",
    "double-backslash-at-line-end": "第一行\\\\\n第二行。\n",
    "hard-breaks": "第一行  \n第二行   \n第三行\n第四行 \n第五行。\n",
    "hard-break-at-the-end": "最后一行  \n",
    "full-width-marks": "“双引号”‘单引号’——破折号……省略号、顿号；分号：冒号！感叹？\n",
    "ideographic-indent": "　　全角空格开头的一段。\n　　第二行也是。\n\n　　第二段。\n",
    "no-break-spaces": "一\u00a0二 三\u3000四\u2003五。\n",
    "zero-width-space": "一\u200b二\u200d三。\n",
    "emoji": "天气 ☀️ 很好 👍🏽，:smile: 不是表情。\n",
    "soft-break-between-chinese": "第一行的末尾\n第二行的开头，\nand a line\nof English.\n",
}

_HEADINGS = {
    "heading-levels": "# 一\n\n正文。\n\n## 二\n\n### 三\n\n#### 四\n\n##### 五\n\n###### 六\n\n完。\n",
    "heading-closed-by-hashes": "## 小标题 ##\n\n正文。\n\n### 另一个 ###  \n\n正文。\n",
    "heading-without-space": "#没有空格的标题\n\n正文。\n",
    "heading-with-id": "## 时刻表 {#timetable}\n\n正文见[上面](#timetable)。\n",
    "heading-with-class": "## 时刻表 {: .big #t}\n\n正文。\n\n## 另一个\n{: .small}\n\n正文。\n",
    "heading-setext": "大标题\n======\n\n小标题\n------\n\n正文。\n",
    "heading-setext-of-two-lines": "第一行\n第二行\n------\n\n正文。\n",
    "heading-setext-short": "标题\n=\n\n正文\n-\n\n完。\n",
    "heading-right-below-text": "正文一行\n## 不空行的标题\n正文又一行。\n",
    "heading-right-above-text": "## 标题\n紧跟着的正文。\n",
    "heading-with-markup": "## 一个 *强调* 和 `代码` 和[链接](https://e.com/) 的标题\n\n正文。\n",
    "heading-empty": "##\n\n正文。\n",
    "heading-indented": " ## 缩进一格\n\n   ### 缩进三格\n\n正文。\n",
    "heading-with-quotes": '## "Late" -- again...\n\nText.\n',
    "heading-of-seven-hashes": "####### 七个\n\n正文。\n",
    "hash-tags": "#话题# 今天停航 #渡轮 #码头\n",
    "rules": "一\n\n---\n\n二\n\n***\n\n三\n\n_ _ _\n\n四\n\n* * *\n\n五\n\n-----------\n\n六\n",
    "rule-right-below-text": "一\n***\n二\n",
    "rule-at-the-end": "正文。\n\n---\n",
    "equals-line": "正文。\n\n===\n\n正文。\n",
}

_LISTS = {
    "list-tight": "- 一\n- 二\n- 三\n",
    "list-loose": "- 一\n\n- 二\n\n- 三\n",
    "list-half-loose": "- 一\n- 二\n\n- 三\n",
    "list-numbered": "1. 一\n2. 二\n3. 三\n",
    "list-numbered-from-five": "5. 五\n6. 六\n7. 七\n",
    "list-numbered-with-parentheses": "1) 一\n2) 二\n",
    "list-of-three-marks": "* 甲\n* 乙\n\n+ 丙\n+ 丁\n\n- 戊\n",
    "list-marks-mixed": "- 甲\n* 乙\n+ 丙\n",
    "list-right-below-text": "今天的船期：\n- 上午\n- 下午\n",
    "list-numbered-right-below-text": "今天的船期：\n1. 上午\n2. 下午\n",
    "year-at-line-start": "他生于\n1986. 那年发大水。\n",
    "list-nested-by-two": "- 一\n  - 一之一\n  - 一之二\n    - 深\n- 二\n",
    "list-nested-by-four": "- 一\n    - 一之一\n    - 一之二\n        - 深\n- 二\n",
    "list-nested-by-tab": "- 一\n\t- 一之一\n\t- 一之二\n- 二\n",
    "list-nested-numbered": "1. 一\n   - 甲\n   - 乙\n2. 二\n   1. 丙\n   2. 丁\n",
    "list-nested-numbered-by-two": "1. 一\n  - 甲\n  - 乙\n2. 二\n",
    "list-item-of-two-paragraphs": "- 一\n\n  还是一。\n\n- 二\n\n  还是二。\n",
    "list-item-lazy": "- 一行很长的\n接着的话\n- 二\n",
    "list-item-with-code": "- 先运行：\n\n      make all\n\n- 再看。\n",
    "list-item-with-fence": "- 先运行：\n\n  ```sh\n  make all\n  ```\n\n- 再看。\n",
    "list-item-with-quotation": "- 他说：\n\n  > 停航。\n\n- 完。\n",
    "list-item-with-heading": "- # 标题\n- 文字\n",
    "list-item-empty": "- 一\n-\n- 三\n",
    "list-mark-without-space": "-一\n-二\n\n1.一\n2.二\n",
    "list-indented": "  - 一\n  - 二\n\n正文。\n",
    "list-above-text": "- 一\n- 二\n\n正文。\n",
    "list-directly-above-text-block": "- 一\n- 二\n\n    缩进的话\n\n正文。\n",
    "two-lists-parted-by-eob": "- 一\n- 二\n^\n- 三\n",
    "two-lists-parted-by-comment": "- 一\n\n<!-- -->\n\n- 二\n",
    "task-list": "- [ ] 买票\n- [x] 上船\n- [X] 下船\n- [y] 别的\n",
    "list-with-attributes": "- {: .first} 一\n- 二\n{: .times}\n",
    "definition-list": "渡轮\n: 过江的船。\n\n码头\n: 停船的地方。\n: 也是地名。\n",
    "definition-list-with-paragraphs": "渡轮\n\n: 过江的船。\n\n  很慢。\n\n码头\n\n: 停船的地方。\n",
    "definition-list-with-two-terms": "渡轮\n摆渡\n: 过江的船。\n",
    "definition-list-lazy": "渡轮\n: 过江的\n船。\n",
    "colon-at-line-start": "时间\n：周三\n地点:东码头\n",
    "list-numbered-out-of-order": "3. 三\n1. 一\n2. 二\n",
    "list-bullet-below-numbered": "1. 一\n2. 二\n- 三\n",
    "list-with-emphasis-star": "* *强调* 开头\n* 普通\n",
}

_CODE = {
    "code-span": "运行 `make all`，别的 ``a ` b`` 不要，` x ` 也是。\n",
    "code-span-with-html": '写 `<div class="a">&amp;</div>` 就好。\n',
    "code-span-over-lines": "`一\n二` 完。\n",
    "code-span-not-closed": "一个 ` 反引号，没有下文。\n",
    "code-span-with-attributes": "`puts 1`{:.language-ruby} 一行。\n",
    "code-indented": '看：\n\n    def a():\n        return 1 < 2\n\n    b = "c"\n\n完。\n',
    "code-indented-by-tab": "看：\n\n\tdef a():\n\t\treturn 1\n\n完。\n",
    "code-indented-right-below-text": "看：\n    不是代码\n",
    "code-fence": '```\nplain <b> & "q" -- ...\n\n  indented\n```\n',
    "code-fence-python": '```python\ndef greet(name: str) -> str:\n    return f"hi {name}"  # 你好\n```\n',
    "code-fence-ruby": '```ruby\nputs "a" if b && c\n```\n',
    "code-fence-html": '```html\n<p class="a">&amp;</p>\n```\n',
    "code-fence-unknown-language": "```nosuchlanguage\na = 1\n```\n",
    "code-fence-with-tildes": "~~~\na\n```\nb\n~~~\n",
    "code-fence-with-tildes-and-language": "~~~ sh\nmake all\n~~~\n{: .terminal}\n",
    "code-fence-right-below-text": "看：\n```\na\n```\n完。\n",
    "code-fence-longer": "````\n```\na\n```\n````\n",
    "code-fence-not-closed": "```\na\nb\n",
    "code-fence-with-tabs": "```\na\tb\n\tc\n```\n",
    "code-fence-indented": "  ```\n  a\n  ```\n\n完。\n",
    "code-fence-empty": "一\n\n```\n```\n\n二\n",
    "code-fence-with-attributes": '```python title="a.py"\na = 1\n```\n',
    "code-fence-in-quotation": "> ```\n> a\n> ```\n",
    "code-in-html": "<pre><code>a &lt; b\n\n  c</code></pre>\n\n完。\n",
}

_LINKS = {
    "link": '看[这里](https://example.com/a)和[那里](https://example.com/b "标题")。\n',
    "link-with-spaces": "看[这里](https://example.com/a b)。\n",
    "link-with-parentheses": "看[维基](https://example.com/a_(b))。\n",
    "link-in-angle-brackets": "看[这里](<https://example.com/a b>)。\n",
    "link-by-reference": (
        '看[这里][a]、[a]、[这里][]。\n\n[a]: https://example.com/a "标题"\n[这里]: https://example.com/b\n'
    ),
    "link-by-reference-unknown": "看[这里][nowhere]和[空]和[x] [y]。\n",
    "link-with-markup": "看[**粗** *斜* `码`](https://example.com/)。\n",
    "link-with-brackets": "看[一[二]三](https://example.com/)。\n",
    "link-with-attributes": '看[这里](https://example.com/){:target="_blank" rel="nofollow"}。\n',
    "link-empty": "看[](https://example.com/)完。\n",
    "link-over-lines": "看[这\n里](https://example.com/)。\n",
    "autolink": "看 <https://example.com/a?b=c&d=e> 和 <someone@example.com>。\n",
    "bare-address": "看 https://example.com/a?b=c_d_e&f=g 和 www.example.com 完。\n",
    "bare-address-beside-chinese": "看https://example.com/a，然后（https://example.com/b）。\n",
    "image": '前 ![一张图](https://example.com/a.png "标题") 后。\n',
    "image-in-link": "前 [![图](https://example.com/a.png)](https://example.com/) 后。\n",
    "image-with-attributes": '前 ![图](https://example.com/a.png){: width="50%" .right} 后。\n',
    "footnote": "潮位很高[^1]，风也大[^note]。\n\n[^1]: 超过警戒线。\n[^note]: 七级。\n",
    "footnote-twice": "一[^a]，二[^a]，三[^b]。\n\n[^a]: 甲。\n\n[^b]: 乙。\n",
    "footnote-of-two-paragraphs": "潮位[^1]。\n\n[^1]: 第一段。\n\n    第二段。\n\n完。\n",
    "footnote-with-markup": "潮位[^1]。\n\n[^1]: 见**公告**和[这里](https://example.com/)。\n",
    "footnote-in-the-middle": "潮位[^1]。\n\n[^1]: 注。\n\n后面还有一段。\n",
    "footnote-unknown": "潮位[^nowhere]。\n",
    "footnote-unused": "潮位。\n\n[^1]: 没人用的注。\n",
    "footnote-in-a-list": "- 一[^1]\n- 二\n\n[^1]: 注。\n",
    "abbreviation": (
        "The HTML specification is by the W3C.\n"
        "\n*[HTML]: Hyper Text Markup Language\n*[W3C]: World Wide Web Consortium\n"
    ),
    "abbreviation-beside-chinese": "用 CSS 写，CSS3不算。\n\n*[CSS]: 层叠样式表\n",
    "table-of-contents": "* 目录\n{:toc}\n\n## 一\n\n正文。\n\n## 二\n\n正文。\n",
    "link-definition-at-the-top": "[a]: https://example.com/\n\n看[a]。\n",
    "link-definition-below-text": "看[a]。\n[a]: https://example.com/\n",
    "brackets-as-text": "【公告】[注意] 停航 [1] 和 [ ] 和 [x]。\n",
}

_TABLES = {
    "table": "| 时间 | 班次 |\n|------|------|\n| 上午 | 一 |\n| 下午 | 二 |\n",
    "table-with-alignment": "| 左 | 中 | 右 |\n|:---|:---:|---:|\n| a | b | c |\n",
    "table-without-outer-pipes": "时间 | 班次\n-----|-----\n上午 | 一\n下午 | 二\n",
    "table-right-below-text": "船期：\n| 时间 | 班次 |\n|------|------|\n| 上午 | 一 |\n",
    "table-below-blank-line": "船期：\n\n| 时间 | 班次 |\n|------|------|\n| 上午 | 一 |\n\n完。\n",
    "table-without-head": "| 上午 | 一 |\n| 下午 | 二 |\n",
    "table-without-head-with-line": "|---|---|\n| 上午 | 一 |\n| 下午 | 二 |\n",
    "table-with-two-bodies": "| 时间 | 班次 |\n|---|---|\n| 上午 | 一 |\n|---|---|\n| 下午 | 二 |\n",
    "table-with-foot": "| 时间 | 班次 |\n|---|---|\n| 上午 | 一 |\n|===|===|\n| 合计 | 一 |\n",
    "table-with-markup": (
        "| **粗** | `a|b` | [链](https://e.com/) |\n|---|---|---|\n| *斜* | \\| | ~~删~~ |\n"
    ),
    "table-with-empty-cells": "| a | | c |\n|---|---|---|\n| | b | |\n",
    "table-with-short-rows": "| a | b | c |\n|---|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |\n",
    "table-with-attributes": "| a | b |\n|---|---|\n| 1 | 2 |\n{: .wide}\n",
    "table-with-quotes": "| \"a\" | b -- c |\n|---|---|\n| 'd' | ... |\n",
    "pipe-as-text": "上午 | 下午\n",
    "pipe-in-a-sentence": "本站消息 | 今天停航，明天恢复。\n",
    "pipe-in-two-lines": "上午 | 一班\n下午 | 二班\n\n完。\n",
    "pipe-at-line-start": "|a|b|\n",
    "pipe-in-code": "运行 `a | b` 就好。\n",
    "full-width-pipe": "上午｜下午\n",
    "pipe-in-a-list": "- 上午 | 一班\n- 下午 | 二班\n",
    "pipe-in-a-link": "[一 | 二](https://example.com/)\n",
}

_QUOTATIONS = {
    "quotation": "> 停航。\n> 三天。\n",
    "quotation-lazy": "> 停航\n三天。\n\n完。\n",
    "quotation-of-two-paragraphs": "> 一\n>\n> 二\n\n完。\n",
    "quotation-nested": "> 一\n> > 二\n> 三\n",
    "quotation-with-list": "> - 一\n> - 二\n",
    "quotation-with-heading": "> ## 标题\n> 正文\n",
    "quotation-right-below-text": "他说：\n> 停航。\n",
    "quotation-without-space": ">停航。\n>三天。\n",
    "quotation-with-attributes": "> 停航。\n{: .said}\n",
    "two-quotations": "> 一\n\n> 二\n",
    "quotation-with-code": ">     a\n>     b\n",
    "greater-than-in-text": "3 > 2，2\n> 1 不是引用？\n",
}

_HTML = {
    "html-block": "<div>\n一\n</div>\n\n二\n",
    "html-block-with-blank-lines": "<div>\n<p>一</p>\n\n<p>二</p>\n\n    <p>三</p>\n</div>\n\n四\n",
    "html-block-with-markdown-inside": '<div>\n\n**不是粗体** 和 "quotes" -- ...\n\n- 不是列表\n</div>\n',
    "html-block-markdown-1": '<div markdown="1">\n\n**粗体** 和 "quotes"\n\n- 列表\n</div>\n\n完。\n',
    "html-block-markdown-span": '<div markdown="span">**粗体** 一行</div>\n\n完。\n',
    "html-block-markdown-block": '<section markdown="block">\n## 标题\n\n正文\n</section>\n',
    "html-paragraph-markdown-1": '<p markdown="1">**粗体** 一行</p>\n\n完。\n',
    "html-block-markdown-nested": '<div>\n<div markdown="1">\n**粗**\n</div>\n</div>\n',
    "html-block-markdown-0": '<p markdown="0">**不粗**</p>\n',
    "html-paragraph": '<p>一 **二** &amp; "三"</p>\n\n四\n',
    "html-right-below-text": "一\n<div>二</div>\n三\n",
    "html-right-above-text": "<div>一</div>\n二 **三**\n",
    "html-paragraph-above-markdown": "<p>一</p>\n二 **三**\n\n四\n",
    "html-comment": "一\n\n<!-- 看不见 -->\n\n二 <!-- 也看不见 --> 三\n",
    "html-comment-of-lines": "<!--\n看不见\n\n**也看不见**\n-->\n\n正文。\n",
    "html-comment-above-text": "<!--1600000000000-->\n正文。\n",
    "html-comment-above-link": (
        "<!--1600000000000-->\n[标题](https://example.com/x)\n------\n\n<div>正文一段。</div>\n"
    ),
    "html-inline": '一 <b>二 *三*</b> <span class="x">四</span> <br> 五 <br/>六。\n',
    "html-inline-unknown": "一 <foo>二</foo> <bar> 三。\n",
    "html-inline-not-closed": "一 <b>二\n\n三\n",
    "html-less-than-as-text": "a<b 且 c>d，<3，< 4 >，<>。\n",
    "html-chinese-in-brackets": "读<渡口>一书，<第二章>。\n",
    "html-block-in-a-list": "- 一\n  <div>二</div>\n- 三\n",
    "html-table": "<table>\n<tr><td>一</td>\n\n<td>**二**</td></tr>\n</table>\n\n三\n",
    "html-figure": (
        '<figure>\n<img src="https://example.com/a.png" alt="图">\n'
        "<figcaption>说明 *文字*</figcaption>\n</figure>\n\n正文。\n"
    ),
    "html-details": "<details>\n<summary>标题</summary>\n\n内容 **粗**\n\n</details>\n\n完。\n",
    "html-line-break": "一<br>二<br />\n三\n",
    "html-horizontal-rule": "一\n\n<hr>\n\n二\n<hr/>\n三\n",
    "html-heading": "<h2>标题 *不斜*</h2>\n\n正文。\n",
    "html-list": "<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n正文\n",
    "html-pre": '<pre>\n一\n  二 **不粗** "q"\n\n三\n</pre>\n\n四\n',
    "html-with-indent": "<div>\n    <p>一</p>\n        <p>二</p>\n</div>\n",
    "html-block-not-closed": "<div>\n一 **二**\n\n三\n",
    "html-end-tag-alone": "一\n\n</div>\n\n二\n",
    "html-attributes-without-quotes": "<p class=a data-x>一</p>\n\n<a href=https://example.com/>二</a>\n",
    "html-upper-case": "<DIV><P>一</P></DIV>\n\n<B>二</B>\n",
    "html-center": "<center>一 **二**</center>\n\n三\n",
    "html-blockquote": "<blockquote>\n一\n\n二 *三*\n</blockquote>\n\n四\n",
    "html-inline-element-as-block": (
        '<span>一</span>\n\n<b>二 **三**</b>\n\n<a href="https://example.com/">四</a> 五\n'
    ),
    "html-entities-in-block": "<p>&lt;b&gt; &nbsp;一 &copy; &hellip;</p>\n",
    "html-ruby": "<ruby>渡<rt>dù</rt></ruby>口。\n",
    "html-sup-and-sub": "H<sub>2</sub>O 与 m<sup>2</sup>。\n",
    "html-kbd": "按 <kbd>Ctrl</kbd>+<kbd>C</kbd>。\n",
    "html-two-on-a-line": "<div>一</div><div>二</div> 三\n\n四\n",
    "html-block-after-heading": "## 标题\n<div>一</div>\n\n二\n",
    "html-nested-divs": "<div><div>一\n\n二</div>\n\n# 三</div>\n\n四\n",
}

_KRAMDOWN = {
    "attributes-on-a-block": '一段。\n{: .note #n title="题"}\n\n{: .big}\n二段。\n',
    "attributes-on-a-span": "一个*词*{: .red}，两个**词**{:.blue #x}。\n",
    "attributes-by-name": "{:note: .a .b}\n\n一段。\n{: note}\n",
    "attributes-alone": "一段。\n\n{: .alone}\n\n二段。\n",
    "braces-as-text": "a {b} c, {: d}, {e: f}，{中文}。\n",
    "comment-extension": "一\n\n{::comment}\n看不见\n{:/comment}\n\n二 {::comment}也看不见{:/} 三\n",
    "nomarkdown-extension": "{::nomarkdown}\n<b>**不粗**</b>\n{:/nomarkdown}\n\n完。\n",
    "options-extension": '{::options parse_block_html="true" /}\n\n<div>\n**粗**\n</div>\n',
    "end-of-block": "一\n^\n二\n",
    "math-inline": "质能 $$E = mc^2$$ 公式，$a_1$ 不是，价格 $5 到 $6。\n",
    "math-block": "公式：\n\n$$\n\\sum_{i=1}^{n} x_i < 5\n$$\n\n完。\n",
    "math-with-markup": '$$a *b* _c_ "d"$$ 完。\n',
    "math-escaped": "\\$$5 不是公式$$\n",
    "raw-tag": "{% raw %}写 {{ page.title }} 和 {% if %} 就好。{% endraw %}\n",
    "raw-tag-inline": "模板 `{% raw %}{{ x }}{% endraw %}` 一行。\n",
    "raw-tag-in-fence": (
        "```liquid\n{% raw %}{{ site.title }}\n{% for x in y %}{% endfor %}{% endraw %}\n```\n"
    ),
    "raw-tag-with-dashes": "一 {%- raw %} {{ x }} {% endraw -%} 二\n",
    "tabs-in-text": "一\t二\n\n1.\t三\n2.\t四\n\n*\t五\n",
    "tab-at-line-start": "一\n\n\t代码\n\n二\n",
    "blank-lines-with-spaces": "一\n   \n二\n\t\n三\n",
    "many-blank-lines": "\n\n\n一\n\n\n\n二\n\n\n",
    "trailing-spaces": "   一   \n\n  二  \n",
    "no-line-end": "最后一行没有换行",
    "long-line": "很长的一行" * 200 + "。\n",
    "ial-below-list-item": "- 一\n  {: .x}\n- 二\n",
    "numbers-with-dots": (
        "1\\. 不是列表\n\n3.14 是圆周率。\n\n2020.1.4 是日期。\n\n1、顿号不是列表\n2、也不是\n"
    ),
    "plus-and-minus-lines": "+86 是区号\n-5 度\n*注 不是强调\n",
    "tildes-line": "~~~~~~~ 波浪\n\n正文\n",
    "stars-line": "**\n\n正文\n",
    "comment-like-percent": "%% 不是注释\n\n// 也不是\n",
    "line-with-only-spaces-at-the-end": "一\n    \n",
    "typographic-symbols-in-html": "<p>\"a\" -- 'b' ...</p>\n\n\"a\" -- 'b'\n",
    "consecutive-emphasis": "**一****二** *三**四*\n",
    "underscore-words": "__init__.py 与 _posts 与 a__b__c 与 _中文_。\n",
    "file-names": "文件 2020-01-04-a.md、C:\\a\\b、/usr/lib/x_y_z、*.txt、~/.config。\n",
}

#: What sites in the wild hold.
_FOUND = {
    "code-indented-right-above-text": "一\n\n    代码\n* 还是代码\n\n二\n",
    "code-indented-right-below-list": "- 一\n\n      代码\n  还是\n- 二\n",
    "code-fence-in-a-list": "1. 一\n\n    ```bash\n    $ ls *a*\n    ```\n\n2. 二\n",
    "code-fence-of-tildes-in-backticks": "````\n```\n~~~\n````\n\n一\n",
    "html-paragraph-not-closed": "<p>一 **二**\n\n三 **四**\n\n- 五\n",
    "html-element-unknown-not-closed": "用 List<String> 与 **粗** 和 [x](y)。\n",
    "html-attribute-with-angle": '<div title="a>b">一</div>\n\n二 **三**\n',
    "html-details-with-markdown": (
        '<details markdown="1">\n<summary>一</summary>\n\n- **二**\n\n</details>\n\n三\n'
    ),
    "html-anchor-above-heading": '<a name="x"></a>\n## 标题\n\n正文\n',
    "html-comment-beside-text": "<!-- 一 --> 二 **三**\n\n<!-- 四\n\n五 --> 六\n",
    "address-of-mail": "写信到 <a@b.example> 或 <mailto:c@d.example>。\n",
    "address-with-space": "见 <https://example.com/a b>。\n",
    "attributes-that-begin-an-item-line": "* 一\n  {: .lead}\n  二\n* 三\n",
    "emphasis-beside-emphasis": "**一****二** *三**四* ***五*六** _七_八_\n",
    "emphasis-never-closed": "a *b **c __d _e 一*\n",
    "emphasis-in-code-and-links": "*a `b*` [c*](https://e.com/*) d* e\n",
    "list-of-two-kinds": "* 一\n* 二\n1. 三\n2. 四\n\n1. 五\n- 六\n",
    "table-of-contents-left-out": "# 一\n{: .no_toc}\n\n正文。\n",
    "heading-with-attributes": "## 一 {#own}\n{: .no_toc }\n\n# 二\n正文\n",
    "html-block-with-addresses": "<div>\n写信到 <a.b@c.example>，见 <https://e.com/>。\n</div>\n\n尾\n",
    "html-details-with-addresses": "<details>\n<summary>名单</summary>\n\n* 甲 <<a@b.example>>\n</details>\n",
    "html-block-with-a-comment": "<div>\n<!-- <a@b.example> -->一<script>a<b@c</script>\n</div>\n",
    "html-tag-that-is-none": "依 <LICENSE-MIT or [甲](https://e.com/a)> 或 <LICENSE or http://e.com/b>。\n",
    "attributes-behind-html": (
        '<img src="/a.png">{: .center } 一 <b>二</b>{: .c} 三 <br>{: .c}四 <b>{: .c}五</b>\n'
    ),
    "attributes-behind-a-note": "一[^1]{: .c} 二\n\n[^1]: 注\n",
    "link-with-its-name-at-a-distance": (
        "[甲] [a]，[乙]\n[a]，[丙]  []，[**丁**] [a]，[戊] [b]\n\n"
        "[a]: https://e.com/a\n[丙]: https://e.com/c\n"
    ),
    "code-fence-longer-than-its-end": "````\na\n```\n一\n```\nb\n```\n",
    "code-fence-longer-with-language": "````sh\na\n```\n一\n",
    "code-fence-of-tildes-longer-than-its-end": "~~~~\na\n~~~\n一\n",
    "code-fence-longer-with-words": "```` a b\na\n```\n一\n",
    "code-fence-never-closed-by-fewer": "`````\na\n``\n一\n",
    "heading-with-hashes-and-id": "## 一 ## {#b}\n\n### 二 #{#d}\n\n### C# {#e}\n\n# F \\# {#f}\n\n## #\n",
    "list-below-the-indent-of-its-item": "  1. 一\n  二\n    * 用 `a` 与\n      `b`\n    * 三\n\n四\n",
    "list-below-the-indent-of-an-inner-item": "- 一\n\n  10. 二\n     * 三\n     * 四\n",
    "marks-below-the-indent-of-an-item": "  1. 一\n    # 二\n    > 三\n\n四\n",
    "list-below-a-bare-number": "  1. 一\n  1. \n    * 二：三\n    * 四\n  1. 五\n",
    "list-below-a-bare-mark": " * \n    - 一\n *\n  二\n",
    "math-at-line-start": "$$a$$\n接着一行 $$b$$。\n\n$$\nc \\\\\nd\n$$\n",
    "code-fence-of-a-list-in-a-list": "- 一：\n  ```yaml\n  plugins:\n    - 甲\n    - 乙\n  ```\n- 二\n",
    "code-fence-of-a-list-in-a-loose-list": "- 一：\n\n  ```yaml\n  - 甲\n  - 乙\n  ```\n\n- 二\n",
    "code-indented-with-spaces-and-a-tab": "- 一\n\n  \t代码？\n\n \t也不是\n",
    "definition-below-attributes": "词\n{: .x}\n: 义\n",
    "definition-in-a-quotation": "> 词\n>\n> : 义\n\n    代码\n",
    "definition-with-a-list-below": "词\n: 义\n- 一\n- 二\n",
    "emphasis-over-a-bracket": "[2*3](https://e.com/) 和 *四*，[2*3](https://e.com/)\n",
    "emphasis-of-many-marks": "****一****，******二******，_\\__，**\\**\n",
    "html-in-emphasis": "*一 <i>二* 三</i> 四*，*五 <b>六* 七\n",
    "html-that-holds-spans-where-asked": (
        '一 <kbd markdown="1">*二*</kbd> <b markdown="0">*三*</b> <code markdown="span">*四*</code>\n'
    ),
    "html-with-a-line-break": '<div markdown="1">\n一\\\n二\n</div>\n\n三 <b>四\\\n五</b>\n',
    "html-tag-in-a-sentence": "用 <div> 标签，或者 <p> 和 <table>。\n",
    "html-tags-indented-below-text": "写作：\n    <div>\n      一\n    </div>\n\n完\n",
    "html-void-right-above-a-table": "<hr>\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "html-style-right-above-a-heading": "<style>a { b: c }</style>\n一\n---\n",
    "image-in-emphasis-in-a-link": "[**![图](https://e.com/a.png)**](https://e.com/) 一\n",
    "link-in-a-link": "[[一](https://e.com/a)](https://e.com/b)，[[二][a]](https://e.com/b)\n\n[a]: https://e.com/\n",
    "link-with-a-title-in-quotes": '[一](https://e.com \'a "b" c\') [二](https://e.com "a "b" c")\n',
    "list-in-a-list-by-its-second-line": "- 一\n  二\n  - 三\n 四\n  1. 五\n",
    "note-in-html": '一[^2]\n\n<div markdown="1">\n二[^1]\n</div>\n\n[^1]: 甲\n[^2]: 乙\n',
    "note-in-a-note": "一[^1]\n\n[^1]: 甲[^2]\n\n    乙\n[^2]: 丙\n",
    "note-in-a-link": "[[^1]](https://e.com/)，[二[^2]](https://e.com/)\n\n[^1]: 甲\n[^2]: 乙\n",
    "quotation-with-formulas": "> $$a$$ 一\n> $$b$$ 二\n\n三\n",
    "quotation-with-html-of-lazy-lines": "> <div>\n> 一\n二\n> </div>\n\n三 *四*\n",
    "quotes-before-markup": '"[今天](https://e.com/)"，\n"*明天*"，\n"`后天`"，\n"<b>大后天</b>"，"![图](a.png)"\n',
    "quotes-in-quotes": '"\'90s" \'\'90s ""一"" "\'a"\' \'"b\'" ("\'c\'")\n',
    "reference-right-above-a-line": "[a]: https://e.com/\n-----\n\n二\n",
    "strikethrough-with-emphasis": "_~~_一_~~_ ~~**二**\\\n三~~ ~~\\~~\n",
    "table-of-contents-below-a-quotation": "> * 目录\n{:toc}\n\n* 一\n* 二\n\n# 三\n",
    "table-with-a-lone-back-tick": "| ` | 一 |\n|---|---|\n| `a | b` | 二 |\n",
    "attributes-behind-a-line-break": "一\n{:.x} 二\n",
    "attributes-on-a-term": "词 {: .x}\n: 义\n\n{: .y} 词二\n: 义\n",
    "nomarkdown-with-html": "{::nomarkdown}\n<div>*一*</div>\n{:/}\n\n二\n",
    "comment-right-above-a-heading": "{::comment}\n一\n{:/comment}\n二\n===\n",
    "eob-in-a-list": "* 一\n\n  ^\n\n  二\n",
}

#: Every construct by its name.
CONSTRUCTS: Mapping[str, str] = (
    _EMPHASIS
    | _TYPOGRAPHY
    | _HEADINGS
    | _LISTS
    | _CODE
    | _LINKS
    | _TABLES
    | _QUOTATIONS
    | _HTML
    | _KRAMDOWN
    | _FOUND
)

#: Constructs that Windows' line ends could change.
WITH_WINDOWS_LINE_ENDS = (
    "code-fence-python",
    "definition-list",
    "emphasis-over-a-line-end",
    "footnote-of-two-paragraphs",
    "hard-breaks",
    "heading-setext",
    "html-block-with-blank-lines",
    "list-item-of-two-paragraphs",
    "quotation-lazy",
    "soft-break-between-chinese",
    "table",
)

#: Whole posts as people write them, with the text that kramdown 2.4.0 gave them. Some say why the text of the
#: article is another one by design, and what it is rendered as, if that is not what kramdown gives.
POSTS: tuple[Mapping[str, str], ...] = tuple(
    json.loads((DATA / "kramdown_posts.json").read_text(encoding="utf-8"))
)
