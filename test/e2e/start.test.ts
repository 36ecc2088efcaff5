import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { SAMPLE, Session } from './session';

/** The panel frame's record of its own start, in milliseconds since the frame was opened. */
interface StartRecord {
  readonly workers: readonly number[];
  readonly longTasks: readonly { readonly start: number; readonly duration: number }[];
  readonly firstPaint: number | null;
}

declare global {
  interface Window {
    softlightStart: { workers: number[]; longTasks: { start: number; duration: number }[] };
  }
}

/** Outside isolated pages Chromium rounds the time of a paint up to a multiple of this, unlike `performance.now`. */
const PAINT_RESOLUTION_MS = 4;

/** The length of a task that nobody notices, in milliseconds. */
const UNNOTICED_MS = 50;
/** The same as a share of the task in which the browser parses the page: on a slow machine every task is longer. */
const UNNOTICED_SHARE = 0.25;

/** Other work stretches a task now and then, but a task that is long by itself is long in every attempt. */
const ATTEMPTS = 3;

let session: Session;
before(async () => {
  session = await Session.open();
  await session.page.addInitScript(() => {
    const record: Window['softlightStart'] = { workers: [], longTasks: [] };
    window.softlightStart = record;
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries())
        if (name === 'self') record.longTasks.push({ start: startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        record.workers.push(performance.now());
        super(address, options);
      }
    };
  });
});
after(() => session?.close());

function readRecord(): Promise<StartRecord> {
  return session.panel.locator('body').evaluate(() => ({
    ...window.softlightStart,
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
  }));
}

describe('panel start', () => {
  // Promise: N4
  test('draws before the engine starts, and has no long task after that', async (context) => {
    let longTasks: StartRecord['longTasks'] = [];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      longTasks = await openAndRetouch(context);
      if (longTasks.length === 0) break;
    }
    assert.deepEqual(longTasks, []);
  });
});

/** Opens the plugin on a new picture and retouches it. Returns the long tasks since the panel was drawn. */
async function openAndRetouch(context: TestContext): Promise<StartRecord['longTasks']> {
  await session.clear();
  await session.select([await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 })]);
  await session.runPlugin();
  const rows = await session.retouch();
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['done'],
  );
  const { workers, longTasks, firstPaint } = await readRecord();
  assert.equal(workers.length, 1);
  context.diagnostic(`first paint ${firstPaint}, engine ${workers.join()}, long tasks ${JSON.stringify(longTasks)}`);
  assert.ok(
    firstPaint !== null && firstPaint - PAINT_RESOLUTION_MS < workers[0]!,
    `painted at ${firstPaint}, engine opened at ${workers[0]}`,
  );
  // One long task comes before: the host writes the whole page, with engine and networks, into the frame.
  const reading = Math.max(0, ...longTasks.filter(({ start }) => start <= firstPaint).map(({ duration }) => duration));
  return longTasks.filter(
    ({ start, duration }) => start > firstPaint && duration > Math.max(UNNOTICED_MS, UNNOTICED_SHARE * reading),
  );
}
