/**
 * Measures a retouch on this machine, on one wasm thread: `npm run bench [-- PHOTO]`.
 *
 * The photo is scaled to 512², 2048² and 4900² pixels (24 megapixels), and a batch has twenty pictures of 1024².
 * Without PHOTO it is a whole portrait beside the repository, or the sample. Each scenario runs in its own process. It
 * prints the fastest of five runs stage by stage, and the total of the first run. Ratios compare with (a)
 * onnxruntime-web on the networks of ModelScope's system, see modelscope-networks.ts, and (b) G'MIC's Smooth Skin, if
 * installed. The floor (c) is one decoding and encoding of the picture as JPEG by sharp.
 */
import { IMPORTED_NAMES, NETWORK_NAMES, networkInfo } from '../../../ui/engine/networks/catalogue';
import { ENGINE_STAGES, engineTime, networkTime, type RetouchRuns } from './retouch-times';
import { benchPhoto, mega, runScenario } from './run-scenario';
import type { BatchResult, OriginalResult, PortraitResult } from './scenario';
import { timeGmic } from './time-gmic';

const LABELS = {
  'modelscope-blend': 'blend U-Net 512²',
  'modelscope-blemish': 'detector 768²',
  'modelscope-inpainting': 'inpainting window 576²',
};

const photo = benchPhoto(process.argv[2]);
console.log(
  `Execution providers: wasm, one thread (Node ${process.version} has no GPU). Milliseconds of the processor.\n`,
);

const original = runScenario<OriginalResult>('original');
console.log("The original system's networks (a):");
for (const name of IMPORTED_NAMES) {
  const { milliseconds, macs, bytes } = original.networks[name];
  console.log(`  ${LABELS[name].padEnd(24)} ${ms(milliseconds)}  ${giga(macs)} GMACs  ${mega(bytes)} MB`);
}
const reference = sum(Object.values(original.networks).map(({ milliseconds }) => milliseconds));
console.log(`  ${'together'.padEnd(24)} ${ms(reference)}, peak memory ${mega(original.peakBytes)} MB\n`);

const totals: number[] = [];
for (const side of [512, 2048, 4900]) {
  const gmic = side > 2048 ? null : await timeGmic(photo, side);
  totals.push(printPortrait(runScenario<PortraitResult>('portrait', String(side), photo), gmic));
}
console.log(`4900² / 2048², healing all: ${(totals[2]! / totals[1]!).toFixed(2)}\n`);

const batch = runScenario<BatchResult>('batch', '20', '1024', photo);
const later = batch.pictures.slice(1).sort((a, b) => a - b);
console.log(
  `20 pictures of 1024², healing all: first ${ms(batch.pictures[0]!)}, then ${ms(later[later.length >> 1]!)} each (median)`,
);
console.log(
  `  memory after the 3rd ${mega(batch.residentBytes[2]!)} MB, after the 20th ${mega(batch.residentBytes[19]!)} MB, peak ${mega(batch.peakBytes)} MB`,
);

/** Prints a portrait's tables. Returns the engine's total in milliseconds with all spots healed. */
function printPortrait(result: PortraitResult, gmic: number | null): number {
  const { width, height, faces, decode, codec, macs, again, redraw, peakBytes } = result;
  console.log(
    `${width} × ${height}, ${faces} face${faces === 1 ? '' : 's'}; reading the photo and resizing it to this size ${ms(decode)}`,
  );
  if (gmic !== null) console.log(`  G'MIC Smooth Skin (b)${ms(gmic)}`);
  console.log(`  JPEG decoded and encoded (c)${ms(codec)}`);
  printTimes('as a press of Retouch asks', result.usual, macs, gmic);
  const total = printTimes('healing all, and brightening', result.all, macs, gmic);
  const usual = engineTime(result.usual.fastest).total;
  console.log(`  engine / (c): ${(usual / codec).toFixed(1)} at a press, ${(total / codec).toFixed(1)} healing all`);
  console.log(
    `  again at other strengths ${ms(again)}, redraw of a 1024 px preview ${redraw.toFixed(1)}, peak memory ${mega(peakBytes)} MB\n`,
  );
  return total;
}

function printTimes(
  title: string,
  { first, fastest }: RetouchRuns,
  macs: PortraitResult['macs'],
  gmic: number | null,
): number {
  const { spots, stages, networks } = fastest;
  const { total, pixels } = engineTime(fastest);
  console.log(`  ${title}, ${spots} spots:`);
  console.log(`    ${'stage'.padEnd(10)}   total  networks  pixels`);
  for (const stage of ENGINE_STAGES) {
    const all = stages[stage] ?? 0;
    const own = networkTime(fastest, stage);
    console.log(`    ${stage.padEnd(10)} ${ms(all)} ${ms(own)} ${ms(all - own)}`);
  }
  console.log(
    `    ${'engine'.padEnd(10)} ${ms(total)} ${ms(total - pixels)} ${ms(pixels)}  (pixels ${percent(pixels, total)})`,
  );
  const runs = NETWORK_NAMES.filter((name) => networks.runs[name] > 0);
  console.log(`    networks: ${runs.map((name) => `${name} ${networks.runs[name]}`).join(', ')}`);
  console.log(
    `    ${giga(sum(runs.map((name) => networks.wholeRuns[name] * macs[name])))} GMACs, ${mega(sum(runs.map((name) => networkInfo(name).bytes)))} MB of networks`,
  );
  console.log(
    `    engine / (a) = 1/${(reference / total).toFixed(1)}${gmic === null ? '' : `, engine / (b) = 1/${(gmic / total).toFixed(1)}`}`,
  );
  const early = engineTime(first);
  console.log(
    `    the first of these runs: engine ${early.total.toFixed(0)}, pixels ${percent(early.pixels, early.total)}, 1/${(reference / early.total).toFixed(1)} of (a)`,
  );
  return total;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
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
