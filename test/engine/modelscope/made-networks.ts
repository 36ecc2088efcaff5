import { createHash } from 'node:crypto';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { IMPORTED_NAMES } from '../../../ui/engine/networks/catalogue';
import type { RunnerAssets } from '../../../ui/engine/networks/runner';
import type { ImportedCatalogue } from '../../golden/make-golden';
import { ORIGINAL_NETWORKS } from '../../bench/speed/modelscope-networks';

/** Channels of the first level: networks of the original's form that run in a blink. */
const BASE = 2;

export interface MadeNetworks extends RunnerAssets {
  /** What `npm run models:import` would have written beside the files, parsed. */
  readonly catalogue: ImportedCatalogue;
}

/** All networks that ship, and small random ones in the original's place. */
export function madeNetworks(): MadeNetworks {
  const shipped = loadAssets();
  const files = Object.fromEntries(IMPORTED_NAMES.map((name) => [name, ORIGINAL_NETWORKS[name](BASE).file]));
  const entries = IMPORTED_NAMES.map((name) => {
    const file = {
      file: `${name}.onnx`,
      sha256: createHash('sha256').update(files[name]!).digest('hex'),
      bytes: files[name]!.length,
    };
    return [name, { ...file, half: file, licence: 'none', source: 'made up' }];
  });
  return {
    wasm: shipped.wasm,
    networks: { ...shipped.networks, ...files },
    catalogue: { networks: Object.fromEntries(entries) as ImportedCatalogue['networks'] },
  };
}
