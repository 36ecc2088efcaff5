import type { SquareCrop } from '../geometry/square-crop';
import { networkInfo, type NetworkName } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { cropInput } from '../picture/crop-input';

/**
 * Runs a network with a single picture input on a crop. The crop is resampled and scaled to the size and range in the
 * catalogue.
 *
 * @returns the outputs in the catalogue's order, and the side of the input in pixels
 * @throws EngineError as `NetworkRunner.run`
 */
export async function runOnCrop(
  picture: Picture,
  crop: SquareCrop,
  network: NetworkName,
  runner: NetworkRunner,
): Promise<{ readonly inputSize: number; readonly outputs: readonly Float32Array[] }> {
  const {
    inputs: [input],
    outputs,
  } = networkInfo(network);
  const { name, shape, range } = input!;
  const inputSize = shape[3]!;
  const results = await runner.run(network, { [name]: cropInput(picture, crop, inputSize, range) });
  return { inputSize, outputs: outputs.map((output) => results[output.name]!) };
}
