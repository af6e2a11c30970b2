"""The page on which a plan's file is looked at before it is imported: everything is on it, and it can be read."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.admin.commandline import CommandLine
from tests.demo.checks import FAINT, PROBLEMS

NEW = ("--trust", "new", "--year", "2025-26", "--name", "New Trust")
PLAN = (
    "Action,Lead,By when,RAG,Cost",
    "Train <every> panel,Head of EDI (AB),Within 6 months,Green,£40",
    "Review adverts,Head of HR,31/03/2026,Blue,",
    "Report twice a year,Head of HR,TBC,Amber,",
)


def test_everything_that_was_understood_is_on_the_page_and_nothing_is_imported(cli: CommandLine) -> None:
    before = cli.everything()
    told = cli("plan", "import", cli.write("plan.csv", *PLAN), *NEW, "--preview", "seen.html")
    assert told.strip() == "seen.html shows how plan.csv is understood. Nothing is imported yet."
    page = (cli.folder / "seen.html").read_text(encoding="utf-8")
    for words in (
        "3 actions in 3 rows of 1 table",
        "What do the colours mean here (Green, Blue, Amber)?",
        "Train &lt;every&gt; panel",
        "row 2",
        "The plan says “Within 6 months”",
        "a name or initials in brackets were left out",
        "Cost: £40",
        "no date we can read",
        "<strong>Nothing is imported yet.</strong> 3 would be new",
    ):
        assert words in page
    assert page.index("Train &lt;every&gt;") < page.index("Review adverts")  # the doubtful before the sure
    assert "AB" not in page and "<script" not in page
    assert cli.everything() == before


def test_a_page_is_asked_for_by_its_name_and_a_file_that_is_no_plan_gives_none(cli: CommandLine) -> None:
    named = cli.refused("plan", "import", cli.write("plan.csv", *PLAN), *NEW, "--preview", "seen.docx")
    assert "a name that ends in .html" in named
    assert cli.refused("plan", "import", cli.write("list.csv", "Fruit", "Apples"), *NEW, "--preview", "seen.html")
    assert not (cli.folder / "seen.html").exists()


@pytest.mark.parametrize("size", [(360, 740), (1280, 900)])
def test_it_is_read_on_every_screen_in_light_and_dark(cli: CommandLine, page: Page, size: tuple[int, int]) -> None:
    cli("plan", "import", cli.write("plan.csv", *PLAN), *NEW, "--preview", "seen.html")
    page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
    page.goto((cli.folder / "seen.html").as_uri())
    wrong = [one for one in page.evaluate(PROBLEMS) if not one.startswith("0 of ")]  # it holds no chat
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        wrong += page.evaluate(FAINT)
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
