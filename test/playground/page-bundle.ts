import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Opens a page with the exports of a module of this repository as `window.bundle`. Playwright answers its requests, so
 * no server listens. `documents` are further answers: path → html.
 */
export async function openBundle(
  browser: Browser,
  entry: string,
  documents: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundle',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'text', '.wasm': 'binary', '.onnx': 'binary' },
  });
  const page = await browser.newPage();
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    const body = path === '/' ? '<!doctype html><title>bundle</title><body></body>' : documents[path];
    return body === undefined
      ? route.fulfill({ status: 404, body: '' })
      : route.fulfill({ contentType: 'text/html', body });
  });
  await page.goto('http://localhost/');
  // tsx wraps functions in a helper, `__name`, which a function that runs in the page calls as well.
  await page.addScriptTag({
    content: `${outputFiles[0]!.text}; window.bundle = bundle; window.__name = (target) => target;`,
  });
  return page;
}
