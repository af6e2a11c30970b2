"""Checks the pictures: nothing cut off or on top of something else, nothing kept back in them, and words that match."""

import subprocess
import sys
from datetime import date
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest

from tests.indicators.test_figures import ratio, survey
from tests.indicators.test_release import Stored, cases, told
from tests.indicators.test_release import ratio as told_ratio
from tests.patience import PATIENCE
from wres_bot.indicators.compute.figures import Series, yearly_series
from wres_bot.views.indicators import charts
from wres_bot.views.indicators.charts import ChartStyle, alt_text, draw_small_multiples, is_worth_drawing

DAY = date(2025, 12, 31)


def nine() -> list[Series]:
    """Every indicator over ten years, with what makes a picture crowded: lines that end close together, a break."""
    values: list[Any] = []
    for year in range(2016, 2026):
        at = str(year)
        values += [ratio(code, 0.6 + (year * 7 + int(code)) % 5 / 2, at) for code in "234"]
        for code in "5678":
            values += [survey(code, "bme", 20.0 + year % 7, at), survey(code, "white", 20.4 + year % 6, at)]
        values.append(Stored("1", 10.0 + year % 3, at, "bme", "%", "workforce share"))
        values.append(Stored("9", 5.0 + year % 4, at, "bme", "%", "board", national=9.1))
        values.append(Stored("RDR", 1.2 + year % 3, at, measure="lower to upper"))
    return yearly_series(values, DAY)


def texts(figure: Any) -> list[Any]:
    from matplotlib.text import Text

    return [each for each in figure.findobj(Text) if each.get_visible() and each.get_text().strip()]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures drawn, before they become bytes."""
    figures: list[Any] = []
    real = charts._png

    def kept(figure: Any) -> bytes:
        figures.append(figure)
        return real(figure)

    monkeypatch.setattr(charts, "_png", kept)
    return figures


@pytest.mark.parametrize("bme", ["BAME", "global majority"])
def test_no_word_is_cut_off_at_the_edge(drawn: list[Any], bme: str) -> None:
    draw_small_multiples(nine(), ChartStyle(bme))
    for each in nine():
        charts.draw_single(each, ChartStyle(bme))
    for figure in drawn:
        for text in texts(figure):
            box = text.get_window_extent()
            assert box.x0 >= 0 and box.x1 <= figure.bbox.width, text.get_text()
            assert box.y0 >= 0 and box.y1 <= figure.bbox.height, text.get_text()


def test_the_names_of_lines_that_end_together_do_not_lie_on_one_another(drawn: list[Any]) -> None:
    draw_small_multiples(nine(), ChartStyle())
    for axes in drawn[0].axes:
        ends = [t for t in texts(axes) if t.get_fontweight() == "bold" and "%" in t.get_text()]
        for one, other in combinations(ends, 2):
            assert not one.get_window_extent().overlaps(other.get_window_extent()), (one, other)


def test_a_picture_is_three_times_as_wide_as_it_is_read_and_has_a_ground_of_its_own() -> None:
    from PIL import Image

    picture = Image.open(BytesIO(draw_small_multiples(nine(), ChartStyle()).png)).convert("RGBA")
    assert picture.width == 3 * 360
    assert picture.getpixel((0, 0)) == (255, 255, 255, 255)
    assert picture.getchannel("A").getextrema() == (255, 255)  # no pixel lets a dark page through


def test_the_smallest_word_is_no_smaller_than_eight_pixels_as_it_is_read(drawn: list[Any]) -> None:
    draw_small_multiples(nine(), ChartStyle())
    assert min(text.get_fontsize() for text in texts(drawn[0])) / 0.72 >= 8


def test_lines_differ_by_more_than_colour() -> None:
    looks = [charts.MARKS[group] for group in ("bme", "white", "national")]
    assert len({look.mark for look in looks}) == len({look.glyph for look in looks}) == 3


def test_the_words_say_what_the_picture_says() -> None:
    abuse = [survey("5", "bme", 30.0, "2024"), survey("5", "bme", 28.3), survey("5", "white", 23.0)]
    values = [*abuse, ratio("2", 1.63, "2024"), ratio("2", 1.79)]
    assert alt_text(yearly_series(values, DAY), ChartStyle("BAME")) == (
        "The figures over the years. Getting the job: 1.63, 1.79 from 2024 to 2025; 2025 is above 0.8 to 1.25. "
        "Abuse from the public: BAME 30.0, 28.3% from 2024 to 2025; white 23.0% in 2025."
    )


def test_words_fit_what_slack_takes_for_a_picture() -> None:
    assert len(alt_text(nine(), ChartStyle("ethnic minority"))) < 2000


def test_a_year_kept_back_is_in_neither_the_picture_nor_its_words(drawn: list[Any]) -> None:
    values = [told_ratio("3", 9.87), *cases(40, 2), told_ratio("3", 1.2, "2024"), told_ratio("3", 1.4, "2023")]
    found = told(values).series
    picture = charts.draw_single(found[0], ChartStyle())
    said = " ".join(text.get_text() for text in texts(drawn[0]))
    assert "9.87" not in said + picture.alt
    assert "too few people to show" in said
    assert "2025 not shown, because so few people are counted" in picture.alt
    highest = max(max(line.get_ydata()) for line in drawn[0].axes[0].get_lines() if len(line.get_xdata()) > 1)
    assert highest < 2  # nor does a line point there


def test_the_last_number_stands_beyond_the_years_kept_back_and_says_its_year(drawn: list[Any]) -> None:
    values = [told_ratio("3", 9.87), *cases(40, 2), told_ratio("3", 1.2, "2024"), told_ratio("3", 1.4, "2023")]
    charts.draw_single(told(values).series[0], ChartStyle())
    [label] = [text for text in texts(drawn[0]) if text.get_text() == "1.20 (2024)"]
    [axes] = drawn[0].axes
    cross = axes.transData.transform((2025, 1))[0]
    assert label.get_window_extent().x0 > cross


def test_what_is_kept_back_altogether_is_not_drawn() -> None:
    found = told([told_ratio("3", 9.87), *cases(40, 2)]).series
    assert not is_worth_drawing(found)


def test_a_break_parts_the_line(drawn: list[Any]) -> None:
    charts.draw_single(
        yearly_series([survey("7", "bme", 60.0, "2021"), survey("7", "bme", 50.0, "2022")], DAY)[0], ChartStyle()
    )
    both = [line for line in drawn[0].axes[0].get_lines() if list(line.get_xdata()) == [2021, 2022]]
    assert [line.get_linestyle() for line in both] == ["None"]  # their marks alone


def test_an_interval_is_drawn_where_the_counts_are_known(drawn: list[Any]) -> None:
    people = [("shortlisted", 1467, 322), ("offers made", 391, 66)]
    values = [told_ratio("2", 1.89, "2024"), told_ratio("2", 1.3)]
    values += [Stored("2", n, group=group, unit="people", measure=measure)
               for measure, *found in people for group, n in zip(("white", "bme"), found, strict=True)]  # fmt: skip
    charts.draw_single(told(values).series[0], ChartStyle())
    [bar] = [line for line in drawn[0].axes[0].get_lines() if list(line.get_xdata()) == [2025, 2025]]
    low, high = bar.get_ydata()
    assert (round(low, 2), round(high, 2)) == (1.03, 1.64)


def test_matplotlib_is_not_loaded_before_a_picture_is_drawn_and_pyplot_never() -> None:
    code = (
        "import sys, wres_bot.app, wres_bot.views.indicators.charts as c;"
        "assert 'matplotlib' not in sys.modules;"
        "from wres_bot.indicators.compute.catalogue import BY_CODE; from wres_bot.indicators.compute.figures import *;"
        "n = Number(Decimal('1.5'), '1.50');"
        "s = Series(BY_CODE['2'], (Point(2020, {'ratio': n}), Point(2021, {'ratio': n})));"
        "assert c.draw_single(s, c.ChartStyle()).png.startswith(b'\\x89PNG');"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=PATIENCE)


def test_the_words_carry_every_point_and_say_the_gaps() -> None:
    values = [survey("5", "bme", n, str(year)) for year, n in ((2018, 29.1), (2019, 30.5), (2023, 31.0), (2024, 28.0))]
    assert alt_text(yearly_series(values, DAY), ChartStyle()) == (
        "Abuse from the public: BME 29.1, 30.5% from 2018 to 2019, 31.0, 28.0% from 2023 to 2024; "
        "no figure between 2019 and 2023."
    )


def test_a_row_has_one_scale_and_percentages_begin_at_nothing(drawn: list[Any]) -> None:
    draw_small_multiples(nine(), ChartStyle())
    panels = drawn[0].axes
    for one, other in zip(panels[::2], panels[1::2], strict=False):
        if one.get_yscale() == other.get_yscale():
            assert one.get_ylim() == other.get_ylim()
        for axes in (one, other):
            assert axes.get_yscale() == "log" or axes.get_ylim()[0] == 0


def test_a_gap_is_dotted_and_the_key_says_so(drawn: list[Any]) -> None:
    values = [survey("5", "bme", 29.1, "2018"), survey("5", "bme", 28.0, "2021")]
    charts.draw_single(yearly_series(values, DAY)[0], ChartStyle())
    assert any("dotted: no figure for the years between" in text.get_text() for text in texts(drawn[0]))
