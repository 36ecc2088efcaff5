// Makes every picture of the documents and of the publishing kit from the build: `npm run screenshots`.
// Names of files in this folder choose some: `npm run screenshots -- guide`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ALL = ['animation', 'readme', 'panel', 'photoshop', 'guide', 'publish'];
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !ALL.includes(name));
if (unknown !== undefined) {
  console.error(`There is no “${unknown}”. The pictures are ${ALL.join(', ')}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : ALL) {
  const file = path.join(import.meta.dirname, `${name}.ts`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
