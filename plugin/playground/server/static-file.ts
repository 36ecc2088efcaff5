import { stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** A file that may be served, with its size in bytes and the media type of its extension. */
export interface StaticFile {
  readonly path: string;
  readonly size: number;
  readonly mediaType: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.onnx': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const PAGES: Readonly<Record<string, string>> = {
  '/': '/playground/index.html',
  '/engine/': '/engine/index.html',
  '/photoshop/': '/playground/photoshop/index.html',
};

/**
 * The file under `root` that a request's path names; null for none.
 *
 * `/` is the playground's page, `/photoshop/` that of its small Photoshop, and `/engine/` the engine's. A path is
 * decoded once. It names no file if it leaves the root, holds a NUL, a backslash or a malformed escape, or has an unknown
 * extension.
 */
export async function findStaticFile(root: string, requestPath: string): Promise<StaticFile | null> {
  const name = decodePath(requestPath);
  if (name === null) return null;
  const folder = resolve(root);
  const path = resolve(folder, `.${PAGES[name] ?? name}`);
  if (!path.startsWith(folder + sep)) return null;
  const mediaType = MEDIA_TYPES[extname(path)];
  if (mediaType === undefined) return null;
  try {
    const entry = await stat(path);
    return entry.isFile() ? { path, size: entry.size, mediaType } : null;
  } catch {
    return null;
  }
}

function decodePath(requestPath: string): string | null {
  try {
    const name = decodeURIComponent(requestPath.split(/[?#]/, 1)[0]!);
    return name.startsWith('/') && !/[\0\\]/.test(name) && !name.split('/').includes('..') ? name : null;
  } catch {
    return null;
  }
}
