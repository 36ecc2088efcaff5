import type { KeptReason, KeptSpot, SpotReport } from '../../api/report';
import { DEFAULT_LIMITS, LARGEST_SPOT, type HealMode, type SpotLimits } from '../../api/settings';
import type { Face } from '../../faces/face';
import { featuresWithoutSpots } from '../../faces/protected-features';
import { cropToPicture, isInCrop, type Point, type SquareCrop } from '../../geometry/square-crop';
import { networkInfo } from '../../networks/catalogue';
import { cropInput, type ReadCrop } from '../../picture/crop-input';
import type { Matte, Picture } from '../../picture/picture';
import { insidePolygons } from '../../picture/rasterise-polygon';
import { isHealableSkin } from '../healable-skin';
import { sameSpot, type Outline, type Spot } from '../spot';
import { connectedSpots, either, holeOf, type ConnectedSpot } from './connected-spots';
import { followLine } from './follow-line';
import { localContrast } from './local-contrast';
import { partAround, type PartColours } from './part-colours';
import type { SpotMaps } from './predict-spots';
import { rednessOf } from './redness';
import { BODY_THRESHOLD, FINDS, thresholdAt } from './sensitivity';
import { answerOf, judgeFace, type Answer, type Find } from './judge';
import { spotFeatures } from './judge-features';
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

/** The finds of all faces, sorted by the judge and the settings. */
export interface FoundSpots {
  /** To heal. */
  readonly spots: readonly Spot[];
  /** Judged, and not healed. */
  readonly kept: readonly KeptSpot[];
}

/** A spot that could be healed, and the judge's inputs for it. */
interface JudgedFind {
  readonly spot: Spot;
  readonly face: Face;
  readonly find: Find;
}

/**
 * The spots of all faces that the heal mode and the limits ask for. Their centres lie on skin. A spot that two crops
 * show is given once; inside a face's own crop, only that crop decides. The mode `all` heals every find. The mode
 * `blemishes` heals those that the judge surely calls blemishes, and doubtful ones if the limits say so.
 *
 * @param maps of all faces that are retouched
 * @param skin matte of the whole picture
 */
export async function findSpots(
  picture: Picture,
  maps: readonly SpotMaps[],
  skin: Matte,
  mode: HealMode,
  limits: SpotLimits = DEFAULT_LIMITS,
  kernel: CropKernel,
): Promise<FoundSpots> {
  if (mode === 'off') return { spots: [], kept: [] };
  const finds: JudgedFind[] = [];
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
  return sortFinds(finds, search);
}

/** Sorts finds into those to heal and those to keep. */
function sortFinds(finds: readonly JudgedFind[], { mode, limits }: SpotSearch): FoundSpots {
  const answers = answersOf(finds, limits);
  const spots: Spot[] = [];
  const kept: KeptSpot[] = [];
  for (const found of finds) {
    const { spot, face, find } = found;
    if (isTooLarge(spot.report.radius, face.size, limits)) continue;
    const answer = answers.get(found)!;
    const report: SpotReport = { ...spot.report, kind: answer === 'blemish' ? 'blemish' : 'mark' };
    const isHealed = mode === 'all' || answer === 'blemish' || (answer === 'doubtful' && limits.unsure === 'heal');
    if (isHealed) spots.push({ ...spot, report });
    else kept.push({ ...report, answer: answer === 'doubtful' ? answer : 'mark', reason: reasonOf(find, finds) });
  }
  return { spots, kept };
}

/** The judge's answer for each find. Finds are compared with the others of their face. */
function answersOf(finds: readonly JudgedFind[], { sensitivity }: SpotLimits): ReadonlyMap<JudgedFind, Answer> {
  const answers = new Map<JudgedFind, Answer>();
  for (const face of new Set(finds.map((found) => found.face))) {
    const own = finds.filter((found) => found.face === face);
    const scores = judgeFace(own.map(({ find }) => find));
    for (const [index, found] of own.entries()) answers.set(found, answerOf(scores[index]!, sensitivity));
  }
  return answers;
}

/** Density in red from which a find is dark, and redness below which it is not red. */
const BROWN = { melanin: 0.15, redness: 0.6 };
/** Finds that look alike: differences in redness and in density, and the least number of others. */
const ALIKE = { redness: 0.15, melanin: 0.05, others: 3 };

function reasonOf({ features }: Find, finds: readonly JudgedFind[]): KeptReason {
  if (features.melanin > BROWN.melanin && features.redness < BROWN.redness) return 'brown';
  const alike = finds.filter(
    ({ find: other }) =>
      Math.abs(other.features.redness - features.redness) < ALIKE.redness &&
      Math.abs(other.features.melanin - features.melanin) < ALIKE.melanin,
  );
  return alike.length > ALIKE.others ? 'like-others' : 'faint';
}

async function findsOfView(maps: SpotMaps, search: SpotSearch): Promise<JudgedFind[]> {
  const { crop, size } = maps;
  const isSkin = (cell: number): boolean => {
    const { x, y } = cropToPicture(crop, ((cell % size) + 0.5) / size, (Math.floor(cell / size) + 0.5) / size);
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
    .filter((find): find is JudgedFind => find !== null);
}

/** The find of a candidate, or null if its colours rule it out. */
function describeFind(
  { spot, colours }: Candidate,
  maps: SpotMaps,
  search: SpotSearch,
  isSkin: (cell: number) => boolean,
): JudgedFind | null {
  const { face, crop, size, blemish, mark } = maps;
  const contrast = localContrast(spot, colours, size);
  if (spot.score < peakThreshold(maps, search, thresholdFor(contrast.roughness))) return null;
  const line = followLine(contrast, size);
  if (isWrinkle(spot, line)) return null;
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

/** Whether a spot's centre is skin, or is set in skin and outside all protected features. */
function isOnFace(
  spot: ConnectedSpot,
  { crop, size }: SpotMaps,
  { skin, features }: SpotSearch,
  isSkin: (cell: number) => boolean,
): boolean {
  const centre = cropToPicture(crop, spot.u, spot.v);
  if (isHealableSkin(skin, centre.x, centre.y)) return true;
  return isSetInSkin(spot, size, isSkin) && !isInside(features, centre);
}

/** Whether a spot's diameter exceeds the limit, given its radius and the face's size in pixels. */
function isTooLarge(radius: number, faceSize: number, { largest }: SpotLimits): boolean {
  return largest < LARGEST_SPOT.max && 2 * radius > (largest / 100) * faceSize;
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

/** Whether the pixel that holds a point lies in one of the outlines. */
function isInside(outlines: readonly Outline[], { x, y }: Point): boolean {
  return insidePolygons(outlines, { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 }).data[0] !== 0;
}
