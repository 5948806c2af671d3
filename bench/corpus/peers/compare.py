"""What OpenCV sees in originals and in what was made of them. Arguments: a JSON file [[original, made], ...].

Prints [[decodes, difference], ...]: whether it can decode the original, and how far the made picture differs from it, as the mean over
all samples of 0 to 255, with the original made as small as the other one. Its decoders (libjpeg, libpng, libwebp of the system) are
other builds than ours, and nothing of libvips is among them.
"""
import json
import sys

import cv2


def shown(path):
    """As a browser shows it on black: upright, 8 bits, three colours."""
    picture = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if picture is None:
        return None
    if picture.ndim == 3 and picture.shape[2] == 4:
        alpha = picture[:, :, 3:].astype("float32") / (65535 if picture.dtype == "uint16" else 255)
        colour = picture[:, :, :3].astype("float32") / (257 if picture.dtype == "uint16" else 1)
        return colour * alpha
    upright = cv2.imread(path, cv2.IMREAD_COLOR)
    return None if upright is None else upright.astype("float32")


def compare(original, made):
    first, second = shown(original), shown(made)
    if first is None or second is None:
        return [first is not None, None]
    height, width = second.shape[:2]
    if first.shape[:2] != second.shape[:2]:
        first = cv2.resize(first, (width, height), interpolation=cv2.INTER_AREA)
    return [True, float(abs(first - second).mean())]


with open(sys.argv[1], encoding="utf8") as file:
    print(json.dumps([compare(*pair) for pair in json.load(file)]))
