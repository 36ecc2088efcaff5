// Finds or installs a Chromium for the tests, and starts it without a window.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Program names to look for in the folders of PATH. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Paths where installers put a Chromium that is not on PATH. */
const INSTALL_PATHS = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Flags for a WebGPU adapter that computes on the CPU. It is slow and the same on every machine. */
export const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-features=Vulkan',
];

/** An installation or a start of Chromium that takes longer hangs, and is ended. */
const INSTALL_MILLISECONDS = 10 * 60_000;
const LAUNCH_MILLISECONDS = 3 * 60_000;

/** apt waits for another program's lock, and gives up on a server that does not answer, after so many seconds. */
const APT_OPTIONS = [
  ['DPkg::Lock::Timeout', 300],
  ['Acquire::http::Timeout', 30],
  ['Acquire::https::Timeout', 30],
  ['Acquire::Retries', 2],
].flatMap(([name, value]) => ['-o', `${name}=${value}`]);

/**
 * Starts Chromium without a window; the caller closes it. `flags` come after the usual ones. Without SOFTWARE_GPU
 * pages have no GPU.
 *
 * @throws if there is no Chromium and none could be installed
 */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const gpu = SOFTWARE_GPU.every((flag) => flags.includes(flag)) ? [] : ['--disable-gpu'];
  // See quick-wasm.mjs; test/run.mjs sets the variable.
  const wasm = process.env['SOFTLIGHT_QUICK_WASM'] === '1' ? ['--js-flags=--liftoff-only'] : [];
  return chromium.launch({
    executablePath: provideChromium(),
    args: [...FLAGS, ...gpu, ...wasm, ...flags],
    timeout: LAUNCH_MILLISECONDS,
  });
}

/**
 * The path of a Chromium: the one in CHROMIUM_PATH, one on PATH, one that an installer or playwright put on this
 * machine, or one that is installed now. Root on a Debian installs with apt, everyone else with playwright.
 *
 * @throws if CHROMIUM_PATH names no program, or if there is no Chromium and none could be installed
 */
export function provideChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!isProgram(named))
      throw new Error(
        `CHROMIUM_PATH names ${named}, but that is not a program. Name a Chromium, or unset CHROMIUM_PATH.`,
      );
    return named;
  }
  return findChromium() ?? installChromium();
}

/** The path of a Chromium on this machine; null for none. */
export function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...INSTALL_PATHS, chromium.executablePath()].find(isProgram) ?? null;
}

function installChromium(): string {
  const withApt = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  console.error(`no Chromium found (CHROMIUM_PATH can name one); installing it with ${withApt ? 'apt' : 'playwright'}`);
  if (withApt) {
    run('apt-get', [...APT_OPTIONS, 'update', '-qq']);
    run('apt-get', [...APT_OPTIONS, 'install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  } else {
    run(process.execPath, [
      join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js'),
      'install',
      'chromium',
    ]);
  }
  const found = findChromium();
  if (found === null)
    throw new Error('Chromium could not be installed. Install one by hand, or name one in CHROMIUM_PATH.');
  return found;
}

/** Runs an installer with its output on stderr. A failure shows in that no Chromium is found afterwards. */
function run(command: string, parameters: readonly string[]): void {
  spawnSync(command, parameters, {
    stdio: ['ignore', 2, 2],
    timeout: INSTALL_MILLISECONDS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
