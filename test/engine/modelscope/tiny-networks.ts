import { createHash } from 'node:crypto';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { readImported } from '../../../ui/engine/modelscope/networks';
import { IMPORTED_NAMES, withImported, type NetworkCatalogue } from '../../../ui/engine/networks/catalogue';
import type { RunnerAssets } from '../../../ui/engine/networks/runner';
import { ortBinary } from '../networks/ort-binary';
import { ORIGINAL_NETWORKS } from '../../bench/speed/modelscope-networks';
import type { ImportedCatalogue } from '../../golden/make-golden';

/** Channels of the first level; so few make networks of ModelScope's form run at once. */
const BASE = 2;

export interface TinyNetworks extends RunnerAssets {
  readonly wasm: Uint8Array;
  readonly catalogue: NetworkCatalogue;
  /** The parsed `catalogue.json` that `npm run models:import` would write beside the files. */
  readonly importedCatalogue: ImportedCatalogue;
}

/** The shipped networks, and small random networks in the place of ModelScope's. */
export function createTinyNetworks(): TinyNetworks {
  const shipped = loadAssets();
  const files = Object.fromEntries(IMPORTED_NAMES.map((name) => [name, ORIGINAL_NETWORKS[name](BASE).file]));
  const entries = IMPORTED_NAMES.map((name) => {
    const file = {
      file: `${name}.onnx`,
      sha256: createHash('sha256').update(files[name]!).digest('hex'),
      bytes: files[name]!.length,
    };
    return [name, { ...file, half: file, licence: 'none', source: 'random' }];
  });
  const importedCatalogue: ImportedCatalogue = {
    networks: Object.fromEntries(entries) as ImportedCatalogue['networks'],
  };
  return {
    wasm: ortBinary(),
    networks: { ...shipped.networks, ...files },
    catalogue: withImported(readImported(importedCatalogue, 'float16')),
    importedCatalogue,
  };
}
