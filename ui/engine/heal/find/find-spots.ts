import type { Face } from '../../faces/face';
import { protectedFeatures } from '../../faces/protected-features';
import { insidePolygons } from '../../picture/rasterise-polygon';
import { cropToPicture, isInCrop, type Point, type SquareCrop } from '../../geometry/square-crop';
import { networkInfo } from '../../networks/catalogue';
import type { NetworkRunner } from '../../networks/runner';
import type { Matte, Picture } from '../../picture/picture';
import { cropInput } from '../../picture/crop-input';
import type { PixelKernels } from '../../pipeline/pixel-kernels';
import type { SpotKind, SpotReport } from '../../api/report';
import { DEFAULT_LIMITS, LARGEST_SPOT, type HealMode, type SpotLimits } from '../../api/settings';
import { bodyViews } from './body-views';
import { connectedSpots, either, holeOf, type ConnectedSpot } from './connected-spots';
import { followLine } from './follow-line';
import type { Hole } from '../hole';
import { isAtBorder, isWrinkle, thresholdFor } from './spot-rules';
import { isLightOnSkin } from './light-on-skin';
import { isOnSkin } from './on-skin';
import { partAround, type PartColours } from './part-colours';
import { rednessOf, type Redness } from './redness';
import { isSetInSkin } from './set-in-skin';
import { standingOut } from './local-contrast';

/** A spot to heal: its report, and the hole to fill on the grid of the network's map over `crop`. */
export interface Spot {
  readonly report: SpotReport;
  readonly crop: SquareCrop;
  readonly gridSize: number;
  readonly hole: Hole;
  /** Whether it is a thin line: that is as fine as grain, so that none of the grain in its hole may stay. */
  readonly isLine: boolean;
  /**
   * null: the hole fades as the skin matte does. Else the matte does not tell what is under the hole, and it stays out of
   * these outlines, in picture pixels.
   */
  readonly outlines: readonly (readonly Point[])[] | null;
}

/** What the blemish network sees in a crop: two maps of probabilities, `size` × `size`. */
export interface SpotMaps {
  /** Whose crop it is: the face's own, or one of its `bodyViews`. */
  readonly face: Face;
  readonly view: 'face' | 'body';
  readonly crop: SquareCrop;
  readonly size: number;
  readonly blemish: Float32Array;
  readonly mark: Float32Array;
}

/**
 * Probability at which a spot is found at the least (see `thresholdFor`), and below which its hole ends (see `connectedSpots`). By default
 * only what is surely a blemish goes; who asks for all wants no spot left.
 */
const SENSITIVITY = { blemishes: { threshold: 0.97, reach: 0.3 }, all: { threshold: 0.03, reach: 0.06 } } as const;
/** Of that reach, the least probability that the highest sensitivity still takes for a spot. */
const LEAST_OF_REACH = 0.4;
/** From the middle of the sensitivity's scale to an end, the threshold moves by this much on the logistic scale. */
export const SENSITIVITY_SPAN = 3.5;
/**
 * A spot is taken for a blemish if its colour says so and the network does not clearly say the opposite, which on new faces
 * errs on small moles; by this redness (see `rednessOf`) 340 of 341 moles and freckles of the labelled portraits stay, and 35 of 87 blemishes go.
 */
const REDDENED = 0.53;
/** The network says the opposite where the spot looks less than this many times as much like a blemish as like a mark. */
const DOUBTED = 1;
/** What is brighter than the skin around it has no such redness: it must look this many times more like a blemish. */
const CLEARLY = 2;
/**
 * On neck and shoulders, of which it has seen little, the network must be as sure as this in any mode: of 30 finds above .7 on 29 portraits half
 * were moles and pimples, the others links of necklaces and wisps of hair; of 9 above .95, seven. That was with earlier weights, which had seen no neck;
 * the present ones had spots painted there too, and were not counted again.
 */
const BODY_THRESHOLD = 0.98;

/** Runs the blemish network over a face's crop, and where neck and shoulders are bare below it. `faces`: all that are retouched. */
export async function predictSpots(
  picture: Picture,
  face: Face,
  faces: readonly Face[],
  skin: Matte,
  runner: NetworkRunner,
): Promise<SpotMaps[]> {
  const maps = [await predictView(picture, face, 'face', face.crop, runner)];
  for (const crop of bodyViews(face, faces, skin)) maps.push(await predictView(picture, face, 'body', crop, runner));
  return maps;
}

async function predictView(
  picture: Picture,
  face: Face,
  view: SpotMaps['view'],
  crop: SquareCrop,
  runner: NetworkRunner,
): Promise<SpotMaps> {
  const info = networkInfo('blemish');
  const input = info.inputs[0]!;
  const output = info.outputs[0]!;
  const size = output.shape[3]!;
  const results = await runner.run('blemish', { [input.name]: cropInput(picture, crop, input.shape[3]!) });
  const maps = results[output.name]!;
  return { face, view, crop, size, blemish: maps.slice(0, size * size), mark: maps.slice(size * size) };
}

/**
 * The spots of all faces that the heal mode and the limits ask for: those whose centre lies on skin. Where crops
 * overlap, a spot is given once; of what a face's own crop shows, no other view is asked.
 */
export async function findSpots(
  picture: Picture,
  maps: readonly SpotMaps[],
  skin: Matte,
  mode: HealMode,
  limits: SpotLimits = DEFAULT_LIMITS,
  stages: PixelKernels,
): Promise<Spot[]> {
  if (mode === 'off') return [];
  const spots: Spot[] = [];
  const features = [...new Set(maps.map(({ face }) => face))].flatMap(protectedFeatures);
  const faceCrops = maps.filter(({ view }) => view === 'face').map(({ crop }) => crop);
  for (const viewMaps of maps) {
    for (const spot of await spotsOfView(picture, viewMaps, features, skin, mode, limits, stages)) {
      const { x, y } = spot.report;
      if (viewMaps.view === 'body' && faceCrops.some((crop) => isInCrop(crop, x, y))) continue;
      if (!spots.some((known) => sameSpot(known.report, spot.report))) spots.push(spot);
    }
  }
  return spots;
}

/** `features`: the outlines of all faces' eyes, brows, lips and nostrils. */
async function spotsOfView(
  picture: Picture,
  { face, view, crop, size, blemish, mark }: SpotMaps,
  features: readonly (readonly Point[])[],
  skin: Matte,
  mode: Exclude<HealMode, 'off'>,
  limits: SpotLimits,
  stages: PixelKernels,
): Promise<Spot[]> {
  const { threshold, reach } = SENSITIVITY[mode];
  const least = view === 'body' ? Math.max(BODY_THRESHOLD, threshold) : threshold;
  const moved = (probability: number): number => thresholdAt(probability, reach, limits.sensitivity);
  const components = connectedSpots(blemish, mark, size, moved(least), reach);
  const spots: Spot[] = [];
  const probability = (cell: number): number => either(blemish[cell]!, mark[cell]!);
  const isSkin = (cell: number): boolean => {
    const { x, y } = cropToPicture(crop, ((cell % size) + 0.5) / size, (Math.floor(cell / size) + 0.5) / size);
    return isOnSkin(skin, x, y);
  };
  const isClear = (cell: number): boolean => probability(cell) < reach && isSkin(cell);
  const isOnFace = (component: ConnectedSpot): boolean => {
    const centre = cropToPicture(crop, component.u, component.v);
    return isOnSkin(skin, centre.x, centre.y) || (isSetInSkin(component, size, isSkin) && !isIn(features, centre));
  };
  // What needs no colours is asked first: reading them is most of the work.
  const candidates = components.filter((component) => !isAtBorder(component, size, isSkin) && isOnFace(component));
  const seen = await Promise.all(
    candidates.map(async (component) => ({
      component,
      colours: await coloursAround(component, picture, crop, size, stages),
    })),
  );
  for (const { component, colours } of seen) {
    const around = standingOut(component, colours, size);
    if (component.score < moved(Math.max(least, thresholdFor(around.roughness)))) continue;
    const line = followLine(around, size);
    if (isWrinkle(component, line)) continue;
    const redness = rednessOf(component, colours, size, probability, isClear);
    const radius = (component.radius / size) * crop.side;
    if (isLightOnSkin(component, redness, line, ((component.coreRadius / size) * crop.side) / face.size)) continue;
    const kind = kindOf(component, redness);
    if (kind === 'mark' && mode !== 'all') continue;
    const centre = cropToPicture(crop, component.u, component.v);
    if (limits.largest < LARGEST_SPOT.max && 2 * radius > (limits.largest / 100) * face.size) continue;
    spots.push({
      report: { x: centre.x, y: centre.y, radius, kind, score: component.score },
      crop,
      gridSize: size,
      hole: line.course === 'ends' ? holeOf([...component.cells, ...line.cells], size) : component.hole,
      isLine: line.course === 'ends',
      outlines: isOnSkin(skin, centre.x, centre.y) ? null : features,
    });
  }
  return spots;
}

/** The colours around a find on the grid of `size` over a crop, as finely as the network saw them. */
async function coloursAround(
  find: ConnectedSpot,
  picture: Picture,
  crop: SquareCrop,
  size: number,
  stages: PixelKernels,
): Promise<PartColours> {
  const perCell = networkInfo('blemish').inputs[0]!.shape[3]! / size;
  const part = partAround(find, size, perCell);
  const { x, y } = cropToPicture(crop, (part.left + part.side / 2) / size, (part.top + part.side / 2) / size);
  const square: SquareCrop = { ...crop, centerX: x, centerY: y, side: (part.side / size) * crop.side };
  const pixels = part.side * perCell;
  return { ...part, data: await stages.readCrop(cropInput(picture, square, pixels)), size: pixels };
}

function isIn(outlines: readonly (readonly Point[])[], { x, y }: Point): boolean {
  return insidePolygons(outlines, { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 }).data[0] !== 0;
}

function kindOf(spot: ConnectedSpot, redness: Redness): SpotKind {
  const agrees =
    typeof redness === 'number'
      ? redness > REDDENED && spot.blemish > DOUBTED * spot.mark
      : spot.blemish > CLEARLY * spot.mark;
  return agrees ? 'blemish' : 'mark';
}

/** The threshold at a sensitivity of 0–100: the given one in the middle, never below a part of where holes end. */
function thresholdAt(threshold: number, reach: number, sensitivity: number): number {
  if (sensitivity === DEFAULT_LIMITS.sensitivity) return threshold;
  const moved = Math.log(threshold / (1 - threshold)) - (SENSITIVITY_SPAN * (sensitivity - 50)) / 50;
  return Math.max(LEAST_OF_REACH * reach, 1 / (1 + Math.exp(-moved)));
}

/** Whether two face crops that overlap found the same spot. */
export function sameSpot(a: SpotReport, b: SpotReport): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < Math.max(a.radius, b.radius);
}
