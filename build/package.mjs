import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
const ENTRIES = { node: 'ui/engine/package/node.ts', browser: 'ui/engine/package/browser.ts' };

/**
 * Writes the engine as an npm package into a folder. It has one ES module for Node and one for browsers, declarations,
 * examples and the networks as files. The modules hold their libraries, so it has no
 * dependencies.
 */
export async function buildPackage(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, 'networks'), { recursive: true });
  await Promise.all([
    bundle(folder, 'node', { platform: 'node', target: 'node20' }),
    bundle(folder, 'browser', { platform: 'browser', target: 'es2022' }),
  ]);
  await writeDeclarations(folder);
  const { networks } = JSON.parse(await readFile(path.join(ROOT, 'models/catalogue.json'), 'utf8'));
  for (const { file } of Object.values(networks))
    await cp(path.join(ROOT, 'models', file), path.join(folder, 'networks', file));
  await cp(path.join(ROOT, 'ui/engine/package/examples'), path.join(folder, 'examples'), { recursive: true });
  await cp(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
  await cp(path.join(ROOT, 'NOTICE'), path.join(folder, 'NOTICE'));
  await cp(path.join(ROOT, 'docs/package.md'), path.join(folder, 'README.md'));
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
}

async function manifest() {
  const { name, version, description, license } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  return {
    name: `${name}-engine`,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    exports: {
      '.': { types: './types/ui/engine/package/browser.d.ts', node: './node.js', default: './browser.js' },
      './package.json': './package.json',
    },
    types: './types/ui/engine/package/browser.d.ts',
    files: ['*.js', 'networks', 'types', 'examples', 'NOTICE'],
  };
}

async function bundle(folder, name, options) {
  await build({
    entryPoints: { [name]: ENTRIES[name] },
    outdir: folder,
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
}

/** Declarations of the whole engine. Their imports get the extension that Node's module resolution asks for. */
async function writeDeclarations(folder) {
  const types = path.join(folder, 'types');
  const tsc = require.resolve('typescript/bin/tsc');
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', types];
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'ui/engine', ...options], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the declarations of the package could not be written');
  for (const name of await readdir(types, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = path.join(types, name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/(from '|import\(")(\.[^'"]+?)(?<!\.json)(['"])/g, '$1$2.js$3'));
  }
}
