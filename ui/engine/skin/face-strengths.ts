import type { Face } from '../faces/face';
import { emptyMatte, type Matte } from '../picture/picture';

/**
 * Ratio of distances to the nearest and to another face, in face sizes. Below it, the other face has no influence on a
 * pixel.
 */
const OWN = 0.67;

/**
 * Scales a skin matte by the strength of the nearest face (distances in face sizes), with a smooth transition between
 * faces. Skin nearest to a face of strength 0 becomes exactly 0.
 *
 * @param strengths 0–1, in the faces' order
 * @returns a new matte; the matte itself if all strengths are 1
 */
export function scaleByFaces(skin: Matte, faces: readonly Face[], strengths: readonly number[]): Matte {
  if (strengths.every((strength) => strength === 1)) return skin;
  const scaled = emptyMatte(skin.width, skin.height);
  for (let y = 0, index = 0; y < skin.height; y++) {
    for (let x = 0; x < skin.width; x++, index++) {
      const value = skin.data[index]!;
      if (value > 0) scaled.data[index] = Math.round(value * strengthAt(x + 0.5, y + 0.5, faces, strengths));
    }
  }
  return scaled;
}

/** Index of the face nearest to (x, y) in picture pixels, by distance in face sizes; −1 without faces. */
export function nearestFace(x: number, y: number, faces: readonly Face[]): number {
  let nearest = -1;
  let least = Infinity;
  for (const [index, face] of faces.entries()) {
    const distance = distanceTo(face, x, y);
    if (distance < least) [nearest, least] = [index, distance];
  }
  return nearest;
}

/** Mean of the strengths of the faces near (x, y), weighted by nearness; faces of strength 0 reduce it. */
function strengthAt(x: number, y: number, faces: readonly Face[], strengths: readonly number[]): number {
  const nearest = nearestFace(x, y, faces);
  if (nearest < 0 || strengths[nearest] === 0) return nearest < 0 ? 1 : 0;
  const least = distanceTo(faces[nearest]!, x, y);
  let sum = 0;
  let weights = 0;
  let spared = 1;
  for (let index = 0; index < faces.length; index++) {
    const distance = distanceTo(faces[index]!, x, y);
    const nearness = nearnessOf(least, distance);
    if (nearness === 0) continue;
    if (strengths[index] === 0) spared *= 1 - nearness;
    else {
      sum += nearness * strengths[index]!;
      weights += nearness;
    }
  }
  return (spared * sum) / weights;
}

/** Distance from the face's centre to (x, y) in face sizes. */
function distanceTo({ crop, size }: Face, x: number, y: number): number {
  return Math.hypot(x - crop.centerX, y - crop.centerY) / size;
}

/** The part of (x, y) that belongs to one face, by nearness, 0–1. The parts of all faces sum to 1. */
export function shareOfFace(x: number, y: number, face: Face, faces: readonly Face[]): number {
  if (faces.length === 1) return 1;
  const distances = faces.map((one) => distanceTo(one, x, y));
  const least = Math.min(...distances);
  const nearness = distances.map((distance) => nearnessOf(least, distance));
  return nearness[faces.indexOf(face)]! / nearness.reduce((sum, each) => sum + each, 0);
}

/** 1 for the nearest face, falling to 0 for a face that is much farther away. */
function nearnessOf(least: number, distance: number): number {
  return distance === 0 ? 1 : Math.max(0, (least / distance - OWN) / (1 - OWN));
}
