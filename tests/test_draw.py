"""Pictures: the page in a browser, what is drawn, and what is left out."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.__main__ import main
from kg.draw import to_page
from kg.draw.model import Link, Node, Passage, Picture, Source

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
HOSTILE = '</script><img src=x onerror="window.hit=1"><script>window.hit=1</script>\u202e\'"{{data}}&amp;'


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not CHROMIUM or not DRIVER:
        pytest.skip("chromium and chromium-driver are not installed")
    from selenium import webdriver  # noqa: PLC0415 - only where there is a browser
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def draw(graph: Path, page: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["draw", str(graph), "-o", str(page), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def data_of(page: bytes) -> Any:
    found = re.search(r'<script type="application/json" id="picture">(.*?)</script>', page.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def hostile_picture() -> Picture:
    passage = Passage(("He ", HOSTILE, "."), HOSTILE)
    nodes = (
        Node("http://e.org/a", HOSTILE, "entity", "Person", classes=(HOSTILE,), names=(HOSTILE,), passages=(passage,)),
        Node("http://e.org/b", "b", "claim", "Claim", "accuses", details=((HOSTILE, HOSTILE),)),
    )
    links = (Link("http://e.org/a", "http://e.org/b", HOSTILE, "inferred", because=(HOSTILE,)),)
    sources = {HOSTILE: Source(HOSTILE, HOSTILE, "2020-01-01", "javascript:window.hit=1")}
    return Picture(HOSTILE, nodes, links, sources, (HOSTILE,), HOSTILE)


def test_the_same_graph_gives_the_same_page(small_graph: Path, tmp_path: Path) -> None:
    draw(small_graph, tmp_path / "one.html")
    draw(small_graph, tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_claims_are_bubbles_and_inferences_are_told_from_what_articles_state(small_graph: Path, tmp_path: Path) -> None:
    draw(small_graph, tmp_path / "p.html", "--about", "Poland")
    data = data_of((tmp_path / "p.html").read_bytes())
    names = {node["label"]: node for node in data["nodes"]}
    (claim,) = [node for node in data["nodes"] if node["stance"] == "accuses"]
    assert {"Alexander Lukashenko", "Poland"} <= set(names)
    assert claim["kind"] == "claim"
    ways = {link["label"]: link["way"] for link in data["links"]}
    assert ways["accused"] == "said"
    assert ways["accuses"] == "inferred"
    (inferred,) = [link for link in data["links"] if link["label"] == "accuses"]
    assert inferred["because"]
    assert [data["passages"][place]["parts"][1] for place in inferred["passages"]] == ["accused"]


def test_what_does_not_fit_is_told(small_graph: Path, tmp_path: Path) -> None:
    lines = [f"<http://e.org/{n}> <http://e.org/knows> <http://e.org/{n // 7}> ." for n in range(1, 10_001)]
    (tmp_path / "many.nt").write_text("\n".join(lines))
    told = draw(tmp_path / "many.nt", tmp_path / "many.html", "--nodes", "100")
    assert "Shown are 100 of 10,001 nodes" in told
    data = data_of((tmp_path / "many.html").read_bytes())
    assert len(data["nodes"]) == 100
    assert "9,901 are left out" in data["notes"][0]


def test_an_entity_is_found_by_any_of_its_names_and_a_vague_one_is_told(small_graph: Path, tmp_path: Path) -> None:
    told = draw(small_graph, tmp_path / "p.html", "--about", "jens stoltenberg")
    assert "written" in told
    assert "Jens Stoltenberg" in data_of((tmp_path / "p.html").read_bytes())["title"]
    done = CliRunner().invoke(main, ["draw", str(small_graph), "--about", "land", "-o", str(tmp_path / "q.html")])
    assert done.exit_code == 1
    assert "'land' may be" in done.output


def test_a_question_of_yes_or_no_cannot_be_drawn(small_graph: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["draw", str(small_graph), "-c", "ASK {}", "-o", str(tmp_path / "p.html")])
    assert done.exit_code == 1
    assert "cannot be drawn" in done.output
    assert not (tmp_path / "p.html").exists()


def test_text_of_articles_never_becomes_markup() -> None:
    page = to_page(hostile_picture()).decode()
    assert page.count("</script>") == 3
    assert "<img" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page.replace("&#x27;", "'")


def test_a_page_opens_searches_and_shows_sentences_without_a_network(
    browser: Any, small_graph: Path, tmp_path: Path
) -> None:
    draw(small_graph, tmp_path / "p.html")
    browser.get_log("performance")
    browser.get((tmp_path / "p.html").as_uri())
    assert browser.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith("file:")] == []
    shown = browser.find_elements("css selector", "#stage g.node")
    assert len(shown) == len(data_of((tmp_path / "p.html").read_bytes())["nodes"])
    assert all(node.is_displayed() for node in shown)
    field = browser.find_element("id", "search")
    field.send_keys("stolten")
    assert "Jens Stoltenberg" in browser.find_element("id", "panel").text
    field.clear()
    browser.find_element("css selector", "#stage g.node.claim.accuses text.mark").click()
    panel = browser.find_element("id", "panel")
    assert "a claim, not a fact" in panel.text
    assert "Baltic Dispatch, 2020-08-16, Rally in Minsk" in panel.text
    assert panel.find_element("css selector", "blockquote mark").text == "accused"
    svg = browser.execute_script("return toSvg(picture)")
    from lxml import etree  # noqa: PLC0415

    root = etree.fromstring(svg.encode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Poland" in "".join(root.itertext())


@pytest.mark.parametrize("width", [400, 760, 1280])
def test_the_picture_has_room_on_a_screen_of_any_width(
    width: int, browser: Any, small_graph: Path, tmp_path: Path
) -> None:
    draw(small_graph, tmp_path / "p.html")
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 700}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        browser.get((tmp_path / "p.html").as_uri())
        wide, stage = browser.execute_script(
            "return [document.documentElement.scrollWidth, document.getElementById('stage').getBoundingClientRect()]"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= width
    assert stage["width"] >= min(width, 600)
    assert stage["height"] >= 400


def test_hostile_labels_run_nothing(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "hostile.html").write_bytes(to_page(hostile_picture()))
    browser.get((tmp_path / "hostile.html").as_uri())
    for item in ("picture.nodes[0]", "picture.nodes[1]", "picture.links[0]", "null"):
        browser.execute_script(f"choose({item})")
        assert browser.execute_script("return [window.hit, document.images.length, document.scripts.length]") == [
            None, 0, 3,
        ]  # fmt: skip
    assert browser.get_log("browser") == []


def test_the_shell_draws_its_last_answer_and_what_surrounds_an_entity(small_graph: Path, tmp_path: Path) -> None:
    typed = (
        f'SELECT ?x ?y {{ ?x :accuses ?y }};\n\\graph {tmp_path}/a.html\n\\graph "Jens Stoltenberg" {tmp_path}/b.html\n'
    )
    done = CliRunner().invoke(main, ["shell", str(small_graph)], input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    answer, around = (data_of((tmp_path / name).read_bytes()) for name in ("a.html", "b.html"))
    assert [(link["label"], link["way"]) for link in answer["links"]] == [("accuses", "inferred")]
    assert ":accuses" in answer["question"]
    assert "Jens Stoltenberg" in around["title"]
    assert "denies" in {node["stance"] for node in around["nodes"]}
