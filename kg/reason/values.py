"""Literals as values: which forms mean the same, which are malformed, which lie in a datatype.

Reference: OWL 2 Profiles, table 8 (dt-type2, dt-eq, dt-diff, dt-not-type); OWL 2 datatype map, section 4.
"""

import math
import re
import struct
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.names import OWL, RDF, RDFS, XSD

_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN")
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_ZONE = r"(Z|[+-](0\d|1[0-4]):[0-5]\d)?"
_DAY = r"-?(\d{4,})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_HOUR = r"(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)"
_FORMS = {
    "boolean": r"true|false|0|1",
    "date": _DAY + _ZONE,
    "time": _HOUR + _ZONE,
    "dateTime": f"{_DAY}T{_HOUR}{_ZONE}",
    "dateTimeStamp": f"{_DAY}T{_HOUR}{_ZONE[:-1]}",
    "gYear": r"-?\d{4,}" + _ZONE,
    "gYearMonth": r"-?\d{4,}-(0[1-9]|1[0-2])" + _ZONE,
    "gMonthDay": r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])" + _ZONE,
    "gMonth": r"--(0[1-9]|1[0-2])" + _ZONE,
    "gDay": r"---(0[1-9]|[12]\d|3[01])" + _ZONE,
    "duration": r"-?P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
    "hexBinary": r"([0-9a-fA-F]{2})*",
    "base64Binary": r"(([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){2}[A-Za-z0-9+/=] ?=)?",
    "float": _FLOAT.pattern,
    "double": _FLOAT.pattern,
    "decimal": _DECIMAL.pattern,
    "anyURI": r"[^\s<>\"{}|\\^`]*",
    "string": r"(?s:.*)",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?! )[^\t\n\r]*?(?<! )",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "NMTOKEN": r"[\w.:·-]+",
    "Name": r"[^\W\d][\w.:·-]*|:[\w.:·-]*",
    "NCName": r"[^\W\d][\w.·-]*",
}
_PATTERNS = {name: re.compile(form) for name, form in _FORMS.items()} | dict.fromkeys(_BOUNDS, _INTEGER)
_STRINGS = ("string", "normalizedString", "token", "language", "NMTOKEN", "Name", "NCName")
_REALS = {"decimal", *_BOUNDS}
_DECIMAL_TYPE = NamedNode(f"{XSD}decimal")
_TIMES = {"dateTime", "dateTimeStamp", "time", "date", "gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay"}
_ZERO_ZONE, _FRACTION = re.compile(r"[+-]00:00$"), re.compile(r"(:\d\d)(?:\.0+|(\.\d*?)0+)(?=Z|[+-]|$)")
_ANY = {f"{RDFS}Literal", f"{RDFS}Resource", f"{OWL}Thing"}
DATATYPES = frozenset(
    {XSD + name for name in _PATTERNS}
    | {f"{OWL}real", f"{OWL}rational", f"{RDF}PlainLiteral", f"{RDF}langString", f"{RDF}XMLLiteral", f"{RDFS}Literal"}
)


def is_malformed(literal: Literal) -> bool:
    """Whether a literal's text is none of its datatype, where that is one of OWL 2's.

    >>> is_malformed(Literal("12x", datatype=NamedNode(XSD + "integer")))
    True
    """
    name = _name(literal)
    form = _PATTERNS.get(name)
    if form is None:
        return False
    text = literal.value if name in ("string", "normalizedString", "token") else " ".join(literal.value.split())
    if not form.fullmatch(text):
        return True
    low, high = _BOUNDS.get(name, (None, None))
    return (low is not None and Decimal(text) < low) or (high is not None and Decimal(text) > high)


@lru_cache(maxsize=65536)
def canonical(literal: Literal) -> Literal:
    """The one literal that stands for all of the same value.

    >>> canonical(Literal("01", datatype=NamedNode(XSD + "int"))) == canonical(Literal("1.0", datatype=_DECIMAL_TYPE))
    True
    """
    name = _name(literal)
    if literal.language:
        return Literal(literal.value, language=literal.language.lower())
    if name == "string" or name not in _PATTERNS or is_malformed(literal):
        return literal
    text = " ".join(literal.value.split())
    if name in _REALS:
        number = f"{Decimal(text):f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return Literal("0" if number in ("-0", "+0", "") else number, datatype=_DECIMAL_TYPE)
    if name in _STRINGS:
        return Literal(literal.value if name == "normalizedString" else text)
    if name == "boolean":
        text = {"1": "true", "0": "false"}.get(text, text)
    elif name in ("float", "double"):
        text = repr(_float(text) if name == "float" else float(text))
    elif name == "hexBinary":
        text = text.upper()
    elif name == "base64Binary":
        text = text.replace(" ", "")
    elif name in _TIMES:
        text = _FRACTION.sub(r"\1\2", _ZERO_ZONE.sub("Z", text))
        return Literal(text, datatype=NamedNode(XSD + ("dateTime" if name == "dateTimeStamp" else name)))
    return Literal(text, datatype=literal.datatype)


def _float(text: str) -> float:
    """The number of 32 bits next to a text."""
    try:
        return float(struct.unpack("f", struct.pack("f", float(text)))[0])
    except OverflowError:
        return math.copysign(math.inf, float(text))


def are_distinct(one: object, other: object) -> bool:
    """Whether two literals are known to have different values; of datatypes that are not OWL 2's nothing is known.

    >>> are_distinct(Literal("a"), Literal("b")), are_distinct(Literal("a"), Literal("b", datatype=NamedNode("urn:x")))
    (True, False)
    """
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    return is_comparable(one) and is_comparable(other) and canonical(one) != canonical(other)


def is_comparable(literal: Literal) -> bool:
    """Whether a literal is well formed and its text, once canonical, tells its value from all others."""
    if literal.language:
        return True
    name = _name(literal)
    known = name in _PATTERNS and name != "duration" and not is_malformed(literal)
    return known and not (name in _TIMES and "24:00:00" in literal.value)


def has_type(literal: Literal, datatype: str) -> bool | None:
    """Whether a literal's value lies in a datatype; None where that cannot be told.

    >>> has_type(Literal("abc"), XSD + "integer"), has_type(Literal("5"), "urn:own-type")
    (False, None)
    """
    own = literal.datatype.value
    if datatype in _ANY:
        return not is_malformed(literal)
    if is_malformed(literal):
        return False
    if own == datatype:
        return True
    if own not in DATATYPES or datatype not in DATATYPES:
        return None
    return _lies_in(literal, _name(literal), datatype)


def is_narrower(datatype: str, other: str) -> bool:
    """Whether every value of a datatype lies in another one.

    >>> is_narrower(XSD + "byte", XSD + "short"), is_narrower(XSD + "short", XSD + "byte")
    (True, False)
    """
    one, two = datatype.removeprefix(XSD), other.removeprefix(XSD)
    if other in (datatype, f"{RDFS}Literal") or (one in _BOUNDS and two == "decimal"):
        return True
    if one not in _BOUNDS or two not in _BOUNDS:
        return one in _STRINGS and two != "language" and two in _STRINGS[: _STRINGS.index(one)]
    (low, high), (least, most) = _BOUNDS[one], _BOUNDS[two]
    above = least is None or (low is not None and low >= least)
    return above and (most is None or (high is not None and high <= most))


def _lies_in(literal: Literal, name: str, datatype: str) -> bool:
    wanted = datatype.removeprefix(XSD)
    if name in _REALS:
        if datatype in (f"{OWL}real", f"{OWL}rational") or wanted == "decimal":
            return True
        number, (low, high) = Decimal(literal.value.strip()), _BOUNDS.get(wanted, (0, 0))
        fits = (low is None or number >= low) and (high is None or number <= high)
        return wanted in _BOUNDS and fits and number == math.floor(number)
    if name in _STRINGS:
        if datatype == f"{RDF}PlainLiteral":
            return True
        value = canonical(literal).value
        return wanted in _STRINGS and bool(_PATTERNS[wanted].fullmatch(value))
    if name in ("dateTime", "dateTimeStamp"):
        return wanted in _FORMS and bool(_PATTERNS[wanted].fullmatch(literal.value)) and wanted.startswith("dateTime")
    return literal.datatype.value == f"{RDF}langString" and datatype == f"{RDF}PlainLiteral"


def _name(literal: Literal) -> str:
    """The local name of an XSD datatype, else the whole IRI."""
    return literal.datatype.value.removeprefix(XSD)
