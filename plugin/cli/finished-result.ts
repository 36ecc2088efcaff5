import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { NamedPhoto } from './name-results';
import { readOwnFiles } from './own-results';

/**
 * Whether an earlier run has finished this photo: its NAME.json is there, with the same bytes of the photo and the same
 * recipe, and so is every file that NAME.json names. The photo is read only if everything else agrees.
 * @param folder folder of the results
 */
export async function isFinished(folder: string, { path, files }: NamedPhoto, recipe: string): Promise<boolean> {
  const own = readOwnFiles(join(folder, files.report));
  if (own === null || own.source?.recipe !== recipe || own.result !== files.retouched) return false;
  if (![own.result, ...own.parts].every((file) => existsSync(join(folder, file)))) return false;
  try {
    return own.source.sha256 === (await sha256OfFile(path));
  } catch {
    // The retouch meets the same error and names it.
    return false;
  }
}

/** SHA-256 of a file in hexadecimal digits. @throws Node's file errors */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** SHA-256 of bytes in hexadecimal digits. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
