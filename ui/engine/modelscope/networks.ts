import { fieldsOf } from '../api/untrusted';
import { IMPORTED_NAMES, type ImportedName, type NetworkInfo, type TensorInfo } from '../networks/catalogue';
import { parseOutputs } from '../networks/self-test/golden-outputs';
import { EngineError } from '../api/report';

/** Pixels a side at which the original runs each of its networks. */
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

/** What goes in and comes out: part of the original's method, and so not for a catalogue on disk to say. */
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
 * The imported networks as `npm run models:import` entered them in a catalogue of their own.
 * @param catalogue that file, parsed; nothing in it is trusted
 * @param weights of the two files of each network: float16 weights are half as large, see docs/modelscope.md
 * Throws EngineError: network-missing, network-damaged.
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
