import type { SquareCrop } from '../../geometry/square-crop';
import type { Matte } from '../../picture/picture';
import { sampleMatte } from '../../picture/sample-matte';
import type { Spot } from '../spot';

/**
 * Largest share of a face's skin that is healed. Beyond it, too little real skin is left to fill from, and fills smear.
 */
export const MOST_HEALED = 0.3;
/** Columns, and rows, of the grid on which a face's skin is measured. */
const CELLS = 64;

/** The spots to heal, in their given order, and the number of spots that exceed the largest area. */
export interface CappedSpots {
  readonly spots: readonly Spot[];
  readonly left: number;
}

/**
 * Drops the least likely spots of each face whose holes would cover more than `MOST_HEALED` of its skin.
 *
 * @param skin matte of the whole picture
 */
export function capArea(spots: readonly Spot[], skin: Matte): CappedSpots {
  const crops = new Set(spots.map(({ crop }) => crop));
  const chosen = new Set(
    [...crops].flatMap((crop) =>
      likeliest(
        spots.filter((spot) => spot.crop === crop),
        MOST_HEALED * skinArea(skin, crop),
      ),
    ),
  );
  return { spots: spots.filter((spot) => chosen.has(spot)), left: spots.length - chosen.size };
}

/** The likeliest spots of one face whose holes together fit into `area`, in square pixels. */
function likeliest(spots: readonly Spot[], area: number): readonly Spot[] {
  let covered = 0;
  return [...spots]
    .sort((a, b) => b.report.score - a.report.score)
    .filter((spot) => {
      covered += holeArea(spot);
      return covered <= area;
    });
}

/** In square pixels of the picture. */
function holeArea({ crop, gridSize, hole }: Spot): number {
  return hole.data.filter((share) => share >= 0.5).length * (crop.side / gridSize) ** 2;
}

/** In square pixels of the picture. */
function skinArea(skin: Matte, crop: SquareCrop): number {
  return sampleMatte(skin, crop, CELLS).data.reduce((sum, share) => sum + share, 0) * (crop.side / CELLS) ** 2;
}
