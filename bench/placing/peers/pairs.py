#!/usr/bin/python3
"""pairs.py POSITIONS FOLDER: what OpenCV says of every pair of neighbours; decoding is not timed. Answers JSON."""

import json
import sys

from shared_plan import match_template, neighbours, phase_correlate, read_luma, read_plan, strips, timed

METHODS = {"cv2.phaseCorrelate": phase_correlate, "cv2.matchTemplate": match_template}


def main(positions, folder):
    plan = read_plan(positions)
    pictures = {cell: read_luma(folder, capture) for cell, capture in plan.items()}
    result = {}
    for name, method in METHODS.items():
        pairs, cpu = [], 0.0
        for first, second, side in neighbours(plan):
            planned = [round(b - a) for a, b in zip(plan[first]["nominal"], plan[second]["nominal"])]
            estimate = lambda: method(*strips(pictures[first], pictures[second], planned))
            (dx, dy, score), seconds = timed(estimate)
            cpu += seconds
            offset = [planned[0] + dx, planned[1] + dy]
            ends = {"a": plan[first]["file"], "b": plan[second]["file"]}
            pairs.append({**ends, "side": side, "offset": offset, "confidence": score})
        result[name] = {"pairs": pairs, "cpuSeconds": cpu}
    print(json.dumps(result))


main(*sys.argv[1:])
