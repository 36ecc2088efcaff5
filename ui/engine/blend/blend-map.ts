import type { Face } from '../faces/face';
import { doubleSize, softBlur, type Plane } from '../geometry/plane';
import { stackPlanes, type PlaneStack } from '../geometry/plane-stack';
import type { SquareCrop } from '../geometry/square-crop';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { sampleCrop } from '../picture/sample-crop';
import { sampleMatte } from '../skin/sample-matte';

/** A face's soft-light map over its crop, as the distance from neutral (−.5 to .5). */
export interface BlendMap {
  readonly crop: SquareCrop;
  /** Red, green, blue. */
  readonly colours: PlaneStack;
}

/** Skin share of a cell under which its own value is not trusted and its neighbours' is used. */
const TRUST = 0.02;

/** Predicts the map that evens one face, from the healed picture. */
export async function predictBlendMap(healed: Picture, face: Face, skin: Matte, runner: NetworkRunner): Promise<BlendMap> {
  const { inputs, outputs } = networkInfo('blend');
  const inputSize = inputs[0]!.shape[3]!;
  const size = outputs[0]!.shape[3]!;
  const matte = sampleMatte(skin, face.crop, inputSize);
  const results = await runner.run('blend', { image: sampleCrop(healed, face.crop, inputSize), skin: matte.data });
  const map = results[outputs[0]!.name]!;
  const trust = sampleMatte(skin, face.crop, size);
  const channel = (index: number): Plane =>
    doubleSize(doubleSize(spreadOverSkin({ size, data: map.slice(index * size * size, (index + 1) * size * size) }, trust)));
  return { crop: face.crop, colours: stackPlanes([0, 1, 2].map(channel)) };
}

/**
 * The map as values that hold on skin only, continued smoothly beyond it: at the hairline, where the sharp
 * full-size matte decides what is skin, the map must not be diluted by what it says about hair (normalised
 * convolution, Knutsson & Westin 1993).
 */
function spreadOverSkin(map: Plane, trust: Plane): Plane {
  const { size } = map;
  const weighted = new Float32Array(size * size);
  for (let index = 0; index < weighted.length; index++) weighted[index] = (map.data[index]! - 0.5) * trust.data[index]!;
  const spread = softBlur({ size, data: weighted }, 3);
  const weights = softBlur(trust, 3);
  const data = new Float32Array(size * size);
  for (let index = 0; index < data.length; index++) {
    const own = trust.data[index]!;
    const around = weights.data[index]! > TRUST ? spread.data[index]! / weights.data[index]! : 0;
    data[index] = own * (map.data[index]! - 0.5) + (1 - own) * around;
  }
  return { size, data };
}
