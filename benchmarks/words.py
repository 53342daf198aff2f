"""The words that the benchmark's posts are made of: names of places and outlets, sentences, titles.

All of it is composed: no place, outlet, company or person is meant. A name is written with characters whose
pinyin is known, so that a category can be called as the outlet is, in Latin letters.
"""

from dataclasses import dataclass
from itertools import product
from random import Random

#: Each character with its pinyin. Two of them name a place.
_FIRST = {
    "澜": "lan", "栖": "qi", "岳": "yue", "云": "yun", "青": "qing", "谷": "gu", "远": "yuan", "松": "song",
    "碧": "bi", "澄": "cheng", "雁": "yan", "霜": "shuang", "柳": "liu", "樟": "zhang", "枫": "feng",
    "鹭": "lu",
}  # fmt: skip
_SECOND = {
    "湾": "wan", "岭": "ling", "禾": "he", "浦": "pu", "溪": "xi", "桥": "qiao", "渡": "du", "屿": "yu",
    "原": "yuan", "泽": "ze",
}  # fmt: skip
#: What an outlet calls itself behind the name of its place.
_KINDS = {
    "日报": "ribao", "晚报": "wanbao", "商报": "shangbao", "周刊": "zhoukan", "证券报": "zhengquanbao",
    "财经": "caijing", "早报": "zaobao", "都市报": "dushibao", "经济报": "jingjibao", "青年报": "qingnianbao",
    "时报": "shibao", "在线": "zaixian", "科技报": "kejibao", "广播电视台": "guangbodianshitai",
    "金融时报": "jinrongshibao", "新闻网": "xinwenwang",
}  # fmt: skip
_COMPANY_KINDS = "制冷 港务 重工 纸业 电缆 航运 机床 种业 玻璃 水泥 药业 轴承".split()
_BODIES = "港务局 统计局 水务公司 公交集团 图书馆 开发区 渔业合作社 商会 气象台 供电公司".split()
_THINGS = (
    "吞吐量 新增订单 用电量 出口额 客运量 库存 研发投入 收购价 租金 日均交易额 就诊人次 播种面积".split()
)
_CHANGES = "同比增长 环比增长 同比下降 比计划多出 比上月回落 较年初提高".split()
_ACTS = "宣布启用新码头 公布改造方案 试行夜间开放 签下供货协议 上线预约系统 发布季度数据 开通班车".split()
_VIEWS = (
    "先把账算清楚，再谈扩产。",
    "过去跑四个窗口的事，现在在手机上点二十分钟。",
    "设备是旧的，办法是新的，工人一个也没有少。",
    "价格回到三年前的水平，订单却没有跟着回来。",
    "我们希望旧泊位留给小船，这是几代人的习惯。",
    "数据公开之后，争论反而少了。",
)
_REASONS = "订单回暖 运力增加 气温偏高 新线投产 检修提前结束 原料价格回落 节前备货".split()
_OUTLOOKS = (
    "下一步将把试点扩大到全部乡镇，具体办法六月公布。",
    "业内人士认为，这一水平能否保持，还要看秋季的订单。",
    "有关部门表示，将继续跟踪，并按月公布数据。",
    "受访企业大多表示，明年的计划会比今年谨慎一些。",
)
_PEOPLE = "罗潮 钟以宁 池北偶 纪如纸 苏晚渡 程拾穗 方知岸 叶听雨".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What something is called, and the same in Latin letters."""

    text: str
    latin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company, and the number that its share is traded under."""

    name: str
    share: str


def make_places() -> tuple[Name, ...]:
    """Give every place, in one fixed order."""
    pairs = product(_FIRST.items(), _SECOND.items())
    return tuple(Name(text=one + two, latin=first + second) for (one, first), (two, second) in pairs)


def make_outlets() -> tuple[Name, ...]:
    """Give every outlet; neighbours differ in place and kind. No two have one name in Latin letters."""
    places, kinds = make_places(), tuple(_KINDS.items())
    outlets: dict[str, Name] = {}
    for turn in range(len(kinds)):
        for index, place in enumerate(places):
            text, latin = kinds[(index + turn) % len(kinds)]
            outlets.setdefault(place.latin + latin, Name(text=place.text + text, latin=place.latin + latin))
    return tuple(outlets.values())


def make_companies(random: Random, count: int) -> tuple[Company, ...]:
    """Give companies."""
    places = make_places()
    return tuple(
        Company(
            name=random.choice(places).text + random.choice(_COMPANY_KINDS),
            share=f"{random.randrange(2)}.{number}",
        )
        for number in random.sample(range(600000, 700000), count)
    )


def make_sentences(random: Random, count: int) -> tuple[str, ...]:
    """Compose sentences that can follow each other in any order."""
    places = make_places()

    def compose() -> str:
        place, other = random.choice(places).text, random.choice(places).text
        thing, change = random.choice(_THINGS), random.choice(_CHANGES)
        share, amount = f"{random.uniform(0.3, 48):.1f}%", f"{random.uniform(1, 9000):.2f}"
        person, body = random.choice(_PEOPLE), random.choice(_BODIES)
        months, year = random.randint(2, 11), random.randint(2015, 2021)
        cases, years = random.randint(120, 39000), random.randint(3, 30)
        one, two = random.sample(_REASONS, 2)
        forms = (
            f"{place}{body}公布的数据显示，今年前{months}个月，{thing}为{amount}万，{change}{share}。",
            f"“{random.choice(_VIEWS)}”{place}{body}负责人{person}说。",
            f"据记者了解，{place}与{other}从{year}年起合作，每季度核对一次{thing}，减少重复申报{cases}件。",
            f"{place}{body}表示，{thing}{change}{share}，主要原因是{one}和{two}。",
            random.choice(_OUTLOOKS),
            f"在{place}，{person}在一条生产线上工作了{years}年，他记得{year}年的{thing}只有现在的三分之一。",
        )
        return random.choice(forms)

    return tuple(compose() for _ in range(count))


def make_title(random: Random, places: tuple[Name, ...]) -> str:
    """Compose a title: what happened where, with a figure of its own."""
    place, body = random.choice(places).text, random.choice(_BODIES)
    figure = f"{random.uniform(0.1, 99):.2f}%"
    forms = (
        f"{place}{body}{random.choice(_ACTS)} {random.choice(_THINGS)}{random.choice(_CHANGES)}{figure}",
        f"{place}{random.choice(_THINGS)}{random.choice(_CHANGES)}{figure}！{random.choice(_REASONS)}",
        f"“{place}速度”：{body}{random.choice(_ACTS)}，{random.choice(_THINGS)}{figure}",
    )
    return random.choice(forms)
