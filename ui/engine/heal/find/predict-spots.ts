import type { Face } from '../../faces/face';
import type { SquareCrop } from '../../geometry/square-crop';
import { networkInfo } from '../../networks/catalogue';
import type { NetworkRunner } from '../../networks/runner';
import { cropInput } from '../../picture/crop-input';
import type { Matte, Picture } from '../../picture/picture';
import { bodyViews } from './body-views';

/** The blemish network's output for a crop: two maps of probabilities (0–1), `size` × `size`, row-major. */
export interface SpotMaps {
  /** The face that the crop belongs to. */
  readonly face: Face;
  /** `face`: the crop is the face's own. `body`: it is one of its `bodyViews`. */
  readonly view: 'face' | 'body';
  readonly crop: SquareCrop;
  readonly size: number;
  readonly blemish: Float32Array;
  readonly mark: Float32Array;
}

/**
 * Runs the blemish network on a face's crop, and below it where neck and shoulders are bare.
 *
 * @param faces all faces that are retouched, including `face`
 * @param skin matte of the whole picture
 * @throws the runner's errors
 */
export async function predictSpots(
  picture: Picture,
  face: Face,
  faces: readonly Face[],
  skin: Matte,
  runner: NetworkRunner,
): Promise<SpotMaps[]> {
  const maps = [await predictView(picture, face, 'face', face.crop, runner)];
  for (const crop of bodyViews(face, faces, skin)) maps.push(await predictView(picture, face, 'body', crop, runner));
  return maps;
}

async function predictView(
  picture: Picture,
  face: Face,
  view: SpotMaps['view'],
  crop: SquareCrop,
  runner: NetworkRunner,
): Promise<SpotMaps> {
  const info = networkInfo('blemish');
  const input = info.inputs[0]!;
  const output = info.outputs[0]!;
  const size = output.shape[3]!;
  const results = await runner.run('blemish', { [input.name]: cropInput(picture, crop, input.shape[3]!) });
  const maps = results[output.name]!;
  return { face, view, crop, size, blemish: maps.slice(0, size * size), mark: maps.slice(size * size) };
}
