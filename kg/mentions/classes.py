"""What the words of a proper name show of its class."""

from kg.gazetteer import Lexicon
from kg.mentions.given import given_gender
from kg.mentions.marks import NER_CLASSES, OPENING, Marks
from kg.mentions.metonyms import stands_behind
from kg.mentions.spans import head_of, is_business, noun_class
from kg.trees import HEADINGS, NamedSpan, Tree

_MOVES = 8


def is_given_apart(marks: Marks, first: int) -> bool:
    """Whether the recogniser took a given name for a place's: [Ketut] [Sumedana Putra]."""
    span = marks.named[first]
    if span is None or span.ner_label not in ("GPE", "NORP") or (span.first, span.last) != (first, first + 1):
        return False
    after = marks.named[first + 1 : first + 2]
    return bool(after) and after[0] is not None and after[0].ner_label == "PERSON" and after[0].first == first + 1


def word_class(tree: Tree, lexicon: Lexicon, first: int, last: int) -> str | None:
    """The class that a name word shows; the word that heads the name counts, left of ``of``."""
    end = last
    for token in range(first + 1, last):
        if tree.words[token].lower() in lexicon.words["nameLink"]:
            end = token
            break
    words = [tree.words[token].lower() for token in range(first, end)]
    for at in range(len(words) - 1, -1, -1):
        pair = " ".join(words[at - 1 : at + 1]) if at else ""
        cls = lexicon.name_words.get(pair) or lexicon.name_words.get(words[at])
        if cls is not None:
            theirs = "POS" in tree.tags[first:end]  # the Peasants' League is no league of states
            return "Organization" if theirs and cls == "Alliance" else cls
    return None


def class_of(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> str | None:
    """The class that the words beside a name, its own words or the recogniser show, in this order."""
    if said := class_beside(tree, lexicon, marks, first, last):
        return said
    span, several = marks.named[first] or marks.named[last - 1], last - first > 1
    label = span.ner_label if span is not None else None
    if several and (is_given_apart(marks, first) or not OPENING.isdisjoint(tree.words[first:last])):
        return "Person"
    cls = word_class(tree, lexicon, first, last) if several else None
    if cls == "Place" and label == "PERSON" and _is_surname_first(tree, lexicon, first, last):
        return "Person"
    given = tree.words[first].lower()
    is_given = several and (given in lexicon.words["male"] or given in lexicon.words["female"])
    code = not several and is_code(tree.words[first])
    if label == "PERSON" and is_given:
        return "Person"
    if label == "PERSON" and not code and cls is None:
        return _person_or_place(tree, lexicon, first, last)
    if cls is not None:
        speaks = lexicon.word("speakingFor", _noun_after(tree, first, last))  # a State House spokesman
        sits = speaks or (span is not None and _sits(tree, first, last, span))
        return "Organization" if cls == "Place" and sits else cls
    if label in (None, "ORG", "GPE") and _is_told_as_person(tree, lexicon, marks, first, last):
        return "Person"
    if is_given and label in (None, "ORG"):
        return "Person"
    if label is None:
        return None if several else _class_of_word(tree, lexicon, first)
    return None if code and label == "PERSON" else _recognised(tree, lexicon, marks, first, last)


def _is_surname_first(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Park Ji-woo, whose surname is a word for places; not: Jordan-Lind Park."""
    return "-" in tree.words[first + 1 : last] and word_class(tree, lexicon, first + 1, last) is None


def _person_or_place(tree: Tree, lexicon: Lexicon, first: int, last: int) -> str | None:
    """What the recogniser takes for a person: a place where the sentence treats it as one."""
    head, alone = head_of(tree, first, last), last - first == 1
    if _takes_article(tree, first, last, head):
        return "Place" if lexicon.word("placeVerb", tree.lemmas[tree.heads[head]].lower()) else None
    if given_gender(tree.words[first].lower()) or tree.words[first - 1 : first] == ["."]:
        return "Person"
    there = _happens_in(tree, lexicon, head, alone) or (alone and _is_gone_to(tree, lexicon, head))
    return "Place" if there else "Person"


def _class_of_word(tree: Tree, lexicon: Lexicon, token: int) -> str | None:
    """The class of one word that the recogniser does not know: an acronym's, or the one that the word shows."""
    opening = tree.sentences[tree.sentence_of[token]].first == token
    acronym = not opening and _is_acronym(tree.words[token])
    return lexicon.name_words.get(tree.words[token].lower(), "Organization" if acronym else None)


def _recognised(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> str | None:
    """The class of the recogniser's label, where the sentence does not treat the name as a place."""
    span = marks.named[first] or marks.named[last - 1]
    label = span.ner_label if span is not None else ""
    if label == "NORP" and last - first == 1 and tree.tags[first] == "JJ":
        before = marks.named[first - 1] if first else None
        within = before is not None and before.ner_label in ("NORP", "GPE")  # the Syrian Kurdish commander
        return "State" if not within and _is_demonym(tree, lexicon, first) else None
    if label in ("ORG", "NORP"):
        head = head_of(tree, first, last)
        inside = _stands_in_place(tree, lexicon, head) and not _is_trusted(tree, lexicon, head)
        if inside or _is_gone_to(tree, lexicon, head):
            return "Place"
    return NER_CLASSES.get(label)


def _sits(tree: Tree, first: int, last: int, span: NamedSpan) -> bool:
    """Whether a house is one of people, by the recogniser, too: the House of Representatives, of Commons."""
    people = tree.words[last - 2] == "of" and tree.tags[last - 1] == "NNPS"
    return people and last - first > 2 and span.ner_label == "ORG" and span.last == last


def class_beside(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> str | None:
    """The class that words beside a name, or its last one, show whatever the recogniser says."""
    sentence, after = tree.sentences[tree.sentence_of[first]], tree.words[last : last + 1]
    if sentence.kind == "boilerplate" and after == [")"]:
        return "MediaOutlet"  # of a dateline: LA PAZ, June 11 (AP)
    if sentence.kind == "boilerplate" and first == sentence.first and after in ([","], ["("], ["/"]):
        return "Place"
    if _is_ruling(tree, lexicon, first, last):
        if word_class(tree, lexicon, first, last) == "MediaOutlet":
            return "MediaOutlet"  # the opposition Daily News
        return "Party" if _is_party(tree, marks, first, last) else None
    if _is_outlet(tree, lexicon, first, last):
        return "MediaOutlet"
    if any(shows(tree, lexicon, first, last) for shows in (_is_firm, _is_seated, _is_owned)):
        return "Organization"
    if last - first > 2 and is_for_cause(tree, lexicon, marks, first, first + 2):
        return "Organization"
    if _is_region(tree, lexicon, first, last) or _is_neighbour(tree, lexicon, first, last):
        return "Place"
    if _is_leader(tree, lexicon, marks, first, last):
        return "Person"
    return "Place" if _is_where(tree, first, last) or _is_town(tree, lexicon, first) else None


def _takes_article(tree: Tree, first: int, last: int, head: int) -> bool:
    """Whether an article stands before a name of one word as before no person's: crossed the Dniester.

    Not the Lunds, the Berg campaign, the Berg who left, a Berg.
    """
    if last - first > 1 or tree.words[first - 1 : first] not in (["the"], ["The"]) or tree.tags[head] != "NNP":
        return False
    bare = tree.deps[head] not in ("compound", "nmod", "amod") and tree.heads[first - 1] == head
    return bare and tree.child(head, "relcl", "prep", "appos", "acl") is None


def _is_ruling(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """The ruling Union of Progress, the left-wing Greens; not the ruling Supreme Court judges."""
    before = tree.words[max(first - 3, 0) : first]
    joined = "".join(before) if "-" in before[1:2] else before[-1] if before else ""
    return lexicon.word("partisan", joined.lower()) and not lexicon.word("public", tree.words[last - 1].lower())


def _is_party(tree: Tree, marks: Marks, first: int, last: int) -> bool:
    """Whether what is ruling may be a party: no person, nor people."""
    spans = {span.ner_label for token in range(first, last) if (span := marks.named[token]) is not None}
    several = last - first > 1 and "PERSON" not in spans
    body = (several or spans <= {"ORG", "NORP"}) and tree.tags[last - 1] != "NNPS"  # the People's Pact
    return body and (bool(spans) or last - first > 1)


def _is_outlet(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """The news site Borsa, the newspaper Anna; not: the newspaper Berg owns."""
    noun, head = first - 1, last - 1
    beside = first > 0 and (tree.heads[head] == noun or tree.heads[noun] == head) and tree.tags[noun] == "NN"
    joined = beside and (tree.deps[head] in ("appos", "nmod") or tree.deps[noun] in ("compound", "nmod"))
    return joined and noun_class(tree, noun, lexicon) == "MediaOutlet"


def _is_firm(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Anna Systems, Banco Berg"""
    ends = lexicon.word("corporate", tree.words[last - 1].lower())
    return last - first > 1 and (ends or lexicon.word("corporateFirst", tree.words[first].lower()))


def _is_seated(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Oslo-based Norvik Lund; not: Oslo-based Anna Berg, an Oslo-based Berg biographer."""
    seat = first > 2 and tree.words[first - 2] == "-" and lexicon.word("seated", tree.words[first - 1].lower())
    beside = tree.deps[head_of(tree, first, last)] in ("compound", "nmod", "amod") or tree.tags[last - 1] == "NNPS"
    return seat and not beside and not is_given_word(lexicon, tree.words[first].lower())


def _is_owned(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Norvik Lund's founder; Norvik Lund, whose shareholders left; not: Anna Berg's owner."""
    if tree.tags[last : last + 1] == ["POS"]:
        owner = head_of(tree, first, last)
    elif tree.words[last : last + 1] == [","] and tree.tags[last + 1 : last + 2] == ["WP$"]:
        owner = last + 1
    else:
        return False
    told = lexicon.word("ofFirm", tree.lemmas[tree.heads[owner]].lower())
    return told and last - first > 1 and not is_given_word(lexicon, tree.words[first].lower())


def is_given_word(lexicon: Lexicon, word: str) -> bool:
    """Whether a word in lower case is a given name."""
    return bool(lexicon.word("male", word) or lexicon.word("female", word) or given_gender(word))


def _is_neighbour(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Fled to neighbouring Lantz; not: the neighbouring Lantz estate."""
    beside = first > 0 and lexicon.word("adjoining", tree.words[first - 1].lower())
    return beside and tree.deps[head_of(tree, first, last)] not in ("compound", "nmod")


def _is_region(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """The Lusk region, the Lusk diocese"""
    lemma = _noun_after(tree, first, last)
    return lexicon.word("placeNoun", lemma) or lexicon.word("localBody", lemma)


def _is_leader(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> bool:
    """The Berg administration, where the recogniser takes the name for a body's."""
    span, body = marks.named[first], lexicon.word("ledBody", _noun_after(tree, first, last))
    named = span is not None and span.ner_label == "ORG" and not tree.words[first].isupper()
    return body and named and last - first == 1


def _noun_after(tree: Tree, first: int, last: int) -> str:
    """The noun right after a name that stands before it, "" where there is none."""
    noun = tree.heads[head_of(tree, first, last)]
    return tree.lemmas[noun].lower() if noun == last and tree.words[noun].islower() else ""


def _is_where(tree: Tree, first: int, last: int) -> bool:
    """Lusk, where he lived"""
    return last - first == 1 and [word.lower() for word in tree.words[last : last + 2]] == [",", "where"]


def _is_town(tree: Tree, lexicon: Lexicon, first: int) -> bool:
    """The port of Lusk, a house of Lusk, 20 miles south of Lusk"""
    if tree.words[first - 1 : first] == ["of"] and lexicon.word("direction", tree.words[first - 2].lower()):
        return True
    if tree.words[first - 1 : first] != ["of"] or tree.heads[first - 1] != first - 2:
        return False
    noun = tree.lemmas[first - 2].lower()
    return lexicon.word("placeNoun", noun) or lexicon.word("dwelling", noun)


def has_age(tree: Tree, after: int) -> bool:
    """Dolan, 58, left."""
    words = tree.words[after : after + 3]
    return len(words) == 3 and words[0] == words[2] == "," and words[1].isdigit() and len(words[1]) == 2


def _is_told_as_person(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> bool:
    """Whether the words beside a name, with a given name that is known where these show little, are a person's."""
    if has_age(tree, last) or _is_who(tree, first, last):
        return True
    if last - first != 2 or not given_gender(tree.words[first].lower()):
        return False
    return _is_of_body(tree, lexicon, marks, last) or _is_beside_person(tree, lexicon, first, last)


def _is_who(tree: Tree, first: int, last: int) -> bool:
    """Ketut Putra, who writes for a newspaper, left."""
    if last - first == 1 or [word.lower() for word in tree.words[last : last + 2]] != [",", "who"]:
        return False
    clause = tree.heads[last + 1]  # not: the people of New Lusk, who
    return tree.deps[head_of(tree, first, last)] != "pobj" or tree.heads[clause] == head_of(tree, first, last)


def _is_of_body(tree: Tree, lexicon: Lexicon, marks: Marks, after: int) -> bool:
    """Florian Bauer of the Institute for Forests; not: Martin Falls of Chad."""
    link = after + (tree.words[after : after + 1] == [","])
    if tree.words[link : link + 1] not in (["of"], ["from"], ["at"]):
        return False
    name = link + 1 + (tree.words[link + 1 : link + 2] == ["the"])
    span = marks.named[name] if name < len(tree.words) else None
    return span is not None and span.first >= name - 1 and word_class(tree, lexicon, name, span.last) == "Organization"


def _is_beside_person(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """A spokesman for the union, Goran Lind, said, also where the model sets him beside the union; not: a supplier."""
    head = head_of(tree, first, last)
    noun = tree.heads[head]
    if tree.deps[noun] == "pobj" and tree.words[first - 1] == ",":
        noun = tree.heads[tree.heads[noun]]
    word = tree.lemmas[noun].lower()
    return tree.deps[head] == "appos" and lexicon.nouns.get(word) == "Person" and not is_business(lexicon, word)


def is_code(word: str) -> bool:
    """APT28, M23: nobody is called so."""
    return word.isupper() and any(letter.isdigit() for letter in word)


def _is_acronym(word: str) -> bool:
    return 1 < len(word) <= 6 and word.isalpha() and word.isupper()


def _stands_in_place(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether a preposition of place comes before: fighting in Sarmin."""
    for _ in range(_MOVES):
        if tree.deps[token] != "conj" or tree.pos[tree.heads[token]] != "PROPN":
            break
        token = tree.heads[token]
    return stands_behind(tree, lexicon, "inside", token)


def _happens_in(tree: Tree, lexicon: Lexicon, token: int, alone: bool) -> bool:
    """Whether something happens, or somebody is, in what has the name: fought in Lusk, the children in Nahr Duk.

    Not: believes in Berg, the trust in Kolo Berg, a friend in Kolo Berg. A name ``alone`` may be a surname.
    """
    link = tree.heads[token]
    verb = tree.heads[link]
    if tree.deps[token] != "pobj" or tree.words[link] != "in" or _is_trusted(tree, lexicon, token):
        return False
    if tree.pos[verb] in ("NOUN", "NUM") and tree.deps[link] == "prep":
        definite = tree.tags[verb] in ("NNS", "CD") or tree.words[tree.left[verb]].lower() == "the"
        return (definite and not alone) or lexicon.nouns.get(tree.lemmas[verb].lower()) in ("Place", "Organization")
    return tree.pos[verb] == "VERB" and tree.deps[link] == "prep"


def _is_trusted(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Lost confidence in Norvik, bought shares in Norvik."""
    link = tree.heads[token]
    return tree.words[link] == "in" and lexicon.word("trusting", tree.lemmas[tree.heads[link]].lower())


def _is_gone_to(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether somebody goes to or from what has the name: fled to Lusk."""
    link = tree.heads[token]
    gone = stands_behind(tree, lexicon, "placeCue", token) and tree.deps[link] == "prep"
    return gone and lexicon.word("moving", tree.lemmas[tree.heads[link]].lower())


def has_link(tree: Tree, lexicon: Lexicon, first: int, at: int) -> bool:
    """Whether a run has the form name word, link, words."""
    links = lexicon.words["nameLink"]
    for token in range(first + 1, at - 1):
        if tree.words[token] in links and tree.words[token - 1].lower() in lexicon.name_words:
            return True
    return False


def is_for_cause(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, after: int) -> bool:
    """Mothers for Peace: a plural that has a capital inside a sentence, "for", and what they stand for.

    Not: the Greens for Germany, Poles for Spain.
    """
    sentence = tree.sentences[tree.sentence_of[first]]
    people = after == first + 2 and tree.tags[first] in ("NNS", "NNPS") and tree.words[first + 1] == "for"
    inside = sentence.first < first and sentence.kind not in HEADINGS and tree.words[first - 1] not in OPENING
    inside = inside and tree.words[first - 1].lower() != "the" and after not in marks.hits
    cause = tree.pos[after] in ("NOUN", "PROPN", "ADJ") and tree.words[after][0].isupper()
    return people and inside and cause and not lexicon.word("portfolio", tree.words[after].lower())


def heads_name(tree: Tree, lexicon: Lexicon, first: int) -> bool:
    """Whether a run begins like the name of a body: Union of X and Y, not Santo Spirito and Immacolata."""
    return any(word.lower() in lexicon.name_words for word in tree.words[first : first + 4])


def takes_link(tree: Tree, lexicon: Lexicon, first: int, at: int, link: str) -> bool:
    """Whether the run ends in a word that wants a complement: Ministry of, Secretary of."""
    word = tree.words[at - 1].lower()
    if link == "of" and has_link(tree, lexicon, first, at):
        return True
    if word in lexicon.name_words:
        return lexicon.is_a(lexicon.name_words[word], "Organization")
    return lexicon.nouns.get(word) == "Person" and link != "on"


def heads_office(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether a name word of a body stands where the recogniser begins a person: Refugee Council Enver Solomon."""
    return lexicon.name_words.get(tree.words[token].lower()) == "Organization"


def _is_demonym(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether an unknown adjective of people stands before an office of state: the Veldanian president."""
    word = tree.words[token].lower()
    political = word in lexicon.nouns or word.removesuffix("ic") in lexicon.nouns
    if political or tree.deps[token] not in ("amod", "compound", "nmod"):
        return False
    head = tree.lemmas[tree.heads[token]].lower()
    after = tree.words[token + 1].lower() if token + 1 < len(tree.words) else ""
    return any(lexicon.word(group, word) for group in ("office", "organ") for word in (head, after))
