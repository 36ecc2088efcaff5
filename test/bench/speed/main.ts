/**
 * What a retouch costs on this machine, on one wasm thread: `npm run bench [-- PHOTO]`.
 *
 * The photo (without one: a whole portrait beside the repository, or the sample) is made 512², 2048² and 4900²
 * (24 megapixels), and twenty of 1024² are done as a batch. Each scenario runs in a process of its own. Ratios are
 * against onnxruntime-web running the original system's networks, see original-networks.ts.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IMPORTED_NAMES, NETWORK_NAMES, networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { Stage } from '../../../ui/engine/report';
import type { BatchResult, OriginalResult, PortraitResult } from './scenario';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PORTRAIT = here('../../../../shared/portraits/whole/w01.jpg');
const SAMPLE = here('../../../plugin/playground/samples/astronaut.png');
/** Which networks a stage runs. */
const STAGE_NETWORKS: Readonly<Partial<Record<Stage, readonly NetworkName[]>>> = {
  faces: ['face-short-range', 'face-full-range', 'landmarks'], skin: ['person', 'skin'], heal: ['blemish', 'inpainting'], blend: ['blend'],
};
const LABELS = { 'original-blend': 'blend U-Net 512²', 'original-blemish': 'detector 768²', 'original-inpainting': 'inpainting window 576²' };
const ENGINE_STAGES: readonly Stage[] = ['faces', 'skin', 'heal', 'blend', 'compose'];

const asked = process.argv[2];
const photo = asked !== undefined ? resolve(process.env['INIT_CWD'] ?? '.', asked) : existsSync(PORTRAIT) ? PORTRAIT : SAMPLE;
console.log(`Execution providers: wasm, one thread (Node ${process.version} has no GPU). Times in milliseconds.\n`);

const original = run<OriginalResult>('original');
console.log("The original system's networks (a):");
for (const name of IMPORTED_NAMES) {
  const { milliseconds, macs, bytes } = original.networks[name];
  console.log(`  ${LABELS[name].padEnd(24)} ${ms(milliseconds)}  ${giga(macs)} GMACs  ${mega(bytes)} MB`);
}
const reference = sum(Object.values(original.networks).map(({ milliseconds }) => milliseconds));
console.log(`  ${'together'.padEnd(24)} ${ms(reference)}, peak memory ${mega(original.peakBytes)} MB\n`);

const totals = [512, 2048, 4900].map((side) => printPortrait(run<PortraitResult>('portrait', String(side), photo)));
console.log(`4900² / 2048²: ${(totals[2]! / totals[1]!).toFixed(2)}\n`);

const batch = run<BatchResult>('batch', '20', '1024', photo);
const later = batch.pictures.slice(1).sort((a, b) => a - b);
console.log(`20 pictures of 1024²: first ${ms(batch.pictures[0]!)}, then ${ms(later[later.length >> 1]!)} each (median)`);
console.log(`  memory after the 3rd ${mega(batch.residentBytes[2]!)} MB, after the 20th ${mega(batch.residentBytes[19]!)} MB, peak ${mega(batch.peakBytes)} MB`);

/** Prints a portrait's table; returns its engine total in milliseconds. */
function printPortrait(result: PortraitResult): number {
  const { width, height, faces, spots, stages, networks, macs, again, redraw, peakBytes } = result;
  console.log(`${width} × ${height}, ${faces} face${faces === 1 ? '' : 's'}, ${spots} spots:`);
  console.log(`  ${'stage'.padEnd(10)}   total  networks  pixels`);
  console.log(`  ${'decode'.padEnd(10)} ${ms(stages.decode ?? 0)}   (resizing the photo to this size, too)`);
  let inNetworks = 0;
  for (const stage of ENGINE_STAGES) {
    const own = sum((STAGE_NETWORKS[stage] ?? []).map((name) => networks.milliseconds[name]));
    inNetworks += own;
    console.log(`  ${stage.padEnd(10)} ${ms(stages[stage] ?? 0)} ${ms(own)} ${ms((stages[stage] ?? 0) - own)}`);
  }
  const total = sum(ENGINE_STAGES.map((stage) => stages[stage] ?? 0));
  console.log(`  ${'engine'.padEnd(10)} ${ms(total)} ${ms(inNetworks)} ${ms(total - inNetworks)}  (pixels ${Math.round((100 * (total - inNetworks)) / total)} %)`);
  const runs = NETWORK_NAMES.filter((name) => networks.runs[name] > 0);
  console.log(`  networks: ${runs.map((name) => `${name} ${networks.runs[name]}`).join(', ')}`);
  console.log(`  ${giga(sum(runs.map((name) => networks.runs[name] * macs[name])))} GMACs, ${mega(sum(runs.map((name) => networkInfo(name).bytes)))} MB of networks`);
  console.log(`  again at other strengths ${ms(again)}, redraw of a 1024 px preview ${redraw.toFixed(1)}`);
  console.log(`  peak memory ${mega(peakBytes)} MB; engine / (a) = 1/${(reference / total).toFixed(1)}\n`);
  return total;
}

function run<Result>(...scenario: string[]): Result {
  const options = ['--import', 'tsx', '--expose-gc', here('scenario.ts'), ...scenario];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as Result;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ms(value: number): string {
  return value.toFixed(0).padStart(7);
}

function giga(value: number): string {
  return (value / 1e9).toFixed(2);
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
