"""Signs that other languages have, and signs that look like others."""

import re
from collections.abc import Iterator

from kg.query.mistakes.broken import Broken, Repair, closing, is_mark

LOOKALIKES = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200b": "",
    "\ufeff": "",
    "\u00ad": "",
}
INVISIBLE = {"\u00a0", "\u2009", "\u202f", "\u200b", "\ufeff", "\u00ad"}
WORDS = {"AND": "&&", "OR": "||"}
PAIRS = {"==": "=", "=<": "<=", "=>": ">=", "===": "=", "!==": "!=", "<>": "!="}


def lookalikes(broken: Broken) -> Iterator[Repair]:
    """Typographic quotation marks, blanks that are none, and the like, as word processors make them."""
    kept = [(token.start, token.end) for token in broken.tokens if token.kind in {"string", "iri"}]
    places = [
        n
        for n, character in enumerate(broken.text)
        if character in LOOKALIKES and not any(start <= n < end for start, end in kept)
    ]
    if not places:
        return
    text = broken.text
    for place in reversed(places):
        text = text[:place] + LOOKALIKES[text[place]] + text[place + 1 :]
    first = broken.text[places[0]]
    if first in INVISIBLE:
        message, remedy = f"a character that cannot be seen (U+{ord(first):04X})", "take it out, or type a blank"
    else:
        message, remedy = f"{first} is no sign of SPARQL", f"type {LOOKALIKES[first]}"
    yield Repair(places[0], message, remedy, text)


def open_string(broken: Broken) -> Iterator[Repair]:
    """A string, or an IRI, that nothing ends; it is closed behind the first word where the query is whole by it."""
    token = next((token for token in broken.tokens if token.kind in {"open string", "open iri"}), None)
    if token is None:
        return
    if token.kind == "open iri":
        message = f"the IRI {token.text} does not end"
        yield Repair(token.start, message, "close it with >", broken.put(token.end, token.end, ">"))
        return
    mark = token.text[:3] if token.text.startswith(('"""', "'''")) else token.text[:1]
    message, remedy = f"the string that starts with {mark} does not end", f"close it with {mark}"
    for match in list(re.finditer(r"(?<=[^\s])(?=[\s)}\].;,]|$)", token.text))[:40]:
        if match.start() > len(mark):
            at = token.start + match.start()
            yield Repair(token.start, message, remedy, broken.put(at, at, mark))
    yield Repair(token.start, message, remedy)


def doubled(broken: Broken) -> Iterator[Repair]:
    """``==``, ``=>``, ``<>`` and the like."""
    for number in broken.near(before=2, after=1):
        for count in (3, 2, 1):
            group = [broken.token(number + n) for n in range(count)]
            written = "".join(token.text for token in group)
            if written in PAIRS and group[-1].end - group[0].start == len(written):
                right = PAIRS[written]
                text = broken.put(group[0].start, group[-1].end, right)
                yield Repair(group[0].start, f"SPARQL has no {written}", f"write {right}", text)


def single(broken: Broken) -> Iterator[Repair]:
    """A single ``&`` or ``|``, and the words ``and`` and ``or``, between conditions."""
    for number in broken.near(before=1):
        token = broken.tokens[number]
        right = token.text * 2 if is_mark(token, "&", "|") else WORDS.get(token.keyword, "")
        if right:
            text = broken.text
            for other in reversed(broken.tokens):
                if other.text == token.text and other.kind == token.kind:
                    text = text[: other.start] + right + text[other.end :]
            yield Repair(token.start, f"conditions are not joined by {token.text}", f"write {right}", text)
            yield Repair(
                token.start,
                f"conditions are not joined by {token.text}",
                f"write {right}",
                broken.put(token.start, token.end, right),
            )


def negation(broken: Broken) -> Iterator[Repair]:
    """``NOT(…)``, ``IS NULL`` and ``IS NOT NULL``."""
    tokens = broken.tokens
    for number in broken.near(before=3):
        token, after = tokens[number], broken.token(number + 1)
        if token.keyword == "IS":
            subject = broken.token(number - 1)
            positive = after.keyword == "NOT"
            last = broken.token(number + 1 + positive)
            if subject.kind == "variable" and last.keyword == "NULL":
                right = f"{'' if positive else '!'}BOUND({subject.text})"
                yield Repair(
                    token.start, "SPARQL has no NULL", f"write {right}", broken.put(subject.start, last.end, right)
                )
        elif token.keyword == "NOT" and after.keyword not in {"IN", "EXISTS"}:
            yield Repair(token.start, "SPARQL negates with !", "write !", broken.put(token.start, token.end, "!"))


def loose_variable(broken: Broken) -> Iterator[Repair]:
    """``? x``, a question mark that stands apart."""
    for number in broken.near():
        token, after = broken.tokens[number], broken.token(number + 1)
        if is_mark(token, "?", "$") and after.kind == "word":
            message = f"{token.text} stands apart from the name of its variable"
            yield Repair(
                token.start, message, f"write ?{after.text}", broken.put(token.start, after.end, f"?{after.text}")
            )


def separators(broken: Broken) -> Iterator[Repair]:
    """``GROUP_CONCAT(?x, ",")`` and ``LIMIT 10, 5``."""
    tokens = broken.tokens
    for number in broken.near():
        token, before, after = tokens[number], broken.token(number - 1), broken.token(number + 1)
        opening = next((n for n in range(number, -1, -1) if tokens[n].keyword == "GROUP_CONCAT"), None)
        listed = opening is not None and is_mark(broken.token(opening + 1), "(")
        if is_mark(token, ",") and listed and opening is not None and number < closing(tokens, opening + 1):
            last = closing(tokens, opening + 1) - 1
            value = broken.text[tokens[last].start : tokens[last].end]
            text = broken.put(token.start, tokens[last].end, f"; SEPARATOR={value}")
            yield Repair(token.start, "the separator has a name", f"write ; SEPARATOR={value}", text)
        if is_mark(token, ",") and before.kind == after.kind == "number":
            right = f"{after.text} OFFSET {before.text}"
            message = "LIMIT takes one number"
            yield Repair(token.start, message, f"write LIMIT {right}", broken.put(before.start, after.end, right))


def repeated_path(broken: Broken) -> Iterator[Repair]:
    """``:p{2}``, as regular expressions have it."""
    tokens = broken.tokens
    for number in broken.near(before=2):
        name, times, close = broken.token(number - 1), broken.token(number + 1), broken.token(number + 2)
        if not is_mark(tokens[number], "{") or name.end != tokens[number].start or times.kind != "number":
            continue
        message, remedy = "a path cannot be counted", "paths have *, + and ?; write as many steps as there are with /"
        exact = is_mark(close, "}") and name.kind in {"pname", "iri"} and times.text in {*"123456789"}
        text = broken.put(name.start, close.end, "/".join([name.text] * int(times.text))) if exact else ""
        yield Repair(tokens[number].start, message, remedy, text)


def leftovers(broken: Broken) -> Iterator[Repair]:
    """A point, comma or semicolon too many."""
    for number in broken.near():
        token = broken.tokens[number]
        if is_mark(token, ".", ",", ";"):
            last = number + 1 == len(broken.tokens)
            message = (
                f"nothing may stand behind the query, not even {token.text}" if last else f"one {token.text} too many"
            )
            yield Repair(token.start, message, "take it out", broken.without(number))
