/** Directions in which segments are averaged. */
const DIRECTIONS = 12;
/** Pixels of a segment to each side of its middle: shorter than a scar, longer than a pore. */
const HALF = 4;

/**
 * For each pixel, the highest mean along a straight segment through it. Noise averages out along a line, and the gaps
 * that noise tears into the line close.
 *
 * @param map `side` × `side`, row-major, signed; its border is repeated beyond it
 * @returns a map of the same shape and unit
 */
export function alongLines(map: Float32Array, side: number): Float32Array {
  const wide = side + 2 * HALF;
  const padded = padBy(HALF, map, side);
  const highest = new Float32Array(map.length).fill(-Infinity);
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const angle = (Math.PI * direction) / DIRECTIONS;
    const steps = Int32Array.from({ length: 2 * HALF + 1 }, (_, index) => {
      const distance = index - HALF;
      return Math.round(distance * Math.sin(angle)) * wide + Math.round(distance * Math.cos(angle));
    });
    for (let y = 0, index = 0; y < side; y++) {
      for (let x = 0, at = (y + HALF) * wide + HALF; x < side; x++, at++, index++) {
        let sum = 0;
        for (let step = 0; step < steps.length; step++) sum += padded[at + steps[step]!]!;
        highest[index] = Math.max(highest[index]!, sum / steps.length);
      }
    }
  }
  return highest;
}

function padBy(margin: number, map: Float32Array, side: number): Float32Array {
  const wide = side + 2 * margin;
  const clamp = (index: number): number => Math.min(side - 1, Math.max(0, index - margin));
  const padded = new Float32Array(wide * wide);
  for (let y = 0; y < wide; y++) {
    for (let x = 0; x < wide; x++) padded[y * wide + x] = map[clamp(y) * side + clamp(x)]!;
  }
  return padded;
}
