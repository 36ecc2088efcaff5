import { softLight } from '../api/soft-light';
import { softBlur, type Plane } from '../geometry/plane';
import { writeLab, writeRgb } from './cielab';
import { keepMean } from './keep-mean';

/** Share of the mean CIELAB chroma of the skin that an evening keeps at least. */
const KEPT = 0.985;
/** Largest gain of the mean colour's chroma that is used for it. Skin in two coloured lights would need more. */
const MOST = 1.06;
/** Blur radius (σ) in cells against grain: .03 face sizes. */
const GRAIN = 2;
/** Mean chroma below which skin counts as grey, as in a black-and-white picture. */
const GREY = 1;
/** Skin coverage is kept from 0 before it divides. */
const LEAST = 1e-4;

/**
 * A map shifted so that neither the mean colour of the skin nor its chroma gets less.
 *
 * Each channel first keeps its mean (`keepMean`). Mean chroma still falls, because warm and cool places meet at their
 * common mean, whose chroma is smaller than the mean of theirs. So the mean colour gets up to 6 % more chroma, at the
 * same L* and hue. Grey skin stays grey.
 *
 * @param planes distances from neutral, −.5 to .5: red, green, blue
 * @param base encoded values beneath, 0–1, planar RGB of the same grid
 * @param skin weight of each cell, 0–1
 * @returns three new planes
 */
export function keepTone(planes: readonly Plane[], base: Float32Array, skin: Plane): readonly Plane[] {
  const cells = skin.data.length;
  const keep = (plane: Plane, channel: number, wanted: number): Plane =>
    keepMean(plane, base.subarray(channel * cells, (channel + 1) * cells), skin.data, wanted);
  const kept = planes.map((plane, channel) => keep(plane, channel, 0));
  const wanted = chromaShift(kept, base, skin);
  return wanted === null ? kept : kept.map((plane, channel) => keep(plane, channel, wanted[channel]!));
}

/** How far the mean colour must move for its chroma to stay, as red, green and blue; null if it need not. */
function chromaShift(planes: readonly Plane[], base: Float32Array, skin: Plane): readonly number[] | null {
  const cells = skin.data.length;
  const under = planes.map((_, channel) => base.subarray(channel * cells, (channel + 1) * cells));
  const over = planes.map(({ data }, channel) =>
    under[channel]!.map((value, cell) => softLight(value, 0.5 + data[cell]!)),
  );
  const [before, after] = [meanChroma(under, skin), meanChroma(over, skin)];
  if (before < GREY || after === 0 || after >= KEPT * before) return null;
  const weights = sum(skin.data);
  const middle = over.map((values) => sum(values.map((value, cell) => value * skin.data[cell]!)) / weights);
  const gain = Math.min(MOST, (KEPT * before) / after);
  const lab = new Float64Array(3);
  writeLab(middle[0]!, middle[1]!, middle[2]!, lab);
  writeRgb(lab[0]!, gain * lab[1]!, gain * lab[2]!, lab);
  return middle.map((value, channel) => lab[channel]! - value);
}

/** Mean chroma of the skin, of colours without their noise: grain of a high ISO has a chroma of its own. */
function meanChroma(colours: readonly Float32Array[], skin: Plane): number {
  const share = softBlur(skin, GRAIN).data;
  const [red, green, blue] = colours.map((values) => {
    const weighted = { size: skin.size, data: values.map((value, cell) => value * skin.data[cell]!) };
    return softBlur(weighted, GRAIN).data.map((value, cell) => value / Math.max(LEAST, share[cell]!));
  });
  const lab = new Float64Array(3);
  let chroma = 0;
  for (let cell = 0; cell < skin.data.length; cell++) {
    if (skin.data[cell] === 0) continue;
    writeLab(red![cell]!, green![cell]!, blue![cell]!, lab);
    chroma += skin.data[cell]! * Math.hypot(lab[1]!, lab[2]!);
  }
  return chroma / Math.max(LEAST, sum(skin.data));
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
