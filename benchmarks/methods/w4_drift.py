# SPDX-License-Identifier: EUPL-1.2
"""Modularity and assortativity of two sides, month by month, against NetworkX and igraph."""

from collections.abc import Iterator

import numpy as np
from numpy.random import default_rng

from benchmarks import parts
from benchmarks.methods.measuring import SEED, Sizes, agree, claim, sizes_for
from benchmarks.rows import Claim
from vijfveld.methods import erosion


def claims(sizes: parts.Sizes) -> Iterator[Claim]:
    """Modularity and assortativity of two sides, month by month, against NetworkX and igraph."""
    yield from drift(sizes_for(sizes))


def drift(sizes: Sizes) -> Iterator[Claim]:
    """W4: modularity and assortativity of two sides, month by month."""
    rng = default_rng(SEED)
    total = sizes.contacts * sizes.months
    months = np.repeat(np.arange(sizes.months), sizes.contacts)
    sides = rng.integers(0, 2, sizes.partners)
    pairs = np.column_stack([rng.integers(0, sizes.partners, total), rng.integers(1, sizes.partners, total)])
    pairs[:, 1] = (pairs[:, 0] + pairs[:, 1]) % sizes.partners
    by_month = [list(map(tuple, pairs[months == month].tolist())) for month in range(sizes.months)]

    def ours() -> np.ndarray:
        return erosion.mixing_by_month(erosion.mixing_matrices(months, pairs, sides, number=sizes.months))

    side_of = sides.tolist()
    for name, peer, times, in_a_row in (("networkx", networkx_mixing, 50, 1), ("igraph", igraph_mixing, 10, 3)):
        agree(bool(np.allclose(ours(), peer(by_month, side_of), atol=1e-9)), name)
        task = f"W4 drift, {sizes.partners} partners, {sizes.contacts:,} contacts, {sizes.months} months"
        yield claim(f"{task}: {name}", ours, lambda peer=peer: peer(by_month, side_of), times, in_a_row=in_a_row)


Contacts = list[list[tuple[int, int]]]


def networkx_mixing(by_month: Contacts, sides: list[int]) -> list[tuple[float, float]]:
    """Both figures of each month by NetworkX."""
    import networkx

    communities = [{node for node, side in enumerate(sides) if side == one} for one in (0, 1)]
    found = []
    for contacts in by_month:
        graph = networkx.MultiGraph()
        graph.add_nodes_from((node, {"side": side}) for node, side in enumerate(sides))
        graph.add_edges_from(contacts)
        modularity = networkx.community.modularity(graph, communities)
        found.append((modularity, networkx.attribute_assortativity_coefficient(graph, "side")))
    return found


def igraph_mixing(by_month: Contacts, sides: list[int]) -> list[tuple[float, float]]:
    """Both figures of each month by igraph."""
    import igraph

    graphs = (igraph.Graph(n=len(sides), edges=contacts) for contacts in by_month)
    return [(graph.modularity(sides), graph.assortativity_nominal(sides, directed=False)) for graph in graphs]
