"""Owns a paper's part on the figures: each once, what it means, and a picture; must not choose or compute one."""

from collections.abc import Sequence

from wres_bot.domain.cards import Bullets, bullets, text
from wres_bot.domain.papers import DrawnFigure, PaperBlock, PaperSection
from wres_bot.indicators.compute.figures import Figure
from wres_bot.indicators.dimensions import STANDARDS
from wres_bot.indicators.release.release import Release
from wres_bot.views.indicators.comparisons import SHORTFALLS, chance_notes, delivery_line, plain_line, shortfall_lines
from wres_bot.views.indicators.figures import common_year, where_published, words_used, years_words
from wres_bot.views.indicators.pictures import years_picture
from wres_bot.views.indicators.quarterly import counted_since, intro
from wres_bot.views.viewer import Viewer


def figure_sections(releases: Sequence[Release], viewer: Viewer, *, pictured: bool = True) -> list[PaperSection]:
    """A section for each standard; one that says so where there are no figures at all."""
    sections = [
        PaperSection(f"The figures: {STANDARDS[release.standard].title}", tuple(_blocks(release, viewer, pictured)))
        for release in releases
        if release.figures or release.quarterly
    ]
    return sections or [PaperSection("The figures", (text("There are no indicator figures for this trust yet."),))]


def _blocks(release: Release, viewer: Viewer, pictured: bool) -> list[PaperBlock]:
    blocks: list[PaperBlock] = []
    later = counted_since(release.quarterly, release.figures)
    if release.figures:
        blocks += [text(f"The newest published figures are of {years_words(release.figures)}"),
                   *_lines(release, release.figures, viewer)]  # fmt: skip
    if later:
        blocks += [text(intro(later)), *_lines(release, later, viewer)]
    if release.shortfalls:
        blocks += [text(f"{SHORTFALLS}:"), bullets(shortfall_lines(release.shortfalls, viewer.labels))]
    lines = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    blocks += words_used(lines, viewer.labels)
    blocks += where_published([*release.figures, *later], viewer.labels)
    if pictured:
        blocks += [DrawnFigure(picture.png, picture.alt) for picture in years_picture(release, viewer.policy)]
    return blocks


def _lines(release: Release, figures: Sequence[Figure], viewer: Viewer) -> list[PaperBlock]:
    """One line a figure: for everybody in plain words; for a group beside the actions that are to move it."""
    benchmarked = release.benchmarked_of(figures)
    year = common_year(figures)
    if viewer.audience == "network":
        lines = [plain_line(each, viewer.labels, year) for each in benchmarked]
    else:
        lines = [delivery_line(each, viewer.policy) for each in benchmarked]
    notes = chance_notes(benchmarked)
    return [bullets(lines), *([text(notes, quiet=True)] if notes else [])]
