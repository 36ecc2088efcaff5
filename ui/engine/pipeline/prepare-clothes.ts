import { asksForClothes, type Choices } from '../api/choices';
import type { ClothesChoice } from '../api/clothes';
import { layerKind } from '../api/layer-kinds';
import { findBody } from '../body/find-body';
import { bodyUnit } from '../body/measure-body';
import { clothesMatte } from '../clothes/clothes-matte';
import { creaseField } from '../clothes/crease-field';
import type { Clothes } from '../clothes/clothes';
import { boundsOf, markedArea } from '../clothes/marked-area';
import type { Face } from '../faces/face';
import { greyLayer } from '../layers/grey-layer';
import { gridInView } from '../light/light-field';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { nearestFace } from '../skin/face-strengths';
import { largeEnough, type Analysis } from './analysis';
import { createLazy, type Lazy } from './lazy';
import type { GetStep } from './layer-makers';
import type { PreparedLayer } from './prepared-layer';

/** Width of the shoulders in face sizes, where no body is found (median of the people in `shared/clothes`). */
const SHOULDERS = 1.8;
/** Width of a marked box's soft rim, in shoulder widths. */
const RIM = 0.02;

/** The layer of the marked clothes; none if nothing is marked or asked for. */
export async function prepareClothes(
  analysis: Analysis,
  choices: Choices,
  faces: number,
  get: GetStep,
): Promise<readonly PreparedLayer[]> {
  if (!asksForClothes(choices)) return [];
  const clothes = await get(await clothesOf(analysis, choices), 'light');
  return clothes === null ? [] : [clothesLayer(clothes, choices.clothes, faces)];
}

/** The creases of the marked places, kept for the last ones; their value is null if there are no clothes. */
function clothesOf(analysis: Analysis, choices: Choices): Promise<Lazy<Clothes | null>> {
  const { clothes, strokes } = choices;
  return analysis.clothes.get(JSON.stringify([strokes, clothes.boxes]), () =>
    createLazy(analysis.runner, (recorded) => findClothes(analysis, choices, recorded)),
  );
}

async function findClothes(
  { picture, found, skin, kernels }: Analysis,
  choices: Choices,
  runner: NetworkRunner,
): Promise<Clothes | null> {
  const faces = largeEnough(await found.get());
  const marked = boundsOf(markedArea(picture, choices, 1));
  if (marked === null) return null;
  const nearest = nearestFace(marked.x + marked.width / 2, marked.y + marked.height / 2, faces);
  const face = faces[nearest]!;
  const shoulders = await shouldersOf(picture, face, runner);
  const area = markedArea(picture, choices, RIM * shoulders);
  const cloth = await clothesMatte(picture, marked, face, runner, kernels.readCrop);
  const share = within(cloth, area, await skin.get());
  if (boundsOf(share) === null) return null;
  return { field: creaseField(picture, cloth, marked, shoulders), share };
}

/** The width of a person's shoulders in pixels: the body's unit, or the like from the face. */
export async function shouldersOf(picture: Picture, face: Face, runner: NetworkRunner): Promise<number> {
  const pose = await findBody(picture, face, runner);
  const seen = pose !== null && pose.joints.leftShoulder.isSeen && pose.joints.rightShoulder.isSeen;
  return seen ? bodyUnit(pose.joints) : SHOULDERS * face.size;
}

/** Clothes in the marked area, without skin. */
function within(cloth: Matte, area: Matte, skin: Matte): Matte {
  const data = cloth.data.map((share, index) =>
    Math.round((share * area.data[index]! * (255 - skin.data[index]!)) / (255 * 255)),
  );
  return { ...cloth, data };
}

/** The layer above all others: it lies beside skin. */
function clothesLayer({ field, share }: Clothes, { amount }: ClothesChoice, faces: number): PreparedLayer {
  return {
    kind: layerKind('clothes'),
    share,
    open: (healed, part, view) => greyLayer([{ grid: gridInView(field, view), factor: 1 }], healed, part),
    opacity: amount / 100,
    shares: Array.from({ length: faces }, () => 1),
    signs: Array.from({ length: faces }, () => 1),
    refinements: '',
  };
}
