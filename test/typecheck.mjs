// Type-checks every realm with its own libraries, so that DOM types cannot leak into the sandbox.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const REALMS = ['plugin/figma', 'plugin/cli', 'plugin/playground', 'plugin/playground/server', 'ui/channel', 'ui/engine', 'ui/engine-page', 'ui/panel', 'test'];

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const failed = REALMS.filter((realm) => spawnSync(process.execPath, [tsc, '-p', realm], { stdio: 'inherit' }).status !== 0);
if (failed.length > 0) {
  console.error(`type check failed in ${failed.join(', ')}`);
  process.exit(1);
}
console.log(`type check passed: ${REALMS.length} realms`);
