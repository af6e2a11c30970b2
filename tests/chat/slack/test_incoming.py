"""Holds how Slack's markup is read back into what the person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.chat.slack.incoming import strip_markup
from wres_bot.chat.slack.mrkdwn import escape


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U0WRES> 2.3 done", "2.3 done"),
        ("<@U0WRES|wres>: 2.3 done", "2.3 done"),
        ("<@U0WRES>, <@U0WRES> 2.3 done", "2.3 done"),
        ("2.3 done <@U0WRES>", "2.3 done"),
        ("<@U0WRES>", ""),
        ("<@U0OTHER> holds 2.3", "<@U0OTHER> holds 2.3"),
        ("assign 2.3 <@U0OTHER|chair>", "assign 2.3 <@U0OTHER>"),
        ("see <#C123|edi-group>", "see #edi-group"),
        ("see <#C123>", "see #C123"),
        ("mail <mailto:chair@esneft.example|chair@esneft.example>", "mail chair@esneft.example"),
        ("at <http://esneft.example|esneft.example>", "at esneft.example"),
        ("at <https://esneft.example/a?b=1&amp;c=2>", "at https://esneft.example/a?b=1&c=2"),
        ("at <https://esneft.example/a|the report>", "at the report (https://esneft.example/a)"),
        ("<!here> done", "@here done"),
        ("<!subteam^S1|@edi> done", "@edi done"),
        ("R&amp;D &lt;x&gt; &amp;amp;", "R&D <x> &amp;"),
        ("2.3 done\x00\ud800", "2.3 done"),
        ("  2.3 “done” – yes\u00a0 ", "2.3 “done” – yes"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_slacks_markup_is_read_as_what_was_typed(sent: str, read: str) -> None:
    assert strip_markup(sent, "U0WRES") == read


@given(st.text())
def test_any_text_can_be_read(sent: str) -> None:
    strip_markup(sent, "U0WRES")


@given(st.text(alphabet="ab &<>;@amplt!#|", max_size=60))
def test_what_we_escape_reads_back_as_it_was(said: str) -> None:
    assert strip_markup(escape(said).replace("\u2060", "")) == said.strip()
