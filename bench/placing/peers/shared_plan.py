"""What both peers share: the plan, the overlaps that it promises, and the two estimates of OpenCV. One thread."""

import json
import os
import time

import cv2
import numpy as np

cv2.setNumThreads(1)


def read_plan(positions):
    """Captures by (row, column)."""
    with open(positions) as file:
        captures = json.load(file)["captures"]
    return {(capture["row"], capture["col"]): capture for capture in captures}


def neighbours(cells):
    """Pairs of cells, the second to the right of the first or below it."""
    for row, col in sorted(cells):
        for side, other in (("right", (row, col + 1)), ("below", (row + 1, col))):
            if other in cells:
                yield (row, col), other, side


def read_luma(folder, capture):
    return cv2.imread(os.path.join(folder, capture["file"]), cv2.IMREAD_GRAYSCALE)


def strips(first, second, offset):
    """The planned overlap in both pictures."""
    (dx, dy), (height, width) = offset, first.shape
    left, right = max(0, dx), min(width, width + dx)
    top, bottom = max(0, dy), min(height, height + dy)
    a = first[top:bottom, left:right]
    b = second[top - dy : bottom - dy, left - dx : right - dx]
    return np.ascontiguousarray(a), np.ascontiguousarray(b)


windows = {}


def phase_correlate(a, b):
    """How far the second lies off its plan, and the response (0..1)."""
    size = (a.shape[1], a.shape[0])
    if size not in windows:
        windows[size] = cv2.createHanningWindow(size, cv2.CV_32F)
    (dx, dy), response = cv2.phaseCorrelate(b.astype(np.float32), a.astype(np.float32), windows[size])
    return dx, dy, response


def match_template(a, b):
    """The same. Two fifths of the shorter side on either side are left to be off by: of 48 px to 128 px the best for hard sets."""
    margin = min(a.shape) * 2 // 5
    scores = cv2.matchTemplate(a, b[margin:-margin, margin:-margin], cv2.TM_CCOEFF_NORMED)
    _, score, _, (x, y) = cv2.minMaxLoc(scores)
    return x - margin, y - margin, score


def timed(work):
    """What it answers, and the CPU seconds that it took."""
    started = time.process_time()
    answer = work()
    return answer, time.process_time() - started
