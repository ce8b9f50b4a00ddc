"""What an analyst sets once: the configuration file, and the colour themes that it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from platformdirs import user_config_path

from kg.errors import StoreError
from shell.render import BOXED, Look

Keys = Literal["emacs", "vi"]
RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours: ``look`` for tables, ``background`` for Turtle (dark or light), ``prompt`` for what is typed."""

    look: Look
    background: Literal["dark", "light", ""]
    prompt: Mapping[str, str]


PROMPT = {
    "prompt": "bold",
    "comment": "italic ansibrightblack",
    "open": "ansired",
    "completion-menu.meta.completion": "noreverse",
    "auto-suggestion": "ansibrightblack",
}
DARK = {"keyword": "ansibrightblue bold", "variable": "ansicyan", "iri": "ansigreen", "pname": "ansigreen"}
LIGHT = {"keyword": "ansiblue bold", "variable": "ansimagenta", "iri": "ansigreen", "pname": "ansigreen"}
THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "dark": Theme(
            Look(bold="\x1b[1m", dim="\x1b[2m", mark="\x1b[7m", accent="\x1b[36m", reset=RESET),
            "dark",
            PROMPT | DARK | {"string": "ansiyellow", "number": "ansimagenta"},
        ),
        "light": Theme(
            Look(bold="\x1b[1m", dim="\x1b[90m", mark="\x1b[30;103m", accent="\x1b[34m", reset=RESET),
            "light",
            PROMPT | LIGHT | {"string": "ansired", "number": "ansiblue"},
        ),
        "mono": Theme(
            Look(bold="\x1b[1m", dim="", mark="\x1b[7m", accent="", reset=RESET),
            "",
            {"prompt": "bold", "keyword": "bold", "comment": "italic", "open": "underline"},
        ),
        "none": Theme(BOXED, "", {}),
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration file may say; each as its command has it."""

    theme: str = "dark"
    keys: Keys = "emacs"
    format: str = "table"
    expanded: bool = False
    iris: bool = False
    timing: bool = False
    pager: bool = True
    suggestions: bool = True
    timeout: float = 0
    parameters: Mapping[str, str] = field(default_factory=dict)


CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "theme": tuple(THEMES),
        "keys": ("emacs", "vi"),
        "format": ("table", "csv", "tsv", "json", "turtle", "markdown"),
    }
)


def config_folder() -> Path:
    """Where the configuration and saved queries are."""
    return Path(user_config_path("newsgraph", appauthor=False))


def read_settings(path: Path | None = None) -> Settings:
    """The settings of the configuration file; those of a new shell where there is none.

    Raises:
        StoreError: it cannot be read, is no TOML, or has a name or value that there is not.
    """
    file = path or config_folder() / "shell.toml"
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"cannot be read: {error}", place=str(file), remedy="check it, or take it away") from error
    import tomllib  # noqa: PLC0415  # most shells have no such file

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StoreError(f"no TOML: {error}", place=str(file), remedy="mend it there") from error
    for name, value in values.items():
        check_setting(name, value, str(file))
    return Settings(**values)


def check_setting(name: str, value: object, place: str) -> None:
    """Refuse a setting that there is not, or a value that it cannot have.

    Raises:
        StoreError: as said.
    """
    defaults = {known.name: getattr(Settings(), known.name) for known in fields(Settings)}
    if name not in defaults:
        raise StoreError(f"there is no setting {name}", place=place, remedy=f"the settings are {', '.join(defaults)}")
    if name in CHOICES and value not in CHOICES[name]:
        raise StoreError(f"{name} cannot be {value!r}", place=place, remedy=f"choose one of {', '.join(CHOICES[name])}")
    if name == "parameters":
        fits = isinstance(value, dict) and all(isinstance(term, str) for term in value.values())
    elif name == "timeout":
        fits = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    else:
        fits = isinstance(value, type(defaults[name]))
    if not fits:
        kinds = {"parameters": 'a table of terms, state = "e:Belarus"', "timeout": "a number of seconds"}
        kind = kinds.get(name, "true or false")
        raise StoreError(f"{name} cannot be {value!r}", place=place, remedy=f"it is {kind}")
