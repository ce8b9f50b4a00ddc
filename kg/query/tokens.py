"""SPARQL text -> tokens, whatever state the text is in.

A parser stops at the first error; this never does, so that completion, the Enter key and the caret under an error
work on text that is being typed. The only tokenizer; ``shell`` uses it, too.
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "comment",
    "string",
    "iri",
    "blank",
    "pname",
    "variable",
    "number",
    "lang",
    "word",
    "punct",
    "open string",
    "open iri",
]

PARTS = (
    ("comment", r"#[^\n]*"),
    ("string", r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"),
    ("open_string", r'"""(?:[^"\\]|\\.|"(?!""))*\\?\Z' + r"|'''(?:[^'\\]|\\.|'(?!''))*\\?\Z"),
    ("string2", r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"),
    ("open_string2", r'"(?:[^"\\\n]|\\.)*\\?' + r"|'(?:[^'\\\n]|\\.)*\\?"),
    ("iri", r'<[^<>"{}|^`\\\s=][^<>"{}|^`\\\s]*>|<>'),
    ("open_iri", r'<[A-Za-z](?:[\w+.-]*:[^<>"{}|^`\\\s]*(?=\s|\Z)|[\w+.-]*\Z)'),
    ("blank", r"_:\w*"),
    ("pname", r"(?:[^\W\d_](?:[\w-]|\.(?=[\w.-]*:))*)?:(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*"),
    ("variable", r"[?$]\w+"),
    ("number", r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
    ("lang", r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
    ("word", r"\w(?:[\w-]*\w)?"),
    ("punct", r"\^\^|&&|\|\||!=|<=|>=|<<|>>|\S"),
)
PATTERN = re.compile("|".join(f"(?P<{name}>{regex})" for name, regex in PARTS), re.DOTALL)
KINDS: dict[str, Kind] = {
    "comment": "comment",
    "string": "string",
    "string2": "string",
    "open_string": "open string",
    "open_string2": "open string",
    "iri": "iri",
    "open_iri": "open iri",
    "blank": "blank",
    "pname": "pname",
    "variable": "variable",
    "number": "number",
    "lang": "lang",
    "word": "word",
    "punct": "punct",
}
OPENING, CLOSING = "{([", "})]"
QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_FORMS = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
REACHING = frozenset({"LOAD", "SERVICE"})
"""What asks another machine."""
PROLOGUE = frozenset({"PREFIX", "BASE"})
UNFINISHED = frozenset({"WHERE", "BY", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES", "ASC", "DESC", "UNION"})


@dataclass(frozen=True, slots=True)
class Token:
    """Characters ``start`` to ``end`` (exclusive) of the text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The word in upper case, empty for what is no word."""
        return self.text.upper() if self.kind == "word" else ""


def reaches_out(text: str) -> bool:
    """Whether a query or an update would ask another machine, whatever state it is in."""
    return any(token.keyword in REACHING for token in find_tokens(text))


def find_tokens(text: str) -> list[Token]:
    """Find every token in text order; blanks lie between them, nothing else does.

    >>> [token.text for token in find_tokens("ASK{?s :p 'a b'")]
    ['ASK', '{', '?s', ':p', "'a b'"]
    """
    return [
        Token(KINDS[match.lastgroup or "punct"], match.group(), match.start(), match.end())
        for match in PATTERN.finditer(text)
    ]


def is_complete(text: str) -> bool:
    """Whether Enter should run the text: a command, a whole query, or what more lines cannot mend.

    Two empty lines at the end run anything.

    >>> [is_complete(text) for text in ("SELECT * {", "SELECT * { ?s ?p ?o }", r"\\help", "SELECT * { ?s ?p '}")]
    [False, True, True, False]
    """
    if text.lstrip().startswith("\\") or text.replace(" ", "").endswith("\n\n"):
        return True
    tokens = [token for token in find_tokens(text) if token.kind != "comment"]
    if not tokens:
        return True
    if any(token.text.startswith(('"""', "'''")) for token in tokens if token.kind == "open string"):
        return False
    depth = sum((token.text in OPENING) - (token.text in CLOSING) for token in tokens if token.kind == "punct")
    forms = [token.keyword for token in tokens if token.keyword in QUERY_FORMS | UPDATE_FORMS | PROLOGUE]
    if not forms or tokens[0].keyword not in QUERY_FORMS | UPDATE_FORMS | PROLOGUE:
        return True
    if depth != 0:
        return depth < 0
    return is_closed(tokens, forms[-1])


def is_closed(tokens: list[Token], form: str) -> bool:
    """Whether balanced tokens that begin a query end it, too."""
    last = tokens[-1]
    if form in PROLOGUE or last.keyword in UNFINISHED or last.text in {".", ";", ","}:
        return last.text == ";" and form in UPDATE_FORMS
    if form == "DESCRIBE":
        return last.keyword != "DESCRIBE"
    if form in {"LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}:
        return last.keyword != form
    return any(token.text == "}" and token.kind == "punct" for token in tokens)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both counting from 1.

    >>> place_of("ab\\ncd", 4)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def offset_of(text: str, line: int, column: int) -> int:
    """The character at a line and column, at most the end of the text.

    >>> offset_of("ab\\ncd", 2, 2)
    4
    """
    lines = text.split("\n")
    before = lines[: max(line - 1, 0)]
    return min(sum(len(part) + 1 for part in before) + max(column - 1, 0), len(text))
