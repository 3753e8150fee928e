"""Why a file of proof proves nothing."""


class ProofRefused(ValueError):
    """This proves nothing; the message says why."""


class Malformed(ProofRefused):
    """It has not the form it should have."""


class UnknownKey(ProofRefused):
    """None of the signatures is by a key that is known here."""


class WrongSignature(ProofRefused):
    """A known key's signature is there, and does not fit the text."""


class DoesNotFit(ProofRefused):
    """Two parts that should belong together do not."""
