"""Money that is gone already, or was another's price: "last year we spent USD 2 million". It is no budget."""

import re

CLAUSE = re.compile(r"[,，;；。\n()（）](?!\d{3})|\.(?=\s|$)|\b(?:but|while|whereas|now we)\b")
SPENT = re.compile(
    r"\b(?:spent|paid|invoiced|billed|charged|wired|disbursed|wrote off|written off|(?:has|have|had) (?:already )?cost|"
    r"(?:last|previous|first|earlier|former|prior) (?:\w+ ){0,2}cost|cost us|(?:already|was|were|been) (?:committed|used|invested|put into)|(?:we|and) invested|sunk)\b|"
    r"已(?:经)?(?:支付|花费|投入|付款|付了|付|花了|花)|花费了|花了|去年(?:支付|花费|投入)"
)
TO_COME = re.compile(
    r"\b(?:to|will|would|can|may|must|should|shall|could) (?:not )?(?:be |get )?(?:\w+ly )?(?:spent|paid|invoiced|billed|charged|used|invested)\b|\bbudget\b|预算"
)
"""Still to be spent."""


def is_spent(plain: str, start: int, end: int) -> bool:
    """Whether the clause around a sum tells that it was spent."""
    before = CLAUSE.split(plain[max(0, start - 80) : start])[-1]
    clause = f"{before}{plain[start:end]}{CLAUSE.split(plain[end : end + 60])[0]}"
    return SPENT.search(clause) is not None and (TO_COME.search(clause) is None or "already" in clause)
