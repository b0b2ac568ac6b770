"""
Rows that no test can hold: statements about AWS's inner workings which a client and a sandbox cannot show.

By id, with the rule of AWS that puts the row out of a client's reach.
"""

from __future__ import annotations

NOT_OURS: dict[str, str] = {}
