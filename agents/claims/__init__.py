"""Who says what of whom: the claims that sentences make about the user and about the people and things around them."""

from agents.claims.merging import denies, merge
from agents.claims.people import SINGLE, names_in, names_relation, relation_words, relations
from agents.claims.predicates import is_beside, is_temporary, pieces, slots_of, slots_of_predicate
from agents.claims.reading import USER, Claim, dated, is_ironic, is_reported, of_material, of_text, subject_of
from agents.claims.wording import is_foreign, tells_of_now, third_person

__all__ = [
    "SINGLE", "USER", "Claim", "dated", "denies", "is_beside", "is_foreign", "is_ironic",
    "is_reported", "is_temporary", "merge", "names_in", "names_relation",
    "of_material",
    "of_text", "pieces", "relation_words", "relations", "slots_of",
    "slots_of_predicate", "subject_of", "tells_of_now", "third_person",
]  # fmt: skip
