import { fieldsOf } from '../api/untrusted';
import { IMPORTED_NAMES, type ImportedName, type NetworkInfo, type TensorInfo } from '../networks/catalogue';
import { parseOutputs } from '../networks/self-test/golden-outputs';
import { EngineError } from '../api/report';

/** Side in pixels of the square input of each network, as ModelScope runs them. */
export const BLEMISH_SIZE = 768;
export const WINDOW_SIZE = 576;
export const BLEND_SIZE = 512;

const square = (
  name: string,
  channels: number,
  size: number,
  range: readonly [number, number],
  meaning: string,
): TensorInfo => ({ name, shape: [1, channels, size, size], range, meaning });

/** Inputs and outputs of the networks. They belong to ModelScope's method; a catalogue on disk cannot change them. */
const TENSORS: Readonly<Record<ImportedName, Pick<NetworkInfo, 'inputs' | 'outputs'>>> = {
  'modelscope-blemish': {
    inputs: [square('image', 3, BLEMISH_SIZE, [-1, 1], 'RGB')],
    outputs: [square('blemish', 1, BLEMISH_SIZE, [0, 1], 'probability of a blemish')],
  },
  'modelscope-inpainting': {
    inputs: [
      square('image', 3, WINDOW_SIZE, [-1, 1], 'RGB, times keep'),
      square('keep', 1, WINDOW_SIZE, [0, 1], '1 where the pixel stays, 0 in holes'),
    ],
    outputs: [square('filled', 3, WINDOW_SIZE, [-1, 1], 'RGB')],
  },
  'modelscope-blend': {
    inputs: [square('image', 3, BLEND_SIZE, [-1, 1], 'RGB, healed')],
    outputs: [square('map', 3, BLEND_SIZE, [0, 1], 'soft-light map (Pegtop), RGB, .5 neutral')],
  },
};

/**
 * Reads the catalogue that `npm run models:import` writes.
 * @param catalogue the parsed file, untrusted
 * @param weights selects one of the two files of each network: float16 weights are half as large (docs/modelscope.md)
 * @throws EngineError `network-missing`: an entry is missing; `network-damaged`: an entry has another form
 */
export function readImported(
  catalogue: unknown,
  weights: 'float32' | 'float16' = 'float32',
): Readonly<Record<ImportedName, NetworkInfo>> {
  const networks = fieldsOf(fieldsOf(catalogue)['networks']);
  const entries = IMPORTED_NAMES.map((network) => {
    if (networks[network] === undefined) throw new EngineError({ code: 'network-missing', network });
    const { licence, source, half, ...full } = fieldsOf(networks[network]);
    const { file, sha256, bytes, golden } = weights === 'float32' ? full : fieldsOf(half);
    if (
      typeof file !== 'string' ||
      typeof sha256 !== 'string' ||
      typeof bytes !== 'number' ||
      typeof licence !== 'string' ||
      typeof source !== 'string'
    ) {
      throw new EngineError({ code: 'network-damaged', network });
    }
    const tensors = TENSORS[network];
    const outputs = parseOutputs(
      golden,
      tensors.outputs.map(({ name }) => name),
    );
    return [
      network,
      { file, sha256, bytes, licence, source, ...tensors, ...(outputs === null ? {} : { golden: outputs }) },
    ] as const;
  });
  return Object.fromEntries(entries) as Record<ImportedName, NetworkInfo>;
}
