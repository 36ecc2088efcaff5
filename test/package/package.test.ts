// The engine as an npm package: packed, installed into an empty project, and used as its README says.
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { buildPackage } from '../../build/package.mjs';
import { launchChromium } from '../chromium';
import { SAMPLE } from '../engine/faces/sample-pictures';
import { readWithAgPsd } from '../judges/ag-psd';
import { mergedPicture, NO_IMAGEMAGICK } from '../judges/imagemagick';
import { largestDifference, normal, softLight, stackLayer } from '../guarantees/stack-layers';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), 'softlight-package-'));
const project = path.join(work, 'project');
let server: Server | null = null;

before(async () => {
  await buildPackage(path.join(work, 'package'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', work, path.join(work, 'package')]);
  const [{ filename }] = JSON.parse(stdout) as [{ readonly filename: string }];
  mkdirSync(project);
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'empty', type: 'module', private: true }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', path.join(work, filename)], { cwd: project });
});

after(() => {
  server?.close();
  rmSync(work, { recursive: true, force: true });
});

const example = (name: string): string => path.join(project, 'node_modules/softlight-engine/examples', name);

/** Lines that a program writes. */
async function* linesOf(program: ChildProcess): AsyncGenerator<string> {
  const merged = new PassThrough();
  for (const stream of [program.stdout, program.stderr]) stream!.pipe(merged, { end: false });
  program.once('exit', () => merged.end());
  yield* createInterface({ input: merged });
}

async function pixels(png: Uint8Array | string): Promise<Uint8Array> {
  return new Uint8Array(await sharp(png).ensureAlpha().raw().toBuffer());
}

describe('the npm package', () => {
  test('retouches a picture in Node with the lines of its README', async () => {
    writeFileSync(path.join(project, 'portrait.png'), readFileSync(SAMPLE));
    const readme = readFileSync(path.join(project, 'node_modules/softlight-engine/README.md'), 'utf8');
    const example = /```js\n([\s\S]*?)```/.exec(readme)![1]!;
    assert.ok(example.trim().split('\n').length <= 10, 'the example has at most ten lines');
    writeFileSync(path.join(project, 'retouch.js'), example);
    await run(process.execPath, ['retouch.js'], { cwd: project });
    const result = await pixels(path.join(project, 'retouched.png'));
    assert.ok(largestDifference(await pixels(SAMPLE), result) > 0, 'the picture changes');
    assert.ok(readFileSync(path.join(project, 'blend.png')).length > 0);
  });

  test('retouches a picture with its example for Node', async () => {
    const { stdout } = await run(process.execPath, [example('retouch.mjs'), 'portrait.png', 'by-script'], {
      cwd: project,
    });
    assert.match(stdout, /^\d+ spots healed, \d layers/);
    const result = await pixels(path.join(project, 'by-script/retouched.png'));
    assert.ok(largestDifference(await pixels(SAMPLE), result) > 0);
    assert.ok(existsSync(path.join(project, 'by-script/blend.png')));
  });

  test('retouches what arrives in a folder with its example for a watcher', async () => {
    const [incoming, done] = ['incoming', 'done'].map((name) => path.join(project, name)) as [string, string];
    mkdirSync(incoming);
    const watcher = spawn(process.execPath, [example('watch.mjs'), incoming, done], { cwd: project });
    try {
      const bytes = readFileSync(SAMPLE);
      writeFileSync(path.join(incoming, 'portrait.png'), bytes);
      writeFileSync(path.join(incoming, 'cut short.png'), bytes.subarray(0, 20_000));
      const said = { done: false, failed: false };
      for await (const line of linesOf(watcher)) {
        if (line.includes('portrait.png: done')) said.done = true;
        if (line.includes('cut short.png: damaged-file')) said.failed = true;
        if (said.done && said.failed) break;
      }
      assert.deepEqual(readdirSync(done), ['portrait.png']);
    } finally {
      watcher.kill();
    }
  });

  // Promise: L2
  test('exports a PSD whose merged picture is the finished picture', { skip: NO_IMAGEMAGICK }, async () => {
    writeFileSync(
      path.join(project, 'export.js'),
      `import { createEngine } from 'softlight-engine';
       import { readFile, writeFile } from 'node:fs/promises';
       const engine = await createEngine();
       const picture = await readFile('portrait.png');
       const settings = { heal: 'all', even: 80, brighten: 40 };
       const exported = await engine.exportLayers(picture, settings, { name: 'A' });
       await writeFile('a.psd', exported.chunks);
       const { flattened } = await engine.retouch(picture, settings);
       await writeFile('a.png', flattened.bytes);
       await engine.release();`,
    );
    await run(process.execPath, ['export.js'], { cwd: project });
    const file = path.join(project, 'a.psd');
    const merged = Uint8Array.from(mergedPicture(file), (value) => value / 257);
    assert.equal(largestDifference(merged, await pixels(path.join(project, 'a.png'))), 0);
    const group = readWithAgPsd(readFileSync(file)).children![1]!;
    assert.deepEqual(
      [group.name, ...group.children!.map(({ name }) => name)],
      ['Retouch · A', 'Heal', 'Blend', 'Brighten'],
    );
  });

  test('gives layers that composite to the finished picture', async () => {
    writeFileSync(
      path.join(project, 'layers.js'),
      `import { createEngine } from 'softlight-engine';
       import { readFile, writeFile } from 'node:fs/promises';
       const engine = await createEngine();
       const settings = { heal: 'all', even: 80, brighten: 30 };
       const result = await engine.retouch(await readFile('portrait.png'), settings);
       const layers = result.layers.map(({ role, blendMode, opacity }) => ({ role, blendMode, opacity }));
       for (const { role, image } of result.layers) await writeFile('layer.' + role + '.png', image.bytes);
       await writeFile('flat.png', result.flattened.bytes);
       await writeFile('layers.json', JSON.stringify(layers));
       await engine.release();`,
    );
    await run(process.execPath, ['layers.js'], { cwd: project });
    const layers = JSON.parse(readFileSync(path.join(project, 'layers.json'), 'utf8')) as {
      role: string;
      blendMode: string;
      opacity: number;
    }[];
    assert.deepEqual(
      layers.map(({ role }) => role),
      ['heal', 'blend', 'brighten'],
    );
    let stacked = await pixels(SAMPLE);
    for (const { role, blendMode, opacity } of layers) {
      const layer = await pixels(path.join(project, `layer.${role}.png`));
      stacked = stackLayer(stacked, layer, blendMode === 'normal' ? normal : softLight, opacity);
    }
    assert.ok(largestDifference(stacked, await pixels(path.join(project, 'flat.png'))) <= 1);
  });

  test('type-checks in a project that uses it', async () => {
    writeFileSync(
      path.join(project, 'typed.ts'),
      `import { createEngine, type RetouchResult } from 'softlight-engine';
       const engine = await createEngine();
       const result: RetouchResult = await engine.retouch(new Uint8Array(), { even: 40 });
       // @ts-expect-error even is a number
       await engine.retouch(new Uint8Array(), { even: 'much' });
       console.log(result.state);`,
    );
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = '--noEmit --strict --target es2022 --module nodenext --lib es2022,dom'.split(' ');
    await run(process.execPath, [tsc, ...options, 'typed.ts'], { cwd: project });
  });

  test('retouches a picture in Chromium', async () => {
    const folder = path.join(project, 'node_modules/softlight-engine');
    const types: Readonly<Record<string, string>> = {
      '.js': 'text/javascript',
      '.html': 'text/html',
      '.wasm': 'application/wasm',
    };
    server = createServer((request, response) => {
      const name = new URL(request.url ?? '/', 'http://x').pathname;
      if (name === '/') return void response.setHeader('content-type', 'text/html').end('<!doctype html>');
      const file = name === '/portrait.png' ? SAMPLE : path.join(folder, path.normalize(name));
      response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
      if (existsSync(file)) createReadStream(file).pipe(response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => void server!.listen(0, '127.0.0.1', resolve));
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      // The engine runs in the page's thread. A busy machine can need minutes.
      page.setDefaultTimeout(180_000);
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const outcome = await page.evaluate(async () => {
        const { createEngine } = (await import('/browser.js' as string)) as {
          createEngine: () => Promise<{
            retouch(picture: Uint8Array, settings: object): Promise<{ state: string; layers: { role: string }[] }>;
          }>;
        };
        const engine = await createEngine();
        const file = new Uint8Array(await (await fetch('/portrait.png')).arrayBuffer());
        const { state, layers } = await engine.retouch(file, { heal: 'off' });
        return { state, roles: layers.map(({ role }) => role) };
      });
      assert.deepEqual(outcome, { state: 'retouched', roles: ['blend'] });

      // The example page of the package.
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/examples/page.html`);
      await page.locator('body[data-ready]').waitFor();
      await page.locator('input').setInputFiles(SAMPLE);
      await page.locator('img:not([hidden])').waitFor();
      assert.match((await page.getByRole('status').textContent())!, /spots healed, \d layers/);
    } finally {
      await browser.close();
    }
  });
});
