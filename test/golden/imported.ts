// Writes the golden outputs of imported networks into their catalogue. npm run models:import runs it:
//   node --import tsx test/golden/imported.ts FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMPORTED_NAMES, withImported } from '../../ui/engine/networks/catalogue';
import { createOrtWasmRunner } from '../../ui/engine/networks/ort-wasm-runner';
import { readImported } from '../../ui/engine/modelscope/networks';
import { ortBinary } from '../engine/networks/ort-binary';
import { withGolden, type ImportedCatalogue } from './make-golden';

const folder = process.argv[2] ?? '';
const file = join(folder, 'catalogue.json');
const catalogue = JSON.parse(readFileSync(file, 'utf8')) as ImportedCatalogue;
const infos = readImported(catalogue, 'float16');
const networks = Object.fromEntries(IMPORTED_NAMES.map((name) => [name, readFileSync(join(folder, infos[name].file))]));
const runner = createOrtWasmRunner({ wasm: ortBinary(), networks, catalogue: withImported(infos) });
writeFileSync(file, `${JSON.stringify(await withGolden(catalogue, runner), null, 2)}\n`);
