import { blurGrid, SOFT_REACH } from '../../../ui/engine/geometry/grid';
import type { Picture } from '../../../ui/engine/picture/picture';
import { between, octaveBetween, type Random } from './random';
import { encoded, linear, lumaOf, type Subject } from './subject';

/** Paints what a tool takes away onto a copy of a subject's picture. The tools share nothing with the painters. */
export type Painter = (subject: Subject, random: Random) => Picture;

const PATCHES = 70;

/** Light and dark patches of .008 to .05 face widths, 1.5 to 5 % of the light, anywhere on skin. */
export const paintPatches: Painter = (subject, random) => {
  const { picture, skin, faceWidth } = subject;
  const light = new Float32Array(skin.data.length);
  for (let patch = 0; patch < PATCHES; patch++) {
    const at = placeOnSkin(subject, random);
    const sigma = (octaveBetween(random, 0.008, 0.05) * faceWidth) / 4;
    const contrast = between(random, 0.015, 0.05) * (random() < 0.5 ? -1 : 1);
    addBlob(light, picture, at, [sigma, sigma * between(random, 0.7, 1.4)], between(random, 0, Math.PI), contrast);
  }
  return changed(subject, (index, value) => value * (1 + light[index]!));
};

const RED_PLACES = 8;

/** Redness of .03 to .1 face widths anywhere on skin: up to 14 % less green, and less blue. */
export const paintRedness: Painter = (subject, random) => {
  const { picture, skin, faceWidth } = subject;
  const red = new Float32Array(skin.data.length);
  for (let place = 0; place < RED_PLACES; place++) {
    const at = placeOnSkin(subject, random);
    const sigma = (octaveBetween(random, 0.03, 0.1) * faceWidth) / 2;
    addBlob(red, picture, at, [sigma, sigma], 0, between(random, 0.07, 0.14));
  }
  const tint = [0, 1, 0.7];
  return changed(subject, (index, value, channel) => value * (1 - tint[channel]! * red[index]!));
};

/** A copy of the picture; `change` gives the new encoded value, 0–255, of each skin pixel and channel (0–2). */
export function changed(
  { picture, skin }: Subject,
  change: (index: number, value: number, channel: number) => number,
): Picture {
  const data = picture.data.slice();
  for (let index = 0; index < skin.data.length; index++) {
    const share = skin.data[index]! / 255;
    if (share === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const at = index * 4 + channel;
      data[at] = Math.round(data[at]! + share * (change(index, data[at]!, channel) - data[at]!));
    }
  }
  return { ...picture, data };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A random pixel of sure skin in the face's box. */
function placeOnSkin({ face: { box }, skin }: Subject, random: Random): Place {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const x = Math.floor(box.x + random() * box.width);
    const y = Math.floor(box.y + random() * box.height);
    if ((skin.data[y * skin.width + x] ?? 0) > 240) return { x, y };
  }
  throw new Error('the face has no skin to paint on');
}

/** Adds a Gaussian blob, turned by `angle`, to a plane of the picture's size. */
export function addBlob(
  plane: Float32Array,
  { width, height }: Picture,
  { x, y }: Place,
  [along, across]: readonly [number, number],
  angle: number,
  amount: number,
): void {
  const reach = Math.ceil(3.5 * Math.max(along, across));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let row = Math.max(0, Math.floor(y - reach)); row <= Math.min(height - 1, y + reach); row++) {
    for (let column = Math.max(0, Math.floor(x - reach)); column <= Math.min(width - 1, x + reach); column++) {
      const u = ((column - x) * cos + (row - y) * sin) / along;
      const v = ((row - y) * cos - (column - x) * sin) / across;
      plane[row * width + column]! += amount * Math.exp(-0.5 * (u * u + v * v));
    }
  }
}

/** Landmarks (MediaPipe's canonical face mesh): corners of the eye, and the middle of the lower lid. */
const EYES = [
  { corners: [33, 133], lid: 145 },
  { corners: [263, 362], lid: 374 },
] as const;
/** Distance of a circle's centre below the lower lid, and its half height, in face widths. */
const BELOW_LID = 0.065;
const HALF_HEIGHT = 0.03;

/** Dark circles below both eyes: 10 to 20 % less light, more of it in green than in blue. */
export const paintCircles: Painter = (subject, random) => {
  const { picture, face, faceWidth } = subject;
  const circles = new Float32Array(subject.skin.data.length);
  for (const { corners, lid } of EYES) {
    const [a, b] = corners.map((index) => landmark(face, index)) as [Place, Place];
    const { x, y } = landmark(face, lid);
    const drop = BELOW_LID * faceWidth;
    const centre = { x: x - Math.sin(face.angle) * drop, y: y + Math.cos(face.angle) * drop };
    const size = [0.42 * Math.hypot(a.x - b.x, a.y - b.y), HALF_HEIGHT * faceWidth] as const;
    addBlob(circles, picture, centre, size, face.angle, between(random, 0.1, 0.2));
  }
  const tint = [0.9, 1.1, 0.8];
  return changed(subject, (index, value, channel) => value * (1 - tint[channel]! * circles[index]!));
};

function landmark({ landmarks }: Subject['face'], index: number): Place {
  return { x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! };
}

/** Landmarks where skin shines: forehead, brow bone, bridge and tip of the nose, cheekbones, chin. */
const SHINY = [151, 108, 337, 6, 195, 4, 50, 280, 199] as const;
/** Share of the places that shine in a picture. */
const SHINING = 0.7;

/**
 * Glare in linear light: the lamp's colour, near white, added at some places of the face. Pores break it up. Strong
 * glare clips.
 */
export const paintShine: Painter = (subject, random) => {
  const { picture, face, faceWidth, skin } = subject;
  const glare = new Float32Array(skin.data.length);
  for (const index of SHINY) {
    if (random() > SHINING) continue;
    const size = [between(random, 0.03, 0.09) * faceWidth, between(random, 0.02, 0.05) * faceWidth] as const;
    addBlob(glare, picture, landmark(face, index), size, between(random, 0, Math.PI), between(random, 0.06, 0.35));
  }
  const lamp = [between(random, 0.92, 1.08), 1, between(random, 0.92, 1.08)];
  const light = lumaOf(picture);
  const { width, height } = picture;
  const around = blurGrid({ width, height, data: light }, Math.max(1, Math.round(0.006 * faceWidth)), SOFT_REACH).data;
  return changed(subject, (index, value, channel) => {
    const detail = around[index] === 0 ? 0 : light[index]! / around[index]! - 1;
    const added = glare[index]! * lamp[channel]! * Math.max(0, 1 + 2 * detail);
    return 255 * encoded(Math.min(1, linear(value / 255) + added));
  });
};

/** Lines as polylines of landmarks: forehead, beside the eyes, from nose to mouth, below the mouth. */
const LINES = [
  [104, 69, 108, 151, 337, 299, 333],
  [103, 67, 109, 10, 338, 297, 332],
  [33, 226, 34],
  [33, 226, 143],
  [263, 446, 264],
  [263, 446, 372],
  [129, 203, 206, 216, 212],
  [358, 423, 426, 436, 432],
  [61, 202, 210],
  [291, 422, 430],
] as const;

/** Wrinkles: shadows of .003 to .007 face widths, 6 to 20 % darker, with a faint light rim below. */
export const paintLines: Painter = (subject, random) => {
  const { picture, face, faceWidth, skin } = subject;
  const shade = new Float32Array(skin.data.length);
  for (const line of LINES) {
    const sigma = between(random, 0.003, 0.007) * faceWidth;
    const depth = between(random, 0.06, 0.2);
    const points = line.map((index) => landmark(face, index));
    const start = line[0] === 33 || line[0] === 263 ? 0.5 : 0.08;
    for (const { at, along } of walk(points, Math.max(0.5, sigma / 2))) {
      const fade = Math.min(1, Math.max(0, along - start) / 0.15, (1 - along) / 0.15);
      const wave = { x: at.x, y: at.y + 0.006 * faceWidth * Math.sin(9 * along + depth * 40) };
      markLine(shade, picture, wave, sigma, fade * depth);
      markLine(shade, picture, { x: wave.x, y: wave.y + 3 * sigma }, sigma, -0.15 * fade * depth);
    }
  }
  return changed(subject, (index, value) => value * (1 - shade[index]!));
};

/** Places along a polyline, a step apart, with the share of the way. */
function* walk(points: readonly Place[], step: number): Generator<{ readonly at: Place; readonly along: number }> {
  const lengths = points.slice(1).map((to, index) => Math.hypot(to.x - points[index]!.x, to.y - points[index]!.y));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let before = 0;
  for (const [index, length] of lengths.entries()) {
    const [a, b] = [points[index]!, points[index + 1]!];
    for (let way = 0; way < length; way += step) {
      const share = way / length;
      yield { at: { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }, along: (before + way) / whole };
    }
    before += length;
  }
}

/** Raises a plane to a round profile's value; overlapping marks of a line count once. A light mark lowers it. */
function markLine(
  plane: Float32Array,
  { width, height }: Picture,
  { x, y }: Place,
  sigma: number,
  amount: number,
): void {
  const reach = Math.ceil(3 * sigma);
  for (let row = Math.max(0, Math.floor(y - reach)); row <= Math.min(height - 1, y + reach); row++) {
    for (let column = Math.max(0, Math.floor(x - reach)); column <= Math.min(width - 1, x + reach); column++) {
      const value = amount * Math.exp(-0.5 * (((column - x) ** 2 + (row - y) ** 2) / (sigma * sigma)));
      const at = row * width + column;
      if (amount > 0) plane[at] = Math.max(plane[at]!, value);
      else if (plane[at]! <= 0) plane[at] = Math.min(plane[at]!, value);
    }
  }
}
