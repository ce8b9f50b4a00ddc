"""What sites print around an article, as ``boilerplate.txt`` says it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

SECTIONS = (
    "boilerplate",
    "links",
    "byline",
    "credit",
    "tag",
    "caption",
    "verb",
    "question",
    "answer",
    "addressing",
    "alone",
    "together",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """One expression a section: four for whole paragraphs, ``tag`` for how a headline begins, two that are searched.

    ``question`` and ``answer`` are for how a paragraph begins; whom it addresses and who speaks is searched.
    """

    boilerplate: re.Pattern[str]
    links: re.Pattern[str]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    tag: re.Pattern[str]
    caption: re.Pattern[str]
    verb: re.Pattern[str]
    question: re.Pattern[str]
    answer: re.Pattern[str]
    addressing: re.Pattern[str]
    alone: re.Pattern[str]
    together: re.Pattern[str]


@lru_cache(maxsize=1)
def load_layout() -> Layout:
    """Read and compile the expressions, once."""
    sections = to_sections(files("kg").joinpath("boilerplate.txt").read_text(encoding="utf-8"))
    compiled = {name: re.compile("|".join(f"(?:{line})" for line in lines)) for name, lines in sections.items()}
    for name in ("boilerplate", "links", "tag"):
        compiled[name] = re.compile(compiled[name].pattern, re.IGNORECASE)
    return Layout(**compiled)


def to_sections(text: str) -> dict[str, list[str]]:
    """The expressions of each section.

    >>> to_sections("[byline]\\n# who wrote it\\nBy .+\\n")["byline"]
    ['By .+']
    """
    sections: dict[str, list[str]] = {name: [] for name in SECTIONS}
    current = sections[SECTIONS[0]]
    for line in text.splitlines():
        if line[1:-1] in sections and line.startswith("["):
            current = sections[line[1:-1]]
        elif line and not line.startswith("#"):
            current.append(line)
    return sections
