"""How a text is cut into blocks."""

import re
from pathlib import Path

import pytest
from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import dateline_of, find_blocks
from kg.articles.layouts import load_layout, to_sections


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text, title)]


def test_an_article_with_all_kinds_of_blocks_is_cut_as_a_reader_would() -> None:
    text = (
        "Premier rejects calls to resign amid rival rallies\n\nBy Ana Example\n\n14 min\n\n"
        "OSTRAVA, Aug 16 (Reuters) - The premier rejected calls to resign on Sunday.\n\n"
        "This browser does not support the video element.\n\n"
        "‘They are at our gates’\n\nShe warned of a threat from abroad.\n\n"
        "The premier looked tired as she talked about the threat of protests to the country\n\n"
        "A police car in Ostrava. Photo: Jan Example\n\n"
        "A minister, however, denied it.\n\nREAD ALSO: Who is who in Ostrava\n\n"
        "Sign up for our newsletter\n\nNobody was hurt.\n\n(POST with AFP and REUTERS)"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "headline", "imprint", "boilerplate", "boilerplate", "body", "boilerplate", "crosshead", "body", "caption",
        "caption", "body", "boilerplate", "boilerplate", "body", "credit",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Lithuania also denied it posed a military threat to neighbouring Belarus.",
        "Lithuania denied it",
        "“Leave!”",
        "Paris agreed.",
    ],
)
def test_a_text_of_one_sentence_is_body(text: str) -> None:
    assert kinds(text) == [("body", text)]


def test_a_title_that_begins_the_text_is_its_headline_even_with_a_full_stop() -> None:
    text = "The premier denies it.\nThe premier denied it on Sunday."
    assert kinds(text, "The premier  denies it") == [
        ("headline", "The premier denies it."),
        ("body", "The premier denied it on Sunday."),
    ]
    assert kinds(text)[0] == ("body", "The premier denies it.")


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    paragraph = (
        "The premier, who has ruled the country for the last twenty years, said on\n"
        "Sunday that she would not resign. Her party called for calm and accused the\n"
        "opposition of plotting. The Ministry of Justice declined to comment."
    )
    assert kinds(f"{paragraph}\n\nNobody was hurt.") == [("body", paragraph), ("body", "Nobody was hurt.")]


def test_unwrapped_lines_are_paragraphs_of_their_own() -> None:
    first = "The premier said on Sunday that she would not resign, whatever the crowd before her house might shout."
    assert kinds(f"{first}\nNobody was hurt.\n{first}") == [
        ("body", first),
        ("body", "Nobody was hurt."),
        ("body", first),
    ]


def test_a_line_that_goes_on_in_lower_case_belongs_to_the_line_before() -> None:
    assert kinds("The premier said on Sunday\nthat she would stay.") == [
        ("body", "The premier said on Sunday\nthat she would stay.")
    ]


def test_a_short_line_that_comes_again_and_again_is_print_of_the_site() -> None:
    text = "\n\n".join(
        ["Vadania Today", "One man spoke.", "Vadania Today", "One woman sang.", "Vadania Today", "All left."]
    )
    assert [kind for kind, _ in kinds(text)] == ["boilerplate", "body"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "ADVERTISEMENT", "23 min", "5 min read", "Read more: Who is who", "Sign up for our newsletter",
        "Share on Facebook",         "Facebook Twitter Email", "We use cookies to improve your experience.",
        "7 p.m.", "* * *", "___.",
        "Issued on: 16/08/2020 - 09:49", "Related articles", "Follow us on Twitter", "All rights reserved.",
        "© 2020 Vadania Post", "Click here to subscribe",
        "Story continues below", "We and our partners use cookies to improve this site.",
        "This content is not available.",
    ],
)  # fmt: skip
def test_print_of_the_site_is_boilerplate(line: str) -> None:
    assert kinds(f"The premier spoke.\n\n{line}\n\nShe left.")[1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Example", "By Ana Example and Jan Other in Ostrava", "Vadania Post, Ostrava, 17 August 2020",
        "Sunday, 16 August 2020", "Published: 16/08/2020 - 18:03", "Publisher: Vadania Post",
        "**Publisher:** Vadania Post", "Publisher:Vadania Post", "SOURCE: Vadania Post | BY: Ana Example",
        "Location: Ostrava",
        "By: Ana Example in Ostrava and Jan Other in Brussels, with Eva Third",
    ],
)  # fmt: skip
def test_who_published_and_wrote_it_and_when_is_an_imprint(line: str) -> None:
    assert kinds(f"The premier spoke.\n\n{line}\n\nShe left.")[1] == ("imprint", line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Sunday after the premier spoke.",
        "By Sunday the premier had left the country.",
        "Sign up for the army, the premier told students.",
        "Live ammunition was used against the crowd.",
        "More than a hundred people were detained.",
        "The video was removed by the authorities.",
        "Advertisements for the march were banned.",
        "Subscribe to this view and you are a traitor, he said.",
        "Paris (Texas) welcomed the decision.",
        "He said: “Read the law.”",
        "Two days ago the minister resigned.",
        "Cookies were handed out to the police.",
        "We baked cookies for the soldiers, she said.",
        "Video was played in court on Monday.",
        "One woman sang.",
        "NATO - which has thirty members - said no.",
    ],
)
def test_a_sentence_that_begins_as_print_of_a_site_does_is_body(line: str) -> None:
    assert ("body", line) in kinds(f"The premier spoke.\n\n{line}\n\nShe left.")


@pytest.mark.parametrize(
    "line",
    [
        "(FRANCE 24 with AFP and REUTERS)", "(Reuters)", "(AP, AFP)", "(AFP/Reuters)",
        "Reporting by Ana Example; editing by Jan Other",
        "(Reporting by Ana Example; Additional reporting by Jan Other; Editing by Will Third.)",
        "Additional reporting by Ana Example", "With AFP and Reuters",
    ],
)  # fmt: skip
def test_who_reported_is_a_credit(line: str) -> None:
    assert kinds(f"The premier spoke.\n\n{line}")[1] == ("credit", line)


def test_an_agency_that_signs_the_last_sentence_is_a_credit() -> None:
    assert kinds("The premier spoke.\n\nShe left. (AFP)")[1:] == [("body", "She left."), ("credit", "(AFP)")]
    assert len(kinds("The premier spoke.\n\nShe left (AFP).")) == 2


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("MINSK, Aug 16 (Reuters) - Thousands marched.", "MINSK", "Reuters"),
        ("Paris (AFP) – Thousands marched.", "Paris", "AFP"),
        ("KYIV, Ukraine (AP) — “We left,” he said.", "KYIV", "AP"),
        ("MOSCOW, February 3. /TASS/. The ministry spoke.", "MOSCOW", "TASS"),
        ("NEW YORK -- A man spoke.", "NEW YORK", None),
        ("(Reuters) - A man spoke.", None, "Reuters"),
    ],
)
def test_a_dateline_is_a_block_of_its_own(text: str, place: str | None, agency: str | None) -> None:
    found = dateline_of(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert [kind for kind, _ in kinds(text)] == ["boilerplate", "body"]


def test_every_expression_for_boilerplate_compiles_alone_and_stands_in_a_section() -> None:
    source = Path(__file__).parent.parent / "kg" / "boilerplate.txt"
    for lines in to_sections(source.read_text(encoding="utf-8")).values():
        assert lines
        for line in lines:
            re.compile(line)
    assert not load_layout().boilerplate.fullmatch("The premier spoke.")


WORDS = st.sampled_from(
    ["The", "premier", "said", "no", "A", "“", "”", "(", ")", ".", "-", "—", "\n", "\n\n", "\r\n", " ", "\t", "By",
     "MINSK", "(Reuters)", "23 min", "\u2028", "\x0b", "\x1c", "\u00a0", "\u200b", "é", "😀", "share", "/", ",", ":"]
)  # fmt: skip


@settings(deadline=None, max_examples=examples(400))
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map("".join)), st.none() | st.text(max_size=20))
def test_blocks_cover_every_word_of_any_text_in_order_without_overlap(text: str, title: str | None) -> None:
    covered, at = set[int](), 0
    for block in find_blocks(text, title):
        assert at <= block.start < block.end <= len(text)
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        covered.update(range(block.start, block.end))
        at = block.end
    assert all(char.isspace() for index, char in enumerate(text) if index not in covered)


def test_the_hour_before_a_paragraph_of_a_live_blog_is_no_part_of_it() -> None:
    paragraphs = ("16:45 UN chief calls for a truce.", "9:05 GMT - Troops left Lusk.", "16:45 trains left Lusk.")
    kinds = [[block.kind for block in find_blocks("Lusk falls\n\n" + each)][1:] for each in paragraphs]
    assert kinds == [["boilerplate", "body"], ["boilerplate", "body"], ["body"]]


def test_an_interview_parts_labels_questions_and_answers() -> None:
    lines = ("Berg on the mine", "Q: Why now?", "A: No choice.", "Nobody helped.", "Q. And Lind?", "A. He fled.")
    text = "\n\n".join((*lines, "He was held later."))
    told = [(text[block.start : block.end], block.kind) for block in find_blocks(text)]
    assert told == [
        ("Berg on the mine", "headline"),
        ("Q:", "imprint"),
        ("Why now?", "body"),
        ("A:", "imprint"),
        ("No choice.", "answer"),
        ("Nobody helped.", "answer"),
        ("Q.", "imprint"),
        ("And Lind?", "body"),
        ("A.", "imprint"),
        ("He fled.", "answer"),
        ("He was held later.", "body"),
    ]


def test_questions_to_you_and_answers_of_an_i_are_an_interview_without_labels() -> None:
    lines = ("Berg leads the port.", "Why did you go?", "I was tired.", "Lind says your son fled.", "He did not.")
    text = "\n\n".join((*lines, "Do you miss it?", "I do.", "Lind was held later."))
    answers = [text[block.start : block.end] for block in find_blocks(text) if block.kind == "answer"]
    assert answers == ["I was tired.", "He did not.", "I do."]


@pytest.mark.parametrize(
    "text",
    [
        "Do you remember the war?\n\nI remember it.\n\nWill you forget it?\n\nI will not.",
        'Berg left.\n\n"Do you care?"\n\n"I do," he said.\n\n"Will you go?"\n\n"I will," he said.',
        "The ferry stops.\n\nWill your bus run?\n\nIt will.\n\nCan you go by car?\n\nThe road is closed.",
    ],
)
def test_a_speech_quotations_and_advice_are_no_interview(text: str) -> None:
    assert "answer" not in {block.kind for block in find_blocks(text)}


@pytest.mark.parametrize(
    "text", ["A. Berg was held.\n\nA. Berg fled.", "Q. Lind sang.\n\nThe band left.", "A: No.\n\nQ: Why?"]
)
def test_initials_and_letters_are_no_interview(text: str) -> None:
    assert "answer" not in {block.kind for block in find_blocks(text)}


@pytest.mark.parametrize("tag", ["Exclusive:", "LIVE:", "Breaking news –", "UPDATE 2-", "Exclusive |"])
def test_what_a_site_tags_a_headline_with_is_no_part_of_it(tag: str) -> None:
    blank = "" if tag.endswith("-") else " "
    text = f"Floods in Ostrava\n\n{tag}{blank}Mayor says the dam is safe\n\nThe dam held on Sunday."
    assert kinds(text)[1:3] == [("boilerplate", tag), ("headline", "Mayor says the dam is safe")]


def test_a_headline_that_names_who_says_it_keeps_the_name() -> None:
    text = "Mayor: The dam is safe\n\nThe dam held on Sunday."
    assert kinds(text)[0] == ("headline", "Mayor: The dam is safe")


def test_a_list_of_links_is_print_and_a_list_of_demands_is_body() -> None:
    links = "RELATED STORIES\n- Mayor says the dam is safe\n- Thousands flee Ostrava"
    demands = "The demands are:\n- Open the dam\n- Pay the farmers"
    text = f"The dam held on Sunday.\n\n{links}\n\nNobody was hurt.\n\n{demands}"
    assert [kind for kind, _ in kinds(text)] == ["body", *["boilerplate"] * 3, *["body"] * 4]


@pytest.mark.parametrize("marks", [("1.", "2."), ("1)", "2)"), ("1/", "2/")])
def test_what_numbers_list_is_body_without_full_stops(marks: tuple[str, str]) -> None:
    first, second = marks
    demands = f"{first} Open the dam\n\n{second} Pay the farmers"
    text = f"The dam held on Sunday.\n\nThe demands are:\n\n{demands}\n\n3. THE DAM IN NUMBERS\n\nIt is 90 metres high."
    assert kinds(text)[2:6] == [
        ("boilerplate", first),
        ("body", "Open the dam"),
        ("boilerplate", second),
        ("body", "Pay the farmers"),
    ]
    assert kinds(text)[6] == ("crosshead", "3. THE DAM IN NUMBERS")


def test_where_those_who_answer_are_named_only_the_questions_are_labelled() -> None:
    text = "QUESTION: Will the dam hold?\n\nMINISTER LIND: It will hold for years.\n\nNobody was hurt."
    assert kinds(text)[:3] == [
        ("imprint", "QUESTION:"),
        ("body", "Will the dam hold?"),
        ("body", "MINISTER LIND: It will hold for years."),
    ]


def test_the_number_of_a_post_is_no_part_of_what_it_says() -> None:
    text = "1/ Floods hit Ostrava on Sunday.\n\n2/ Correction: an earlier post named Brno.\n\n12. The dam held."
    assert kinds(text) == [
        ("boilerplate", "1/"),
        ("body", "Floods hit Ostrava on Sunday."),
        ("boilerplate", "2/ Correction: an earlier post named Brno."),
        ("boilerplate", "12."),
        ("body", "The dam held."),
    ]
