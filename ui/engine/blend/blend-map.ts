import type { Face } from '../faces/face';
import type { Plane } from '../geometry/plane';
import { stackPlanes, type PlaneStack } from '../geometry/plane-stack';
import type { SquareCrop } from '../geometry/square-crop';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { cropInput } from '../picture/crop-input';
import { sampleCrop } from '../picture/sample-crop';
import { sampleMatte } from '../picture/sample-matte';
import { keepTone } from './keep-tone';
import { spreadOverSkin } from './spread-over-skin';

/** A face's soft-light map over its crop, as the distance from neutral (−.5 to .5). */
export interface BlendMap {
  readonly crop: SquareCrop;
  /** Red, green, blue, in that order, on the network's coarse grid. Enlarge them before reading (`enlargeMap`). */
  readonly colours: PlaneStack;
}

/** A face's map with what lies beneath it, on the same grid. */
export interface EvenedFace extends BlendMap {
  /** Encoded values of the healed picture, 0–1: planar RGB. */
  readonly base: Float32Array;
  /** Share of skin in each cell, 0–1. */
  readonly skin: Plane;
}

/** The network's value that changes nothing. */
const NEUTRAL = 0.5;

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
): Promise<EvenedFace> {
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
  const channel = (index: number): Plane => spreadOverSkin({ size, data: planeOf(map, index) }, share, NEUTRAL);
  return { crop: face.crop, colours: stackPlanes(keepTone([0, 1, 2].map(channel), base, share)), base, skin: share };
}
