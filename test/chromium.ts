// Finds a Chromium to test with, or installs one, and starts it without a window.
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

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

const USUAL_PLACES = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Gives pages a WebGPU adapter that computes on the CPU: slow, and the same on every machine. */
export const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-features=Vulkan',
];

/** Starts Chromium without a window; the caller closes it. `flags` are added to the usual ones; without SOFTWARE_GPU there is no GPU. */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const gpu = SOFTWARE_GPU.every((flag) => flags.includes(flag)) ? [] : ['--disable-gpu'];
  return chromium.launch({ executablePath: provideChromium(), args: [...FLAGS, ...gpu, ...flags] });
}

/**
 * The path of a Chromium: the one CHROMIUM_PATH names, one on PATH or in a usual place, playwright's own, or
 * one installed now (with apt on a Debian where this is root, else with playwright), which it says.
 * Throws if there is none and none could be installed.
 */
export function provideChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!isProgram(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is no program`);
    return named;
  }
  return findChromium() ?? installChromium();
}

/** The first Chromium found on this machine, or null. */
export function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...USUAL_PLACES, chromium.executablePath()].find(isProgram) ?? null;
}

function installChromium(): string {
  const withApt = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  console.log(`no Chromium found (CHROMIUM_PATH can name one); installing it with ${withApt ? 'apt' : 'playwright'}`);
  if (withApt) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  } else {
    run(process.execPath, [
      join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js'),
      'install',
      'chromium',
    ]);
  }
  const found = findChromium();
  if (found === null)
    throw new Error('Chromium could not be installed. Install it by hand, or name one in CHROMIUM_PATH.');
  return found;
}

function run(command: string, parameters: readonly string[]): void {
  spawnSync(command, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
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
