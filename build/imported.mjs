import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Lays the original's networks, as `npm run models:import` left them in `from`, into `to`: the files with float16 weights,
 * which the engine page runs. Where there are none, a catalogue that says so: a page that asks for a file that is not there
 * has an error in its console.
 */
export async function layImported(from, to) {
  const catalogue = path.join(from, 'catalogue.json');
  const text = existsSync(catalogue) ? await readFile(catalogue, 'utf8') : 'null';
  await mkdir(to, { recursive: true });
  for (const { half } of Object.values(JSON.parse(text)?.networks ?? {}))
    await cp(path.join(from, half.file), path.join(to, half.file));
  await writeFile(path.join(to, 'catalogue.json'), text);
}
