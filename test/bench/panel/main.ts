/**
 * Measures a designer's waits in the panel, in Chromium: `npm run bench:panel`. Prints medians of several openings. The
 * engine's start is also a ratio to the start of onnxruntime-web alone in the same browser.
 */
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../chromium';
import { SAMPLE, Session } from '../../e2e/session';
import { openBundle } from '../../playground/page-bundle';

const OPENINGS = 5;

/** Times of one opening, in milliseconds. */
interface Opening {
  readonly firstPaint: number;
  /** From the creation of the engine's worker to the panel's report that it runs. */
  readonly engineReady: number;
  /** From a press of Cancel in the middle of a picture to a panel that accepts the next press. */
  readonly cancelled: number;
}

declare global {
  interface Window {
    softlightTimes: { worker: number; ready: number };
    bundle: { compile(): Promise<number> };
  }
}

const session = await Session.open();
await session.page.addInitScript(() => {
  window.softlightTimes = { worker: NaN, ready: NaN };
  window.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      window.softlightTimes.worker = performance.now();
      super(address, options);
    }
  };
  new MutationObserver((_, observer) => {
    if (document.querySelector('.engine[data-engine="wasm"]') === null) return;
    window.softlightTimes.ready = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, attributes: true });
});
const openings: Opening[] = [];
for (let count = 0; count < OPENINGS; count++) openings.push(await open());
await session.close();

const browser = await launchChromium();
const alone: number[] = [];
for (let count = 0; count < OPENINGS; count++) {
  const page = await openBundle(browser, fileURLToPath(new URL('ort-entry.ts', import.meta.url)));
  alone.push(await page.evaluate(() => window.bundle.compile()));
  await page.close();
}
await browser.close();

const ready = median(openings.map(({ engineReady }) => engineReady));
const reference = median(alone);
console.log(`medians of ${OPENINGS}, in milliseconds:`);
console.log(`  first paint of the panel      ${median(openings.map(({ firstPaint }) => firstPaint)).toFixed(0)}`);
console.log(
  `  engine ready                  ${ready.toFixed(0)}  (${(ready / reference).toFixed(2)} × onnxruntime-web alone, ${reference.toFixed(0)})`,
);
console.log(`  cancelled in mid-picture      ${median(openings.map(({ cancelled }) => cancelled)).toFixed(0)}`);

async function open(): Promise<Opening> {
  await session.clear();
  await session.select([await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 })]);
  await session.runPlugin();
  const { panel } = session;
  const times = await panel.locator('body').evaluate(() => ({
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
    engineReady: window.softlightTimes.ready - window.softlightTimes.worker,
  }));
  await panel.getByRole('button', { name: 'Retouch', exact: true }).click();
  await panel.locator('.row[data-state="working"] progress').waitFor();
  const cancelled = await panel.locator('.foot .button').evaluate(
    (button: HTMLButtonElement) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        new MutationObserver((_, observer) => {
          if (
            document.querySelector('.foot .primary:enabled') === null ||
            document.querySelector('.row[data-state="working"]') !== null
          )
            return;
          observer.disconnect();
          resolve(performance.now() - start);
        }).observe(document.body, { subtree: true, childList: true, attributes: true });
        button.click();
      }),
  );
  return { ...times, cancelled };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
