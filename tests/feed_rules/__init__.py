"""A feed checker for the tests, independent of the code it judges.

The W3C feed validator cannot be installed, so its rules are written down again here from
`feed-specs.md` (sections 1.1, 2.1 to 2.6, 3.3 and 3.5). A finding is named after the
validator's event; where the rules go further than the validator, `finding.py` says so.
"""

from .atom import check_atom
from .finding import LEVELS, Finding
from .json_feed import check_json_feed
from .opml import check_opml
from .rss import check_rss

__all__ = ["LEVELS", "Finding", "check_atom", "check_json_feed", "check_opml", "check_rss"]
