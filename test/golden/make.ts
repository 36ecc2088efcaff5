// Writes the golden outputs of each shipped network, from onnxruntime-web: npm run golden
// Run it after a change of a network in models/; a test fails until then.
import { writeFileSync } from 'node:fs';
import { loadAssets } from '../../plugin/cli/load-assets';
import { SHIPPED_NAMES } from '../../ui/engine/networks/catalogue';
import type { GoldenNetwork } from '../../ui/engine/networks/golden';
import { createOrtWasmRunner } from '../../ui/engine/networks/ort-wasm-runner';
import { ortBinary } from '../engine/networks/ort-binary';
import { makeGolden } from './make-golden';

const FILE = new URL('../../ui/engine/networks/self-test/golden-outputs.json', import.meta.url);

const runner = createOrtWasmRunner({ ...loadAssets(), wasm: ortBinary() });
const golden: Record<string, GoldenNetwork> = {};
for (const name of SHIPPED_NAMES) golden[name] = await makeGolden(runner, name);
// One network on each line, so that a diff shows which ones changed.
writeFileSync(
  FILE,
  `{\n${Object.entries(golden)
    .map(([name, network]) => `  "${name}": ${JSON.stringify(network)}`)
    .join(',\n')}\n}\n`,
);
console.log(`${Object.keys(golden).length} networks written to ${FILE.pathname}`);
