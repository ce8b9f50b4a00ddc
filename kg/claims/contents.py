"""What is said, as runs of tokens: the clause or noun phrase of a claim without its cue and what belongs to that."""

from collections.abc import Iterator

from kg.claims.runs import Run, below, without
from kg.patterns import Filler, Match
from kg.predications import is_infinitive, is_passive
from kg.predications.walks import that_of
from kg.quotes import quote_at
from kg.scenes import Scene, find_halves, is_deed
from kg.trees import Tree


def find_content(scene: Scene, match: Match, filler: Filler | None) -> list[Run]:
    """The content that a filler of a match gives, none where there is no filler."""
    if filler is None:
        return []
    halves = find_halves(scene.tree, match.predication.head, scene.ontology) if filler.slot.role == "clause" else []
    if halves:
        return _behind_colon(scene, match.predication.head, halves)
    deeds = filler.tokens if filler.slot.role == "infinitive" else ()
    things = [run for deed in deeds for run in _offered(scene, match, deed)]
    return things + [
        run
        for token in filler.tokens
        for run in _said_in(scene, token) or _content_runs(scene, match, token, outer=filler.outer)
    ]


def _offered(scene: Scene, match: Match, deed: int) -> Iterator[Run]:
    """Offers [talks] to end the war: what is offered, not only what it is to do. Promised voters to end it: whom."""
    tree, slots = scene.tree, {token for filler in match.fillers for token in filler.tokens}
    for thing in match.predication.fillers("object"):
        beside = thing > match.predication.head and tree.right[thing] == tree.left[deed]
        if beside and thing not in slots and not scene.is_agent(thing):
            yield tree.left[thing], tree.right[thing]


def find_asides(scene: Scene) -> list[Run]:
    """Said the mine had closed[, citing a court filing], had closed[, a claim that nobody could check]."""
    return sorted({*_sources(scene), *find_appraisals(scene), *_silences(scene)})


def _silences(scene: Scene) -> Iterator[Run]:
    """Said it had paid[, while Acme declined to comment]: the writer asked both."""
    tree, ontology = scene.tree, scene.ontology
    for mark, label in enumerate(tree.deps):
        verb = tree.heads[mark]
        if label != "mark" or tree.deps[verb] != "advcl" or tree.lemmas[mark].lower() not in ontology.meanwhile:
            continue
        silent = tree.lemmas[verb].lower() in ontology.moods.negating and any(
            tree.lemmas[kid].lower() in ontology.telling for kid in tree.children(verb, "xcomp")
        )
        named = any(tree.pos[kid] != "PRON" for kid in tree.children(verb, "nsubj"))
        first = tree.left[verb]
        if silent and named and first and tree.words[first - 1] == "," and quote_at(scene.quotes, verb) is None:
            yield first - 1, tree.right[verb]


def find_appraisals(scene: Scene) -> Iterator[Run]:
    """What the writer says of what is said: [, a claim that nobody checked]; [, a figure that aid groups dispute]."""
    tree, ontology = scene.tree, scene.ontology
    answering = ontology.telling | ontology.denying | ontology.addressing
    for noun, label in enumerate(tree.deps):
        first, clause = tree.left[noun], tree.child(noun, "relcl") if label in ("appos", "npadvmod") else None
        if clause is None or not first or tree.words[first].lower() not in ontology.words["indefinite"]:
            continue
        summed = tree.lemmas[clause].lower() in answering and (label == "npadvmod" or is_told_of(tree, clause))
        named = label == "appos" and tree.lemmas[noun].lower() in ontology.claim_nouns
        beside = "," in tree.words[first - 2 : first] and quote_at(scene.quotes, noun) is None
        if (summed or named) and beside:
            yield first - 1, tree.right[noun]


def is_told_of(tree: Tree, verb: int) -> bool:
    """Vowed to close the pit, a step that the mayor said would cost jobs: what is told of the noun is the mayor's."""
    said = tree.child(verb, "ccomp", "oprd")
    subject = tree.child(verb, "nsubj")
    if said is None or subject is None or tree.tags[subject] in ("WP", "WDT"):
        return False
    own = tree.child(said, "nsubj", "nsubjpass")
    return own is None or tree.tags[own] in ("WP", "WDT")


def _sources(scene: Scene) -> list[Run]:
    """Where what is said is from: [, citing a court filing]; not: citing the cost, which is a reason that is given."""
    tree, words = scene.tree, scene.ontology.words
    citing = (
        verb
        for verb, tag in enumerate(tree.tags)
        if tag == "VBG" and tree.lemmas[verb].lower() in words["sourcing"] and quote_at(scene.quotes, verb) is None
    )
    return sorted(
        (tree.left[verb] - 1, tree.right[verb])
        for verb in citing
        if tree.left[verb] and tree.words[tree.left[verb] - 1] == ","
        if any(scene.is_agent(n) or tree.lemmas[n].lower() in words["document"] for n in tree.children(verb, "dobj"))
    )


def _content_runs(scene: Scene, match: Match, token: int, *, outer: bool) -> list[Run]:
    """The clause or noun phrase at ``token`` without the cue and what belongs to it."""
    tree, head = scene.tree, match.predication.head
    if outer:
        cut = _cue_top(tree, match, token)
        runs = [_behind_connective(scene, run) for run in below(tree, token, cut)]
        return _behind_colon(scene, head, [run for run in runs if run[0] < run[1]])
    first = tree.left[token]
    kind = token == head - 1 == tree.heads[head]  # held on [smuggling] charges
    runs = [(first, head)] if kind else below(tree, token, head)
    that = that_of(tree, token)
    if that is not None and head < first < that:
        return [(max(a, that), b) for a, b in runs if b > that]  # said, while on his way, [that Beta fell]
    if runs and (told := _day_before(scene, token)) is not None:
        runs = [(told, runs[0][1]), *runs[1:]]  # said on Friday [he was ill]
    if tree.deps[tree.heads[token]] == "agent":
        return runs  # disappointed by [the ruling]
    if tree.right[token] <= head and tree.pos[token] in ("VERB", "AUX") and tree.pos[head] == "VERB":
        return _leading(tree, match, runs)
    raised = find_raised(scene, match, token)
    if raised is not None:
        return [_without_aside(tree, raised[0]), (tree.left[raised[1]], tree.right[raised[1]])]
    if token in match.predication.fillers("object") and token > head:
        beside = _of_deed(scene, head, token) if is_deed(scene, token) else _as_phrases(tree, match, token)
        return [*without(runs, _medium(scene, token)), *beside]
    if token in match.predication.fillers("complement"):
        return _things(match, tree) + runs + list(_to_act(tree, head, token))
    governor = tree.heads[token]
    if tree.deps[token] in ("nsubj", "nsubjpass") and tree.heads[governor] == head:
        in_clause = tree.deps[governor] == "advcl" and tree.child(governor, "mark") == tree.left[governor]
        if in_clause or tree.deps[governor] in ("ccomp", "xcomp"):
            return below(tree, governor, head)  # expects the economy to shrink, called for the army to go
    if tree.deps[token] in ("pobj", "pcomp", "amod", "acomp") and tree.heads[token] > head:
        preposition = tree.heads[token]
        if tree.lemmas[preposition].lower() == "as" or " it " in match.pattern.text:
            runs = _things(match, tree) + runs  # described [the plan as naive], likened [it to a trap]
        return [(preposition, preposition + 1), *runs] if preposition < first else runs
    return runs


def _behind_connective(scene: Scene, run: Run) -> Run:
    """According to police[, however,] he fled."""
    tree, first = scene.tree, run[0]
    while first < run[1] and tree.pos[first] == "PUNCT":
        first += 1
    ties = first + 1 < run[1] and tree.words[first + 1] == "," and first > run[0]
    return (first + 2, run[1]) if ties and tree.words[first].lower() in scene.ontology.words["connective"] else run


def _behind_colon(scene: Scene, cue: int, runs: list[Run]) -> list[Run]:
    """The bank issued a statement: [it had], it said, [lost nothing]; not: a note said: "It fell", it was said."""
    if len(runs) < 2:
        return runs
    tree, (first, last) = scene.tree, runs[0]
    colons = [at for at in range(first, min(last - 1, cue)) if tree.words[at] == ":" and tree.pos[at + 1] != "PUNCT"]
    if not colons or quote_at(scene.quotes, colons[-1]) is not None:
        return runs
    return [(colons[-1] + 1, last), *runs[1:]]


def _of_deed(scene: Scene, head: int, token: int) -> Iterator[Run]:
    """Denied opening fire [on guards], which the parser hangs on the denial."""
    tree, end = scene.tree, scene.tree.right[token]
    for kid in tree.children(head, "prep"):
        if tree.left[kid] == end and not _says_when(scene, kid):
            yield tree.left[kid], tree.right[kid]
            end = tree.right[kid]


def _things(match: Match, tree: Tree) -> list[Run]:
    """What is called, described or referred to as something; not the "what" of "over what it called a plot"."""
    role = "prep:to" if " to it " in match.pattern.text else "object"
    found = match.predication.fillers(role) or match.predication.fillers("object")  # the war was referred to as a mess
    things = [thing for thing in found if tree.tags[thing] != "WP"]
    return [run for thing in things for run in below(tree, thing, match.predication.head)]


def _to_act(tree: Tree, head: int, name: int) -> Iterator[Run]:
    """Called it a plot [to kill the king], where the parser hangs the infinitive on the verb."""
    for kid in tree.children(head, "advcl", "xcomp"):
        if tree.left[kid] == tree.right[name] and is_infinitive(tree, kid):
            yield tree.left[kid], tree.right[kid]


def _said_in(scene: Scene, token: int) -> list[Run]:
    """What is denied in "denied the claim that Beta fell" is that Beta fell."""
    tree = scene.tree
    if tree.pos[token] != "NOUN" or tree.lemmas[token].lower() not in scene.ontology.claim_nouns:
        return []
    clauses = scene.nominal(token).fillers("clause")
    return [(tree.left[clause], tree.right[clause]) for clause in clauses]


def _leading(tree: Tree, match: Match, runs: list[Run]) -> list[Run]:
    """In "Beta fell, but Gamma rose, Acme said" all before the last comma is said, however the parser cuts it."""
    head = match.predication.head
    edge = min([head, *(tree.left[token] for token in match.tokens("claimant") if token < head)])
    sentence = tree.sentence_of[head]
    first, last = runs[0][0], runs[-1][1]
    if edge - 1 < last or (tree.pos[edge - 1] != "PUNCT" and tree.pos[edge - 1] != "SPACE"):
        edge = last
    while first > 0 and tree.sentence_of[first - 1] == sentence:
        first -= 1
    return [(first, max(edge, last))]


def _cue_top(tree: Tree, match: Match, governor: int) -> int:
    """The child of the content's head below which the cue stands."""
    at = match.predication.head
    while tree.heads[at] != governor and tree.heads[at] != at:
        at = tree.heads[at]
    return at


def _day_before(scene: Scene, clause: int) -> int | None:
    """Where a clause begins after a day that its subject follows, on which it is said."""
    tree, first = scene.tree, scene.tree.left[clause]
    if tree.pos[clause] not in ("VERB", "AUX") or tree.deps[first] != "prep" or not _says_when(scene, first):
        return None
    subject = tree.child(clause, "nsubj", "nsubjpass")
    after = tree.right[first]
    return after if subject is not None and tree.left[subject] == after else None


def _says_when(scene: Scene, preposition: int) -> bool:
    fillers = list(scene.tree.children(preposition, "pobj"))
    return bool(fillers) and all(filler in scene.times for filler in fillers)


def _medium(scene: Scene, thing: int) -> list[Run]:
    """Condemned the raid [in a statement], which the parser hangs on the raid; not: the figures in the report."""
    tree = scene.tree
    return [
        (tree.left[kid], tree.right[kid])
        for kid in tree.children(thing, "prep")
        if tree.words[kid] == "in" and tree.right[kid] == tree.right[thing]
        for noun in tree.children(kid, "pobj")
        if tree.lemmas[noun].lower() in scene.ontology.words["document"] and scene.is_indefinite(noun)
    ]


def find_raised(scene: Scene, match: Match, token: int) -> tuple[int, int] | None:
    """Subject and infinitive of what is said in the passive, "[Acme] is expected [to close]"; of no order.

    Likewise "[Acme] seems [to close]", "[Acme] seems [strong]".
    """
    tree, head = scene.tree, match.predication.head
    subject = tree.child(head, "nsubj" if is_raising(scene, match) else "nsubjpass")
    if subject is None and tree.deps[head] == "conj" and is_passive(tree, head):
        subject = next(iter(match.predication.fillers("object")), None)  # [Acme] lost money and is expected [to close]
    clause = next((kid for kid in tree.children(head, "xcomp") if kid > head and is_infinitive(tree, kid)), None)
    if clause is None and is_raising(scene, match):
        clause = tree.child(head, "oprd", "acomp")
    if subject is None or clause is None or token not in (subject, clause) or tree.tags[subject] in ("WP", "WDT"):
        return None
    return None if scene.ontology.tbox.is_a(match.pattern.term, "Demand") else (subject, clause)


def _without_aside(tree: Tree, noun: int) -> Run:
    """The measures, which ministers welcomed, are expected to pass: what is told of them is not expected."""
    asides = (tree.left[kid] for kid in tree.children(noun, "relcl", "acl") if kid > noun)
    return tree.left[noun], min((at - 1 for at in asides if tree.words[at - 1] == ","), default=tree.right[noun])


def is_raising(scene: Scene, match: Match) -> bool:
    """Acme seems to close: it is not Acme that says so."""
    return match.predication.lemma in scene.ontology.words["raising"]


def _as_phrases(tree: Tree, match: Match, thing: int) -> Iterator[Run]:
    """Quoted [Beta as saying that Gamma fell], described [the plan as naive]; not what the pattern itself says."""
    for kid in tree.children(match.predication.head, "prep"):
        literal = any(word in match.words for word in tree.kids[kid])
        if tree.lemmas[kid].lower() == "as" and kid == tree.right[thing] and not literal:
            yield (tree.left[kid], tree.right[kid])


def find_aimed(scene: Scene, match: Match, targets: list[int]) -> list[Run]:
    """Acme criticised [Beta during its campaign] on Monday: who is meant and what follows, if nothing else is said."""
    tree, head = scene.tree, match.predication.head
    ends = [_holder(tree, token, head) for token in targets]
    runs = [(tree.left[token], tree.right[token]) for token, end in zip(targets, ends, strict=True) if end is not None]
    runs += [
        (tree.left[kid], tree.right[kid])
        for kid in tree.children(head, "prep", "oprd", "acomp")
        if runs and kid > head and kid not in ends and tree.lemmas[kid].lower() != "by" and not _says_when(scene, kid)
    ]
    return runs


def _holder(tree: Tree, token: int, head: int) -> int | None:
    """The child of the cue that a target is or hangs on: lashed out [at] Beta, held [Beta to blame]."""
    if tree.heads[token] == head:
        return token
    above = tree.heads[token]
    small = tree.deps[token] in ("pobj", "nsubj")
    return above if small and tree.heads[above] == head and tree.deps[above] in ("prep", "ccomp") else None
