"""Who is the therapist: roles from the user, from labels and, where they tell nothing, from what is said."""

from trustsignals.roles.assignment import ONLY_OTHER_CONFIDENCE, assign_roles
from trustsignals.roles.inference import infer_roles
from trustsignals.roles.labels import NO_LABEL, role_of_label
from trustsignals.roles.options import match_options

__all__ = ["NO_LABEL", "ONLY_OTHER_CONFIDENCE", "assign_roles", "infer_roles", "match_options", "role_of_label"]
