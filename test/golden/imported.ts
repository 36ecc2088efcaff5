// Enters what the self-test of imported networks must give into their catalogue. Part of npm run models:import:
//   node --import tsx test/golden/imported.ts FOLDER
// Of the files with float16 weights alone: they are what runs on a GPU.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssets } from '../../plugin/cli/load-assets';
import { enterNetworks, IMPORTED_NAMES, type ImportedName } from '../../ui/engine/networks/catalogue';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';
import { readImported } from '../../ui/engine/original/networks';
import { makeGolden } from './make-golden';

const folder = process.argv[2] ?? '';
const file = join(folder, 'catalogue.json');
const catalogue = JSON.parse(readFileSync(file, 'utf8')) as { readonly networks: Record<ImportedName, { half: object }> };
const infos = readImported(catalogue, 'float16');
enterNetworks(infos);
const networks = Object.fromEntries(IMPORTED_NAMES.map((name) => [name, readFileSync(join(folder, infos[name].file))]));
const runner = createWasmRunner({ wasm: loadAssets().wasm, networks });
for (const name of IMPORTED_NAMES) {
  const { outputs } = await makeGolden(runner, name);
  catalogue.networks[name].half = { ...catalogue.networks[name].half, golden: outputs };
}
writeFileSync(file, `${JSON.stringify(catalogue, null, 2)}\n`);
