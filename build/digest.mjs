// One SHA-256 for a whole folder of built files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Every file below a folder, as paths with slashes, in the order of their characters. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/**
 * The digest of a folder: SHA-256 over a line for each file, "digest  path", as `sha256sum` prints it. Two folders with
 * the same files have the same digest on any machine.
 */
export function digestOf(folder) {
  const lines = filesBelow(folder).map((name) => `${sha256(readFileSync(path.join(folder, name)))}  ${name}\n`);
  return sha256(lines.join(''));
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}
