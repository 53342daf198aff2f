"""Jekyll sites whose posts hold Liquid: one construct a post, named by what it shows. Every text is our own.

`LIQUID_SITES` composes each by its name. What Jekyll dies of is in `LIQUID_FAILURES`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

Files = Mapping[str, str | bytes]

_CONFIG = """\
title: 港口新闻
url: https://port.example
timezone: Asia/Shanghai
author: 林站长
contact:
  mail: quay@port.example
  phones: [11, 22]
tides: [high, low, slack]
is_open: true
collections:
  docs: {output: true}
  guides: {output: true, permalink: /handbook/:title/}
berths: 7
depth: 12.50
opened: 2001-05-06
nothing:
include: [.htaccess]
exclude: [shut, _docs/shut.png, public]
defaults:
  - scope: {path: assets/charts}
    values: {is_chart: true}
"""


def _sections(text: str) -> dict[str, str]:
    """Part a text at the lines that name what follows them."""
    names_and_bodies = re.split(r"^=== (.*)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(names_and_bodies[::2], names_and_bodies[1::2], strict=True))


#: Bodies of posts that show what tags do.
TAGS = _sections(r"""
=== assign
{% assign ship = "海燕" %}今天{{ ship }}号进港。
=== assign-filtered
{% assign list = "a,b,,c,," | split: "," %}{{ list | size }}: {{ list | join: "-" }}。
=== assign-lax
{% assign x = page.title b | upcase %}{{ x }}/{% assign y = 'a' + 'b' %}{{ y }}/{% assign z == 5 %}{{ z }}
/{% assign w = "a" "b" | append: "c" %}{{ w }}/{% assign v = page.title || "x" %}{{ v }}。
=== assign-of-a-page
{% assign p = page %}标题 {{ p.title }}。
=== blank-block
一{% if true %}

   {% assign x = 1 %}
{% endif %}二。
=== break-and-continue
{% for i in (1..9) %}{% if i == 3 %}{% continue %}{% elsif i == 6 %}{% break %}{% endif %}{{ i }}
{% endfor %}完。
=== capture
{% capture line %}船名 {{ page.title }}{% endcapture %}[{{ line }}] [{{ line | size }}]
=== capture-lax
{% capture foo bar %}一{% endcapture %}{{ foo }}{% capture "baz" %}二{% endcapture %}{{ baz }}。
=== case
{% case page.berth %}{% when 1 %}一{% when 2, 3 %}二三{% when 'x' or 'y' %}字{% else %}别{% endcase %}号泊位。
=== case-lax
{% case page.berth foo %}{% when 3 4 %}三{% endcase %}
{% case page.berth %}{% when 1 or 3, %}一三{% endcase %}。
=== comment
一{% comment %}不看 {{ page.title }} {% nosuch %}{% endcomment %}二。
=== comment-nested
一{% comment %}a{% comment %}b{% endcomment %}c{% endcomment %}二。
=== comment-with-raw
一{% comment %}{% raw %}{% endcomment %}{% endraw %}{% endcomment %}二。
=== cycle
{% for i in (1..5) %}{% cycle "单", "双" %}{% endfor %}。
=== cycle-of-variables
{% cycle page.title, "别" %}{% cycle page.title, "别" %}、
{% for i in (1..3) %}{% cycle page.title, "别" %}{% endfor %}
{% cycle "单", "双" %}{% cycle "单", "双" %}
=== cycle-named
{% for i in (1..3) %}{% cycle "a": "x", "y" %}{% cycle "b": "x", "y" %}{% endfor %}。
=== cycle-lax
{% cycle 'a' 'b', 'c' %}{% cycle 'a' 'b', 'c' %}{% cycle n x: 'a', 'b' %}{% cycle 'g': 'a', 'b' c %}
{% cycle 'g': 'a', 'b' c %}。
=== empty-output
一{{ }}{{}}二。
=== expression-lax
一{{ site.title bar }}、${{ nosuch && x }}、{{ "字" "句" }}、{{ page.berth if page }}、{{ site.title, x }}。
=== expression-lax-with-filters
{{ page.title b | upcase }}/{{ 'x' y | append: 'z' 'w' }}/{{ page.title && nil | upcase }}
/{{ page.title | upcase foo }}
{{ page.title | append: "x" | }}/{{ page.title || upcase }}/{{ !page.title }}/{{ page.crew[captain] }}
/{{ page.crew.captain. }}/{{ page.one[0 }}
/{{ 1.2.3 }}/{{ (page.title) }}/{{ page.berth + 1 }}/{{ page.berth+1 }}/{{ = }}
/{{ page.title | append: 'a' : }}
/{{ page.title ? "a" : "b" }}/{{ "a"b }}/{{ page['crew']['mate' ] }}/{{ page.title | default "x" | upcase }}
/{{ @a }}/{{ page.title; }}/{{ “page.title” }}/{{ ’x’ }}
/{{ page.title | truncate: 2 , }}/{{ page.title | replace "L", "M" , "N" }}/{{ blank x }}/{{ 12 x }}
/{{ true x }}/{{ 'a"b' c }}
=== filter-unknown
一{{ site.title | nosuch }}、{{ "b" | nosuch: 1, "x" | upcase }}。
=== for
{% for tide in site.tides %}{{ forloop.index }}/{{ forloop.length }} {{ tide }}；{% endfor %}
=== for-else
{% for x in page.none %}有{% else %}没有船。{% endfor %}
=== for-first-last
{% for x in site.tides %}{% if forloop.first %}[{% endif %}{{ x }}{% if forloop.last %}]{% endif %}
{% endfor %}
=== for-hash
{% for pair in site.contact %}{{ pair[0] }}={{ pair[1] }}；{% endfor %}
=== for-lax
{% for x in site.tides | reverse %}{{ x }}{% endfor %}
/{% for x in (1..4) limit:2 reversed %}{{ x }}{% endfor %}
/{% for x in (1..4) reversed limit:2 %}{{ x }}{% endfor %}
{% for x in site.tides, limit: 1 %}{{ x }}{% endfor %}/{% for x in site.tides limit 1 %}{{ x }}{% endfor %}
/{% for x in site.tides sort: "a" offset:1 %}{{ x }}{% endfor %}
{% for x in 1..3 %}{{ x }}{% endfor %}/{% for x in (1..3 ) %}{{ x }}{% endfor x %}
/{% for x in site.tides limit:=2 %}{{ x }}{% endfor %}/{% for x in page.none[ %}{{ x }}{% endfor %}
=== for-limit-nil
{% for x in (1..3) limit: page.none %}{{ x }}{% endfor %}
{% for x in (1..3) offset: page.none %}{{ x }}{% endfor %}
{% for x in (1..3) limit: page.none offset: 1 %}{{ x }}{% endfor %}
=== for-limit-offset
{% for i in (1..9) limit:3 offset:2 %}{{ i }}{% endfor %}。
=== for-offset-continue
{% for i in site.tides limit:1 %}{{ i }}{% endfor %}、{% for i in site.tides offset:continue %}{{ i }}
{% endfor %}
=== for-over-text
{% for x in "abc" %}（{{ x }}）{% endfor %}
=== for-over-text-bounded
{% for x in "abc" offset: 1 %}（{{ x }}）{% endfor %}{% for x in "abc" limit: 0 %}（{{ x }}）{% endfor %}
=== for-parent
{% for a in (1..2) %}{% for b in (1..2) %}{{ forloop.parentloop.index }}{{ b }} {% endfor %}{% endfor %}
=== for-range-of-variables
{% assign n = 4 %}{% for i in (2..n) %}{{ i }}{% endfor %}。
=== for-reversed
{% for i in (1..4) reversed %}{{ i }}{% endfor %}。
=== for-reversed-limit
{% for i in (1..5) reversed limit:2 %}{{ i }}{% endfor %}。
=== highlight
看代码：

{% highlight python %}
if tide < 3 and 'x' in "&":
    print('水浅')
{% endhighlight %}

完。
=== highlight-blank-lines
{% highlight c %}


int a;



int b;

{% endhighlight %}
=== highlight-in-text
一 {% highlight sh %}ls -l | wc{% endhighlight %} 二。
=== highlight-language-with-signs
{% highlight C++ %}
std::vector<int> a;
{% endhighlight %}
=== highlight-lines
{% highlight ruby hl_lines="1 2" %}
puts 1
puts 2
{% endhighlight %}
=== highlight-numbered
{% highlight js linenos %}
let a = 1;
let b = a < 2;
{% endhighlight %}
=== highlight-numbered-table
{% highlight js linenos=table %}
let a = 1;
{% endhighlight %}
=== highlight-of-markup
{% highlight html %}
<p class="a">&amp; *no* _emphasis_</p>
# no heading
{% endhighlight %}
=== highlight-of-nothing
前。
{% highlight text %}{% endhighlight %}
后。
=== highlight-unknown-language
{% highlight nosuchlanguage %}
a  =  b
{% endhighlight %}
=== highlight-with-liquid
{% highlight text %}
{{ page.title }} {% for i in (1..3) %}{{ i }}{% endfor %}
{% endhighlight %}
=== highlight-with-raw
{% highlight liquid %}{% raw %}
{{ page.title }}
{% endraw %}{% endhighlight %}
=== html-with-liquid
<p class="{{ page.none }}">站 {{ site.title }}</p>
=== if-and-or
{% if true or false and false %}真{% else %}假{% endif %}{% if false and false or true %}真{% else %}假
{% endif %}
=== if-blank
{% if page.none == blank %}空{% else %}不空{% endif %}、{% if page.none != blank %}不空{% endif %}
{% if page.hollow == blank or page.title == blank %}空{% elsif blank != page.title %}不空{% endif %}
{% unless page.title == blank %}不空{% endunless %}
{% case page.none %}{% when blank %}空{% else %}不空{% endcase %}
{% if blank %}字{% endif %}{% if page.title == "blank" %}空{% endif %}
=== if-blank-empty
{% if page.none == empty %}2{% endif %}{% if page.hollow == empty %}3{% endif %}
{% if page.tags == empty %}5{% endif %}{% if page.title != empty %}6{% endif %}。
=== if-compare
{% if site.berths > 6 %}1{% endif %}{% if site.berths >= 7 %}2{% endif %}{% if site.berths < 7.5 %}3
{% endif %}{% if site.berths != 8 %}4{% endif %}{% if site.berths <> 8 %}5{% endif %}
{% if 'a' < 'b' %}6{% endif %}。
=== if-compare-nil
{% if page.none > 1 %}1{% endif %}{% if page.none <= 1 %}2{% endif %}{% if nil < 1 %}3{% endif %}
{% if page.none == nil %}4{% endif %}。
=== if-contains
{% if site.tides contains 'low' %}1{% endif %}{% if page.title contains 'if' %}2{% endif %}
{% if site.contact contains 'mail' %}3{% endif %}{% if page.none contains 'x' %}4{% endif %}。
=== if-elsif-else
{% if site.berths == 1 %}一{% elsif site.berths == 7 %}七{% else %}别{% endif %}。
=== if-lax
{% if page.title && nosuch %}1{% else %}0{% endif %}
{% if (page.none or page.title) and page.berth %}2{% endif %}
{% if !page.title %}3{% endif %}{% if (page.berth == 3) %}4{% endif %}
{% if page.title and (page.none) %}5{% else %}6{% endif %}
{% if page.berth == 3 4 %}7{% endif %}
{% if page.none == empty, %}8{% endif %}{% unless (page.none) %}9{% endunless %}
{% if page.none %}{% elsif page.berth == 3) %}a{% endif %}{% if page.title | size %}b{% endif %}
{% if page.berth == '3' | plus: 1 %}c{% else %}d{% endif %}
{% if page.none %}1{% else if page.title %}e{% endif %}{% if page.title %}f{% endif page.title %}
{% if page.berth == %}g{% endif %}
=== if-truth
{% if 0 %}1{% endif %}{% if '' %}2{% endif %}{% if site.is_open %}3{% endif %}{% if page.closed %}4
{% endif %}{% if page.none %}5{% endif %}{% if site.nothing %}6{% endif %}。
=== ifchanged
{% for x in page.series %}{% ifchanged %}{{ x }}{% endifchanged %}{% endfor %}。
=== include
前{% include plain.html %}后。
=== include-in-folder
{% include sub/dir/part.md %}。
=== include-in-loop
{% for t in site.tides %}{% include item.html name=t %}{% endfor %}
=== include-keeps-assigns
{% include assigns.html %}{{ from_include }}。
=== include-nested
{% include outer.html word="潮" %}。
=== include-parameters
{% include box.html key="v 'x'" other=page.title third='say "hi"' number=12 flag=true none=page.none %}
=== include-parameters-escaped
{% include box.html key="a \"b\" c" other='it\'s' %}
=== include-parameters-on-lines
{% include box.html
  key="一"
  other=site.title
%}
=== include-two-of-them
{% include box.html key="1" %}{% include box.html other="2" %}
=== include-relative
{% include_relative beside/part.md %} {% include_relative beside/part.md word=page.title %}
{% for i in (1..2) %}{% include_relative beside/part.md word=i %}{% endfor %}
{% assign place = "beside" %}{% include_relative {{ place }}/part.md word="变量" %}{% include relative.html %}
=== include-variable
{% include {{ page.part }} %}{% include sub/{{ page.folder }}/part.md %}
=== include-with-highlight
前。

{% include code.html lang='sh' %}

后。
=== increment
{% increment a %}{% increment a %}{% decrement b %}{{ a }}。
=== link-document
{% link _docs/one.md %} {% link _docs/deep/two.html %} {% link _docs/own.md %} {% link _guides/船 1.md %}
=== link-file-of-a-collection
{% link _docs/pic.png %} {% link _docs/deep/my pic.v1.png %} {% link _guides/海图.svg %}
{% link _docs/LICENSE %}
=== link-page
[页]({% link about.md %}) {% link about.md %} {% link docs/index.html %} {% link docs/guide.html %}
=== link-page-of-data
{% link search.json %}
=== link-page-permalink
{% link contact.html %}
=== link-post
{% link _posts/2021-01-05-target.md %}
=== link-static
{% link assets/chart.png %} {% link /assets/chart.png %} {% link assets/海图 1.png %}
=== link-variable
{% assign where = 'about.md' %}{% link {{ where }} %}
=== link-with-liquid
[海图]({{ "/assets/chart.png" | relative_url }}) ![图]({{ site.baseurl }}/a.png)
=== markdown-made-by-a-loop
{% for t in site.tides %}
* {{ t }}
{% endfor %}

完。
=== markdownify
{{ '一 *二* **三**' | markdownify }}

{{ '[a](https://a.example/) "q" -- r' | markdownify }}
=== post-url
[昨天]({% post_url 2021-01-05-target %}) {% post_url /2021-01-05-target %}
=== post-url-above
{% post_url 海港/2021-01-07-above %}
=== post-url-bare
{% post_url 2021-01-06-deep %}
=== post-url-chinese
{% post_url 2021-01-08-渡口的雾 %}
=== post-url-in-folder
{% post_url below/2021-01-06-deep %}
=== post-url-of-permalink
{% post_url 2021-01-09-permalink %}
=== raw
写 {% raw %}{{ page.title }} {% if %}{% endraw %} 就好。
=== raw-in-code
```
{% raw %}{% for x in y %}{% endfor %}{% endraw %}
```
=== table-made-by-a-loop
| 潮 | 序 |
|---|---|
{% for t in site.tides %}| {{ t }} | {{ forloop.index }} |
{% endfor %}
=== tablerow
<table>
{% tablerow tide in site.tides %}{{ tide }}{% endtablerow %}
{% tablerow i in (1..5) cols:2 %}{{ i }}/{{ tablerowloop.row }}/{{ tablerowloop.col }}{% endtablerow %}
{% tablerow i in page.series cols:2 limit:3 offset:1 %}{{ i }}{{ tablerowloop.col_last }}{% endtablerow %}
{% tablerow i in page.hollow %}{{ i }}{% endtablerow %}{% tablerow i in page.none %}{{ i }}{% endtablerow %}
</table>
=== unless
{% unless page.none %}没有{% else %}有{% endunless %}{% unless site.is_open %}关{% else %}开{% endunless %}。
=== white-space-control
一 {%- if true -%} 二 {%- endif -%} 三  {{- ' 四 ' -}}  五
=== white-space-of-chinese
一　{%- if true -%}　二{%- endif %}。
""")

#: Bodies of posts that show what values are.
VALUES = _sections(r"""
=== jekyll
{{ jekyll.environment }}。
=== literals
{{ 'a' }} {{ 1 }} {{ -1.50 }} {{ true }} {{ false }}[{{ nil }}]{{ 1e3 }}
=== named-like-a-keyword
{{ page.offset }} {{ page.limit }} {% if page.limit == 4 %}四{% endif %}{% for i in (1..page.limit) %}
{{ i }}{% endfor %}
=== named-like-a-method
{{ page.size }}{{ site.size }}。
=== page-categories
{{ page.categories }} {{ page.categories | join: '/' }} {{ page.categories.size }}
{{ page.categories.first }}
=== page-collection
{{ page.collection }} {{ page.ext }} {{ page.name }} {{ page.slug }}
=== page-date
{{ page.date }}
=== page-front-matter
{{ page.berth }} {{ page.closed }} {{ page.crew.captain }} {{ page.crew['mate'] }}
{{ page.series[1] }} {{ page.series.last }}
=== page-made-by-jekyll
{{ page.draft }} {{ page.slug }} {{ page.previous.slug }} {{ page.previous.ext }} {{ page.previous.draft }}
{% assign posts = site.posts | reverse %}
{% for post in posts limit: 5 %}{{ post.slug }} {{ post.ext }} {{ post.name }} {{ post.draft }}；{% endfor %}
=== post-ids
{% assign posts = site.posts | reverse %}
{% for post in posts limit: 5 %}{{ post.id }} {{ post.url }}；{% endfor %}
=== page-neighbours
{{ page.next.title }} {{ page.next.url }} {{ page.next.next.title }} {{ page.next.previous.title }}
{{ page.previous.title }} {{ page.previous.date }} {{ page.previous.id }} {{ page.previous.tags[0] }}
{% if page.next %}有{% else %}无{% endif %}
{% assign last = site.posts | last %}[{{ last.previous }}]{{ last.next.title }}
[{{ site.posts.first.next }}]{{ site.posts.first.previous.title }}
{% assign p = page %}{% for i in (1..3) %}{% assign p = p.previous %}{{ p.title }}；{% endfor %}
=== page-path
{{ page.path }} {{ page.relative_path }}
=== page-tags
{{ page.tags }} {{ page.tags[0] }} {{ page.tags[-1] }} {{ page.tags[9] }}。
=== page-title
{{ page.title }} {{ page['title'] }}
=== page-url
{{ page.url }} {{ page.id }}
=== range
{{ (1..4) }} {{ (1..4) | join: ',' }} {{ (1..4) | size }}
=== site-categories-in-order
{% for pair in site.categories %}{{ pair[0] }} {{ pair[1].size }} {{ pair[1].first.title }}；{% endfor %}
{% for pair in site.tags %}{{ pair | first }}；{% endfor %}
=== site-categories
{{ site.categories['甲'] | map: "title" | join: "," }} {{ site.tags.ferry.size }} {{ site.tags.none.size }}
=== site-data
{{ site.data.quays.east.name }} {{ site.data.quays.east.depth | plus: 1 }} {{ site.data.none }}
{% for ship in site.data.ships %}{{ ship.name }}：{{ ship.crew }}；{% endfor %}
{{ site.data.lists.tides | join: "、" }}
{{ site.data.lists.deeper.word }} {{ site.data.lists.size }}
=== site-data-of-names
{{ site.data.my_file.a }} {{ site.data['my file'].a }}[{{ site.data.v12.a }}][{{ site.data.dotted }}]
[{{ site.data['']['a'] }}]
{{ site.data.two }} {{ site.data.three }} {{ site.data.twin.x }} {{ site.data.same }}
{{ site.data.my_folderd | jsonify }}
[{{ site.data.UP }}{{ site.data.hidden }}{{ site.data.other }}]
=== site-data-of-tables
{% for berth in site.data.berths %}[{{ berth.name }}|{{ berth['depth m'] }}|
{% if berth.note %}{{ berth.note }}{% else %}-{% endif %}]{% endfor %} {{ site.data.berths.size }}
{{ site.data.berths | map: "name" | join: "、" }}
{{ site.data.berths | jsonify }} {{ site.data.berths[0] }}
{% for tide in site.data.lists.hours %}{{ tide.day }} {{ tide.hour | plus: 1 }}；{% endfor %}
{{ site.data.both[0].kind }} {{ site.data.bare | jsonify }}
=== site-posts
{% for post in site.posts limit: 4 %}[{{ post.title }}]({{ post.url }}) {{ post.date | date: "%F %T" }}
{{ post.tags | join: "/" }} {{ post.id }} {{ post.path }}；{% endfor %}
{{ site.posts.size }} {{ site.posts.first.title }}
{{ site.posts.last.url }}
=== site-posts-where
{{ site.posts | where: "title", "目标" | map: "url" | join: "," }} {{ site.posts | where: "berth", 3 | size }}
{% assign one = site.posts | where: "slug", "说明" | first %}{{ one.title }} {{ one.closed }}。
=== site-static-files
{% for file in site.static_files %}{{ file.path }} {{ file.name }} {{ file.basename }} {{ file.extname }}
[{{ file.collection }}{{ file.is_chart }}{{ file.url }}]；{% endfor %}{{ site.static_files.size }}
{{ site.static_files | where: "is_chart", true | map: "path" | join: "," }}
{{ site.static_files | where_exp: "file", "file.path contains 'deep'" | map: "name" | join: "," }}
=== site-collection
{% for doc in site.docs %}{{ doc.title }}、{{ doc.url }}、{{ doc.id }}、{{ doc.path }}、{{ doc.slug }}、
{{ doc.ext }}、{{ doc.name }}、{{ doc.collection }}、{{ doc.next.title }}、{{ doc.previous.title }}、
{{ doc.tags }}、{{ doc.draft }}；{% endfor %}
{{ site.docs.size }} {{ site.docs | where: "slug", "one" | map: "title" }} {{ site.docs.first.relative_path }}
=== site-collection-dated
{% for doc in site.guides %}{{ doc.title }}、{{ doc.url }}、{{ doc.id }}、{{ doc.date | date: "%F" }}、
{{ doc.tags | join: "," }}、{{ doc.categories }}；{% endfor %}
=== site-config
{{ site.title }} {{ site.url }}[{{ site.baseurl }}] {{ site.timezone }} {{ site.contact.mail }}
{{ site.contact.phones[1] }}
=== site-github
[{{ site.github }}{{ site.github.url }}]
=== site-lists
{{ site.tides }} {{ site.tides.size }} {{ site.tides.first }} {{ site.contact }}
=== site-numbers
{{ site.berths }} {{ site.depth }} {{ site.is_open }} {{ site.opened }}[{{ site.nothing }}]
=== typed
{{ page.number }} {{ page.float }} {{ page.day }} {{ page.moment }} {{ page.quoted }}
{{ page.zeros }} {{ page.yes_ }}
=== undefined
一{{ none }}{{ none.of.that }}{{ page.none }}{{ site.none[0] }}{{ page.title.none }}二。
""")

#: What filters make, an expression a line.
FILTERS = _sections(r"""
=== append-prepend
'a' | append: 'b'
5 | append: 1
true | append: nil
'a' | prepend: 2.0
page.tags | append: '!'
=== array-to-sentence
site.tides | array_to_sentence_string
site.tides | array_to_sentence_string: 'oder'
page.tags | array_to_sentence_string
page.one | array_to_sentence_string
page.hollow | array_to_sentence_string
=== capitalize
'hELLO wORLD' | capitalize
'ÉTÉ' | capitalize
'渡' | capitalize
'' | capitalize
=== case
'ΟΙΝΟΠΑ ÉTÉ' | downcase
'straße é' | upcase
nil | upcase
=== cgi-escape
'foo, bar;baz? 渡*~' | cgi_escape
=== compact
page.holes | compact | join: ','
page.holes | size
page.people | compact: 'age' | map: 'name' | join: ','
=== concat
site.tides | concat: page.tags | join: ','
page.none | concat: page.tags | join: ','
=== date
page.date | date: '%Y-%m-%d %H:%M:%S %z %Z'
page.date | date: '%-d. %B %y, %A %I:%M %p'
page.date | date: '%e/%k/%l/%j/%U/%V/%W/%u/%w/%s/%C/%G/%h/%a/%b'
page.date | date: '%^a %^B %#p %P %D %F %T %R %c %x %X %r'
page.date | date: '%:z %::z %N %3N %L %n%t%%'
page.date | date: '%m/%d 年%Y月'
page.date | date: '%10Y %-m %_d %05d %Q %E'
page.date | date: '%Ey %EY %-Od %Om %OY %Ez %10Ec %OH'
page.date | date: ''
page.date | date: nil
page.moment | date: '%Y %H:%M %z'
page.day | date: '%Y年%m月%d日'
page.offset | date: '%F %T %z'
'2020-02-29 12:13:14 +0530' | date: '%F %T %z'
'2020-02-29 12:13:14 -05:30' | date: '%F %T %z'
'Sat, 29 Feb 2020 12:13:14 GMT' | date: '%F %T'
page.quoted | date: '%Y-%m-%d %H:%M'
'2020-02-29 12:13:14' | date: '%F %T'
'2020-02-29T12:13:14Z' | date: '%F %T'
'Mar 3 2019 14:05' | date: '%F %T'
1577973600 | date: '%F %T'
'1577973600' | date: '%F %T'
'no such' | date: '%F'
nil | date: '%F'
'' | date: '%F'
=== date-to
page.date | date_to_string
page.date | date_to_string: 'ordinal'
page.date | date_to_string: 'ordinal', 'US'
page.date | date_to_long_string
page.date | date_to_long_string: 'ordinal'
page.date | date_to_long_string: 'ordinal', 'US'
page.date | date_to_xmlschema
page.date | date_to_rfc822
page.day | date_to_xmlschema
page.day | date_to_string: 'ordinal'
'2020-03-11' | date_to_string: 'ordinal'
'2020-03-22 10:00' | date_to_string: 'ordinal'
'2020-03-23' | date_to_rfc822
nil | date_to_string
'' | date_to_xmlschema
=== default
page.none | default: 'x'
'' | default: 'x'
page.hollow | default: 'x'
false | default: 'x'
false | default: 'x', allow_false: true
0 | default: 'x'
page.title | default: 'x'
page.none | default: page.none | default: 'y'
=== escape
"Fähre, 渡轮 & <b>Quay</b>" | escape
'a "b" &amp; &#39; &copy; &' | escape_once
"Fähre, 渡轮 & <b>Quay</b>" | xml_escape
"Fähre, 渡轮 & <b>Quay</b>" | h
nil | escape
=== find
page.people | find: 'name', '乙' | map: 'age'
page.people | find: 'age', 41 | jsonify
page.people | find: 'name', 'none'
=== find-exp
page.people | find_exp: 'p', 'p.age < 10' | map: 'name'
page.people | find_exp: 'p', 'p.age == 99'
(1..5) | find_exp: 'i', 'i > 3'
site.contact | find_exp: 'p', "p contains '@'"
'a' | find_exp: 'p', 'p'
=== first-last
site.tides | first
site.tides | last
'abc' | first
page.none | last
page.hollow | first
(3..5) | last
=== group-by
page.people | group_by: 'port' | jsonify
=== group-by-exp
page.people | group_by_exp: 'p', 'p.age | plus: 1' | map: 'name' | inspect
page.people | group_by_exp: 'p', 'p.port' | jsonify
page.people | group_by_exp: 'p', 'p.none' | jsonify
page.people | group_by_exp: 'p', "p.port x | append: 'b'" | map: 'name' | inspect
page.series | group_by_exp: 'n', 'n | modulo: 2' | jsonify
site.contact | group_by_exp: 'pair', 'pair[0]' | jsonify
(1..4) | group_by_exp: 'n', 'n' | map: 'size' | join: ','
'x' | group_by_exp: 'a', 'a'
site.posts | group_by_exp: 'p', "p.date | date: '%Y-%m'" | map: 'size' | join: ','
=== group-by-in-loop
page.people | group_by: 'port' | map: 'name' | join: ','
=== inspect
page.people | inspect
'a"b' | inspect
nil | inspect
1.5 | inspect
=== join
site.tides | join
site.tides | join: ', '
'a' | join: '-'
page.nested | join: '-'
page.holes | join: '-'
=== jsonify
page.people | jsonify
page.title | jsonify
page.none | jsonify
site.contact | jsonify
page.date | jsonify
page.day | jsonify
page.float | jsonify
'a"b\渡' | jsonify
=== map
page.people | map: 'name' | join: ','
page.people | map: 'none' | join: '-'
site.contact | map: 'mail'
=== math
7 | plus: 2
'7' | plus: '2.5'
7 | minus: 9.5
7 | times: 0.1
7 | divided_by: 2
-7 | divided_by: 2
7 | divided_by: 2.0
1 | divided_by: 3.0
-7 | modulo: 3
'abc' | plus: 1
nil | plus: 1
2.5 | round
3.5 | round
-2.5 | round
2.345 | round: 2
1234.5 | round: -2
15 | round: 2
'12 ships' | plus: 1
' 2.5 ' | minus: '1.5x'
true | plus: 1
2.1 | ceil
-2.1 | floor
'-3.5' | abs
3 | at_least: 5
3 | at_most: 2.5
10000000000000000.0 | times: 10
0.1 | times: 0.00001
100 | times: 100000000000000000000
=== newline-to-br
page.lines | newline_to_br
page.lines | strip_newlines
=== normalize-whitespace
page.lines | normalize_whitespace
'  a 	 b  ' | normalize_whitespace
=== number-of-words
'渡轮 ferry 今天 two words' | number_of_words: 'cjk'
'渡轮 ferry 今天 two words' | number_of_words: 'auto'
'two words' | number_of_words: 'auto'
'フェリー 12 페리, ひらがな〇々' | number_of_words: 'cjk'
'a b' | number_of_words: 'none'
'渡轮 ferry 今天 two words' | number_of_words
'a　b' | number_of_words
=== push-pop
site.tides | push: 'x' | join: ','
site.tides | pop | join: ','
site.tides | pop: 2 | join: ','
site.tides | shift | join: ','
site.tides | shift: 2 | join: ','
site.tides | unshift: 'x' | join: ','
'abc' | push: 'x'
=== remove
'abcabc' | remove: 'b'
'abcabc' | remove_first: 'b'
'abcabc' | remove: 'x'
=== replace
'abcabc' | replace: 'b', 'X'
'abcabc' | replace_first: 'b', 'X'
'abc' | replace: '', '-'
123 | replace: 2, 9
'a.b' | replace: '.'
=== reverse
site.tides | reverse | join: ','
'abc' | reverse | join: ','
(1..3) | reverse | join: ','
=== size
'渡轮' | size
site.tides | size
page.none | size
site.contact | size
page.title.size
=== slice
'abcdef' | slice: 2
'abcdef' | slice: 2, 3
'abcdef' | slice: -3, 2
'abcdef' | slice: -9, 2
'abcdef' | slice: 9
'abcdef' | slice: 6, 2
site.tides | slice: 1, 2 | join: ','
12345 | slice: '1', '2'
=== slugify
'The _config.yml Fähre 渡!' | slugify: 'ascii'
' The _config.yml  Fähre! ' | slugify: 'raw'
'The _config.yml Fähre!' | slugify: 'none'
'The _config.yml Fähre!' | slugify: nil
'The _config.yml File!' | slugify
'The _config.yml File!' | slugify: 'pretty'
'渡口的雾（一）' | slugify
nil | slugify
=== smartify
'"a" -- b... it is --- c' | smartify
'<b>"x"</b>' | smartify
=== sort
site.contact | sort | inspect
page.crew | sort | map: 'first' | inspect
(1..3) | sort | join: ','
site.tides | sort | join: ','
page.people | sort: 'age' | map: 'name' | join: ','
page.people | sort: 'age', 'last' | map: 'name' | join: ','
page.mixed | sort_natural | join: ','
page.people | sort_natural: 'port' | map: 'port' | join: ','
page.series | sort | join: ','
=== split
'a,b,,c,,' | split: ',' | jsonify
' a  b c ' | split: ' ' | jsonify
'a　b c' | split: ' ' | jsonify
'abc' | split: '' | jsonify
'' | split: ',' | jsonify
'a--b' | split: '--' | jsonify
',' | split: ',' | jsonify
123 | split: 2 | jsonify
=== strip
'  a b  ' | strip | append: '/'
'  a b  ' | lstrip | append: '/'
'  a b  ' | rstrip | append: '/'
'　渡　' | strip | size
=== strip-html
"Fähre, 渡轮 & <b>Quay</b>" | strip_html
'a<script>b</script>c<style>d</style>e<!-- f -->g' | strip_html
'a < b and c > d' | strip_html
'a<script>b' | strip_html
'a <b' | strip_html
=== strip-index
'/a/index.html' | strip_index
'/a/index.htm' | strip_index
'/a/b.html' | strip_index
nil | strip_index
=== to-integer
'12abc' | to_integer
3.9 | to_integer
true | to_integer
'x' | to_integer
=== truncate
'abcdefghij' | truncate: 5
'abcdefghij' | truncate: 10
'abcdefghij' | truncate: 2
'abcdefghij' | truncate: 5, '…'
'abcdefghij' | truncate: 5, ''
page.title | truncate
nil | truncate: 2
=== truncatewords
'a b  c d e' | truncatewords: 3
'a b  c' | truncatewords: 3
'a b  c' | truncatewords: 0
'a b  c' | truncatewords: 2, '--'
'a b  c' | truncatewords
=== uniq
'a,b,a,c,b' | split: ',' | uniq | join: ','
page.people | uniq: 'port' | map: 'name' | join: ','
page.series | uniq | join: ','
=== uri-escape
'foo, bar \\baz?' | uri_escape
'https://a.example/渡 口?a=b&c=d#e' | uri_escape
'50%25' | uri_escape
nil | uri_escape
=== url
'/a/b.html' | relative_url
'a/b.html' | relative_url
'' | relative_url
nil | relative_url
'https://other.example/x' | relative_url
'/渡 口/?a=渡#b' | relative_url
'/a/b.html' | absolute_url
'a/b.html' | absolute_url
'' | absolute_url
'/' | absolute_url
'https://other.example/x' | absolute_url
'mailto:a@b.example' | absolute_url
page.url | absolute_url
page.url | relative_url
=== url-encode
'a b&渡*' | url_encode
'a+b%20%E6%B8%A1' | url_decode
nil | url_encode
=== where
page.people | where: 'port', '东' | map: 'name' | join: ','
page.people | where: 'age', 41 | map: 'name' | join: ','
page.people | where: 'age', '41' | map: 'name' | join: ','
page.people | where: 'age', nil | map: 'name' | join: ','
page.people | where: 'crew.size', 2 | map: 'name' | join: ','
page.people | where: 'ships', '海燕' | map: 'name' | join: ','
'abc' | where: 'a', 'b'
=== where-exp
page.people | where_exp: 'p', 'p.age > 10' | map: 'name' | join: ','
page.people | where_exp: 'p', 'p.age == nil' | map: 'name' | join: ','
page.people | where_exp: 'p', "p.port == '东' and p.age" | map: 'name' | join: ','
page.people | where_exp: 'p', "p.ships contains '海燕'" | map: 'name' | join: ','
page.people | where_exp: 'p', 'p.crew' | map: 'name' | join: ','
page.people | where_exp: 'p', 'p.name != page.title' | size
page.people | where_exp: 'p', 'p.offset == nil' | size
page.series | where_exp: 'n', 'n >= 2 or n == 1' | join: ','
site.contact | where_exp: 'p', "p == 'quay@port.example'" | join: ','
site.posts | where_exp: 'p', "p.title == '目标'" | map: 'url'
(1..5) | where_exp: 'i', 'i > 3' | join: ','
'abc' | where_exp: 'i', 'i > 3'
nil | where_exp: 'i', 'i'
""")

_FRONT_MATTER = """\
date: 2021-03-05 08:09:10 +0800
categories: [新闻, Quay Side]
tags: [渡轮, ferry, 潮]
berth: 3
closed: false
hollow: []
one: [唯一]
part: plain.html
limit: 4
folder: dir
number: 007
float: 1.50
day: 2020-02-29
moment: 2020-02-29 12:13:14
offset: 2020-02-29 12:13:14 +0530
quoted: "2020-02-29 12:13:14"
zeros: "007"
yes_: yes
crew: {captain: 陈, mate: 李}
series: [1, 1, 2, 3, 3]
mixed: [b, A, C, a]
holes: [a, null, b]
nested: [a, [b, [c, d]], e]
lines: "一\\n二\\r\\n三"
people:
  - {name: 甲, age: 41, port: 东, crew: {size: 2}, ships: [海燕, 海鸥]}
  - {name: 乙, age: 7, port: 西, crew: {size: 10}}
  - {name: 丙, port: 东, ships: 海燕}
"""

_INCLUDES: Files = {
    "_includes/plain.html": "（一个片段）",
    "_includes/relative.html": "{% include_relative beside/part.md word=page.berth %}",
    "_includes/sub/dir/part.md": "深处的 {{ page.title }}",
    "_includes/item.html": "（{{ include.name }}）",
    "_includes/assigns.html": '{% assign from_include = "来自片段" %}',
    "_includes/outer.html": "[{% include inner.html word=include.word %}、{{ include.word }}]",
    "_includes/inner.html": "{{ include.word }}！{% include plain.html %}",
    "_includes/box.html": (
        "({{ include.key }};{{ include.other }};{{ include.third }};{{ include.number | plus: 1 }};"
        "{{ include.flag }};{{ include.none }})"
    ),
    "_includes/code.html": "{% highlight text %}\n{{ include.lang }} $ ls\n{% endhighlight %}",
}

_TABLES: Files = {
    "_data/quays.yml": "east: {name: 东港, depth: 12}\nwest: {name: 西港, depth: 7}\n",
    "_data/ships.json": '[{"name": "海燕", "crew": 12}, {"name": "海鸥", "crew": 7}]',
    "_data/berths.csv": 'name,depth m,note,name\r\n东,12.50,"深, ""好""\n两行",x\r\n西, 7 ,\r\n\r\n南\r\n',
    "_data/lists/hours.tsv": "day\thour\n一\t7\n二\t09\n",
    "_data/both.csv": "kind\n表\n",
    "_data/both.yml": "- {kind: 单}\n",
    "_data/bare.csv": "name\n",
    "_data/my file.yml": "a: 一\n",
    "_data/v1.2.yml": "a: 二\n",
    "_data/港口.yml": "a: 三\n",
    "_data/two.yaml": "yaml\n",
    "_data/two.yml": "yml\n",
    "_data/three.yml": "yml\n",
    "_data/three.json": '"json"',
    "_data/twin.yml": "单\n",
    "_data/twin/x.yml": "双\n",
    "_data/sa me.yml": "一\n",
    "_data/sa!me.yml": "二\n",
    "_data/same.yml": "三\n",
    "_data/my folder.d/x y.yml": "深\n",
    "_data/my folder.d/empty.yml": "",
    "_data/UP.YML": "大\n",
    "_data/.hidden.yml": "藏\n",
    "_data/other.txt": "别\n",
    "_data/lists/tides.yaml": "- high\n- low\n",
    "_data/lists/deeper/word.yml": "深处\n",
}

_TARGETS: Files = {
    "_posts/2021-01-05-target.md": "---\ntitle: 目标\ncategories: [甲]\n---\n目标。\n",
    "_posts/below/2021-01-06-deep.md": "---\ntitle: 深\n---\n深处。\n",
    "海港/_posts/2021-01-07-above.md": "---\ntitle: 上\n---\n上面。\n",
    "_posts/2021-01-08-渡口的雾.md": "---\ntitle: 雾\n---\n雾。\n",
    "_posts/2021-01-09-permalink.md": "---\ntitle: 定\npermalink: /fixed/place.html\n---\n定。\n",
    "_docs/one.md": "---\ntitle: 一\n---\n一。\n",
    "_docs/deep/two.html": "---\n---\n二。\n",
    "_docs/own.md": "---\npermalink: /own/doc.html\n---\n三。\n",
    "_guides/船 1.md": "---\ndate: 2020-02-03\n---\n四。\n",
    "_guides/2019-05-06-older.md": "---\ntags: a b\ncategory: c\n---\n五。\n",
    "_guides/later.md": "---\ntitle: 晚\ndate: 2099-01-01 10:00\n---\n六。\n",
    "_guides/off.md": "---\npublished: false\n---\n七。\n",
    "_posts/beside/part.md": "（旁边的 {{ include.word }} {{ page.title }}）",
    "about.md": "---\ntitle: 关于\n---\n关于。\n",
    "contact.html": "---\npermalink: /reach/us/\n---\n联系。\n",
    "docs/index.html": "---\ntitle: 文档\n---\n文档。\n",
    "docs/guide.html": "---\ntitle: 指南\n---\n指南。\n",
    "_docs/pic.png": b"\x89PNG",
    "_docs/deep/my pic.v1.png": b"\x89PNG",
    "_docs/LICENSE": "free",
    "_guides/海图.svg": "<svg/>",
    "search.json": "---\n---\n{}\n",
    "assets/chart.png": b"\x89PNG",
    "assets/海图 1.png": b"\x89PNG",
    "assets/charts/a.tar.gz": b"\x1f",
    "assets/charts-1.png": b"\x89PNG",
    "assets/.hidden.png": b"\x89PNG",
    "assets/charts/a.png~": b"\x89PNG",
    "shut/b.png": b"\x89PNG",
    "_site/c.png": b"\x89PNG",
    "public/d.png": b"\x89PNG",
    "node_modules/e.js": "",
    ".htaccess": "",
    "_docs/a-b.png": b"\x89PNG",
    "_docs/a/b.png": b"\x89PNG",
    "_docs/a/b.yml": "c: d\n",
    "_docs/shut.png": b"\x89PNG",
    "_docs/_e.png": b"\x89PNG",
    "_nosuch/f.png": b"\x89PNG",
}


def _post(name: str, body: str, extra: str = "") -> str:
    return f"---\ntitle: {name}\n{extra}---\n{body}\n"


def _lines(expressions: str) -> str:
    return "\n\n".join(f"({number}) [{{{{ {it} }}}}]" for number, it in enumerate(expressions.splitlines()))


def _posts() -> dict[str, str | bytes]:
    posts: dict[str, str | bytes] = {}
    for folder, bodies in (
        ("tags", TAGS),
        ("values", VALUES),
        ("filters", {name: _lines(expressions) for name, expressions in FILTERS.items()}),
    ):
        for name, body in bodies.items():
            posts[f"_posts/2021-03-05-{folder}-{name}.md"] = _post(name, body, _FRONT_MATTER)
    return posts


def _main() -> Files:
    return {
        "_config.yml": _CONFIG,
        **_INCLUDES,
        **_TABLES,
        **_TARGETS,
        **_posts(),
        "_posts/2021-03-06-off.md": _post(
            "off", "{{ site.title }} {% raw %}x{% endraw %}", "render_with_liquid: false\n"
        ),
        "_posts/2021-03-06-html.html": _post(
            "html",
            "<p>{{ page.title }}</p>\n{% highlight sh %}ls{% endhighlight %}\n<p>{{ site.berths }}</p>",
        ),
        "_posts/2021-03-06-text.txt": _post("text", "一段 {{ page.title }}。"),
        "_posts/2021-03-06-no-title.md": "---\nlayout: none\n---\n无题 {{ page.title }}。\n",
        "_posts/2021-03-06-bare.md": "没有前言 {{ page.title }} {{ page.date }}。\n",
        "_posts/2021-03-06-windows.md": _post("windows", "一\n{% if true %}\n二\n{% endif %}\n三").replace(
            "\n", "\r\n"
        ),
    }


def _other() -> Files:
    config = (
        _CONFIG.replace("Asia/Shanghai", "America/New_York")
        + "baseurl: /站点/a b/\npermalink: pretty\nhighlighter: none\n"
    )
    return {"_config.yml": config, **_INCLUDES, **_TABLES, **_TARGETS, **_posts()}


def _collections_dir() -> Files:
    config = _CONFIG + "collections_dir: content\npermalink: /:slug/\nbaseurl: news\n"
    posts = {
        f"content/{path}": content
        for path, content in (*_posts().items(), *_TARGETS.items())
        if path.startswith("_") or "_posts/" in path
    }
    pages = {path: content for path, content in _TARGETS.items() if f"content/{path}" not in posts}
    return {"_config.yml": config, **_INCLUDES, **_TABLES, **posts, **pages}


def _excerpts() -> Files:
    bodies = {
        "assigned-behind": "一 {{ x }}。\n<!--more-->\n{% assign x = 5 %}二。",
        "assigned-before": "{% assign x = 5 %}一 {{ x }}。\n<!--more-->\n二 {{ x }}。",
        "block-cut": "{% if true %}一。\n<!--more-->\n二。{% endif %}三。",
        "blocks-cut": (
            "{% for i in (1..2) %}{% if i %}一{{ i }}。\n<!--more-->\n二。{% endif %}{% endfor %}。"
        ),
        "highlight-cut": "{% highlight sh %}\nls\n<!--more-->\ncat\n{% endhighlight %}\n",
        "capture-cut": "甲{% capture x %}一。\n<!--more-->\n二。{% endcapture %}三{{ x }}。",
        "none": "没有 {{ page.title }}。",
        "page": "{{ page.title }} {{ page.url }} {{ page.path | size }}。\n<!--more-->\n二。",
        "relative": "{% include_relative beside/part.md %}。\n<!--more-->\n二。",
        "include": "{% include plain.html %}。\n<!--more-->\n二 {{ site.title }}。",
    }
    posts = {f"_posts/2021-03-05-{name}.md": _post(name, body) for name, body in bodies.items()}
    config = _CONFIG + "excerpt_separator: <!--more-->\nfeed:\n  excerpt_only: true\n"
    beside = {"_posts/beside/part.md": _TARGETS["_posts/beside/part.md"]}
    return {"_config.yml": config, **_INCLUDES, **_TABLES, **beside, **posts}


LIQUID_SITES: Mapping[str, Callable[[], Files]] = {
    "liquid": _main,
    "liquid-baseurl": _other,
    "liquid-collections-dir": _collections_dir,
    "liquid-excerpts": _excerpts,
}


#: Bodies of posts that Jekyll dies of, each alone in a site, and what feedtool says of them.
LIQUID_FAILURES: Mapping[str, tuple[str, str]] = {
    "calculation": ("{{ 1 | divided_by: 0 }}", "divided_by: can't divide by 0"),
    "filter-of-nothing": ("{{ page.none | number_of_words }}", "number_of_words: only a text can be used so"),
    "highlight-without-language": (
        "{% highlight %}ls{% endhighlight %}",
        "highlight needs a language, then options such as linenos",
    ),
    "include-missing": ("{% include none.html %}", "there is no file _includes/none.html"),
    "include-of-itself": (
        "{% include itself.html %}",
        "itself.html: maximum context depth reached, possible recursive include",
    ),
    "include-outside": ("{% include ../_config.yml %}", "../_config.yml is no name of an include"),
    "include-relative-missing": (
        "{% include_relative none.md %}",
        "there is no file none.md beside the post",
    ),
    "include-relative-outside": (
        "{% include_relative ../_config.yml %}",
        "../_config.yml is no name of an include",
    ),
    "include-parameter-of-a-variable": (
        '{% include plain.html key="{{ page.title }}" %}',
        "a parameter of include is a variable without {{ }}, or a text without any",
    ),
    "include-parameter": ("{% include plain.html key= %}", "include cannot read key="),
    "expression-not-read": (
        "{{ site.tides | where_exp: 'p', 'p.age >' }}",
        "where_exp: expected a primitive expression, found end of expression",
    ),
    "if-of-nothing": ("{% if page.title is nil %}一{% endif %}", "expected end of expression, found word"),
    "link-missing": ("{% link none.md %}", "no post, page or file lies at none.md"),
    "output-not-closed": ("一 {{ page.title } 二", "{{ is not closed with }}"),
    "post-missing": ("{% post_url 2021-01-01-none %}", "no post is called 2021-01-01-none"),
    "sort-of-nothing": ("{{ page.none | sort }}", "sort: only a list can be sorted"),
    "tag-not-closed": ("{% if true %}一", "expected tag endif, found end of expression"),
    "tag-unknown": ("一 {% nosuch %} 二", "unexpected tag 'nosuch'"),
}


def write_failing_site(name: str, folder: Path) -> Path:
    """Write a site of one post that can be run, and one that cannot."""
    posts = {
        "_posts/2021-03-05-good.md": _post("good", "好的 {{ site.title }}。"),
        "_posts/2021-03-05-bad.md": _post("bad", LIQUID_FAILURES[name][0]),
    }
    itself = {"_includes/itself.html": "{% include itself.html %}{% include itself.html %}"}
    write_files(folder, {"_config.yml": _CONFIG, **_INCLUDES, **_TABLES, **itself, **posts})
    return folder


def write_liquid_site(name: str, folder: Path) -> Path:
    """Write the site called ``name`` into a folder that is not there yet."""
    write_files(folder, LIQUID_SITES[name]())
    return folder


def write_files(folder: Path, files: Files) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
