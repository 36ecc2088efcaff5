import { EventEmitter, once } from 'node:events';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { newQuickJSWASMModule } from 'quickjs-emscripten';
import sharp from 'sharp';
import type { FileStore } from '../../plugin/playground/photoshop/api/uxp-api';
import { FakePhotoshop } from '../../plugin/playground/photoshop/model/fake-photoshop';
import { newLayer, type DocumentForm } from '../../plugin/playground/photoshop/model/state';
import { openPlugin } from '../../plugin/playground/photoshop/open-plugin';
import { HOST_THEMES } from '../../ui/host-api/host-api';
import { launchChromium } from '../chromium';
import { temporaryFolder } from '../cli/temporary-folder';
import { SAMPLE } from '../engine/faces/sample-pictures';
import { layerNamed, outline } from '../photoshop/documents';
import { axeFindings } from './axe';
import { PhotoshopSession } from './photoshop-session';

const PLUGIN = fileURLToPath(new URL('../../dist/photoshop/', import.meta.url));
const folder = temporaryFolder();

const DISK: FileStore = {
  write: (path, bytes) => writeFile(path, bytes),
  read: async (path) => new Uint8Array(await readFile(path)),
  remove: (path) => rm(path, { force: true }),
};

/** The sample portrait as the Background of a 16-bit document. */
async function addSample(photoshop: FakePhotoshop): Promise<void> {
  const { data, info } = await sharp(SAMPLE).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const form: DocumentForm = { width, height, mode: 'RGBColorMode', depth: 16, profile: 'Display P3' };
  const values = Uint16Array.from(data, (value) => Math.round((value * 32768) / 255));
  const raster = { left: 0, top: 0, width, height, channels: 4, data: values } as const;
  const background = newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster });
  photoshop.addDocument('Portrait.tif', form, [background]);
}

/**
 * Opens the built plugin, with its page from its file, on the sample. Waits for a frame of a kind, for the preview, and
 * then for `act`.
 * Returns the kinds of frames that the page got, by their count.
 */
async function openFromFile(
  flags: readonly string[],
  name: string,
  awaited: 'file' | 'part',
  act: (page: Page, photoshop: FakePhotoshop) => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const browser = await launchChromium(flags);
  const frames = new Map<string, number>();
  const arrivals = new EventEmitter();
  // The preview is not busy before the first pixels either.
  const arrived = once(arrivals, awaited);
  try {
    const photoshop = new FakePhotoshop();
    await addSample(photoshop);
    const page = await browser.newPage({ locale: 'en-US' });
    page.setDefaultTimeout(180_000);
    const errors: string[] = [];
    const requests: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url()));
    mkdirSync(join(folder, name, 'temp'), { recursive: true });
    mkdirSync(join(folder, name, 'data'), { recursive: true });
    const plugin = openPlugin(photoshop, {
      quickjs: await newQuickJSWASMModule(),
      code: await readFile(join(PLUGIN, 'index.js'), 'utf8'),
      files: DISK,
      folder: join(folder, name),
      screen: {
        onChange: () => undefined,
        onPage: () => undefined,
        onDialog: () => undefined,
        onMessage(_, text) {
          const kind = (JSON.parse(text) as { readonly softlight: string }).softlight;
          frames.set(kind, (frames.get(kind) ?? 0) + 1);
          arrivals.emit(kind);
          // The plugin may still answer while the browser closes.
          page
            .evaluate((message) => window.postMessage(message, '*'), text)
            .catch((error: Error) => (page.isClosed() ? undefined : errors.push(error.message)));
        },
      },
      onError: (error) => errors.push(error.message),
      onLog: (text) => errors.push(text),
      onShowPanel: () => undefined,
    });
    plugin.showPanel();
    await page.exposeFunction('sendToPlugin', (text: string) => plugin.script.receive(text));
    await page.addInitScript('window.uxpHost = { postMessage: (text) => void window.sendToPlugin(text) }');
    await page.goto(pathToFileURL(join(PLUGIN, 'ui.html')).href);
    await arrived;
    await page.locator('.preview[aria-busy="false"]').waitFor();
    await act(page, photoshop);
    assert.deepEqual(errors, []);
    assert.equal(photoshop.undisposed, 0);
    assert.deepEqual(
      requests.filter((address) => !/^(file|blob|data):/.test(address)),
      [],
    );
    return frames;
  } finally {
    await browser.close();
  }
}

async function retouch(page: Page, photoshop: FakePhotoshop): Promise<void> {
  await page.locator('.foot .button.primary:not([disabled])').click();
  await page.getByRole('button', { name: 'Update' }).waitFor();
  const document = photoshop.active!;
  assert.deepEqual(outline(document).slice(0, 2), [
    'Retouch · Background group 100 passThrough',
    'Blend pixel 60 softLight masked',
  ]);
  const blend = layerNamed(document, 'Blend').raster!.data;
  assert.ok(blend.includes(16384), 'most skin is neutral at exactly 16384');
  assert.ok(new Set(blend).size > 256, 'the layer has more steps than 8 bits have');
  assert.equal(document.history.length, 2);
}

describe('the plugin for Photoshop, from its file', () => {
  // Promise: N5
  test('retouches with pixels from a file, where the page may read files', async () => {
    const frames = await openFromFile(['--allow-file-access-from-files'], 'with', 'file', retouch);
    assert.ok((frames.get('file') ?? 0) >= 1);
    assert.equal(frames.get('part'), undefined);
  });

  // Promise: N5
  test('retouches with pixels that come as text, where the page may read no files', async () => {
    const frames = await openFromFile([], 'without', 'part', retouch);
    assert.equal(frames.get('file'), 1, 'files are tried once');
    assert.ok((frames.get('part') ?? 0) >= 1);
  });

  // Promise: N5
  test('asks for no network permission, and for no page from outside', async () => {
    const manifest = JSON.parse(await readFile(join(PLUGIN, 'manifest.json'), 'utf8')) as {
      readonly requiredPermissions: { readonly webview: { readonly domains: readonly string[] } };
    };
    assert.deepEqual(Object.keys(manifest.requiredPermissions), ['localFileSystem', 'webview']);
    assert.deepEqual(manifest.requiredPermissions.webview.domains, []);
  });
});

describe('the small Photoshop', () => {
  // Promise: PS5
  test('retouches, updates and removes with the panel and the commands', async () => {
    const session = await PhotoshopSession.open();
    try {
      await session.previewReady();
      await session.panel.locator('html[data-theme="dark"]').waitFor();
      const findings: Record<string, readonly string[]> = {};
      for (const theme of HOST_THEMES) {
        await session.page.getByLabel('Brightness').selectOption(theme);
        await session.panel.locator(`html[data-theme="${theme}"]`).waitFor();
        findings[theme] = await axeFindings(session.panel);
      }
      assert.deepEqual(findings, { darkest: [], dark: [], light: [], lightest: [] });
      await session.retouch();
      const done = await session.documentFacts();
      assert.deepEqual(done.history, ['Open', 'Softlight retouch']);
      assert.match(done.layers.join('\n'), /^Retouch · Background passThrough 100\n.*Blend softLight 60 masked\n/s);
      await session.panel.locator('.tool-row[data-role="brighten"] .eye').click();
      await session.retouch();
      const updated = await session.documentFacts();
      assert.equal(updated.layers.length, done.layers.length + 1);
      assert.ok(updated.layers.some((layer) => layer.startsWith('Brighten softLight')));
      assert.equal(updated.history.length, 3);
      await session.command('Remove retouch');
      await session.page.getByRole('alertdialog').getByText('1 retouch removed.').waitFor();
      await session.page.getByRole('button', { name: 'OK' }).click();
      assert.deepEqual((await session.documentFacts()).layers, ['Background normal 100']);
      await session.command('Retouch with last settings');
      await session.page.getByRole('alertdialog').waitFor();
      assert.deepEqual((await session.documentFacts()).layers, updated.layers);
      await session.page.getByRole('button', { name: 'OK' }).click();
      await session.command('Diagnostics');
      const facts = await session.diagnostics();
      assert.match(
        facts,
        /8 bit: largest difference 0\.\d\d levels, 0 of 65536 .*; 16 bit: largest difference 0\.\d\d levels, 0 /,
      );
      assert.deepEqual((await session.documentFacts()).layers, updated.layers, 'the ramps leave no document');
      assert.deepEqual(session.errors, []);
    } finally {
      await session.close();
    }
  });
});
