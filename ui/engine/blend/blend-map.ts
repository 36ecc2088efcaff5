import type { Face } from '../faces/face';
import { softBlur, type Plane } from '../geometry/plane';
import { stackPlanes, type PlaneStack } from '../geometry/plane-stack';
import type { SquareCrop } from '../geometry/square-crop';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { cropInput } from '../picture/crop-input';
import { sampleCrop } from '../picture/sample-crop';
import { sampleMatte } from '../picture/sample-matte';
import { keepMean } from './keep-mean';

/** A face's soft-light map over its crop, as the distance from neutral (−.5 to .5). */
export interface BlendMap {
  readonly crop: SquareCrop;
  /** Red, green, blue, in that order, on the network's coarse grid. Enlarge them before reading (`enlargeMap`). */
  readonly colours: PlaneStack;
}

/** Blur radius, in cells, used to extrapolate the map beyond skin. */
const REACH = 5;
/** Below FOREIGN skin coverage use only neighbours; above OWN use the cell itself; linear in between. */
const FOREIGN = 0.1;
const OWN = 0.5;
/** Blurred skin coverage below which a cell stays neutral: too little skin lies around it. */
const NOTHING = 0.02;

/**
 * Predicts the map that evens the skin of one face.
 *
 * @param healed the picture after healing; the network reads the face's crop of it
 * @param skin of the whole picture; the network reads its crop too
 * @throws EngineError as `NetworkRunner.run`
 */
export async function predictBlendMap(
  healed: Picture,
  face: Face,
  skin: Matte,
  runner: NetworkRunner,
): Promise<BlendMap> {
  const { inputs, outputs } = networkInfo('blend');
  const inputSize = inputs[0]!.shape[3]!;
  const size = outputs[0]!.shape[3]!;
  const matte = sampleMatte(skin, face.crop, inputSize);
  const results = await runner.run('blend', { image: cropInput(healed, face.crop, inputSize), skin: matte.data });
  const map = results[outputs[0]!.name]!;
  const share = sampleMatte(skin, face.crop, size);
  const base = sampleCrop(healed, face.crop, size);
  const planeOf = (values: Float32Array, index: number): Float32Array =>
    values.slice(index * size * size, (index + 1) * size * size);
  const channel = (index: number): Plane => {
    const spread = spreadOverSkin({ size, data: planeOf(map, index) }, share);
    return keepMean(spread, planeOf(base, index), share.data);
  };
  return { crop: face.crop, colours: stackPlanes([0, 1, 2].map(channel)) };
}

/**
 * Continues one channel of the map smoothly beyond skin, as distances from neutral (normalised convolution, Knutsson &
 * Westin 1993). At lips and hairline a coarse cell mixes skin with lip or hair, but the full-size matte is sharp there.
 * Such cells take their neighbours' values.
 */
function spreadOverSkin(map: Plane, skin: Plane): Plane {
  const { size } = map;
  const weighted = new Float32Array(size * size);
  const trust: Plane = {
    size,
    data: skin.data.map((share) => Math.min(1, Math.max(0, (share - FOREIGN) / (OWN - FOREIGN)))),
  };
  for (let index = 0; index < weighted.length; index++) weighted[index] = (map.data[index]! - 0.5) * trust.data[index]!;
  const spread = softBlur({ size, data: weighted }, REACH);
  const weights = softBlur(trust, REACH);
  const data = new Float32Array(size * size);
  for (let index = 0; index < data.length; index++) {
    const own = trust.data[index]!;
    const around = weights.data[index]! > NOTHING ? spread.data[index]! / weights.data[index]! : 0;
    data[index] = own * (map.data[index]! - 0.5) + (1 - own) * around;
  }
  return { size, data };
}
