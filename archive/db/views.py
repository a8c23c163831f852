"""The views of an archive (views.sql)."""

import re
from functools import cache
from importlib.resources import files

_VIEW = re.compile(r"^CREATE VIEW (\w+) AS\n(.*?);$", re.DOTALL | re.MULTILINE)


@cache
def views() -> dict[str, str]:
    """The SELECT behind each view, by its name."""
    return dict(_VIEW.findall(files("archive.db").joinpath("views.sql").read_text("utf-8")))
