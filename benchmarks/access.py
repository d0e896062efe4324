# SPDX-License-Identifier: EUPL-1.2
"""`visible_to`: the first page of 50 and a count up to 1,000, for viewers who see much, some and nearly nothing."""

from collections.abc import Iterator

from benchmarks.generator import SHARES, Full
from benchmarks.rows import Claim, timed
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Ask

LIMIT = 0.020
PAGE = 50


def claims(full: Full) -> Iterator[Claim]:
    """Both questions for each viewer, after checking that they see the share that the line names."""
    for name, share in SHARES.items():
        viewer = full.viewers[name]
        _see_their_share(viewer, rows=full.rows, share=share)
        page = timed(lambda viewer=viewer: Ask.objects.newest(viewer, size=PAGE), rounds=15)
        count = timed(lambda viewer=viewer: Ask.objects.capped_count(viewer), rounds=15)
        yield Claim(f"first page of {PAGE} of {full.rows:,} asks, who sees {share:.2%}", page, LIMIT, 1)
        yield Claim(f"count up to 1,000 of {full.rows:,} asks, who sees {share:.2%}", count, LIMIT, 1)


def _see_their_share(viewer: Viewer, *, rows: int, share: float) -> None:
    seen = Ask.objects.visible_to(viewer).count()
    page = len(Ask.objects.newest(viewer, size=PAGE))
    if abs(seen - rows * share) > 2 or page != min(seen, PAGE):
        raise AssertionError(f"the viewer sees {seen} of {rows} asks, {page} on a page, instead of {share:.2%}")
