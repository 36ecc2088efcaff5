import type { Face } from '../faces/face';
import { samplePlane, type Plane } from '../geometry/plane';
import { isInCrop, type SquareCrop } from '../geometry/square-crop';
import { networkInfo, type NetworkName } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import { cropInput, type CropInput } from '../picture/crop-input';
import type { Matte, Picture } from '../picture/picture';
import type { PixelKernels } from '../pipeline/pixel-kernels';
import { fillSmallHoles } from './fill-holes';
import { guidedFilter } from './guided-filter';
import { protectFeatures } from './protect-features';
import { keepTones, skinTone, type SkinTone } from './skin-tone';
import { skinView, type SkinView } from './view-row';

/** The face crops of the skin network: wide enough for ears, neck and shoulders. In face sizes. */
const FACE_CROP = 2.6;
/** Times the picture's longer side up to which a face's crop that shows all of it shows it finely enough. */
const CLOSE = 1.5;
/** A hole in the skin of a face up to this large, in face sizes, is a mole or the like. */
const LARGEST_MOLE = 0.06;

/**
 * The matte of bare skin over the whole picture, full size: 255 on skin, 0 exactly on everything else, on
 * eyes, brows, lips and nostrils of the given faces, and wherever the picture is not fully opaque.
 *
 * The network sees the whole picture once (gated by the person network, so that walls and fabrics of skin
 * colour stay out) and each face from near; what has the tone of none of the faces is left out; colour guidance
 * brings both to full size. A close-up is seen once, as its face's crop shows all of it.
 */
export async function skinMatte(
  picture: Picture,
  faces: readonly Face[],
  runner: NetworkRunner,
  stages: PixelKernels,
): Promise<Matte> {
  const { whole, near } = await viewsOf(picture, faces, runner, stages);
  const ofFaces = near.length === 0 && faces.length > 0 ? [whole] : near;
  const tones = ofFaces.map(({ image, seen }) => skinTone(image, seen)).filter((tone) => tone !== null);
  const matte = await stages.mergeViews(
    picture,
    sharpen(whole, tones),
    near.map((view) => sharpen(view, tones)),
  );
  for (const face of faces) protectFeatures(matte, face);
  return matte;
}

/** What the network saw of a crop: its input, planar RGB 0–1, and its answer. */
interface RawView {
  readonly crop: SquareCrop;
  readonly image: Float32Array;
  readonly seen: Plane;
}

/** The view of the whole picture, and those of its faces; of a close-up one view is both. */
async function viewsOf(
  picture: Picture,
  faces: readonly Face[],
  runner: NetworkRunner,
  stages: PixelKernels,
): Promise<{ readonly whole: RawView; readonly near: readonly RawView[] }> {
  const [face] = faces;
  if (face !== undefined && faces.length === 1 && isCloseUp(cropOf(face), picture)) {
    return { whole: withoutMoles(await wholeView(picture, cropOf(face), runner, stages)), near: [] };
  }
  const near: RawView[] = [];
  for (const one of faces) near.push(await nearView(picture, one, runner, stages));
  return { whole: await wholeView(picture, wholeCrop(picture, faces), runner, stages), near };
}

/** The face crop of the skin network. */
function cropOf(face: Face): SquareCrop {
  return { ...face.crop, side: FACE_CROP * face.size };
}

function isCloseUp(crop: SquareCrop, { width, height }: Picture): boolean {
  const showsAll = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].every(([x, y]) => isInCrop(crop, x!, y!));
  return showsAll && crop.side <= CLOSE * Math.max(width, height);
}

/** The square around the picture, turned as most of its faces are: the networks know upright people. */
function wholeCrop({ width, height }: Picture, faces: readonly Face[]): SquareCrop {
  return { centerX: width / 2, centerY: height / 2, side: Math.max(width, height), angle: quarterTurns(faces) };
}

async function nearView(picture: Picture, face: Face, runner: NetworkRunner, stages: PixelKernels): Promise<RawView> {
  const crop = cropOf(face);
  const input = inputOf('skin', picture, crop);
  const seen = await runPlane('skin', input, runner);
  return withoutMoles({ crop, image: await stages.readCrop(input), seen });
}

/** A face's view whose moles are skin. */
function withoutMoles(view: RawView): RawView {
  return { ...view, seen: fillSmallHoles(view.seen, Math.round((LARGEST_MOLE / FACE_CROP) * view.seen.size)) };
}

async function wholeView(
  picture: Picture,
  crop: SquareCrop,
  runner: NetworkRunner,
  stages: PixelKernels,
): Promise<RawView> {
  const person = await runPlane('person', inputOf('person', picture, crop), runner);
  const input = inputOf('skin', picture, crop);
  const { size, data } = await runPlane('skin', input, runner);
  const gated = data.map((value, index) => {
    const u = ((index % size) + 0.5) / size;
    const v = (Math.floor(index / size) + 0.5) / size;
    return value * Math.min(1, 2 * samplePlane(person, u, v));
  });
  return { crop, image: await stages.readCrop(input), seen: { size, data: gated } };
}

/** The quarter turns, in radians, that bring most of the faces upright. */
function quarterTurns(faces: readonly Face[]): number {
  const turns = faces.map((face) => Math.round(face.angle / (Math.PI / 2)) & 3);
  const votes = [0, 1, 2, 3].map((turn) => turns.filter((one) => one === turn).length);
  return votes.indexOf(Math.max(...votes)) * (Math.PI / 2);
}

function sharpen({ crop, image, seen }: RawView, tones: readonly SkinTone[]): SkinView {
  const coarse = keepTones(image, seen, tones);
  return skinView(crop, coarse, guidedFilter(image, coarse, Math.round(coarse.size / 64), 4e-4));
}

function inputOf(network: NetworkName, picture: Picture, crop: SquareCrop): CropInput {
  return cropInput(picture, crop, networkInfo(network).inputs[0]!.shape[3]!);
}

async function runPlane(network: NetworkName, input: CropInput, runner: NetworkRunner): Promise<Plane> {
  const { inputs, outputs } = networkInfo(network);
  const results = await runner.run(network, { [inputs[0]!.name]: input });
  return { size: outputs[0]!.shape[3]!, data: results[outputs[0]!.name]! };
}
