// Type-checks every realm with its own libraries, so that DOM types cannot leak into the sandbox.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';

const REALMS = [
  'plugin/geometry',
  'plugin/trace',
  'plugin/figma',
  'plugin/photoshop',
  'plugin/cli',
  'plugin/mcp',
  'plugin/playground',
  'plugin/playground/server',
  'ui/host-api',
  'ui/engine',
  'ui/engine/networks/core/assembly',
  'ui/engine-page',
  'ui/panel',
  'test',
];

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const waiting = REALMS.values();
const failed = [];

/** Checks realms, one after the other, until none waits. */
async function work() {
  for (const realm of waiting) {
    const [status] = await once(spawn(process.execPath, [tsc, '-p', realm, '--noEmit'], { stdio: 'inherit' }), 'exit');
    if (status !== 0) failed.push(realm);
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed.length > 0) {
  console.error(`type check failed in ${failed.join(', ')}`);
  process.exit(1);
}
console.log(`type check passed: ${REALMS.length} realms`);
