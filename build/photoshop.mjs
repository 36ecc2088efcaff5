import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleHost } from './bundle-host.mjs';
import { zip } from './zip.mjs';

const ROOT = path.dirname(import.meta.dirname);

/** Bundles Photoshop's host script as it ships: one classic script, whose `require` is UXP's. */
export function bundlePhotoshop() {
  // The platform keeps `require` as it is written.
  return bundleHost('plugin/photoshop/main.ts', {
    platform: 'node',
    external: ['photoshop', 'uxp'],
    target: 'es2020',
  });
}

/**
 * Writes the plugin for Photoshop: a folder that the UXP Developer Tool loads, and the same as one file, which Creative
 * Cloud installs.
 * @param folder the plugin's folder @param page the panel's page @param archive the .ccx file
 */
export async function buildPhotoshop(folder, page, archive) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const source = path.join(ROOT, 'plugin/photoshop');
  await cp(path.join(source, 'icons'), path.join(folder, 'icons'), { recursive: true });
  await cp(path.join(source, 'index.html'), path.join(folder, 'index.html'));
  await cp(path.join(ROOT, 'NOTICE'), path.join(folder, 'NOTICE'));
  await cp(page, path.join(folder, 'ui.html'));
  await writeFile(path.join(folder, 'index.js'), await bundlePhotoshop());
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  const manifest = JSON.parse(await readFile(path.join(source, 'manifest.json'), 'utf8'));
  await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  await writeFile(archive, zip(await filesIn(folder)));
}

/** Path below the folder → content, of all files in it. */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  const files = new Map();
  for (const name of paths) files.set(name.split(path.sep).join('/'), await readFile(path.join(folder, name)));
  return files;
}
