/**
 * Measures a designer's waits in the panel, in Chromium: `npm run bench:panel`. Prints medians of several openings. The
 * engine's start is also a ratio to the start of onnxruntime-web alone in the same browser.
 */
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../chromium';
import { anotherFile, SAMPLE, sampleHead, Session } from '../../e2e/session';
import { openBundle } from '../../playground/page-bundle';

const OPENINGS = 5;
/** Pictures of the run in which one is updated. */
const PICTURES = 10;

/** Times of one opening, in milliseconds. */
interface Opening {
  readonly firstPaint: number;
  /** From the bytes of the picture in the panel to the photo on the screen. */
  readonly photoShown: number;
  /** From the same to the first preview of the result. */
  readonly firstPreview: number;
  /** From the creation of the engine's worker to the panel's report that it runs. */
  readonly engineReady: number;
  /** From a press of Cancel in the middle of a picture to a panel that accepts the next press. */
  readonly cancelled: number;
}

declare global {
  interface Window {
    softlightTimes: { worker: number; ready: number; bytes: number; photo: number; preview: number };
    bundle: { compile(): Promise<number> };
  }
}

const session = await Session.open();
await session.page.addInitScript(() => {
  const times = { worker: NaN, ready: NaN, bytes: NaN, photo: NaN, preview: NaN };
  window.softlightTimes = times;
  const decode = window.createImageBitmap.bind(window) as (...all: unknown[]) => Promise<ImageBitmap>;
  window.createImageBitmap = ((...all: unknown[]) => {
    if (all[0] instanceof Blob && Number.isNaN(times.bytes)) times.bytes = performance.now();
    return decode(...all);
  }) as typeof createImageBitmap;
  new MutationObserver((_, observer) => {
    if (Number.isNaN(times.photo) && document.querySelector('.stage') !== null) times.photo = performance.now();
    if (document.querySelector('.preview[aria-busy="false"] .stage') === null) return;
    times.preview = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, attributes: true });
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
const update = await updateOne();
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
console.log(`  photo shown after its bytes   ${median(openings.map(({ photoShown }) => photoShown)).toFixed(0)}`);
console.log(`  first preview after them      ${median(openings.map(({ firstPreview }) => firstPreview)).toFixed(0)}`);
console.log(
  `  engine ready                  ${ready.toFixed(0)}  (${(ready / reference).toFixed(2)} × onnxruntime-web alone, ${reference.toFixed(0)})`,
);
console.log(`  cancelled in mid-picture      ${median(openings.map(({ cancelled }) => cancelled)).toFixed(0)}`);

console.log(
  `  update of one of ${PICTURES}           ${update.one.toFixed(0)}  (${(update.one / update.all).toFixed(2)} × all, ${update.all.toFixed(0)})`,
);

/** Milliseconds of a run of all pictures, and of the update after one of them has changed. */
async function updateOne(): Promise<{ readonly all: number; readonly one: number }> {
  await session.clear();
  const photos = [];
  for (let index = 0; index < PICTURES; index++)
    photos.push(
      await session.addPhoto(anotherFile(await sampleHead(), index), `Portrait ${index}`, { x: 300 * index, y: 0 }),
    );
  await session.select(photos);
  await session.runPlugin();
  await session.settled();
  const start = performance.now();
  await session.retouch();
  const all = performance.now() - start;
  await session.panel.getByRole('button', { name: 'Update all' }).waitFor();
  await session.brush([0.4, 0.3], [0.45, 0.3]);
  await session.panel.getByRole('button', { name: 'Update 1' }).waitFor();
  await session.settled();
  const again = performance.now();
  await session.retouch();
  return { all, one: performance.now() - again };
}

async function open(): Promise<Opening> {
  await session.clear();
  await session.select([await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 })]);
  await session.runPlugin();
  await session.settled();
  const { panel } = session;
  const times = await panel.locator('body').evaluate(() => ({
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
    engineReady: window.softlightTimes.ready - window.softlightTimes.worker,
    photoShown: window.softlightTimes.photo - window.softlightTimes.bytes,
    firstPreview: window.softlightTimes.preview - window.softlightTimes.bytes,
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
