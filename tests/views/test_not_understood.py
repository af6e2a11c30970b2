"""A text too long to read."""

from wres_bot.views import not_understood as views


def test_a_message_too_long_says_how_long_it_may_be() -> None:
    card = views.render_too_long(4000, "1.3")
    assert "4000" in card.plain() and "kept none" in card.title
