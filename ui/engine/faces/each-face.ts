import type { Face } from './face';

/**
 * Does `work` for one face after another.
 *
 * @param onProgress called with 0–1 before each face
 * @returns the results in the faces' order
 */
export async function eachFace<Result>(
  faces: readonly Face[],
  onProgress: (done: number) => void,
  work: (face: Face) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [index, face] of faces.entries()) {
    onProgress(index / faces.length);
    results.push(await work(face));
  }
  return results;
}
