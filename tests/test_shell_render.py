"""What reaches the terminal: clean text, tables that fit."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from shell.render import BOXED, COLOURED, PLAIN, clean, fit, highlight, pad, shorten, table, width_of, wrap

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
ANYTHING = st.text(st.characters(), max_size=60)
NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            ["\x1b[31m", "\x1b]0;title\x07", "\x9b1m", "\u202e", "\u2066", "\r", "\n", "\ud800", "漢", "a b"]
        ),
        ANYTHING,
    )
).map("".join)


@given(NASTY)
def test_clean_text_has_no_control_or_direction_characters(text: str) -> None:
    found = clean(text)
    assert all(unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} for c in found)
    assert all(unicodedata.bidirectional(c) not in BIDI and c not in "\u200e\u200f\u061c" for c in found)
    assert found.encode().decode() == found
    assert clean(found) == found


@given(NASTY)
def test_clean_lines_differ_from_clean_text_only_in_line_breaks(text: str) -> None:
    found = clean(text, lines=True)
    assert all(clean(line) == line for line in found.split("\n"))


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=40))
def test_letters_and_punctuation_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("a\x1b[1;31mred\x1b[0m", "ared"),
        ("\x1b]0;owned\x07x", "x"),
        ("\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\x", "x"),
        ("\x1b", ""),
        ("a\r\nb", "a b"),
        ("abc\u202edcba", "abcdcba"),
        ("x\x00y\x7f\x9bz", "xy"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_escape_sequences_go_whole(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


@given(st.lists(st.lists(NASTY, min_size=3, max_size=3), max_size=6), st.integers(min_value=30, max_value=120))
def test_a_table_fits_the_width_whatever_is_in_it(rows: list[list[str]], width: int) -> None:
    for line in table(["a", "b", "c"], rows, width=width, look=BOXED).splitlines():
        assert width_of(line) <= width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("日本語の名前", 7, "日本語…"),
        ("日本語の名前", 6, "日本…"),
        ("e\u0301te\u0301te\u0301", 4, "e\u0301te\u0301…"),
        ("👨\u200d👩\u200d👧 family", 2, "…"),
        ("👨\u200d👩\u200d👧 family", 4, "👨\u200d👩\u200d👧 …"),
        ("🇩🇪🇫🇷🇵🇱", 5, "🇩🇪🇫🇷…"),
        ("000\u093e00000", 6, "000\u093e0…"),
    ],
)
def test_wide_and_combined_characters_are_cut_between_and_never_within(text: str, width: int, shown: str) -> None:
    assert shorten(text, width) == shown
    assert width_of(shown) <= width
    assert "".join(line.rstrip("…") for line in wrap(text, width, lines=99)) == text.replace(" ", "") or " " in text


@given(ANYTHING.map(clean), st.integers(min_value=2, max_value=40))
def test_wrapped_and_shortened_text_fits(text: str, width: int) -> None:
    assert all(width_of(line) <= width for line in wrap(text, width))
    assert width_of(shorten(text, width)) <= width
    assert len(wrap(text, width)) <= 3


@given(st.text(st.characters(categories=("L", "N"), exclude_characters=" "), min_size=1).map(clean), st.integers(2, 30))
def test_wrapping_without_blanks_loses_nothing_but_what_the_ellipsis_stands_for(text: str, width: int) -> None:
    whole = "".join(wrap(text, width))
    assert whole == text or (whole.endswith("…") and text.startswith(whole[:-1]))


@pytest.mark.parametrize(
    ("natural", "width", "expected"),
    [
        ([4, 50, 50], 40, [4, 15, 15]),
        ([10, 10], 80, [10, 10]),
        ([100], 40, [40]),
        ([3, 100, 20], 60, [3, 31, 20]),
    ],
)
def test_wide_columns_share_what_narrow_ones_leave(natural: list[int], width: int, expected: list[int]) -> None:
    assert fit(natural, width, 3) == expected


def test_a_table_as_it_looks() -> None:
    rows = [["Лукашенко", "7"], ["日本", "1200"]]
    assert table(["who", "n"], rows, look=BOXED, align=["left", "right"]) == (
        "who       │    n\n──────────┼─────\nЛукашенко │    7\n日本      │ 1200\n"
    )
    assert table(["who", "n"], rows, look=PLAIN) == "who        n\nЛукашенко  7\n日本       1200\n"


def test_a_table_without_decoration_has_no_escape_codes_and_one_with_it_has() -> None:
    assert "\x1b" not in table(["a"], [["b"]], look=PLAIN)
    assert re.search(r"\x1b\[1m.*\x1b\[0m", table(["a"], [["b"]], look=COLOURED))


def test_long_cells_are_wrapped_and_then_cut() -> None:
    lines = table(["text"], [["word " * 60]], width=30, look=BOXED).splitlines()
    assert len(lines) == 2 + 3
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 3, "[The] man"), (4, 8, "The [man]"), (0, 0, "The man"), (4, 99, "The [man]")],
)
def test_highlighting_counts_in_the_original_text(start: int, end: int, expected: str) -> None:
    assert highlight("The \aman", start, end, PLAIN) == expected


@given(st.text().map(clean), st.integers(min_value=0, max_value=40))
def test_padding_reaches_the_width(text: str, width: int) -> None:
    assert wcswidth(pad(text, width)) == max(width, wcswidth(text))


def test_ten_thousand_rows_are_all_rendered() -> None:
    rows = [[f"Somebody {n}", "Alexander Lukashenko", "a longer text " * 6, str(n)] for n in range(10_000)]
    text = table(["a", "b", "c", "d"], rows, width=200, look=BOXED)
    assert text.count("\n") == 10_002
    assert all(f"Somebody {n} " in text for n in (0, 4_999, 9_999))
