"""The tables of what is the name of an outlet and what is none: data only, as `rules` is for all else.

What applies them: `outlets`. Each word has a name that reports show, made of its kind and itself:
``ending 日报``, ``nobody 网络``, ``outlet 新华社``, ``subject 汽车``.
"""

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache

from feedtool.patterns import LatePattern, OwnPattern

#: A pattern of the tables, or one of the settings.
Pattern = LatePattern | OwnPattern


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseRule:
    """Words by their shape; the pattern is searched for, and says itself where it has to stand."""

    name: str
    pattern: Pattern


#: Outlets whose short names have no telling ending.
OUTLET_NAMES = frozenset(
    "中新社 中新网 人民网 凤凰新闻 央广网 央视新闻 新华社 新华网 澎湃新闻 界面新闻 网易新闻 腾讯新闻".split()
)
#: How the name of an outlet ends.
OUTLET_ENDINGS = tuple(
    (
        "专刊 信使报 公众号 农民报 参考报 周刊 周报 商报 在线 基金报 客户端 导报 工人报 广播 快报 文汇报 "
        "新报 新闻 新闻社 新闻网 日报 早报 时报 晚报 晨报 杂志 法治报 消费报 理财报 电台 电视台 画报 经济报 "
        "经营报 观察报 观察网 观察者网 证券报 证券网 评论报 财经 财经网 财讯 质量报 通讯社 邮报 都市报 "
        "金融报 金融网 青年报"
    ).split()
)
#: Those of them that follow the name of a subject as often as that of an outlet: 国际新闻, 每日快报.
SUBJECT_ENDINGS = frozenset("在线 广播 快报 新闻 财经".split())
#: What stands before the 新闻 of a tag that names a subject, not an outlet; 美国新闻 is about a country.
SUBJECTS = frozenset(
    (
        "上市公司 上海 专题 世界 世界杯 东南亚 两岸 中东 中国 中央 中超 乌克兰 云南 互联网 亚洲 交通 产业 "
        "人工智能 今日 以色列 企业 伊拉克 伊朗 体育 俄罗斯 保险 信托 债券 健康 党建 全国 全球 公司 养生 "
        "内蒙古 军事 农业 创业 制造 加拿大 北京 区块链 区域 医疗 医药 南非 印尼 印度 原油 台湾 吉林 商业 "
        "四川 国内 国家 国际 图片 土耳其 地方 埃及 城市 基金 墨西哥 外汇 天津 头条 奥运 奥运会 女性 娱乐 "
        "宁夏 安徽 家居 山东 山西 工业 巴勒斯坦 巴西 市场 广东 广州 广西 彩票 德国 德甲 意大利 意甲 房产 "
        "手机 投资 排球 政治 教育 数字货币 数码 文化 新加坡 新疆 新西兰 旅游 日本 时事 时尚 时政 明星 星座 "
        "最新 朝鲜 期货 本地 本站 校园 棋牌 楼市 欧冠 欧洲 欧盟 每日 比特币 民生 江苏 江西 汽车 河北 河南 "
        "法国 法治 法甲 泰国 浙江 海南 海外 消费 深圳 游戏 湖北 湖南 滚动 澳大利亚 澳洲 澳门 热点 焦点 物流 "
        "独家 环保 环球 理财 甘肃 生活 电影 电竞 电脑 电视 疫情 社会 福建 科学 科技 突发 站内 站长 篮球 "
        "经济 综合 综艺 缅甸 网球 网站 网络 美国 美洲 美食 股票 育儿 能源 航空 英国 英超 苹果 菲律宾 行业 "
        "西班牙 西甲 西藏 要闻 视频 证券 财经 贵州 越南 足球 辽宁 重庆 重要 金融 铁路 银行 阿根廷 陕西 零售 "
        "青海 非洲 韩国 音乐 餐饮 香港 马来西亚 黄金 黑龙江"
    ).split()
)
#: What may stand in a closing parenthesis, ends like an outlet, and is none: by the reason.
NO_OUTLETS = (
    PhraseRule(name="no-outlet-abbreviation", pattern=LatePattern(r"^(?:以下简?称|下称|全称|简称|英文名)")),
    PhraseRule(
        name="no-outlet-account-hint", pattern=LatePattern(r"^(?:@|下载|关注|微信公众号|扫码|点击|订阅)")
    ),
    PhraseRule(name="no-outlet-caption", pattern=LatePattern(r"^(?:供图|图[为源据片/]|封面|数据|视频|资料)")),
    PhraseRule(name="no-outlet-editor", pattern=LatePattern(r"^(?:作者|编辑|记者|责编|采访)")),
    PhraseRule(
        name="no-outlet-employer",
        pattern=LatePattern(r"^(?:主办|任职|供职|就职|承办|时任|曾任|现任|隶属)"),
    ),
    PhraseRule(
        name="no-outlet-former-name",
        pattern=LatePattern(
            r"^(?:今(?!日|晚)|前身|即|又[名称]|原[为名称]|后改|改名|旧称|曾用|更名|现[为名称])"
        ),
    ),
    PhraseRule(
        name="no-outlet-note",
        pattern=LatePattern(r"^(?:原标题|完$|截至|按|摘要|更新|未完|未经|注)"),
    ),
    PhraseRule(
        name="no-outlet-published-in",
        pattern=LatePattern(
            r"^(?:本文|文章)?(?:刊于|刊登|刊载|原载|发表|授权|据|摘编|摘自|来自|源自|独家授权|登载|编译|节选|译自|转|载于|选自"
            r"|首刊|首发)"
        ),
    ),
    PhraseRule(
        name="no-outlet-reference", pattern=LatePattern(r"^(?:原文|参见|参阅|含|如下|如图|表|见|详见|附)")
    ),
    PhraseRule(
        name="no-outlet-report",
        pattern=LatePattern(
            r"(?:业绩|盘中|盘后|每日|每周|研究|策略|市场|行业|公司|官方|学校|医院|政府)"
            r"(?:快报|周报|日报|早报|晚报|公众号|客户端|新闻|在线)$"
        ),
    ),
    PhraseRule(name="no-outlet-sentence", pattern=LatePattern(r"[，,。；;：:！？!?、\s]")),
    PhraseRule(
        name="no-outlet-unnamed",
        pattern=LatePattern(r"^(?:一[份家本]|以及|例如|包括|同名|当地|某|比如|该|这[份家本]|那[份家本])"),
    ),
)
#: What says that nobody knows, or that it is the site's own; compared in lower case.
NOBODIES = frozenset(
    (
        "anonymous article author blog data false here internet link me myself n/a no none null off on "
        "original own paper post report self study true unknown various video web website yes "
        "不明 不详 互联网 佚名 作者 公司公告 公司官网 公开信息 公开资料 其他 其它 匿名 原创 原创文章 原文 "
        "原文链接 同上 如上 官网 我 我不知道 报道 无 暂无 未知 本公众号 本刊 本台 本号 本报 本报讯 本报记者 "
        "本站 本站原创 本站讯 本网 本网讯 查看原文 点击这里 点此 略 综合 综合报道 编辑部 网上 网友 网络 "
        "网络综合 网页链接 自己 自己写的 自有资金 见上 见下 见文末 转载 链接 阅读原文 公众号 微信 微信公众号"
    ).split()
) | {"multiple sources", "own work", "read more", "the internet", "this article"}
#: How the names of most people in China begin. What has such a name is no outlet for certain.
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤張劉陳楊趙"
    "孫馬羅鄭許韓鄧馮蕭葉蘇呂盧鐘薑譚陸範賈鄒龍賀顧龔萬錢嚴湯"
)
_COMPOUND_SURNAMES = "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|皇甫|令狐|慕容|东方|西门|独孤|尉迟"
_PERSON = rf"(?:(?:{_COMPOUND_SURNAMES})|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
PERSONS = (
    PhraseRule(
        name="person-by-surname",
        # What ends in a word for media, a place or a house is none, nor is what is known for an outlet.
        pattern=LatePattern(
            rf"^(?!(?:彭博|彭博社|万得|金十|金融界|陆家嘴|马蜂窝|东方网)$){_PERSON}$"
            r"(?<![网社报刊台志媒界讯闻经园圈派课堂库通院部局署会馆厅店吧頭头条網報誌臺])"
        ),
    ),
)
#: The same, put together from words: 外媒报道; 网络整理, 作者提供.
NOBODY_PHRASES = (
    PhraseRule(
        name="nobody-but-media",
        pattern=LatePattern(r"^(?:国内|官方|多家|各大)?(?:媒体|外媒)(?:综合|报道)*$"),
    ),
    PhraseRule(
        name="nobody-but-part-of-text",
        pattern=LatePattern(
            r"^(?:appendix|chapter|fig(?:\.|ure)|page|section|table)(?:\s[\w.-]+)?$|^[图表]\s*\d*$"
        ),
    ),
    PhraseRule(
        name="nobody-but-own-work",
        pattern=LatePattern(
            r"^(?:own|(?:the )?authors?['’]?s?) (?:analys[ei]s|archives?|calculations?|data|elaboration"
            r"|estimates?|measurements?|photos?|research|work)$"
        ),
    ),
    PhraseRule(
        name="nobody-but-web-or-own",
        pattern=LatePattern(
            r"^(?:来自|源于)?"
            r"(?:本站|本网|本报|本刊|网络|互联网|网上|网友|读者|用户|作者|编辑|小编|笔者|综合|原创|独家)"
            r"(?:综合|整理|原创|转载|编辑|提供|投稿|爆料|供稿|首发|搜集|收集|来信|自制)*$"
            r"|^(?:网络|互联网)(?:公开)?(?:新闻|平台|资料|图片|信息|素材)$|^(?:本文)?作者(?:本人|自己)?(?:原创|提供)?$"
        ),
    ),
    PhraseRule(
        name="nobody-but-reporter",
        pattern=LatePattern(
            r"^(?:本[报報站网網刊台臺社]|特约|特約|见习|見習|实习|實習|首席|摄影|攝影|文字)*"
            r"(?:记者|記者|通讯员|通訊員|摄影师|攝影師|撰稿人|作者|编辑|編輯|责编|責編)"
            rf"[：:]?\s*(?:{_PERSON}\s*){{0,3}}(?:摄影?|攝影?|文|图|圖|报道|報導|整理)*$"
        ),
    ),
)

#: A name is short: so many characters, or so many where they are not Chinese or the like.
LONGEST_WIDE_OUTLET = 20
LONGEST_OUTLET = 40
#: What stands between the outlets of one credit line.
OUTLET_SEPARATOR = LatePattern(r"\s*[、/／；;|｜]\s*")
#: What stands before the names, and is no part of them.
OUTLET_PREFIX = LatePattern(
    r"^(?:(?:(?:本站|本网|本报|本刊)?综合自?|转载?自|据)\s*[：:]?\s*)?(?:微信)?(?:公众号\s*[：:]?\s*)?(?=\S)"
)
#: What stands behind the name of an outlet, and is no part of it.
OUTLET_SUFFIX = LatePattern(r"(?:综合)?(?:报道|消息|讯)$|(?:记者|作者)[\u4e00-\u9fff]{2,4}$")
#: What a credit line says beside the outlet, from here to its end.
OUTLET_TAIL = LatePattern(
    r"[\s，,；;、。|｜/]+"
    r"(?:(?:作者|记者|编辑|责任编辑|责编|文|原标题|版权|日期|时间|撰文|供稿)(?:[：:/／|｜丨\s]|(?<=[作记]者))"
    r"|转载请注明|本文不代表).*$"
    r"|[\s，,；;]+\d{2,4}[年/.-]\d.*$"
    # A dateline: the agency's name ends where the place begins.
    r"|(?:(?<=新华社)|(?<=中新社)|(?<=新华网)|(?<=中新网)|(?<=人民网))"
    r"[\u4e00-\u9fff]{0,10}\d{1,2}月\d{1,2}日(?:电|讯|报道).*$"
    r"|[（(](?:ID|微信|公众号|代码|作者|记者)[^（）()]*[）)]$"
)
#: What no name holds: it is a sentence, or a part of one.
NO_NAME = LatePattern(
    r"[，,。！!？?：:；;…]|://|表示|认为|指出|他们|我们|没有|如何|什么|(?:供图|截图|图库|摄图网)$|^[文图圖摄攝]$|(?:摄|攝|显示)$"
)


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps its hash
class OutletRules:
    """Every rule on names that a run applies: the tables above, with what the settings change.

    What `outlets` makes out of a name is remembered by the name and these rules, so they are a key that is
    looked up thousands of times: the hash is made once, and a process that is sent the same rules with each
    of its tasks has them once.
    """

    names: frozenset[str] = OUTLET_NAMES
    endings: tuple[str, ...] = OUTLET_ENDINGS
    subject_endings: frozenset[str] = SUBJECT_ENDINGS
    subjects: frozenset[str] = SUBJECTS
    no_outlets: tuple[PhraseRule, ...] = NO_OUTLETS
    nobodies: frozenset[str] = NOBODIES
    nobody_phrases: tuple[PhraseRule, ...] = NOBODY_PHRASES
    persons: tuple[PhraseRule, ...] = PERSONS

    @cached_property
    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, item.name) for item in fields(self))

    @cached_property
    def _hash(self) -> int:
        return hash(self._values)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, self._values


DEFAULT_OUTLET_RULES = OutletRules()


@lru_cache(maxsize=4)  # a run has one
def _restore(*values: object) -> OutletRules:
    names = [item.name for item in fields(OutletRules)]
    return OutletRules(**dict(zip(names, values, strict=True)))  # type: ignore[arg-type]
