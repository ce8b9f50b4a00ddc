"""Articles in: what is read and what is refused."""

import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import LONGEST_TEXT, fingerprint, read_articles, similarity, to_published
from kg.errors import ArticleError
from kg.model import Article
from kg.names import Names

MARCHED = "Thousands of people marched through the centre of the capital on Sunday and asked the president to resign."
DENIED = "The government denied that the count had been falsified, and its spokeswoman accused an agency of plotting."
BODY = f"{MARCHED}\n\n{DENIED}\n"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">
<title>Rally fills the square | The Post</title>
<meta property="og:site_name" content="Vadania Post"><meta property="og:title" content="Rally fills the square">
<meta property="article:published_time" content="2020-08-16T18:03:00+02:00"><meta name="author" content="Ana Example">
<link rel="canonical" href="https://post.example/2020/rally"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Rally fills the square</h1>
<p>{marched}</p>
<h2>A café closed</h2>
<p>{denied}</p>
</article><footer>Copyright 2020. All rights reserved. <a href="/privacy">Privacy policy</a></footer></body></html>
""".replace("{marched}", MARCHED).replace("{denied}", DENIED)


def read(*sources: str | Path, **options: str) -> list[Article | ArticleError]:
    return list(read_articles(sources, names=Names(), **options))


def read_stdin(data: bytes) -> list[Article | ArticleError]:
    return list(read_articles(["-"], names=Names(), stdin=io.BytesIO(data)))


def article(found: Article | ArticleError) -> Article:
    assert isinstance(found, Article), found
    return found


def error(found: Article | ArticleError) -> str:
    assert isinstance(found, ArticleError), found
    assert found.remedy
    return str(found)


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# --- reading -----------------------------------------------------------------------------------------------------


def test_plain_text_is_kept_as_given_with_its_newlines_but_without_the_mark(tmp_path: Path) -> None:
    text = "Rally in Minsk\r\n\r\n" + BODY.replace("\n", "\r\n")
    found = article(read(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + text.encode()))[0])
    assert found.text == text
    assert found.title == "Rally in Minsk"
    assert found.blocks[0].start == 0


def test_a_folder_is_read_recursively_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt", ".hidden/x.txt", "notes.md", "page_files/advert.html"):
        write(tmp_path / name, f"Text of {name} stands here and is read.")
    write(tmp_path / "page.html", PAGE.format(charset="utf-8"))
    texts = [article(found).text for found in read(tmp_path)]
    assert [re.sub(r" stands.*", "", text) for text in texts[:2]] == ["Text of a.txt", "Text of b.txt"]
    assert texts[2].startswith("Rally fills the square")
    assert texts[3].startswith("Text of c/d.txt")
    assert len(texts) == 4


def test_html_gives_headline_body_date_with_zone_author_outlet_and_address(tmp_path: Path) -> None:
    found = article(read(write(tmp_path / "a.html", PAGE.format(charset="utf-8")))[0])
    assert found.text.splitlines()[::2] == [
        "Rally fills the square",
        MARCHED,
        "A café closed",
        DENIED,
    ]
    assert [block.kind for block in found.blocks] == ["headline", "body", "crosshead", "body"]
    assert (found.published, found.publisher, found.author, found.key) == (
        "2020-08-16T18:03:00+02:00",
        "Vadania Post",
        "Ana Example",
        "https://post.example/2020/rally",
    )


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "iso-8859-15"])
def test_html_is_read_in_the_encoding_it_declares(tmp_path: Path, charset: str) -> None:
    page = PAGE.format(charset=charset).encode(charset)
    assert "A café closed" in article(read(write(tmp_path / "a.html", page))[0]).text


def test_linked_data_gives_the_date_where_no_meta_does(tmp_path: Path) -> None:
    page = re.sub(r'<meta property="article:published_time"[^>]*>', "", PAGE.format(charset="utf-8"))
    script = (
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2020-08-17T01:00:00Z"}]}</script></head>'
    )
    found = article(read(write(tmp_path / "a.html", page.replace("</head>", script)))[0])
    assert found.published == "2020-08-17T01:00:00+00:00"


def test_json_lines_keep_text_and_id_and_what_they_say_of_themselves_comes_first(tmp_path: Path) -> None:
    lines = [
        {"id": "a1", "text": " The minister said no.\n", "published": "2020-08-16T18:03:00+02:00", "publisher": "Post"},
        {"id": 17, "text": "The minister said yes."},
        {"url": "https://post.example/3", "text": "The minister said nothing."},
    ]
    path = write(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, lines)))
    found = [article(item) for item in read(path, published="2021-01-01", publisher="Given")]
    assert [item.key for item in found] == ["a1", "17", "https://post.example/3"]
    assert found[0].text == " The minister said no.\n"
    assert [item.published for item in found] == ["2020-08-16T18:03:00+02:00", "2021-01-01", "2021-01-01"]
    assert [item.publisher for item in found] == ["Post", "Given", "Given"]


def test_an_id_that_is_an_iri_is_still_minted_under_the_base() -> None:
    found = article(read_stdin(b'{"id": "http://x.example/<a>", "text": "The minister said no."}')[0])
    assert found.key == "http://x.example/<a>"
    assert re.fullmatch(r"https://w3id.org/newsgraph/article/the-minister-said-no-[0-9a-f]{8}", found.iri)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("\x1b[1;31mRally\x1b[0m in Minsk", "rally-in-minsk"),
        ("\x1b]0;gone\x07Rally", "rally"),
        ("\x9b31mRally", "rally"),
        ("\x1b[31m集会\x1b[0m", "article"),
    ],
)
def test_control_sequences_leave_nothing_in_names(title: str, words: str) -> None:
    line = json.dumps({"id": "a", "title": title, "text": "The minister said no."})
    found = article(read_stdin(line.encode())[0])
    assert found.iri == Names().article(words, "a")
    assert Names().entity("\x1b[31mKarl Vos\x1b[0m") == Names().entity("Karl Vos")


def test_the_key_of_a_text_is_its_digest_wherever_it_lies(tmp_path: Path) -> None:
    one, two = read(write(tmp_path / "a.txt", BODY), write(tmp_path / "b.txt", BODY))
    assert article(one).key == article(two).key
    assert article(one).iri == article(two).iri


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b'\n  {"text": "The minister said no.", "title": "From JSON"}\n', "From JSON"),
        (b"\xef\xbb\xbf" + b'{"text": "The minister said no.", "title": "From JSON"}', "From JSON"),
        (PAGE.format(charset="utf-8").encode(), "Rally fills the square"),
        (("Rally in Minsk\n\n" + BODY).encode(), "Rally in Minsk"),
    ],
)
def test_standard_input_is_told_by_how_it_begins(data: bytes, title: str) -> None:
    assert article(read_stdin(data)[0]).title == title


def test_a_line_number_counts_the_blank_lines_before_it() -> None:
    assert error(read_stdin(b'\n\n{"id": 1}\n')[0]).startswith("standard input:3:")


def test_json_lines_are_read_one_at_a_time() -> None:
    line = json.dumps({"text": "The minister said no. " * 500}).encode() + b"\n"
    stream = io.BytesIO(line * 500)
    next(read_articles(["-"], names=Names(), stdin=stream))
    assert stream.tell() < 10 * len(line)


def test_date_and_outlet_under_the_headline_are_the_articles_own() -> None:
    found = article(read_stdin(("Rally in Minsk\n\nVadania Post, Minsk, 17 August 2020\n\n" + BODY).encode())[0])
    assert (found.published, found.publisher) == ("2020-08-17", "Vadania Post")
    found = article(read_stdin(("Rally in Minsk\n\nMINSK, Aug 17 (Reuters) - " + BODY).encode())[0])
    assert (found.published, found.publisher) == (None, "Reuters")


@pytest.mark.parametrize("head", ["{title}\n{lines}\n\n", "{title}\n\n{lines}\n\n", "Title: {title}\n{lines}\n\n"])
def test_lines_with_labels_are_the_articles_own(head: str) -> None:
    lines = "Publisher: Vadania Post\nDate: 17 August 2020\nBy: Ines Falk\nURL: https://post.example/1"
    text = head.format(title="Rally in Minsk", lines=lines) + BODY
    found = article(read_stdin(text.encode())[0])
    assert (found.title, found.published, found.publisher) == ("Rally in Minsk", "2020-08-17", "Vadania Post")
    assert (found.author, found.url) == ("Ines Falk", "https://post.example/1")
    body = [text[block.start : block.end] for block in found.blocks if block.kind == "body"]
    assert body == [MARCHED, DENIED]
    stream = io.BytesIO(text.encode())
    given = article(next(read_articles(["-"], names=Names(), stdin=stream, published="2021-01-01", publisher="Given")))
    assert (given.published, given.publisher) == ("2020-08-17", "Vadania Post")


@pytest.mark.parametrize(
    "lines",
    [
        "By Ines Falk\nPublisher: Vadania Post\nDate: 17 August 2020",
        "Publisher:Vadania Post\nDate:17 August 2020\nBy:Ines Falk",
        "**Publisher:** Vadania Post\n**Date:** 17 August 2020\n**By:** Ines Falk",
        "Publisher: Vadania Post | Date: 17 August 2020 | By: Ines Falk",
        "Publisher: Vadania Post Date: 17 August 2020 By: Ines Falk",
        "SOURCE: Vadania Post\n\nDATE: Monday, 17 August 2020, 10:30\n\nLOCATION: Minsk\n\nBY: Ines Falk",
    ],
)
def test_labels_are_known_however_they_are_set(lines: str) -> None:
    found = article(read_stdin(f"{lines}\n{BODY}".encode())[0])
    assert (found.author, found.published, found.publisher) == ("Ines Falk", "2020-08-17", "Vadania Post")
    assert {block.kind for block in found.blocks} == {"imprint", "body"}


@pytest.mark.parametrize(
    "line",
    [
        "By: the time it ended, forty people were hurt, the ministry said.",
        "Reporter: Did Oscar Lind accuse the ministry of theft last week?",
    ],
)
def test_a_sentence_after_a_label_is_read(line: str) -> None:
    text = f"Rally in Minsk\n\n{line}\n\n{BODY}"
    found = article(read_stdin(text.encode())[0])
    assert (found.author, found.publisher) == (None, None)
    assert line in [text[block.start : block.end] for block in found.blocks if block.kind == "body"]


def test_labels_further_down_are_not_the_articles_own() -> None:
    found = article(read_stdin(("Rally in Minsk\n\n" + f"{BODY}\n\n" * 4 + "Date: 17 August 2020\n").encode())[0])
    assert found.published is None


def test_halves_of_surrogate_pairs_and_nuls_are_replaced_one_for_one() -> None:
    found = article(read_stdin(rb'{"text": "A \ud83d man \u0000 said \ud83d\ude00 no."}')[0])
    assert found.text == "A \ufffd man \ufffd said \N{GRINNING FACE} no."


# --- refusing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.txt", b" \n\t\n", "a.txt: the file is empty"),
        ("a.txt", b"%PDF-1.7\n%abc", "a.txt: the file is a PDF document"),
        ("a.txt", b"PK\x03\x04abc", "a.txt: the file is a ZIP archive"),
        ("a.txt", b"abc\0def", "a.txt: the file is binary (a NUL at byte 3)"),
        ("a.txt", "abc".encode("utf-16"), "a.txt: the file is UTF-16 text"),
        ("a.txt", b"one\ntwo caf\xe9 three", "a.txt:2: the text is not UTF-8: byte 0xe9 at offset 11"),
        ("a.txt", b"x" * 5_000_000, "a.txt: the file has more than 4,000,003 bytes"),
        ("a.txt", b"x" * (LONGEST_TEXT + 1), "a.txt: the article has 1,000,001 characters"),
        (
            "a.html",
            b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
            "a.html: there is no article on the page",
        ),
        ("a.html", b"<html><meta charset=utf-7><body>x", "a.html: "),
        ("a.html", b"<html><meta charset=nonsense><body>x", "a.html: the page declares the encoding 'nonsense'"),
        ("a.html", b"<html><body>caf\xe9", "a.html:1: the text is not UTF-8"),
        ("a.jsonl", b"[1, 2]", "a.jsonl:1: the line is JSON but not an object"),
        ("a.jsonl", b'\n{"id": "a"}', 'a.jsonl:2: the object has no "text"'),
        ("a.jsonl", b'{"text": null}', 'a.jsonl:1: the object has no "text"'),
        ("a.jsonl", b'{"text": ["a"]}', 'a.jsonl:1: "text" is not a string'),
        ("a.jsonl", b'{"text": " "}', "a.jsonl:1: the article is empty"),
        ("a.jsonl", b'{"text": "He said no.", "id": true}', 'a.jsonl:1: "id" is not a string'),
        ("a.jsonl", b'{"text": "He said no.", "title": 3}', 'a.jsonl:1: "title" is not a string'),
        ("a.jsonl", b'{"text": "He said no.", "published": "soon"}', "a.jsonl:1: \"published\" is not a date: 'soon'"),
        ("a.jsonl", b'{"text": "He said', "a.jsonl:1: the line is not JSON: Unterminated string"),
        ("a.jsonl", b"[" * 100_000, "a.jsonl:1: the line is not JSON"),
        ("a.jsonl", b'{"text": "caf\xe9"}', "a.jsonl:1: the text is not UTF-8: byte 0xe9 at offset 13"),
        ("a.jsonl", b"\n \n", "a.jsonl: the file is empty"),
    ],
)
def test_bad_input_is_refused_with_its_place_and_a_remedy(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    found = read(write(tmp_path / name, data))
    assert len(found) == 1
    assert message in error(found[0])


def test_a_missing_file_and_a_folder_without_articles_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "empty" / "notes.md", "x")
    missing, empty, nul = read(tmp_path / "none.txt", tmp_path / "empty", "a\0b")
    assert "none.txt: there is no such file" in error(missing)
    assert "empty: the folder has no articles" in error(empty)
    assert "cannot be read" in error(nul)


def test_bad_articles_do_not_stop_the_others(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "One said no."}\nnonsense\n{"text": "Two said no."}\n')
    found = read(tmp_path / "none.txt", path)
    assert [isinstance(item, Article) for item in found] == [False, True, False, True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Der Präsident hat der Opposition vorgeworfen, einen Umsturz zu planen. Eine Sprecherin der Regierung"
            " sagte, die Wahl sei gültig und werde nicht wiederholt.",
            "German",
        ),
        (
            "Президент обвинил оппозицию в подготовке переворота. Представитель правительства заявила, что выборы"
            " состоялись и повторять их никто не будет.",
            "Russian",
        ),
        (
            "Le président a accusé l'opposition de préparer un coup d'État. La porte-parole du gouvernement a déclaré"
            " que l'élection était valable et ne serait pas répétée.",
            "French",
        ),
    ],
)
def test_an_article_in_another_language_is_refused_by_name(text: str, language: str) -> None:
    assert f"not in English but, it seems, in {language}" in error(read_stdin(text.encode())[0])


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Lukaschenko",
        "Recep Tayyip Erdoğan, Volodymyr Zelenskyy, Andrzej Duda, Gitanas Nausėda, Krišjānis Kariņš, Kaja Kallas, Jens"
        " Stoltenberg and Ursula von der Leyen met in Vilnius.",
        "“Żywie Biełaruś!” the crowd shouted in Minsk as Sviatlana Tsikhanouskaya spoke to them by video from Vilnius.",
    ],
)
def test_english_with_foreign_names_passes(text: str) -> None:
    assert article(read_stdin(text.encode())[0]).text == text


def test_a_bad_given_date_is_one_error_with_a_remedy(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path / "a.txt", BODY), published="16/8/2020")
    assert "--date: '16/8/2020' is not a date" in error(found)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2020-08-16", "2020-08-16"),
        ("2020-08-16T18:03:00+02:00", "2020-08-16T18:03:00+02:00"),
        ("2020-08-16T18:03Z", "2020-08-16T18:03:00+00:00"),
        ("2020-08-16 18:03", "2020-08-16T18:03:00"),
        ("Sun, 16 Aug 2020 18:03:00 -0500", "2020-08-16T18:03:00-05:00"),
        ("16 Aug 2020 18:03:00 GMT", "2020-08-16T18:03:00+00:00"),
        ("2020-02-30", None),
        ("yesterday", None),
        ("", None),
        ("32 Foo 2020 18:03", None),
    ],
)
def test_publication_dates_keep_their_zone(written: str, kept: str | None) -> None:
    assert to_published(written) == kept


@settings(deadline=None, max_examples=examples(150))
@given(st.binary(max_size=300))
def test_any_bytes_on_standard_input_are_articles_or_errors(data: bytes) -> None:
    for found in read_stdin(data):
        assert isinstance(found, Article) or found.remedy


@settings(deadline=None, max_examples=examples(100))
@given(st.lists(st.text(min_size=1, max_size=60).filter(lambda text: not text.isspace()), min_size=1, max_size=4))
def test_any_text_in_json_lines_comes_back_with_its_length(texts: list[str]) -> None:
    data = "\n".join(json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    found = [article(item) for item in read_stdin(data.encode())]
    assert [item.key for item in found] == [str(number) for number in range(len(texts))]
    for item, text in zip(found, texts, strict=True):
        assert item.text == text.replace("\0", "\ufffd")
        item.text.encode()


# --- copies ------------------------------------------------------------------------------------------------------


def sentences(numbers: Iterable[int]) -> str:
    return " ".join(f"The minister of region {n} denied report number {n * 7} about village {n * n}." for n in numbers)


def test_a_copy_with_small_changes_is_similar_and_another_text_is_not() -> None:
    original = fingerprint(sentences(range(60)))
    assert similarity(original, fingerprint("UPDATE: " + sentences(range(58)))) > 0.85
    assert similarity(original, fingerprint(sentences(range(100, 160)))) < 0.1
    assert len(original) == 64


def test_similarity_is_that_of_the_sets_of_runs() -> None:
    half = similarity(fingerprint(sentences(range(40))), fingerprint(sentences(range(20, 60))))
    assert 0.2 < half < 0.5
    assert similarity(fingerprint("one two three"), fingerprint("One two, three!")) == 1.0
    assert similarity(fingerprint(""), fingerprint("a")) == 0.0


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert fingerprint("The premier spoke.") == (8040591319636429315,)
