"""Both copies of photos by OpenCV: decode, make smaller, write WebP. Arguments: a folder to write to, and the photos."""
import os
import sys

import cv2

folder, photos = sys.argv[1], sys.argv[2:]
cv2.setNumThreads(1)


def within(picture, side):
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return picture
    return cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)


for index, path in enumerate(photos):
    screen = within(cv2.imread(path, cv2.IMREAD_COLOR), 2048)
    cv2.imwrite(os.path.join(folder, f"{index}-screen.webp"), screen, [cv2.IMWRITE_WEBP_QUALITY, 82])
    cv2.imwrite(os.path.join(folder, f"{index}-thumb.webp"), within(screen, 320), [cv2.IMWRITE_WEBP_QUALITY, 78])
