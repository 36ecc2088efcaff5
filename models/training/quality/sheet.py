"""The contact sheet: for each face the clean crop, the painted one, the healed one, and the evened one."""

import cv2
import numpy as np

CELL = 300


def write_sheet(cases, out):
    """Writes OUT/sheet-N.png, six faces each."""
    rows = []
    for case in cases:
        x, y = case.face["centre"]
        half = 0.62 * case.face["size"]
        window = np.s_[max(0, int(y - half)):int(y + half), max(0, int(x - half)):int(x + half)]
        pictures = [case.clean, case.spotted, *(cv2.imread(str(out / result / f"{case.name}.png"))[..., ::-1] for result in ("healed", "clean_default", "clean_even"))]
        rows.append(np.hstack([cv2.resize(np.ascontiguousarray(picture[window]), (CELL, CELL), interpolation=cv2.INTER_AREA) for picture in pictures]))
    for page in range(0, len(rows), 6):
        cv2.imwrite(str(out / f"sheet-{page // 6}.png"), np.vstack(rows[page:page + 6])[..., ::-1])
