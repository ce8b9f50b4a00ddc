"""Small walks over a tree that the constructions share."""

from collections.abc import Collection, Iterator, Mapping

from kg.dates.words import tables
from kg.trees import FINITE_TAGS, Tree

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
COPULAS = frozenset({"be", "become", "remain"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


def conjuncts(tree: Tree, token: int) -> Iterator[int]:
    """The token and what is coordinated with it: "France, but not Germany" is France alone."""
    stack = [token]
    while stack:
        at = stack.pop(0)
        yield at
        for kid in tree.children(at, "conj"):
            if not _excluded(tree, at, kid):
                stack.append(kid)
        stack.extend(kid for kid in tree.children(at, "appos") if _is_listed(tree, at, kid))


def _excluded(tree: Tree, head: int, kid: int) -> bool:
    """France, but not Germany"""
    if tree.child(kid, "neg") is not None:
        return True
    return any(tree.lemmas[word] == "not" and head < word < kid for word in (*tree.kids[head], *tree.kids[kid]))


def _is_listed(tree: Tree, head: int, kid: int) -> bool:
    """Anna Berg, Oscar Lind and the miners left: the parser takes the second name for what the first is.

    After an apposition stands a comma: Anna Berg, Speaker and Treasurer, left.
    """
    after = tree.right[kid]
    if not (tree.tags[head] == tree.tags[kid] == "NNP" and tree.child(kid, "cc") and tree.child(kid, "conj")):
        return False
    return after < len(tree.words) and tree.pos[after] != "PUNCT"


def is_bare_count(tree: Tree, dual: Collection[str], token: int) -> bool:
    """Both agreed, the two agreed; not: both of them, two of the guards. ``dual`` are words like "both"."""
    if tree.deps[token] not in ("nsubj", "nsubjpass", "dobj", "dative", "pobj"):
        return False
    word = tree.words[token].lower()
    several = word in dual or tables()["numbers"].get(word, 0) > 1
    return several and tree.child(token, "prep", "relcl", "acl", "poss", "appos") is None


def antecedent(tree: Tree, token: int) -> int:
    """The noun a relative pronoun stands for, else the token itself; "what she saw" stands for no noun before it."""
    if tree.tags[token] not in RELATIVE_TAGS and not _is_relative_that(tree, token):
        return token
    if tree.words[token].lower() == "what":
        return token
    at, beside = token, _noun_beside(tree, token)
    while tree.heads[at] != at:
        if tree.deps[at] == "relcl" or (at != token and tree.deps[at] == "acl" and tree.tags[token] == "IN"):
            noun = tree.heads[at]
            return beside if beside is not None and _is_actor_for(tree, beside, noun) else _who_is(tree, noun)
        at = tree.heads[at]
    return token if beside is None else beside


def _who_is(tree: Tree, noun: int) -> int:
    """Anna Berg was the judge who freed them: she did; not: is not the judge, if she is, is one of those who."""
    copula = tree.heads[noun]
    subject = tree.child(copula, "nsubj")
    single = tree.deps[noun] == "attr" and tree.tags[noun] in ("NN", "NNP") and tree.lemmas[copula] in COPULAS
    if not single or subject is None or tree.tags[subject] not in ("NNP", "PRP") or tree.words[subject].lower() == "it":
        return noun
    bare = tree.child(copula, "neg", "aux", "expl", "mark") is None and not is_infinitive(tree, copula)
    return subject if bare else noun


def that_of(tree: Tree, clause: int) -> int | None:
    """The "that" which opens a clause: said [that] Beta fell."""
    return next((mark for mark in tree.children(clause, "mark") if tree.words[mark].lower() == "that"), None)


def is_subjunctive(tree: Tree, clause: int) -> bool:
    """Acme asked that Beta leave, that Beta be sold: what is wanted, as in "asked Beta to leave"."""
    if that_of(tree, clause) is None:
        return False
    helpers = list(tree.children(clause, "aux", "auxpass"))
    return tree.tags[helpers[0] if helpers else clause] == "VB"


def _is_relative_that(tree: Tree, token: int) -> bool:
    """A charge that Acme denied: the tagger may take what is denied for a conjunction."""
    inside = tree.deps[token] in ("nsubj", "nsubjpass", "dobj") and tree.deps[tree.heads[token]] in ("relcl", "acl")
    return inside and tree.tags[token] == "IN" and tree.words[token].lower() == "that"


def _noun_beside(tree: Tree, pronoun: int) -> int | None:
    """The noun of the phrase that ends at ", who"."""
    at = pronoun - 2
    if at < 0 or tree.words[pronoun].lower() not in ("who", "whom") or tree.words[at + 1] != ",":
        return None
    while tree.deps[at] in ("compound", "flat") and tree.heads[at] < pronoun:
        at = tree.heads[at]
    return at if tree.pos[at] in ("NOUN", "PROPN") else None


def _is_actor_for(tree: Tree, noun: int, above: int) -> bool:
    """The firm led by Acme's owner, who fled: whoever stands beside the pronoun is meant, not the firm."""
    link = tree.heads[noun]
    return tree.deps[link] == "agent" and tree.deps[noun] == "pobj" and tree.heads[tree.heads[link]] == above


def naming_copula(tree: Tree, noun: int) -> int | None:
    """The head of Acme is Anna Berg: the verb that says by name who the noun, its subject, is."""
    verb = tree.heads[noun]
    if tree.deps[noun] != "nsubj" or tree.pos[noun] != "NOUN" or tree.lemmas[verb] not in COPULAS:
        return None
    return verb if any(tree.pos[name] == "PROPN" for name in tree.children(verb, "attr")) else None


def office_taker(tree: Tree, words: Mapping[str, frozenset[str]], noun: int) -> int | None:
    """Who comes to hold the office that a noun is: Berg was sworn in as president, succeeded Lind as mayor."""
    link = tree.heads[noun]
    verb = tree.heads[link]
    lemma = tree.lemmas[verb].lower()
    if tree.deps[noun] != "pobj" or tree.words[link].lower() != "as" or tree.deps[link] != "prep":
        return None
    if lemma in words["installing"] | words["appointing"] and tree.deps[verb] not in ("acl", "advcl"):
        return tree.child(verb, "nsubjpass") if is_passive(tree, verb) else tree.child(verb, "dobj")
    if any(f"{lemma} {tree.words[kid].lower()}" in words["takingOffice"] for kid in tree.children(verb, "dobj", "prt")):
        return tree.child(verb, "nsubj")
    return _replacer(tree, verb) if lemma in words["replacing"] else None


def _replacer(tree: Tree, verb: int) -> int | None:
    """Berg succeeded Lind; Lind was replaced by Berg; the club replaced Lind with Berg."""
    substitute = next(substitutes(tree, verb), None)
    if substitute is not None:
        return substitute
    if not is_passive(tree, verb):
        return tree.child(verb, "nsubj")
    by = tree.child(verb, "agent")
    return None if by is None else tree.child(by, "pobj")


def substitutes(tree: Tree, verb: int) -> Iterator[int]:
    """Who is put where somebody was: replaced Lind with Berg, as mayor with Berg."""
    links = list(tree.children(verb, "prep"))
    for at in (verb, *(noun for link in links for noun in tree.children(link, "pobj"))):
        for link in tree.children(at, "prep"):
            if tree.words[link].lower() == "with":
                yield from (each for noun in tree.children(link, "pobj") for each in conjuncts(tree, noun))


def is_role(tree: Tree, words: Mapping[str, frozenset[str]], noun: int) -> bool:
    """Resigned as mayor, her years as mayor: what somebody is, and nobody. Not: such men as the mayor, as old as he."""
    link = tree.heads[noun]
    above = tree.heads[link]
    beside = link > 0 and tree.words[link - 1].lower() in words["likening"]
    return (
        tree.deps[noun] == "pobj"
        and tree.words[link].lower() == "as"
        and tree.pos[above] in ("VERB", "AUX", "NOUN")
        and not beside
    )


def is_settled(tree: Tree, words: Mapping[str, frozenset[str]], verb: int) -> bool:
    """Whether a verb tells what is so by its own words: was replaced; not: was not, will be, is to be, if he is."""
    open_ = words["hypothetical"]
    return tree.child(verb, "neg") is None and not any(
        tree.tags[kid] in ("MD", "TO") or tree.lemmas[kid].lower() in open_ for kid in tree.kids[verb]
    )


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether the verb has the particle to."""
    return any(tree.tags[kid] == "TO" for kid in tree.children(verb, "aux"))


def is_passive(tree: Tree, verb: int) -> bool:
    """Beta was bought by Acme. Beta was bought and sold. The firm bought by Acme."""
    deps, tags = tree.deps, tree.tags
    for kid in tree.kids[verb]:
        if deps[kid] in ("nsubjpass", "auxpass", "csubjpass", "agent"):
            return True
    own = deps[verb]
    if tags[verb] != "VBN":
        return tags[verb] == "VBD" and own in ("pcomp", "conj") and is_absolute(tree, verb)
    if is_absolute(tree, verb):
        return True
    if own in ("acl", "advcl"):
        return tree.child(verb, "aux", "nsubj") is None
    if own == "conj":
        head = tree.heads[verb]
        return tree.child(verb, "aux", "nsubj", "dobj") is None and tags[head] == "VBN" and is_passive(tree, head)
    return False


def is_absolute(tree: Tree, verb: int) -> bool:
    """With 30 people detained and hundreds injured"""
    if (
        tree.tags[verb] not in ("VBN", "VBD")
        or tree.child(verb, "aux", "dobj") is not None
        or tree.child(verb, "nsubj") is None
    ):
        return False
    if tree.deps[verb] == "conj":
        return is_absolute(tree, tree.heads[verb])
    return tree.deps[verb] == "pcomp" and tree.lemmas[tree.heads[verb]].lower() == "with"


def subtree_spans(tree: Tree, token: int, without: int | None = None) -> list[tuple[int, int]]:
    """The runs of tokens below ``token``, without the subtree of ``without``; ends are exclusive."""
    first, last = tree.left[token], tree.right[token]
    if without is None or not (first <= without < last):
        return [(first, last)]
    cut = (tree.left[without], tree.right[without])
    return [(a, b) for a, b in ((first, cut[0]), (cut[1], last)) if a < b]


def find_surface_subjects(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Who stands in subject position of a verb, be it active or passive, own or taken over."""
    holders = (verb, *tree.children(verb, "auxpass"))  # Beta was itself bought: the parser hangs Beta on "was"
    own = [antecedent(tree, kid) for holder in holders for kid in tree.children(holder, "nsubj", "nsubjpass")]
    if own or depth > 6:
        return own
    label, head = tree.deps[verb], tree.heads[verb]
    if label == "conj":
        return find_surface_subjects(tree, coordinated_with(tree, verb), depth + 1)
    if label == "ccomp" and tree.tags[verb] != "VBG" and not is_infinitive(tree, verb):
        return []
    if label in ("xcomp", "advcl", "pcomp", "prep", "ccomp", "acomp", "advmod"):
        if label == "xcomp":
            objects = [antecedent(tree, kid) for kid in tree.children(head, "dobj")]
            if objects:
                return objects
        return find_surface_subjects(tree, head, depth + 1)
    if label in ("relcl", "acl"):
        return [head] if tree.tags[verb] in ("VBG", "VBN") or label == "relcl" else []
    return []


def is_own_aim(tree: Tree, verb: int, infinitive: int) -> bool:
    """Wrote to the paper to say: whoever writes says so; not: called Lind to say, where it may be Lind who does."""
    label = tree.deps[infinitive]
    return label == "advcl" or (label == "xcomp" and tree.child(verb, "dobj") is None)


def coordinated_with(tree: Tree, verb: int) -> int:
    """What a conjunct goes with: in "rejected calls to vote and accused Beta" a finite verb goes with a finite one."""
    head = tree.heads[verb]
    if tree.tags[verb] in ("VBD", "VBZ") and tree.tags[head] == "VB" and is_infinitive(tree, head):
        at = head
        while tree.heads[at] != at:
            at = tree.heads[at]
            if tree.tags[at] in FINITE_TAGS:
                return at
    return head


def verb_above(tree: Tree, noun: int) -> int:
    """The verb of the clause that a noun stands in."""
    at = tree.heads[noun]
    while tree.heads[at] != at and tree.pos[at] not in ("VERB", "AUX"):
        at = tree.heads[at]
    return at


def with_particle(tree: Tree, verb: int) -> str:
    """The lemma of a verb with its particle: open, break out"""
    lemma, particle = tree.lemmas[verb].lower(), tree.child(verb, "prt")
    return lemma if particle is None else f"{lemma} {tree.lemmas[particle].lower()}"


def nouns_behind(tree: Tree, token: int) -> Iterator[int]:
    """The nouns of the prepositions of a word: a volley of [rockets], agreed in [Riga] on a [truce]"""
    return (noun for link in tree.children(token, "prep") for noun in tree.children(link, "pobj"))


def is_ordinal(tree: Tree, pairs: Collection[str], token: int) -> bool:
    """Whether a word that some roles are never without only counts: the first black president, no first minister."""
    first, after = tree.words[token].lower(), tree.words[token + 1].lower()
    return f"{first} {after}" not in pairs and any(pair.startswith(f"{first} ") for pair in pairs)


def is_aside(tree: Tree, pronoun: int) -> bool:
    """Whether ", which" opens a relative clause about what was said before; not so ", which Acme denies buying"."""
    verb = tree.heads[pronoun]
    follows = any(kid > verb for kid in tree.children(verb, "dobj", "xcomp", "ccomp"))
    return tree.words[pronoun].lower() == "which" and pronoun > 0 and tree.words[pronoun - 1] == "," and not follows
