import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PORTRAIT = here('../../../../shared/portraits/whole/w01.jpg');
const SAMPLE = here('../../../plugin/playground/samples/astronaut.png');

/** The path of a photo from the command line; without one, a whole portrait beside the repository, or the sample. */
export function benchPhoto(asked: string | undefined): string {
  if (asked !== undefined) return resolve(process.env['INIT_CWD'] ?? '.', asked);
  return existsSync(PORTRAIT) ? PORTRAIT : SAMPLE;
}

/** Runs a scenario (see scenario.ts) in its own process. */
export function runScenario<Result>(...scenario: string[]): Result {
  return runScenarioIn<Result>([], ...scenario);
}

/** The same, with options for that Node process. */
export function runScenarioIn<Result>(options: readonly string[], ...scenario: string[]): Result {
  const all = [...options, '--import', 'tsx', '--expose-gc', here('scenario.ts'), ...scenario];
  return JSON.parse(
    execFileSync(process.execPath, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  ) as Result;
}

/** A number of bytes in megabytes (10⁶), as text. */
export function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
