"""Migrations that keep others waiting for longer than a second on a large record, and stay as they are.

They are applied on records that exist, so their text cannot change. docs/operations/upgrading.md says what to do.
"""

# 13 writes every line of the worklist again, 14 makes the log of before a partition, 17 derives who sees whom.
LONG = {13, 14, 17}
