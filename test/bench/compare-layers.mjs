// Compares the layers of two versions on the sample and on portraits, pixel by pixel.
//
//   npm run check:layers -- --base COMMIT [--portraits FOLDER] [--count 20]
//
// Builds the command line of COMMIT in a worktree below .cache/. Retouches the same photos with both versions at the
// default and at full settings. Exits with 1 if any pixel of any file differs.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const SAMPLE = 'plugin/playground/samples/astronaut.png';
const SETTINGS = [[], ['--heal', 'all', '--even', '100', '--brighten', '40', '--masks']];
const PHOTO = /\.(png|jpe?g)$/i;

const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    portraits: { type: 'string' },
    count: { type: 'string', default: '20' },
  },
});
if (values.base === undefined) {
  console.error('Name the commit to compare with: npm run check:layers -- --base COMMIT');
  process.exit(2);
}

/** The command line of a commit, built in a worktree that shares this folder's packages. */
function programOf(commit) {
  const folder = path.join(ROOT, '.cache/base', commit);
  if (!existsSync(folder)) {
    mkdirSync(path.dirname(folder), { recursive: true });
    execFileSync('git', ['worktree', 'add', '--detach', folder, commit], { cwd: ROOT, stdio: 'ignore' });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  }
  execFileSync(process.execPath, ['build.mjs', 'cli'], { cwd: folder, stdio: 'inherit' });
  return path.join(folder, 'dist/cli/retouch.mjs');
}

/** At most `count` photos of a folder, spread evenly over its sorted names. */
function photosIn(folder, count) {
  const names = readdirSync(folder)
    .filter((name) => PHOTO.test(name))
    .sort();
  const step = Math.max(1, names.length / count);
  return Array.from({ length: Math.min(count, names.length) }, (_, index) =>
    path.join(folder, names[Math.floor(index * step)]),
  );
}

function retouch(program, photos, options, out) {
  const { status } = spawnSync(process.execPath, [program, ...photos, '--out', out, ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`${program} ended with exit code ${status}`);
}

/** Largest difference, in levels, between two PNG files; Infinity if they have different sizes. */
async function difference(one, other) {
  const [a, b] = await Promise.all([one, other].map((file) => sharp(file).raw().toBuffer({ resolveWithObject: true })));
  if (a.data.length !== b.data.length || a.info.width !== b.info.width) return Infinity;
  let largest = 0;
  for (let index = 0; index < a.data.length; index++)
    largest = Math.max(largest, Math.abs(a.data[index] - b.data[index]));
  return largest;
}

const photos = [
  path.join(ROOT, SAMPLE),
  ...(values.portraits === undefined ? [] : photosIn(path.resolve(values.portraits), Number(values.count))),
];
execFileSync(process.execPath, ['build.mjs', 'cli'], { cwd: ROOT, stdio: 'inherit' });
const programs = [programOf(values.base), path.join(ROOT, 'dist/cli/retouch.mjs')];
const work = mkdtempSync(path.join(tmpdir(), 'softlight-layers-'));
let files = 0;
let different = 0;
try {
  for (const [index, options] of SETTINGS.entries()) {
    const [before, after] = programs.map((program, version) => {
      const out = path.join(work, `${index}-${version}`);
      retouch(program, photos, options, out);
      return out;
    });
    const names = [...new Set([before, after].flatMap((folder) => readdirSync(folder)))].filter((name) =>
      name.endsWith('.png'),
    );
    for (const name of names) {
      files++;
      const both = [before, after].every((folder) => existsSync(path.join(folder, name)));
      const levels = both ? await difference(path.join(before, name), path.join(after, name)) : Infinity;
      if (levels === 0) continue;
      different++;
      console.log(`${name} [${options.join(' ') || 'defaults'}]: ${both ? `${levels} levels` : 'only in one version'}`);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${photos.length} photos, ${files} files compared with ${values.base}: ${different} differ`);
process.exit(different === 0 ? 0 : 1);
