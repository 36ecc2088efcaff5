import { DEFAULT_LIMITS, type HealMode, type SpotLimits } from '../../api/settings';
import { featuresWithoutSpots } from '../../faces/protected-features';
import { cropToPicture, isInCrop, type Point, type SquareCrop } from '../../geometry/square-crop';
import { networkInfo } from '../../networks/catalogue';
import { cropInput, type ReadCrop } from '../../picture/crop-input';
import type { Matte, Picture } from '../../picture/picture';
import { insidePolygons } from '../../picture/rasterise-polygon';
import { isHealableSkin } from '../healable-skin';
import { sameSpot, type Outline } from '../spot';
import { connectedSpots, either, holeOf, type ConnectedSpot } from './connected-spots';
import { followLine } from './follow-line';
import { localContrast } from './local-contrast';
import { partAround, type PartColours } from './part-colours';
import type { SpotMaps } from './predict-spots';
import { rednessOf } from './redness';
import { BODY_THRESHOLD, FINDS, thresholdAt } from './sensitivity';
import { spotFeatures } from './judge-features';
import { sortFinds, type FoundSpots, type UnsortedFind } from './sort-finds';
import { isAtBorder, isLightOnSkin, isSetInSkin, isWrinkle, thresholdFor } from './spot-rules';

/** The kernel that reads the picture's pixels in a crop. */
export interface CropKernel {
  readonly readCrop: ReadCrop;
}

/** The inputs that all views share. */
interface SpotSearch {
  readonly picture: Picture;
  readonly skin: Matte;
  /** Outlines of all faces' eyes, brows, lips and nostrils. */
  readonly features: readonly Outline[];
  readonly mode: Exclude<HealMode, 'off'>;
  readonly limits: SpotLimits;
  readonly kernel: CropKernel;
}

/** A connected spot and the colours around it. */
interface Candidate {
  readonly spot: ConnectedSpot;
  readonly colours: PartColours;
}

/**
 * The spots of all faces that the heal mode and the limits ask for. Their centres lie on skin. A spot that two crops
 * show is given once; inside a face's own crop, only that crop decides. `sortFinds` tells which are healed.
 *
 * @param maps of all faces that are retouched
 * @param skin matte of the whole picture
 */
export async function findSpots(
  picture: Picture,
  maps: readonly SpotMaps[],
  skin: Matte,
  mode: HealMode,
  limits: SpotLimits,
  kernel: CropKernel,
): Promise<FoundSpots> {
  if (mode === 'off') return { spots: [], left: 0, finds: [] };
  const finds: UnsortedFind[] = [];
  const features = [...new Set(maps.map(({ face }) => face))].flatMap(featuresWithoutSpots);
  const search: SpotSearch = { picture, skin, features, mode, limits, kernel };
  const faceCrops = maps.filter(({ view }) => view === 'face').map(({ crop }) => crop);
  for (const viewMaps of maps) {
    for (const find of await findsOfView(viewMaps, search)) {
      const { x, y } = find.spot.report;
      if (viewMaps.view === 'body' && faceCrops.some((crop) => isInCrop(crop, x, y))) continue;
      if (!finds.some(({ spot }) => sameSpot(spot.report, find.spot.report))) finds.push(find);
    }
  }
  return sortFinds(finds, mode, limits, skin);
}

async function findsOfView(maps: SpotMaps, search: SpotSearch): Promise<UnsortedFind[]> {
  const { crop, size } = maps;
  const isSkin = (cell: number): boolean => {
    const { x, y } = placeOf(cell, crop, size);
    return isHealableSkin(search.skin, x, y);
  };
  // Reading colours is most of the work, so the rules that need none come first.
  const onFace = connectedSpots(maps.blemish, maps.mark, size, peakThreshold(maps, search, 0), FINDS.reach).filter(
    (spot) => !isAtBorder(spot, size, isSkin) && isOnFace(spot, maps, search, isSkin),
  );
  const candidates = await Promise.all(
    onFace.map(async (spot): Promise<Candidate> => ({ spot, colours: await coloursAround(spot, maps, search) })),
  );
  return candidates
    .map((candidate) => describeFind(candidate, maps, search, isSkin))
    .filter((find): find is UnsortedFind => find !== null);
}

/** The find of a candidate, or null if its colours rule it out. */
function describeFind(
  { spot, colours }: Candidate,
  maps: SpotMaps,
  search: SpotSearch,
  isSkin: (cell: number) => boolean,
): UnsortedFind | null {
  const { face, crop, size, blemish, mark } = maps;
  const contrast = localContrast(spot, colours, size);
  if (spot.score < peakThreshold(maps, search, thresholdFor(contrast.roughness))) return null;
  const line = followLine(contrast, size);
  if (isWrinkle(spot, line)) return null;
  if (line.course === 'ends' && touches(search.features, line.cells, crop, size)) return null;
  const probability = (cell: number): number => either(blemish[cell]!, mark[cell]!);
  const isClearSkin = (cell: number): boolean => probability(cell) < FINDS.reach && isSkin(cell);
  const redness = rednessOf(spot, colours, size, probability, isClearSkin);
  const cellInFaces = crop.side / size / face.size;
  if (isLightOnSkin(spot, redness, line, spot.coreRadius * cellInFaces)) return null;
  const { x, y } = cropToPicture(crop, spot.u, spot.v);
  const features = spotFeatures(spot, {
    colours,
    gridSize: size,
    blemish,
    mark,
    isClearSkin,
    isSkin,
    cellInFaces,
    roughness: contrast.roughness,
  });
  return {
    face,
    find: { features, score: spot.score, blemish: spot.blemish, mark: spot.mark },
    spot: {
      report: { x, y, radius: (spot.radius / size) * crop.side, kind: 'mark', score: spot.score },
      crop,
      gridSize: size,
      hole: line.course === 'ends' ? holeOf([...spot.cells, ...line.cells], size) : spot.hole,
      isLine: line.course === 'ends',
      outlines: isHealableSkin(search.skin, x, y) ? null : search.features,
    },
  };
}

/**
 * The least probability at a spot's peak in a view: `least`, or the view's if that is higher. The sensitivity moves it
 * in the mode `all`; in the other mode it moves the judge's answers.
 */
function peakThreshold({ view }: SpotMaps, { mode, limits }: SpotSearch, least: number): number {
  const ofView = view === 'body' ? BODY_THRESHOLD : FINDS.threshold;
  const sensitivity = mode === 'all' ? limits.sensitivity : DEFAULT_LIMITS.sensitivity;
  return thresholdAt(Math.max(ofView, least), FINDS.reach, sensitivity);
}

/**
 * Whether a spot lies on skin, or is set in skin, and touches no protected feature. A spot that an outline cuts would
 * be filled in part, with a straight edge. Such finds are nostrils, lashes and lip lines: none of the 232 blemishes and
 * 604 marks that the network finds on training people touches an outline.
 */
function isOnFace(
  spot: ConnectedSpot,
  { crop, size }: SpotMaps,
  { skin, features }: SpotSearch,
  isSkin: (cell: number) => boolean,
): boolean {
  const centre = cropToPicture(crop, spot.u, spot.v);
  if (!isHealableSkin(skin, centre.x, centre.y) && !isSetInSkin(spot, size, isSkin)) return false;
  return !touches(features, spot.cells, crop, size);
}

/** The picture's colours around a spot, at the resolution of the network's input. */
async function coloursAround(
  spot: ConnectedSpot,
  { crop, size }: SpotMaps,
  { picture, kernel }: SpotSearch,
): Promise<PartColours> {
  const perCell = networkInfo('blemish').inputs[0]!.shape[3]! / size;
  const part = partAround(spot, size, perCell);
  const { x, y } = cropToPicture(crop, (part.left + part.side / 2) / size, (part.top + part.side / 2) / size);
  const square: SquareCrop = { ...crop, centerX: x, centerY: y, side: (part.side / size) * crop.side };
  const pixels = part.side * perCell;
  return { ...part, data: await kernel.readCrop(cropInput(picture, square, pixels)), size: pixels };
}

/** Whether the centre of one of the cells lies in one of the outlines. */
function touches(outlines: readonly Outline[], cells: readonly number[], crop: SquareCrop, size: number): boolean {
  return cells.some((cell) => isInside(outlines, placeOf(cell, crop, size)));
}

/** The centre of a cell in picture pixels. */
function placeOf(cell: number, crop: SquareCrop, size: number): Point {
  return cropToPicture(crop, ((cell % size) + 0.5) / size, (Math.floor(cell / size) + 0.5) / size);
}

/** Whether the pixel that holds a point lies in one of the outlines. */
function isInside(outlines: readonly Outline[], { x, y }: Point): boolean {
  return insidePolygons(outlines, { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 }).data[0] !== 0;
}
