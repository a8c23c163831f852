"""What the list that the Disqus plugin for WordPress prints needs beside hints.

Old versions print the author's address as bare text in the `cite` before the name, where a link was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.html import soup_of

if TYPE_CHECKING:
    from bs4 import Tag

_ADDRESS = re.compile(r"^\s*(https?://\S+)\s*$")


def link_bare_address(comment: Tag) -> None:
    """Make the link that the plugin meant of an address that stands bare before the author's name."""
    from bs4.element import NavigableString

    if (cite := comment.select_one('[id^="dsq-cite-"]')) is None:
        return
    for bare in [child for child in cite.contents if isinstance(child, NavigableString)]:
        found = _ADDRESS.match(str(bare))
        name = cite.find("span")
        if found is not None and name is not None:
            bare.extract()
            name.wrap(soup_of("").new_tag("a", href=found[1]))
            return
