"""What OpenCV sees in originals and in what was made of them. Arguments: a JSON file [[original, made], ...].

Prints [[decodes, difference], ...]: whether it can decode the original, and how far the made picture differs from it, as the mean over
all samples of 0 to 255, with the original made as small as the other one. Its decoders (libjpeg, libpng, libwebp of the system) are
other builds than ours, and nothing of libvips is among them.
"""
import json
import sys

import cv2


def shown(path, orientation=0):
    """As a browser shows it on black: upright, 8 bits, three colours."""
    picture = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if picture is None:
        return None
    if picture.ndim == 3 and picture.shape[2] == 4:
        alpha = picture[:, :, 3:].astype("float32") / (65535 if picture.dtype == "uint16" else 255)
        colour = picture[:, :, :3].astype("float32") / (257 if picture.dtype == "uint16" else 1)
        return colour * alpha
    upright = cv2.imread(path, cv2.IMREAD_COLOR | orientation)
    return None if upright is None else upright.astype("float32")


def difference(first, second):
    height, width = second.shape[:2]
    if first.shape[:2] != second.shape[:2]:
        first = cv2.resize(first, (width, height), interpolation=cv2.INTER_AREA)
    # As WebP of the same quality, too: what noise loses by that is no other picture.
    _, written = cv2.imencode(".webp", first.clip(0, 255).round().astype("uint8"), [cv2.IMWRITE_WEBP_QUALITY, 82])
    first = cv2.imdecode(written, cv2.IMREAD_COLOR).astype("float32")
    return float(abs(first - second).mean())


def compare(original, made):
    """Where the note of a camera is damaged that says which side is up, decoders may or may not still find it: either is right."""
    first, second = shown(original), shown(made)
    if first is None or second is None:
        return [first is not None, None]
    as_stored = shown(original, cv2.IMREAD_IGNORE_ORIENTATION)
    turned = cv2.rotate(as_stored, cv2.ROTATE_90_CLOCKWISE)
    return [True, min(difference(each, second) for each in (first, as_stored, turned))]


with open(sys.argv[1], encoding="utf8") as file:
    print(json.dumps([compare(*pair) for pair in json.load(file)]))
