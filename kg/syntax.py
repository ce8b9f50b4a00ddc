"""What the parser says of a file of triples, in words for who wrote it."""

import re

from kg.names import SHACL, Names

_CURLY = re.compile("[\u2018-\u201f\u00ab\u00bb]")


def place_of(error: SyntaxError, file: object) -> str:
    """``file:line:column`` of a syntax error."""
    return f"{file}:{error.lineno}:{error.offset}" if error.lineno else str(file)


def plain_message(error: SyntaxError) -> str:
    """What the parser says, without the place it repeats, blanks that nobody sees by their numbers."""
    said = re.sub(r"^Parser error (at|between) line [^:]*: ", "", error.msg or str(error))
    return re.sub(r"[^\S ]|[\u200b-\u200f\u2060\ufeff]", lambda found: f"U+{ord(found[0]):04X}", said)


def syntax_remedy(error: SyntaxError) -> str:
    """What to do about a syntax error."""
    said = error.msg or str(error)
    prefix = re.search(r"[Tt]he prefix (\S*:) has not been declared", said)
    if prefix:
        known = Names().prefixes | {"sh": SHACL}
        return f"declare it in the first lines: @prefix {prefix[1]} <{known.get(prefix[1][:-1], '…')}> ."
    if "UTF-8" in said or "utf-8" in said:
        return "save the file as UTF-8"
    if "dot is expected" in said:
        return "end the statement before with a dot, or part its properties with ; and the values of one with ,"
    if _CURLY.search(said):
        return 'write straight quotation marks: "'
    if "end of file" in said:
        return "close what is open: a quotation mark, a bracket, a statement without its dot"
    return "mend it there"
