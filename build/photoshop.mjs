import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleHost } from './bundle.mjs';
import { zip } from './zip.mjs';

const ROOT = path.dirname(import.meta.dirname);

const SOURCE = path.join(ROOT, 'plugin/photoshop');

const readManifest = async () => JSON.parse(await readFile(path.join(SOURCE, 'manifest.json'), 'utf8'));

/**
 * The id that Adobe gave the plugin, from the variable SOFTLIGHT_ADOBE_ID; without it, the manifest's own. Only a build
 * for the marketplace asks, so that every other build gives the same bytes in any environment.
 */
export async function adobeId() {
  const id = process.env.SOFTLIGHT_ADOBE_ID ?? (await readManifest()).id;
  if (!/^[\w.-]+$/.test(id)) throw new Error('SOFTLIGHT_ADOBE_ID must be an id of letters, digits, dots and hyphens');
  return id;
}

/**
 * Bundles Photoshop's host script as it ships: one classic script, whose `require` is UXP's.
 * @param id the plugin's id, by which the script finds its own panel; default: the manifest's
 */
export async function bundlePhotoshop(id) {
  const define = { PLUGIN_ID: JSON.stringify(id ?? (await readManifest()).id) };
  // The platform keeps `require` as it is written.
  return bundleHost('plugin/photoshop/main.ts', {
    platform: 'node',
    define,
    external: ['photoshop', 'uxp'],
    target: 'es2020',
  });
}

/**
 * Writes the plugin for Photoshop: a folder that the UXP Developer Tool loads, and the same as one file, which Creative
 * Cloud installs.
 * @param folder the plugin's folder @param page the panel's page @param archive the .ccx file
 * @param id the plugin's id; default: the manifest's
 */
export async function buildPhotoshop(folder, page, archive, id) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(path.join(SOURCE, 'icons'), path.join(folder, 'icons'), { recursive: true });
  await cp(path.join(SOURCE, 'index.html'), path.join(folder, 'index.html'));
  await cp(path.join(ROOT, 'NOTICE'), path.join(folder, 'NOTICE'));
  await cp(page, path.join(folder, 'ui.html'));
  await writeFile(path.join(folder, 'index.js'), await bundlePhotoshop(id));
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  const manifest = await readManifest();
  const shipped = { ...manifest, id: id ?? manifest.id, version };
  await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify(shipped, null, 2)}\n`);
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
