"""What sites print around an article, as ``boilerplate.txt`` says it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

SECTIONS = ("boilerplate", "byline", "credit", "caption", "verb", "question", "answer")


@dataclass(frozen=True, slots=True)
class Layout:
    """One expression a section; the first three are for whole paragraphs, the last two for how one begins."""

    boilerplate: re.Pattern[str]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    caption: re.Pattern[str]
    verb: re.Pattern[str]
    question: re.Pattern[str]
    answer: re.Pattern[str]


@lru_cache(maxsize=1)
def load_layout() -> Layout:
    """Read and compile the expressions, once."""
    sections = to_sections(files("kg").joinpath("boilerplate.txt").read_text(encoding="utf-8"))
    compiled = {name: re.compile("|".join(f"(?:{line})" for line in lines)) for name, lines in sections.items()}
    compiled["boilerplate"] = re.compile(compiled["boilerplate"].pattern, re.IGNORECASE)
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
