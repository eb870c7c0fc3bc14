"""Who says what of whom: the claims that sentences make about the user and about the people and things around them."""

from agents.claims.characters import characters
from agents.claims.merging import denies, merge
from agents.claims.naming import called, noun
from agents.claims.people import (
    SINGLE,
    USER,
    is_namesake,
    is_told_apart,
    names_in,
    names_relation,
    own_names,
    relation_words,
    relations,
)
from agents.claims.predicates import (
    is_beside,
    is_help,
    is_temporary,
    lasts,
    pieces,
    slots_of,
    slots_of_predicate,
)
from agents.claims.reading import Claim, dated, is_ironic, is_reported, of_material, of_text, subject_of
from agents.claims.referents import BEFORE, grounds, retold, whom
from agents.claims.wording import is_foreign, tells_of_now, third_person

__all__ = [
    "BEFORE", "SINGLE", "USER", "Claim", "called", "characters", "dated", "denies", "grounds", "is_beside",
    "is_foreign", "is_help", "is_ironic", "is_namesake", "is_reported", "is_temporary", "is_told_apart", "lasts",
    "merge", "names_in", "names_relation", "noun", "of_material", "of_text", "own_names", "pieces", "relation_words",
    "relations", "retold", "slots_of", "slots_of_predicate", "subject_of", "tells_of_now", "third_person", "whom",
]  # fmt: skip
