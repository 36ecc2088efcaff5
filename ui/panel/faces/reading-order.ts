import type { FaceReport } from '../../engine/api/report';

/** Part of a face's height by which the next face may lie lower and still stand in the same line. */
const LINE_SHARE = 0.6;

/** Faces line by line from the top, and in a line from the left, as people read a group photo. */
export function inReadingOrder(faces: readonly FaceReport[]): readonly FaceReport[] {
  const lines: FaceReport[][] = [];
  for (const face of [...faces].sort((a, b) => middle(a) - middle(b))) {
    const first = lines.at(-1)?.[0];
    if (first !== undefined && middle(face) - middle(first) < LINE_SHARE * first.box.height) lines.at(-1)!.push(face);
    else lines.push([face]);
  }
  return lines.flatMap((line) => line.sort((a, b) => a.box.x - b.box.x));
}

function middle({ box }: FaceReport): number {
  return box.y + box.height / 2;
}
