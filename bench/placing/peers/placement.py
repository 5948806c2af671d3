#!/usr/bin/python3
"""placement.py POSITIONS FOLDER: decode, phase-correlate all neighbours, place along the best spanning tree. Answers JSON."""

import heapq
import json
import sys

from shared_plan import neighbours, phase_correlate, read_luma, read_plan, strips, timed


def place(plan, folder):
    pictures = {cell: read_luma(folder, capture) for cell, capture in plan.items()}
    edges = {cell: [] for cell in plan}
    for first, second, _ in neighbours(plan):
        planned = [round(b - a) for a, b in zip(plan[first]["nominal"], plan[second]["nominal"])]
        dx, dy, response = phase_correlate(*strips(pictures[first], pictures[second], planned))
        x, y = planned[0] + dx, planned[1] + dy
        edges[first].append((response, second, x, y))
        edges[second].append((response, first, -x, -y))
    positions = {}
    for root in sorted(plan):
        if root not in positions:
            grow(root, plan[root]["nominal"], edges, positions)
    return positions


def grow(root, at, edges, positions):
    """Prim: the edge with the highest response next. A shot is as sure as the edge that placed it."""
    waiting = [(-1.0, root, at[0], at[1])]
    while waiting:
        negative, cell, x, y = heapq.heappop(waiting)
        if cell in positions:
            continue
        positions[cell] = (x, y, -negative)
        for response, other, dx, dy in edges[cell]:
            if other not in positions:
                heapq.heappush(waiting, (-response, other, x + dx, y + dy))


def main(positions, folder):
    plan = read_plan(positions)
    placed, seconds = timed(lambda: place(plan, folder))
    shots = [
        {"id": plan[cell]["file"], "position": [x, y], "confidence": sure} for cell, (x, y, sure) in placed.items()
    ]
    print(json.dumps({"shots": shots, "cpuSeconds": seconds}))


main(*sys.argv[1:])
