import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies the files with float16 weights, which the engine page runs, from `from` to `to`. `npm run models:import`
 * writes them into `from`. Without an import, `to` gets a catalogue of `null`, because a request for a missing file
 * would log an error in the page's console.
 */
export async function layImported(from, to) {
  const catalogue = path.join(from, 'catalogue.json');
  const text = existsSync(catalogue) ? await readFile(catalogue, 'utf8') : 'null';
  await mkdir(to, { recursive: true });
  for (const { half } of Object.values(JSON.parse(text)?.networks ?? {}))
    await cp(path.join(from, half.file), path.join(to, half.file));
  await writeFile(path.join(to, 'catalogue.json'), text);
}
