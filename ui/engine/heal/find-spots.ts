import type { Face } from '../faces/face';
import { cropToPicture, type SquareCrop } from '../geometry/square-crop';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { sampleCrop } from '../picture/sample-crop';
import type { SpotKind, SpotReport } from '../report';
import type { HealMode } from '../settings';
import { connectedSpots, either, type ConnectedSpot } from './connected-spots';
import type { Hole } from './hole';
import { rednessOf } from './redness';

/** A spot to heal: its report, and the hole to fill on the grid of the network's map over `crop`. */
export interface Spot {
  readonly report: SpotReport;
  readonly crop: SquareCrop;
  readonly gridSize: number;
  readonly hole: Hole;
}

/**
 * Probability at which a spot is found, and below which its hole ends. By default only what is surely a blemish
 * goes; who asks for all wants no spot left.
 */
const SENSITIVITY = { blemishes: { threshold: 0.9, reach: 0.3 }, all: { threshold: 0.3, reach: 0.14 } } as const;
/**
 * A spot is taken for a blemish if the network says so and its colour agrees. The network alone errs on small moles; by
 * this redness (see `rednessOf`) 19 of 20 moles and freckles of the labelled portraits stay.
 */
const REDDENED = 0.4;
/** What is brighter than the skin around it has no such redness: it must look this many times more like a blemish. */
const CLEARLY = 2;
/** The skin matte that a spot's centre needs (0–255). */
const ON_SKIN = 128;

/**
 * Finds the spots of one face that the heal mode asks for: those whose centre lies on skin, from the blemish
 * network's two maps (blemish, mark) over the face crop.
 */
export async function findSpots(
  picture: Picture, face: Face, skin: Matte, mode: Exclude<HealMode, 'off'>, runner: NetworkRunner,
): Promise<Spot[]> {
  const info = networkInfo('blemish');
  const input = info.inputs[0]!;
  const output = info.outputs[0]!;
  const size = output.shape[3]!;
  const crop = { data: sampleCrop(picture, face.crop, input.shape[3]!), size: input.shape[3]! };
  const results = await runner.run('blemish', { [input.name]: crop.data });
  const maps = results[output.name]!;
  const blemish = maps.subarray(0, size * size);
  const mark = maps.subarray(size * size);
  const spots: Spot[] = [];
  const { threshold, reach } = SENSITIVITY[mode];
  const probability = (cell: number): number => either(blemish[cell]!, mark[cell]!);
  const isClear = (column: number, row: number): boolean => {
    if (probability(row * size + column) >= reach) return false;
    const { x, y } = cropToPicture(face.crop, (column + 0.5) / size, (row + 0.5) / size);
    return onSkin(skin, x, y);
  };
  for (const component of connectedSpots(blemish, mark, size, threshold, reach)) {
    const kind = kindOf(component, rednessOf(component, crop, size, probability, isClear));
    if (kind === 'mark' && mode !== 'all') continue;
    const centre = cropToPicture(face.crop, component.u, component.v);
    if (!onSkin(skin, centre.x, centre.y)) continue;
    const radius = (component.radius / size) * face.crop.side;
    spots.push({
      report: { x: centre.x, y: centre.y, radius, kind, score: component.score },
      crop: face.crop, gridSize: size, hole: component.hole,
    });
  }
  return spots;
}

function kindOf(spot: ConnectedSpot, redness: ReturnType<typeof rednessOf>): SpotKind {
  const agrees = typeof redness === 'number' ? redness > REDDENED && spot.blemish > spot.mark : spot.blemish > CLEARLY * spot.mark;
  return agrees ? 'blemish' : 'mark';
}

function onSkin(skin: Matte, x: number, y: number): boolean {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (column < 0 || row < 0 || column >= skin.width || row >= skin.height) return false;
  return skin.data[row * skin.width + column]! >= ON_SKIN;
}
