import type { SquareCrop } from '../geometry/square-crop';
import { networkInfo, type NetworkName } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { sampleCrop } from '../picture/sample-crop';

/**
 * Runs a network with a single picture input on a crop, resampled and scaled to what the catalogue says it
 * takes. Returns the outputs in the catalogue's order, and the side of the input in pixels.
 */
export async function runOnCrop(
  picture: Picture, crop: SquareCrop, network: NetworkName, runner: NetworkRunner,
): Promise<{ readonly inputSize: number; readonly outputs: readonly Float32Array[] }> {
  const { inputs: [input], outputs } = networkInfo(network);
  const { name, shape, range } = input!;
  const inputSize = shape[3]!;
  const values = sampleCrop(picture, crop, inputSize);
  const [low, high] = range ?? [0, 1];
  if (low !== 0 || high !== 1) {
    for (let index = 0; index < values.length; index++) values[index] = low + (high - low) * values[index]!;
  }
  const results = await runner.run(network, { [name]: values });
  return { inputSize, outputs: outputs.map((output) => results[output.name]!) };
}
