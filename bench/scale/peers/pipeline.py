#!/usr/bin/python3
"""
pipeline.py POSITIONS FOLDER CANVAS: a whole map with OpenCV, as somebody would write it who minds memory. Reads each row of shots once and
phase-correlates neighbours, places along the best spanning tree, then reads all again and pastes them into a picture file (PPM) that
is mapped into memory. Work goes to as many threads as there are cores. Answers JSON.
"""

import heapq
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "placing", "peers"))
from shared_plan import phase_correlate, read_luma, read_plan, strips  # noqa: E402


def correlate(plan, first, second, a, b):
    planned = [round(q - p) for p, q in zip(plan[first]["nominal"], plan[second]["nominal"])]
    dx, dy, response = phase_correlate(*strips(a, b, planned))
    return first, second, response, planned[0] + dx, planned[1] + dy


def edges_of(plan, folder, pool):
    """Row by row: no more than two rows of pictures are in memory."""
    edges = {cell: [] for cell in plan}
    above = {}
    for row in sorted({row for row, _ in plan}):
        cells = sorted(cell for cell in plan if cell[0] == row)
        here = dict(zip(cells, pool.map(lambda cell: read_luma(folder, plan[cell]), cells)))
        pairs = [(a, (row, a[1] + 1), here) for a in cells if (row, a[1] + 1) in here]
        pairs += [((row - 1, b[1]), b, above) for b in cells if (row - 1, b[1]) in above]
        found = pool.map(lambda pair: correlate(plan, pair[0], pair[1], pair[2][pair[0]], here[pair[1]]), pairs)
        for first, second, response, x, y in found:
            edges[first].append((response, second, x, y))
            edges[second].append((response, first, -x, -y))
        above = here
    return edges


def place(plan, edges):
    """Prim: the edge with the highest response next. A shot is as sure as the edge that placed it."""
    positions = {}
    for root in sorted(plan):
        waiting = [(-1.0, root, *plan[root]["nominal"])]
        while waiting:
            negative, cell, x, y = heapq.heappop(waiting)
            if cell in positions:
                continue
            positions[cell] = (x, y, -negative)
            for response, other, dx, dy in edges[cell]:
                if other not in positions:
                    heapq.heappush(waiting, (-response, other, x + dx, y + dy))
    return positions


def paste(plan, folder, positions, canvas, pool):
    left = round(min(x for x, _, _ in positions.values()))
    top = round(min(y for _, y, _ in positions.values()))
    height, width = cv2.imread(os.path.join(folder, plan[min(plan)]["file"])).shape[:2]
    right = round(max(x for x, _, _ in positions.values())) + width
    bottom = round(max(y for _, y, _ in positions.values())) + height
    header = f"P6\n{right - left} {bottom - top}\n255\n".encode()
    with open(canvas, "wb") as file:
        file.write(header)
        file.truncate(len(header) + 3 * (right - left) * (bottom - top))
    world = np.memmap(canvas, np.uint8, "r+", len(header), (bottom - top, right - left, 3))

    def put(cell):
        x, y = round(positions[cell][0]) - left, round(positions[cell][1]) - top
        picture = cv2.imread(os.path.join(folder, plan[cell]["file"]))
        world[y : y + height, x : x + width] = picture[:, :, ::-1]

    for _ in pool.map(put, sorted(plan)):
        pass
    world.flush()


def main(positions, folder, canvas):
    plan = read_plan(positions)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        started = time.monotonic()
        placed = place(plan, edges_of(plan, folder, pool))
        placing = time.monotonic() - started
        paste(plan, folder, placed, canvas, pool)
    shots = [{"id": plan[cell]["file"], "position": [x, y], "confidence": sure} for cell, (x, y, sure) in placed.items()]
    print(json.dumps({"shots": shots, "placing": placing, "pasting": time.monotonic() - started - placing}))


main(*sys.argv[1:])
