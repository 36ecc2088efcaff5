// Retouches a photo: node retouch.mjs PHOTO.png OUT
// Writes OUT/retouched.png and a PNG file for each layer.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEngine } from 'softlight-engine';

const [photo, out] = process.argv.slice(2);
if (photo === undefined || out === undefined) {
  console.error('Usage: node retouch.mjs PHOTO.png OUT');
  process.exit(2);
}
const engine = await createEngine();
const result = await engine.retouch(await readFile(photo), { heal: 'blemishes', even: 60 });
if (result.state === 'unchanged') {
  console.log(`Nothing was changed: ${result.reason}`);
} else {
  await mkdir(out, { recursive: true });
  await writeFile(path.join(out, 'retouched.png'), result.flattened.bytes);
  for (const { role, image } of result.layers) await writeFile(path.join(out, `${role}.png`), image.bytes);
  console.log(`${result.report.spots.length} spots healed, ${result.layers.length} layers`);
}
await engine.release();
