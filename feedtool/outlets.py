"""The names of outlets: what is one, how it is written, which are the same. Pure."""

from feedtool import rules
from feedtool.text import fold_space


def clean_outlet(name: str) -> str | None:
    """Write the name of an outlet without title marks, quotes and a closing stop; None if it is no name."""
    name = fold_space(name).strip("《》〈〉「」『』“”\"' 。.；;，,")
    return name if 0 < len(name) <= rules.LONGEST_OUTLET else None


def split_outlets(text: str) -> tuple[str, ...]:
    """Read the outlets that a credit line names, in order; none if what stands there are no names."""
    names = [clean_outlet(part) for part in rules.OUTLET_SEPARATOR.split(text.strip())]
    found = tuple(dict.fromkeys(name for name in names if name is not None))
    return found if None not in names else ()


def reads_like_outlet(name: str) -> bool:
    """Tell whether a name ends as the names of outlets do, and is no phrase that does so by chance."""
    if name in rules.OUTLET_NAMES:
        return True
    ending = next((ending for ending in rules.OUTLET_ENDINGS if name.endswith(ending)), None)
    if ending is None or name == ending or rules.NO_OUTLETS.search(name):
        return False
    return ending not in rules.SUBJECT_ENDINGS or name.removesuffix(ending) not in rules.SUBJECTS


def name_of_tag(tag: str, known: frozenset[str]) -> str | None:
    """Give the outlet that a tag names by its ending, less one trailing 新闻; None if it names none."""
    name = tag.removesuffix("新闻")
    if name == tag:
        return tag if tag in known or reads_like_outlet(tag) else None
    if tag in known and name not in known:
        return tag
    return clean_outlet(name) if name not in rules.SUBJECTS else None
