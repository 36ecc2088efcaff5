import type { Face } from '../faces/face';
import { cropWeight } from '../geometry/feather';
import { samplePlane, type Plane } from '../geometry/plane';
import { cropBounds, rowSpan, type RowSpan } from '../geometry/row-span';
import type { SquareCrop } from '../geometry/square-crop';
import { networkInfo, type NetworkName } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import { sampleCrop } from '../picture/sample-crop';
import { fillSmallHoles } from './fill-holes';
import { guidedFilter } from './guided-filter';
import { protectFeatures } from './protect-features';
import { keepTones, skinTone, type SkinTone } from './skin-tone';
import { readViewRow, skinView, type SkinView } from './view-row';

/** The face crops of the skin network: wide enough for ears, neck and shoulders. In face sizes. */
const FACE_CROP = 2.6;
/** A hole in the skin of a face up to this large, in face sizes, is a mole or the like. */
const LARGEST_MOLE = 0.06;
/**
 * Outer share of a face crop over which it gives way to the view of the whole picture; more where that one is nearly
 * as fine: it sees whole shoulders and arms, which tells skin from fabric.
 */
const RIM = 0.15;
const WIDE_RIM = 0.3;
/** Up to this many sides of a face crop the view of the whole picture counts as nearly as fine. */
const FINE = 2;

/**
 * The matte of bare skin over the whole picture, full size: 255 on skin, 0 exactly on everything else, on
 * eyes, brows, lips and nostrils of the given faces, and wherever the picture is not fully opaque.
 *
 * The network sees the whole picture once (gated by the person network, so that walls and fabrics of skin
 * colour stay out) and each face from near; what has the tone of none of the faces is left out; colour guidance
 * brings both to full size.
 */
export async function skinMatte(picture: Picture, faces: readonly Face[], runner: NetworkRunner): Promise<Matte> {
  const near: RawView[] = [];
  for (const face of faces) near.push(await nearView(picture, face, runner));
  const whole = await wholeView(picture, quarterTurns(faces), runner);
  const tones = near.map(({ image, seen }) => skinTone(image, seen)).filter((tone) => tone !== null);

  const matte = mergeViews(picture, sharpen(whole, tones), near.map((view) => sharpen(view, tones)));
  for (const face of faces) protectFeatures(matte, face);
  return matte;
}

/** What the network saw of a crop: its input, planar RGB 0–1, and its answer. */
interface RawView {
  readonly crop: SquareCrop;
  readonly image: Float32Array;
  readonly seen: Plane;
}

async function nearView(picture: Picture, face: Face, runner: NetworkRunner): Promise<RawView> {
  const crop: SquareCrop = { ...face.crop, side: FACE_CROP * face.size };
  const { plane, image } = await runPlane('skin', picture, crop, runner);
  return { crop, image, seen: fillSmallHoles(plane, Math.round((LARGEST_MOLE / FACE_CROP) * plane.size)) };
}

async function wholeView(picture: Picture, angle: number, runner: NetworkRunner): Promise<RawView> {
  const side = Math.max(picture.width, picture.height);
  const crop: SquareCrop = { centerX: picture.width / 2, centerY: picture.height / 2, side, angle };
  const person = (await runPlane('person', picture, crop, runner)).plane;
  const { plane: { size, data }, image } = await runPlane('skin', picture, crop, runner);
  const gated = data.map((value, index) => {
    const u = ((index % size) + 0.5) / size;
    const v = (Math.floor(index / size) + 0.5) / size;
    return value * Math.min(1, 2 * samplePlane(person, u, v));
  });
  return { crop, image, seen: { size, data: gated } };
}

/** The quarter turns, in radians, that bring most of the faces upright: the networks know upright people. */
function quarterTurns(faces: readonly Face[]): number {
  const turns = faces.map((face) => Math.round(face.angle / (Math.PI / 2)) & 3);
  const votes = [0, 1, 2, 3].map((turn) => turns.filter((one) => one === turn).length);
  return votes.indexOf(Math.max(...votes)) * (Math.PI / 2);
}

function sharpen({ crop, image, seen }: RawView, tones: readonly SkinTone[]): SkinView {
  const coarse = keepTones(image, seen, tones);
  return skinView(crop, coarse, guidedFilter(image, coarse, Math.round(coarse.size / 64), 4e-4));
}

async function runPlane(
  network: NetworkName, picture: Picture, crop: SquareCrop, runner: NetworkRunner,
): Promise<{ readonly plane: Plane; readonly image: Float32Array }> {
  const info = networkInfo(network);
  const input = info.inputs[0]!;
  const output = info.outputs[0]!;
  const size = input.shape[3]!;
  const image = sampleCrop(picture, crop, size);
  const results = await runner.run(network, { [input.name]: image });
  return { image, plane: { size: output.shape[3]!, data: results[output.name]! } };
}

/**
 * The views at full size: the near ones averaged by their weights, no order matters, fading to the whole view at
 * their rims. Skin that is not fully opaque is left alone: a layer over it would change the picture's alpha, or be
 * lit by what lies beneath the picture.
 */
function mergeViews(picture: Picture, whole: SkinView, near: readonly SkinView[]): Matte {
  const { width, height, data } = picture;
  const matte = emptyMatte(width, height);
  const bounds = near.map((view) => cropBounds(view.crop, width, height));
  const rims = near.map((view) => whole.crop.side < FINE * view.crop.side ? WIDE_RIM : RIM);
  const sum = new Float32Array(width);
  const weights = new Float32Array(width);
  const seen = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    weights.fill(0);
    const parts: (RowSpan | null)[] = near.map((view, index) => {
      if (y < bounds[index]!.y || y >= bounds[index]!.y + bounds[index]!.height) return null;
      return addNearRow(view, rims[index]!, picture, y, seen, sum, weights);
    });
    const span = rowSpan(whole.crop, y, width);
    // The whole view is looked at only where a near one does not settle it.
    if (span !== null) parts.push(readViewRow(whole, span, picture, y, weights, seen));
    const there = parts.filter((part) => part !== null);
    const from = Math.min(...there.map((part) => part.from));
    const to = Math.max(...there.map((part) => part.to));
    for (let x = from, index = y * width + x; x < to; x++, index++) {
      const weight = weights[x]!;
      if ((sum[x] === 0 && seen[x] === 0) || data[index * 4 + 3] !== 255) continue;
      const share = Math.min(1, weight);
      const far = Math.round(255 * seen[x]!);
      matte.data[index] = weight === 0 ? far : Math.round(((255 * sum[x]!) / weight) * share + far * (1 - share));
    }
  }
  return matte;
}

/** Adds a near view's row to the weighted sum; returns the part of it where skin was seen, null if nowhere. */
function addNearRow(
  view: SkinView, rim: number, picture: Picture, y: number, seen: Float32Array, sum: Float32Array, weights: Float32Array,
): RowSpan | null {
  const span = rowSpan(view.crop, y, picture.width);
  if (span === null) return null;
  const found = readViewRow(view, span, picture, y, null, seen);
  const inner = rowSpan({ ...view.crop, side: (1 - 2 * rim) * view.crop.side }, y, picture.width) ?? { from: span.to, to: span.to };
  const addRim = (from: number, to: number): void => {
    for (let x = from, u = span.u + (from - span.from) * span.du, v = span.v + (from - span.from) * span.dv; x < to; x++, u += span.du, v += span.dv) {
      const weight = cropWeight(u, v, rim);
      sum[x]! += weight * seen[x]!;
      weights[x]! += weight;
    }
  };
  addRim(span.from, inner.from);
  for (let x = inner.from; x < inner.to; x++) {
    sum[x]! += seen[x]!;
    weights[x]! += 1;
  }
  addRim(inner.to, span.to);
  return found;
}
