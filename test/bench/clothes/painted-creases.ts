import type { Box } from '../../../ui/engine/geometry/box';
import { copyPicture, type Picture } from '../../../ui/engine/picture/picture';

/** Creases in a box of one shoulder width each way; their half width in shoulder widths; their depth as a share. */
const NUMBER = 60;
const WIDTHS = [0.008, 0.025] as const;
const DEPTHS = [0.03, 0.12] as const;

/** A picture with soft bright and dark lines painted over a box, as shares of its levels. */
export function paintCreases(picture: Picture, box: Box, shoulders: number, random: () => number): Picture {
  const painted = copyPicture(picture);
  const share = new Float32Array(box.width * box.height);
  const number = Math.max(2, Math.round((NUMBER * box.width * box.height) / shoulders ** 2));
  for (let count = 0; count < number; count++) addCrease(share, box, shoulders, random);
  for (let y = 0, index = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++, index++) {
      const at = 4 * ((box.y + y) * picture.width + box.x + x);
      for (let channel = at; channel < at + 3; channel++)
        painted.data[channel] = picture.data[channel]! * (1 + share[index]!);
    }
  return painted;
}

/** A curved line with a Gaussian across it. Changes `share`. */
function addCrease(share: Float32Array, box: Box, shoulders: number, random: () => number): void {
  const between = ([low, high]: readonly [number, number]): number => low + (high - low) * random();
  const [x, y, angle] = [box.width * random(), box.height * random(), Math.PI * random()];
  const half = shoulders * between(WIDTHS);
  const length = shoulders * between([0.1, 0.3]);
  const bend = (random() - 0.5) / length;
  const depth = between(DEPTHS) * (random() < 0.5 ? -1 : 1);
  for (let row = 0, index = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, index++) {
      const along = (column - x) * Math.cos(angle) + (row - y) * Math.sin(angle);
      const across = (row - y) * Math.cos(angle) - (column - x) * Math.sin(angle) - bend * along * along;
      share[index]! += depth * Math.exp(-0.5 * ((across / half) ** 2 + (along / length) ** 4));
    }
}
