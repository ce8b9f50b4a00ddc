"""The words of written dates, from ``dates.toml``, and rules that are written with them."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, int]]:
    """The tables of words with a number each."""
    loaded = tomllib.loads(files("kg").joinpath("dates.toml").read_text(encoding="utf-8"))
    return {name: table for name, table in loaded.items() if name != "words"}


@lru_cache(maxsize=1)
def words() -> dict[str, str]:
    """What the braces of a rule stand for: alternatives, longest first."""
    loaded = tomllib.loads(files("kg").joinpath("dates.toml").read_text(encoding="utf-8"))
    found = {name: f"(?:{text})" for name, text in loaded["words"].items()}
    for name, table in tables().items():
        found[name] = "(?:" + "|".join(map(re.escape, sorted(table, key=len, reverse=True))) + ")"
    found["units"] = f"(?:(?:{found['units']})s?|centuries)"
    found["year"] = r"(?:1\d|20)\d\d"
    found["count"] = rf"(?:\d{{1,3}}|{found['numbers']}|{found['some']})"
    found["date"] = r"\d{1,2}"
    return found


@lru_cache(maxsize=256)
def compiled(rule: str) -> re.Pattern[str]:
    """A rule as an expression: ``{name}`` is one of the words, ``{name:group}`` the same, captured."""

    def expand(found: re.Match[str]) -> str:
        alternatives = words()[found[1]]
        return f"(?P<{found[2]}>{alternatives})" if found[2] else alternatives

    return re.compile(re.sub(r"\{([a-z]+)(?::(\w+))?\}", expand, rule))
