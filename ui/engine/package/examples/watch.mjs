// Retouches the PNG photos that arrive in a folder: node watch.mjs FOLDER OUT
// A photo that is still being written is waited for. OUT must be another folder, so no result is taken as a photo.
// The command line does more: all formats, metadata, and results that appear whole (`--watch`).
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createEngine, EngineError } from 'softlight-engine';

/** Milliseconds between two looks. */
const PAUSE = 1000;

const [folder, out] = process.argv.slice(2);
if (folder === undefined || out === undefined || path.resolve(folder) === path.resolve(out)) {
  console.error('Usage: node watch.mjs FOLDER OUT   (two different folders)');
  process.exit(2);
}
await mkdir(out, { recursive: true });
const engine = await createEngine();
const done = new Set();
let before = new Map();
for (;;) {
  const now = await facts();
  for (const [name, fact] of now) if (!done.has(name) && before.get(name) === fact) await retouch(name);
  before = now;
  await setTimeout(PAUSE);
}

/** Size and time of each photo, as text: a photo whose facts rest is whole. */
async function facts() {
  const names = (await readdir(folder)).filter((name) => /\.png$/i.test(name));
  const facts = names.map(async (name) => {
    const { size, mtimeMs } = await stat(path.join(folder, name));
    return [name, `${size} ${mtimeMs}`];
  });
  return new Map(await Promise.all(facts));
}

async function retouch(name) {
  done.add(name);
  try {
    const result = await engine.retouch(await readFile(path.join(folder, name)));
    if (result.state === 'unchanged') return void console.log(`${name}: ${result.reason}`);
    // The result appears whole or not at all.
    const unfinished = path.join(out, `.${name}`);
    await writeFile(unfinished, result.flattened.bytes);
    await rename(unfinished, path.join(out, name));
    console.log(`${name}: done`);
  } catch (error) {
    console.error(`${name}: ${error instanceof EngineError ? error.problem.code : error.message}`);
  }
}
