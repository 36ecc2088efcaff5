import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { contentSecurityPolicy } from '../../plugin/playground/page/frames/content-security-policy';
import { launchChromium } from '../chromium';
import type * as entry from './frame-entry';
import { openBundle } from './page-bundle';

declare const bundle: typeof entry;

const manifest = JSON.parse(await readFile(new URL('../../manifest.json', import.meta.url), 'utf8'));
const policy = contentSecurityPolicy(manifest.networkAccess);

let browser: Browser;
let page: Page;

before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/playground/frame-entry.ts', { '/outside': 'reached' });
});
after(() => browser?.close());

/** Shows html as a plugin's window and resolves with the first message that it sends. */
function firstMessage(html: string, theme: 'light' | 'dark' | null = null): Promise<Record<string, unknown>> {
  return page.evaluate(
    ([source, rules, themeName]) =>
      new Promise<Record<string, unknown>>((resolve) => {
        const frame = new bundle.PluginFrame({
          html: source,
          policy: rules,
          nesting: 'null-origin',
          theme: themeName,
          onMessage: (message) => {
            frame.close();
            resolve(message as Record<string, unknown>);
          },
        });
        document.body.append(frame.element);
      }),
    [html, policy, theme] as const,
  );
}

const send = (expression: string) => `parent.postMessage({ pluginMessage: ${expression} }, '*')`;

describe('PluginFrame', () => {
  test('allows only data: and inline code in the policy of a manifest without network access', () => {
    assert.equal(
      contentSecurityPolicy({ allowedDomains: ['none'], devAllowedDomains: ['http://localhost:8417'] }),
      "default-src data:; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline' data:",
    );
    assert.match(
      contentSecurityPolicy({ allowedDomains: ['none'], devAllowedDomains: ['http://localhost:8417'] }, true),
      /default-src data: http:\/\/localhost:8417;/,
    );
  });

  // Promise: 24, 29
  test('puts a window three frames deep, in a null origin without WebGPU or storage', async () => {
    const seen = await firstMessage(`<!doctype html><script>
    let storage = 'works';
    try { localStorage.getItem('x'); } catch (error) { storage = error.name; }
    ${send(`{
      origin: String(self.origin), protocol: location.protocol, secure: isSecureContext, gpu: 'gpu' in navigator,
      depth: (() => { let depth = 0; for (let at = self; at !== at.parent; at = at.parent) depth++; return depth; })(),
      mode: document.compatMode, storage,
    }`)};
  </script>`);
    assert.deepEqual(seen, {
      origin: 'null',
      protocol: 'data:',
      secure: false,
      gpu: false,
      depth: 3,
      mode: 'CSS1Compat',
      storage: 'SecurityError',
    });
  });

  // Promise: N5
  test('keeps a window off the network, and lets it make WebAssembly, classic workers and bitmaps', async () => {
    const seen = await firstMessage(`<!doctype html><script>(async () => {
    const outcome = (promise) => promise.then(() => 'done', (error) => error.name);
    const address = 'http://localhost/outside';
    const worker = new Promise((resolve, reject) => {
      const it = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
      it.onmessage = resolve;
      it.onerror = reject;
    });
    const image = new Promise((resolve, reject) => Object.assign(new Image(), { onload: resolve, onerror: () => reject({ name: 'blocked' }), src: address }));
    const seen = {
      fetch: await outcome(fetch(address)),
      blob: await outcome(fetch(URL.createObjectURL(new Blob(['x'])))),
      image: await outcome(image),
      data: await outcome(fetch('data:,x')),
      wasm: await outcome(WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
      worker: await outcome(worker),
      bitmap: await outcome(new OffscreenCanvas(2, 2).convertToBlob !== undefined ? createImageBitmap(new ImageData(2, 2)) : Promise.reject(new Error())),
    };
    ${send('seen')};
  })()</script>`);
    assert.deepEqual(seen, {
      fetch: 'TypeError',
      blob: 'TypeError',
      image: 'blocked',
      data: 'done',
      wasm: 'done',
      worker: 'done',
      bitmap: 'done',
    });
  });

  test('passes messages both ways with bytes intact, and holds them until the window has loaded', async () => {
    const html = `<!doctype html><script>
    onmessage = ({ data }) => { if (data.pluginMessage) ${send('{ echo: data.pluginMessage, keys: Object.keys(data) }')}; };
  </script>`;
    const seen = await page.evaluate(
      ([source, rules]) =>
        new Promise<unknown>((resolve) => {
          const frame = new bundle.PluginFrame({
            html: source,
            policy: rules,
            nesting: 'null-origin',
            theme: null,
            onMessage: (message) => {
              const { echo, keys } = message as { echo: { bytes: Uint8Array }; keys: string[] };
              frame.close();
              resolve({ isBytes: echo.bytes instanceof Uint8Array, bytes: [...echo.bytes], keys });
            },
          });
          document.body.append(frame.element);
          frame.send({ bytes: new Uint8Array([1, 2, 255]) });
        }),
      [html, policy] as const,
    );
    assert.deepEqual(seen, { isBytes: true, bytes: [1, 2, 255], keys: ['pluginMessage'] });
  });

  test('gives a window the class and colour variables of the theme, and of a change of theme', async () => {
    const seen = await page.evaluate(
      ([source, rules]) =>
        new Promise<unknown>((resolve) => {
          const messages: unknown[] = [];
          const frame = new bundle.PluginFrame({
            html: source,
            policy: rules,
            nesting: 'null-origin',
            theme: 'dark',
            onMessage: (message) => {
              messages.push(message);
              if (messages.length === 1) frame.setTheme('light');
              else {
                frame.close();
                resolve(messages);
              }
            },
          });
          document.body.append(frame.element);
        }),
      [
        `<!doctype html><html class="own"><body><script>
        const tell = () => ${send(`{ name: document.documentElement.className, bg: getComputedStyle(document.body).getPropertyValue('--figma-color-bg') }`)};
        addEventListener('load', () => {
          new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ['class'], subtree: false });
        });
      </script></body></html>`,
        policy,
      ] as const,
    );
    assert.deepEqual(seen, [
      { name: 'own figma-dark', bg: '#2c2c2c' },
      { name: 'own figma-light', bg: '#ffffff' },
    ]);
  });

  test('delivers a window of 14 MB whole', async () => {
    const seen = await page.evaluate(
      ([before, after, rules]) =>
        new Promise<unknown>((resolve) => {
          const frame = new bundle.PluginFrame({
            html: before + 'QUJD'.repeat(3_500_000) + after,
            policy: rules,
            nesting: 'null-origin',
            theme: 'light',
            onMessage: (message) => {
              frame.close();
              resolve(message);
            },
          });
          document.body.append(frame.element);
        }),
      [
        '<!doctype html><script type="text/plain" id="asset">',
        `</script><script>const text = document.getElementById('asset').textContent;
        ${send('{ length: text.length, end: text.slice(-4), shown: document.body === null ? 0 : document.body.textContent.length }')};</script>`,
        policy,
      ] as const,
    );
    assert.deepEqual(seen, { length: 14_000_000, end: 'QUJD', shown: 0 });
  });
});
