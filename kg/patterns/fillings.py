"""Sentences of a pattern: its text with several fillers in its slots, in present and future."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, MorphAnalysis

from kg.errors import OntologyError
from kg.parser import spelled_out
from kg.patterns.sources import SLOT, Source, slot_type
from kg.tbox import TBox

_FILLERS = {
    "agent": (("Canada", "Norway", "Ghana"), ("the ministry", "the army", "the court"), ("Smith", "Jones", "Miller")),
    "place": (("London", "Vienna", "Cairo"), ("the city", "the town", "the valley"), ("Paris", "Oslo", "Rome")),
    "clause": (("prices rose",), ("the talks failed",), ("the bridge collapsed",)),
    "infinitive": (("leave",), ("resign",), ("help",)),
    "noun": (("the fraud", "the attack"), ("the violence", "the plan"), ("the decision", "the vote")),
    "text": (("chairman",), ("secretary",), ("director",)),
    "date": (("Monday",), ("Tuesday",), ("Friday",)),
}
AGENT_NOUNS = frozenset(text.removeprefix("the ") for text in _FILLERS["agent"][1])
"""The common nouns that fill a slot for an agent."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A pattern's sentence with fillers, and where each slot's filler stands."""

    text: str
    spans: tuple[tuple[str, int, int], ...]


def fill(source: Source, tbox: TBox, futures: Mapping[str, str]) -> Iterator[Filled]:
    """The sentences of a pattern: each tense with each choice of fillers; ``futures`` is from verb to "will" with it.

    Raises:
        OntologyError: a pattern without a slot, or an unknown one.
    """
    text = source.text.text
    if not SLOT.search(text):
        raise OntologyError(
            f'the pattern "{text}" has no slot',
            place=source.text.place,
            remedy="put a slot in braces, such as {subject}",
        )
    kinds = [_filler_kind(source, tbox, match, text) for match in SLOT.finditer(text)]
    for tense in _tenses(text, futures):
        for variant in range(3):
            yield _filled(tense, kinds, variant)


def _filled(text: str, kinds: Sequence[str], variant: int) -> Filled:
    out, spans, at, used = "", [], 0, Counter[str]()
    for match, kind in zip(SLOT.finditer(text), kinds, strict=True):
        out += text[at : match.start()]
        choices = _FILLERS[kind][variant]
        filler = choices[used[kind] % len(choices)]
        used[kind] += 1
        if out[-4:].lower() == "the " or out[-3:].lower() in (" a ", "an "):
            filler = filler.removeprefix("the ")
        spans.append((match.group(1), len(out), len(out) + len(filler)))
        out += filler
        at = match.end()
    out += text[at:]
    return Filled(out[:1].upper() + out[1:] + ("." if out[-1] not in ".?!" else ""), tuple(spans))


def _filler_kind(source: Source, tbox: TBox, match: re.Match[str], text: str) -> str:
    takes, cls = slot_type(source, tbox, match.group(1), match.group(2))
    if takes == "content":
        before = text[: match.start()].rstrip().lower()
        if re.search(r"\b(that|whether|if|how|why|what)$", before) or before.endswith((",", ":")):
            return "clause"
        return "infinitive" if re.search(r"\bto$", before) else "noun"
    if takes in ("text", "date"):
        return takes
    return "place" if cls == "Place" else "agent"


def _tenses(text: str, futures: Mapping[str, str]) -> list[str]:
    """The pattern as written, and with "will" where a verb follows the first slot."""
    word = first_word(text)
    return [text] if word is None or word not in futures else [text, text.replace(f" {word}", f" {futures[word]}", 1)]


def find_futures(words: Iterable[str], nlp: Language) -> dict[str, str]:
    """The future of those of some words that are verbs: from "leads" to "will lead"."""
    verbs = sorted(set(words) - {"is", "are", "was"})
    docs = nlp.pipe([f"people {word} it" for word in verbs], batch_size=256)
    found = [word for word, doc in zip(verbs, docs, strict=True) if doc[1].pos_ != "ADP"]
    return {word: f"will {_base_form(word, nlp)}" for word in found}


def first_word(text: str) -> str | None:
    """The word after a slot at the beginning."""
    match = re.match(r"\{\w+(?::\w+)?\} (\w+)", text)
    return match.group(1) if match else None


def _base_form(verb: str, nlp: Language) -> str:
    doc = Doc(nlp.vocab, words=[verb])
    doc[0].pos_ = "VERB"
    doc[0].morph = MorphAnalysis(nlp.vocab, "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
    lemma = nlp.get_pipe("lemmatizer")(doc)[0].lemma_ if "lemmatizer" in nlp.pipe_names else verb.removesuffix("s")
    return spelled_out(verb, lemma)
