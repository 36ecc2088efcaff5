import type { SquareCrop } from '../../geometry/square-crop';
import type { Matte } from '../../picture/picture';
import { sampleMatte } from '../../picture/sample-matte';
import type { Spot } from './find-spots';

/** Share of a face's skin that is healed at most: beyond, too little skin of its own is left to fill from, and it smears. */
export const MOST_HEALED = 0.3;
/** Cells a side on which a face's skin is measured. */
const CELLS = 64;

/** The spots that are healed, in their order, and how many are left because a face has too many. */
export interface CappedSpots {
  readonly spots: readonly Spot[];
  readonly left: number;
}

/** Leaves, of each face whose holes would cover more than `MOST_HEALED` of its skin, the spots that are least sure. */
export function capArea(spots: readonly Spot[], skin: Matte): CappedSpots {
  const crops = new Set(spots.map(({ crop }) => crop));
  const kept = new Set(
    [...crops].flatMap((crop) =>
      surest(
        spots.filter((spot) => spot.crop === crop),
        MOST_HEALED * skinArea(skin, crop),
      ),
    ),
  );
  return { spots: spots.filter((spot) => kept.has(spot)), left: spots.length - kept.size };
}

/** The surest of the spots of one face, as many as fit into an area. */
function surest(spots: readonly Spot[], area: number): readonly Spot[] {
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

function skinArea(skin: Matte, crop: SquareCrop): number {
  return sampleMatte(skin, crop, CELLS).data.reduce((sum, share) => sum + share, 0) * (crop.side / CELLS) ** 2;
}
