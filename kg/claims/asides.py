"""What the article itself tells within what somebody says."""

from kg.claims.drafts import Draft
from kg.claims.nesting import Attributed
from kg.predications import RELATIVE_TAGS, is_infinitive
from kg.quotes import quote_at
from kg.scenes import Scene
from kg.trees import Tree


def find_teller(scene: Scene, attributed: Attributed, token: int) -> Draft | None:
    """The draft in whose words a token stands; None where they are the article's own."""
    holder = attributed.innermost(token)
    while holder is not None and _is_aside(scene, holder, token):
        holder = attributed.by_at.get(attributed.within.get(holder.at, -1))
    return holder


def is_own_voice(scene: Scene, attributed: Attributed, token: int) -> bool:
    """Whether the article says in its own voice what it says with a word."""
    return find_teller(scene, attributed, token) is None and not scene.is_quoted_verb(token)


def _is_aside(scene: Scene, holder: Draft, token: int) -> bool:
    """Accused guards of beating Anna Berg, who had fled; demanded the release of the envoys, whom rebels had seized.

    Whom or what the article tells more of is known to be there; not so: accused guards of a raid, in which two died.
    What is said in a clause or in quotation marks is all the speaker's, but nobody denies, asks or demands what an
    aside tells: denied that it had met Lind, who was arrested in May.
    """
    tree, at, aside = scene.tree, token, False
    if holder.quoted or quote_at(scene.quotes, token) is not None:
        return False
    stated = not (scene.ontology.tbox.is_a(holder.cls, "Denial") or holder.cls in scene.ontology.unasserted)
    runs = (*holder.cue, (holder.content[0][0], holder.content[-1][1]))  # a cue has its preposition: warned of a raid
    while at != holder.at and any(first <= at < last for first, last in runs):
        if tree.deps[at] == "relcl" and _tells_of_known(scene, at, stated=stated):
            aside = True
        elif aside and stated and _is_said_clause(tree, at):
            return False
        if tree.heads[at] == at:
            return False
        at = tree.heads[at]
    return aside and at == holder.at


def _is_said_clause(tree: Tree, verb: int) -> bool:
    """Said that Lind, who had fled, was ill; the claim that Lind, who had fled, was ill."""
    if tree.deps[verb] == "acl":
        return tree.child(verb, "mark") is not None
    return tree.deps[verb] in ("ccomp", "parataxis") and not is_infinitive(tree, verb)


def _tells_of_known(scene: Scene, clause: int, *, stated: bool) -> bool:
    """Whether a relative clause follows a comma, and a name or a definite noun.

    Likewise one of a noun beside a name: met Lind, the banker who fled. Where what is stated goes on, it is no aside:
    accused Lind of paying Berg, who then fled; of taking her to Lusk, where she died.
    """
    tree, first, noun = scene.tree, scene.tree.left[clause], scene.tree.heads[clause]
    opening = range(first, min(first + 2, clause))
    opens = any(tree.tags[token] in RELATIVE_TAGS or (not stated and tree.tags[token] == "WRB") for token in opening)
    if stated and any(tree.words[kid].lower() in scene.ontology.words["ensuing"] for kid in tree.kids[clause]):
        return False
    if tree.deps[noun] == "appos" and opens:
        first, noun = tree.left[noun], tree.heads[noun]
    if first == 0 or tree.words[first - 1] != "," or not opens:
        return False
    return tree.pos[noun] == "PROPN" or tree.child(noun, "poss") is not None or scene.is_definite(noun)
