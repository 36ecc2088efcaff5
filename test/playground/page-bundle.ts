import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Opens an http page (answered here, nothing listens) that has the exports of a module of this repository as
 * `window.bundle`. `documents` are further answers by path.
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
  // tsx names functions with a helper of its own, which functions handed to the page then call.
  await page.addScriptTag({
    content: `${outputFiles[0]!.text}; window.bundle = bundle; window.__name = (target) => target;`,
  });
  return page;
}
