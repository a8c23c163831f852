"""Links between README.md, the pages in docs/ and the files beside them lead somewhere, also where GitHub shows them.

`mkdocs build --strict` looks after the links within docs/ once more, with the headings that are generated.
"""

from __future__ import annotations

import re

from tests.docs.blocks import PAGES, README, ROOT


def anchors(text: str) -> set[str]:
    """The addresses of a page's headings."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", outside, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_links_between_the_pages_lead_somewhere() -> None:
    linked = {README}
    for page, text in PAGES.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" in target:
                continue
            name, _, anchor = target.partition("#")
            found = (ROOT / page).parent.joinpath(name).resolve() if name else ROOT / page
            assert found.exists(), f"{page}: {target}"
            other = found.relative_to(ROOT).as_posix()
            linked.add(other)
            generated = "<!-- generated" in PAGES.get(other, "")
            assert not anchor or generated or anchor in anchors(PAGES[other]), f"{page}: {target}"
    assert linked >= set(PAGES), "a page that nothing leads to"


def test_every_page_has_its_place_in_the_site() -> None:
    listed = set(re.findall(r"([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE))
    assert listed == {page.removeprefix("docs/") for page in PAGES if page.startswith("docs/")}
