import type { Face } from '../faces/face';
import { samplePlane, type Plane } from '../geometry/plane';
import { isInCrop, type SquareCrop } from '../geometry/square-crop';
import { networkInfo, type NetworkName } from '../networks/catalogue';
import type { NetworkInput, NetworkRunner } from '../networks/runner';
import { cropInput, type CropInput, type ReadCrop } from '../picture/crop-input';
import type { Matte, Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import { fillSmallHoles } from './fill-holes';
import { liftOvals } from './lift-ovals';
import { guidedFilter } from './guided-filter';
import type { MergeViews } from './merge-views';
import { mixViews } from './mix-views';
import { protectFeatures } from './protect-features';
import { dropVivid, skinTone, type SkinTone } from './skin-tone';
import { skinView, type SkinView } from './view-row';

/** Side of the skin network's face crop, in face sizes: wide enough for ears, neck and shoulders. */
const FACE_CROP = 2.6;
/** A face crop that covers the picture also serves as its global view, up to this many times the longer side. */
const CLOSE = 1.5;
/** Side of the largest hole in a face's skin that counts as skin, in face sizes: a mole and the like. */
const LARGEST_MOLE = 0.06;

/** Channel of the skin network's classes that tells glasses: see models/training/skin/classes.py. */
const GLASSES = 9;

/** The work on pixels that the skin matte needs beside its networks. */
export interface SkinKernels {
  readonly readCrop: ReadCrop;
  readonly mergeViews: MergeViews;
}

/**
 * The matte of bare skin over the whole picture, at full size: 255 on skin and exactly 0 elsewhere. Eyes, brows, lips
 * and nostrils of the given faces are 0, and so are all pixels that are not fully opaque.
 *
 * The skin network reads the whole picture (global view) and the crop of each face (face view). Near an only face both
 * count, while the global view is fine enough. The person network gates the global view, which keeps out walls and
 * fabrics of skin colour. Vivid fabric in full light is dropped. In a face's outline less certainty is enough for skin.
 * A colour guided filter brings the views to full size. A close-up has one view: its face's crop shows all of it.
 *
 * @param faces the faces to retouch; may be empty
 * @throws EngineError as `NetworkRunner.run`
 */
export async function skinMatte(
  picture: Picture,
  faces: readonly Face[],
  runner: NetworkRunner,
  { readCrop, mergeViews }: SkinKernels,
): Promise<Matte> {
  const source = withPyramid(picture);
  const { whole, near } = await readViews(source, faces, runner, readCrop);
  const faceViews = near.length === 0 && faces.length > 0 ? [whole] : near;
  const tones = faceViews.map(({ image, seen }) => skinTone(image, seen)).filter((tone) => tone !== null);
  const matte = await mergeViews(
    source,
    sharpen(whole, faces, tones),
    near.map((view) => sharpen(view, faces, tones)),
  );
  for (const face of faces) protectFeatures(matte, face);
  return matte;
}

/** The skin network's input and output for a crop. */
interface RawView {
  readonly crop: SquareCrop;
  /** Planar RGB, 0–1. */
  readonly image: Float32Array;
  /** Skin, 0–1. */
  readonly seen: Plane;
  /** Probability of glasses, 0–1; half the size of `seen`. */
  readonly glasses: Plane;
}

/** The global view and the face views; a close-up has a global view only. */
async function readViews(
  picture: Picture,
  faces: readonly Face[],
  runner: NetworkRunner,
  readCrop: ReadCrop,
): Promise<{ readonly whole: RawView; readonly near: readonly RawView[] }> {
  const [face] = faces;
  if (face !== undefined && faces.length === 1 && isCloseUp(cropOf(face), picture)) {
    return { whole: withoutMoles(await globalView(picture, cropOf(face), runner, readCrop)), near: [] };
  }
  const near: RawView[] = [];
  for (const one of faces) near.push(await faceView(picture, one, runner, readCrop));
  const whole = await globalView(picture, wholeCrop(picture, faces), runner, readCrop);
  // The global view depends on the place of a face. Equal faces of one picture must get equal results.
  const seenNear = (view: RawView): Plane => (faces.length === 1 ? mixViews(view, whole) : view.seen);
  return { whole, near: near.map((view) => withoutMoles({ ...view, seen: seenNear(view) })) };
}

/** The face crop of the skin network. */
function cropOf(face: Face): SquareCrop {
  return { ...face.crop, side: FACE_CROP * face.size };
}

/** True if the crop covers the picture and is not much larger. */
function isCloseUp(crop: SquareCrop, { width, height }: Picture): boolean {
  const showsAll = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].every(([x, y]) => isInCrop(crop, x!, y!));
  return showsAll && crop.side <= CLOSE * Math.max(width, height);
}

/** The square around the picture, turned like most of its faces: the networks were trained on upright people. */
function wholeCrop({ width, height }: Picture, faces: readonly Face[]): SquareCrop {
  return { centerX: width / 2, centerY: height / 2, side: Math.max(width, height), angle: quarterTurns(faces) };
}

async function faceView(picture: Picture, face: Face, runner: NetworkRunner, readCrop: ReadCrop): Promise<RawView> {
  const crop = cropOf(face);
  const image = await readCrop(inputOf('skin', picture, crop));
  return { crop, image, ...(await runSkin(image, runner)) };
}

/** The view with its small holes filled: moles are skin. */
function withoutMoles(view: RawView): RawView {
  return { ...view, seen: fillSmallHoles(view.seen, Math.round((LARGEST_MOLE / FACE_CROP) * view.seen.size)) };
}

async function globalView(
  picture: Picture,
  crop: SquareCrop,
  runner: NetworkRunner,
  readCrop: ReadCrop,
): Promise<RawView> {
  const person = await runPlane('person', inputOf('person', picture, crop), runner);
  const image = await readCrop(inputOf('skin', picture, crop));
  const { seen, glasses } = await runSkin(image, runner);
  const { size } = seen;
  const gated = seen.data.map((value, index) => {
    const u = ((index % size) + 0.5) / size;
    const v = (Math.floor(index / size) + 0.5) / size;
    return value * Math.min(1, 2 * samplePlane(person, u, v));
  });
  return { crop, image, glasses, seen: { size, data: gated } };
}

/** The quarter turns, in radians, that bring most of the faces upright. */
function quarterTurns(faces: readonly Face[]): number {
  const turns = faces.map((face) => Math.round(face.angle / (Math.PI / 2)) & 3);
  const votes = [0, 1, 2, 3].map((turn) => turns.filter((one) => one === turn).length);
  return votes.indexOf(Math.max(...votes)) * (Math.PI / 2);
}

/** Drops dyed fabric outside the faces, closes gaps inside them, and ties the rest to the colours of the crop. */
function sharpen(
  { crop, image, seen, glasses }: RawView,
  faces: readonly Face[],
  tones: readonly SkinTone[],
): SkinView {
  const coarse = liftOvals({ seen, glasses, elsewhere: dropVivid(image, seen, tones) }, crop, faces);
  return skinView(crop, coarse, guidedFilter(image, coarse, Math.round(coarse.size / 64), 4e-4));
}

function inputOf(network: NetworkName, picture: Picture, crop: SquareCrop): CropInput {
  return cropInput(picture, crop, networkInfo(network).inputs[0]!.shape[3]!);
}

/** Runs the skin network on a crop's colours (planar RGB, 0–1). */
async function runSkin(image: Float32Array, runner: NetworkRunner): Promise<Pick<RawView, 'seen' | 'glasses'>> {
  const { inputs, outputs } = networkInfo('skin');
  const [matte, classes] = [outputs[0]!, outputs[1]!];
  const results = await runner.run('skin', { [inputs[0]!.name]: image });
  const size = classes.shape[3]!;
  const glasses = results[classes.name]!.slice(GLASSES * size * size, (GLASSES + 1) * size * size);
  return { seen: { size: matte.shape[3]!, data: results[matte.name]! }, glasses: { size, data: glasses } };
}

/** Runs a network with one picture input and one plane as output. */
async function runPlane(network: NetworkName, input: NetworkInput, runner: NetworkRunner): Promise<Plane> {
  const { inputs, outputs } = networkInfo(network);
  const results = await runner.run(network, { [inputs[0]!.name]: input });
  return { size: outputs[0]!.shape[3]!, data: results[outputs[0]!.name]! };
}
