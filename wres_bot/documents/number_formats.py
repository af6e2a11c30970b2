"""Owns how a spreadsheet shows a number: a format code and the stored number in, the text of the cell out.

As a British spreadsheet shows it: the "short date" of the system, which a file does not spell out, is day/month/year.
Codes are those of ECMA-376 (18.8.30 and 18.8.31). Must not know what a cell means.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0",
    7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;-£#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "dd/mm/yyyy", 15: "dd-mmm-yy", 16: "dd-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss", 22: "dd/mm/yyyy hh:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Codes that a file names by a number alone, as they are on a British machine."""
_LONG_DATE = "dd mmmm yyyy"
_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General|[eE][+-]0*|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|.', re.S
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_MONTHS = tuple(date(2001, n, 1).strftime("%B") for n in range(1, 13))
_DAYS = tuple(date(2001, 1, n).strftime("%A") for n in range(1, 8))  # a Monday first
_LARGEST_DAY = 2_958_466


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows. `day`: the day it stands for, where the day itself is shown and not only its month or year."""

    text: str
    day: date | None = None


def show_number(value: float, code: str, *, from_1904: bool = False) -> Shown:
    """The text a cell with this number and format shows."""
    parsed = _parse(code)
    section, size = _choose(parsed, value)
    if section.is_date:
        moment = _moment(value, from_1904)
        if moment is None:
            return Shown(show_general(value))
        return Shown(_show_moment(section.tokens, moment, value), moment.date() if section.shows_day else None)
    if not section.tokens:  # a section without anything hides what it applies to
        return Shown("")
    return Shown(_show_plain(section.tokens, size))


def show_general(value: float) -> str:
    """As a cell without a format shows it: no more digits than fit, no point in a whole number."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(Decimal(f"{value:.10g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# Sections


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[str, ...]
    condition: tuple[str, float] | None
    is_date: bool
    shows_day: bool


@lru_cache(1024)
def _parse(code: str) -> tuple[_Section, ...]:
    """A code's sections; quotes and brackets are one token each, what only colours or fills is gone."""
    sections: list[_Section] = []
    for tokens in _divide(_TOKEN.findall(code[:255])):
        condition = next((m for t in tokens if (m := _CONDITION.fullmatch(t))), None)
        if any(re.match(r"\[\$-[^\]]*F800\]", t, re.I) for t in tokens):  # the system's own long date
            tokens = _TOKEN.findall(_LONG_DATE)
        kept = tuple(filter(None, map(_keep, tokens)))
        letters = {t[0].lower() for t in kept if t[0].isalpha() and t != "General"} | {
            "h" for t in kept if re.fullmatch(r"\[[hms]+\]", t, re.I)
        }
        is_date = bool(letters & set("ymdhs")) and "e" not in letters
        shows_day = is_date and any(re.fullmatch("d{1,2}", t, re.I) for t in kept)
        what = (condition[1], float(condition[2])) if condition else None
        sections.append(_Section(kept, what, is_date, shows_day))
    return tuple(sections)


def _divide(tokens: Sequence[str]) -> list[list[str]]:
    sections: list[list[str]] = [[]]
    for token in tokens:
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


def _keep(token: str) -> str:
    """A token as it will be shown: literal text begins with a quote. Colours, conditions and filling are gone."""
    if token.startswith('"'):
        return '"' + token.strip('"') if len(token) > 1 else ""
    if token.startswith("\\"):
        return '"' + token[1:]
    if token.startswith("_"):
        return '" '
    if token.startswith("*"):
        return ""
    if token.startswith("[$"):
        return '"' + token[2:-1].partition("-")[0] if token[2:3] != "-" else ""
    if token.startswith("[") and not re.fullmatch(r"\[[hms]+\]", token, re.I):
        return ""
    return token


def _choose(sections: Sequence[_Section], value: float) -> tuple[_Section, float]:
    """The section that applies, and the number it shows: its size, in a section of its own for what is negative."""
    if any(section.condition for section in sections):
        for section in sections[:2]:
            if section.condition is None or _holds(section.condition, value):
                return section, value
        return sections[min(2, len(sections) - 1)], value
    if len(sections) > 2 and value == 0:
        return sections[2], value
    if len(sections) > 1 and value < 0:
        return sections[1], abs(value)
    return sections[0], value


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, than = condition
    return {
        "<": value < than, ">": value > than, "<=": value <= than, ">=": value >= than, "=": value == than,
        "<>": value != than,
    }[sign]  # fmt: skip


# Moments


def _moment(value: float, from_1904: bool) -> datetime | None:
    """Days since the end of 1899, counting a 29 February 1900 that was none, as spreadsheets do; or since 1904."""
    if not 0 <= value < _LARGEST_DAY:
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if value >= 60 else 31)  # noqa: DTZ001  # a sheet has no zone
    return start + timedelta(milliseconds=round(value * 86_400_000))


def _show_moment(tokens: Sequence[str], moment: datetime, value: float) -> str:
    half_day = any(t.upper() in ("AM/PM", "A/P") for t in tokens)
    text = []
    for n, token in enumerate(tokens):
        if token[0] == '"':
            text.append(token[1:])
        elif token[0] in "mM" and _is_minute(tokens, n):
            text.append(f"{moment.minute:0{min(len(token), 2)}}")
        elif token[0].isalpha() and token != "General":
            text.append(_show_part(token, moment, half_day))
        elif token[0] == "[":
            units = {"h": 24, "m": 1440, "s": 86_400}[token[1].lower()]
            text.append(f"{int(value * units + 1e-6):0{len(token) - 2}}")
        elif token in ("0", "@"):
            text.append("")
        else:
            text.append(token)
    return "".join(text).rstrip(".").strip()


def _is_minute(tokens: Sequence[str], n: int) -> bool:
    """An m beside hours or seconds is minutes, else a month."""
    if len(tokens[n]) > 2:
        return False
    parts = [t.strip("[]")[0].lower() for t in tokens]
    before = next((p for p in reversed(parts[:n]) if p in "ymdhs"), "")
    after = next((p for p in parts[n + 1 :] if p in "ymdhs"), "")
    return before == "h" or after == "s"


def _show_part(token: str, moment: datetime, half_day: bool) -> str:
    letter, wide = token[0].lower(), len(token)
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    match letter:
        case "y":
            return f"{moment.year:04}" if wide > 2 else f"{moment.year % 100:02}"
        case "m":
            name = _MONTHS[moment.month - 1]
            return {3: name[:3], 4: name, 5: name[0]}.get(wide, name) if wide > 2 else f"{moment.month:0{wide}}"
        case "d":
            name = _DAYS[moment.weekday()]
            return f"{moment.day:0{wide}}" if wide < 3 else name[:3] if wide == 3 else name
        case "h":
            return f"{hour:0{min(wide, 2)}}"
        case "s":
            return f"{moment.second:0{min(wide, 2)}}"
        case "a":
            return ("AM" if moment.hour < 12 else "PM")[: 1 if wide == 3 else 2]
        case _:
            return token


# Numbers


def _show_plain(tokens: Sequence[str], value: float) -> str:
    if not any(t in "0#?" for t in tokens):
        parts = (t[1:] if t[0] == '"' else show_general(value) if t in ("General", "@") else t for t in tokens)
        return "".join(parts).strip()
    if "/" in tokens:
        return _show_fraction(tokens, value)
    first = next(n for n, t in enumerate(tokens) if t in "0#?")
    last = max(n for n, t in enumerate(tokens) if t in "0#?." or t[0] in "eE")
    last = next((n - 1 for n in range(last + 1, len(tokens)) if tokens[n] != ","), len(tokens) - 1)
    inside = tokens[first : last + 1]
    if first and tokens[first - 1] == ".":
        first, inside = first - 1, (".", *inside)
    percent = tokens.count("%")
    number = _show_digits(inside, Decimal(f"{abs(value):.15g}") * 100**percent)
    sign = "-" if value < 0 and any(c in "123456789" for c in number) else ""
    around = [t[1:] if t[0] == '"' else t for t in (*tokens[:first], "\0", *tokens[last + 1 :])]
    return (sign + "".join(around).replace("\0", number)).strip()


def _show_digits(tokens: Sequence[str], value: Decimal) -> str:
    """The digits of a number by their places; what is written between them stands between them."""
    places_of = "".join(t if len(t) == 1 else "" for t in tokens)
    whole, _, part = places_of.rstrip(",").partition(".")
    power = next((t for t in tokens if t[0] in "eE" and len(t) > 1), "")
    value /= 1000 ** (len(places_of) - len(places_of.rstrip(",")))
    exponent = 0
    if power and value:
        exponent = value.adjusted() - max(sum(whole.count(c) for c in "0#?") - 1, 0)
        value = value.scaleb(-exponent)
    places = sum(part.count(c) for c in "0#?")
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits, _, decimals = format(rounded, "f").partition(".")
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole and digits:
        digits = f"{int(digits):,}"
    least = len(part.rstrip("#")) if "#" in part else places
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    point = "." if "." in tokens and (decimals or part == "") else ""
    literal = [t[1:] for t in tokens if t[0] == '"']
    if literal and not power:
        digits = _weave(tokens, digits)
    return digits + point + decimals + (_show_power(power, exponent) if power else "")


def _weave(tokens: Sequence[str], digits: str) -> str:
    """Digits from the right into their places, with the text between those: "000-00" and its like."""
    out, left = [], list(digits)
    places = [t for t in tokens if t in "0#?" or t[0] == '"']
    for token in reversed(places):
        if token[0] == '"':
            out.append(token[1:][::-1])
        elif left:
            out.append(left.pop())
    return "".join(left) + "".join(out)[::-1]


def _show_power(token: str, exponent: int) -> str:
    sign = "-" if exponent < 0 else "+" if token[1] == "+" else ""
    return f"E{sign}{abs(exponent):0{max(len(token) - 2, 1)}}"


def _show_fraction(tokens: Sequence[str], value: float) -> str:
    at = tokens.index("/")
    below = tokens[at + 1 :]
    fixed = "".join(t for t in below if t.isdigit())
    most = 10 ** max(sum(t in "?#" for t in below), 1) - 1
    whole, rest = divmod(abs(value), 1) if " " in "".join(tokens[:at]).replace('"', "") else (0.0, abs(value))
    if fixed and int(fixed):
        above, under = round(rest * int(fixed)), int(fixed)
    else:
        fraction = Fraction(rest).limit_denominator(most)
        above, under = fraction.numerator, fraction.denominator
    if above == under:
        whole, above = whole + 1, 0
    parts = [str(int(whole))] if whole or not above else []
    parts += [f"{above}/{under}"] if above else []
    return ("-" if value < 0 else "") + " ".join(parts)
