"""The README and the CHANGELOG speak of every command, and every link in the docs leads somewhere."""

import re

import pytest

from macros_py.commands import COMMANDS
from macros_py.home import home
from macros_py.verbs import VERBS

PAGES = [home() / "README.md", *sorted((home() / "docs").glob("*.md"))]


@pytest.mark.parametrize(
    "verb",
    [*(command.id for command in COMMANDS), *(verb.name for verb in VERBS if verb.name not in ("build", "release"))],
)
def test_the_readme_shows_every_verb(verb):
    assert f"`fubiao7 {verb} " in (home() / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("label", [command.label for command in COMMANDS])
def test_the_changelog_names_every_button(label):
    text = (home() / "CHANGELOG.md").read_text(encoding="utf-8")

    assert any(label.startswith(name) for name in re.findall(r"【(.*?)】", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_local_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]

    assert [link for link in local if not (page.parent / link).exists()] == []
