// Makes the README's animation docs/softlight.webp from the playground: press, rings, layers, strength slider.
// Part of `npm run screenshots`.
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { retouchGroup, Session } from '../e2e/session';

const FILE = fileURLToPath(new URL('../../docs/softlight.webp', import.meta.url));
const MOST_BYTES = 3_000_000;
/** Size of the page, and width of the animation, in pixels. */
const PAGE = { width: 1280, height: 800 };
const WIDTH = 1000;
/** Durations of frames in milliseconds. */
const STEP = 60;
const GLANCE = 700;
const LOOK = 1800;
/** Frames that a movement of the pointer takes. */
const STEPS = 6;

const frames: Buffer[] = [];
const delays: number[] = [];
const session = await Session.open('en-US', [], '?sample=near');
const { page, panel } = session;
let at = { x: PAGE.width / 2, y: PAGE.height * 0.8 };

try {
  await page.setViewportSize(PAGE);
  await drawPointer();
  await session.select([]);
  await page.evaluate(() => window.playground.fit());
  const [source] = (await session.snapshot()).children;
  await session.select([source!.id]);
  await frame(GLANCE);

  await press(page.getByRole('button', { name: 'Run Softlight' }));
  await panel.locator('.engine[data-engine="wasm"]').waitFor();
  await session.settled();
  await session.choose({ heal: 'All', even: 80 });
  await panel.getByRole('button', { name: 'Face', exact: true }).click();
  await session.settled();
  // Rings show while the pointer is over the picture.
  await moveTo(panel.getByRole('application'));
  await frame(LOOK);

  await press(panel.locator('.foot .primary'));
  await panel.locator('.row[data-state="working"]').waitFor();
  await frame(GLANCE);
  await session.finished();
  await frame(GLANCE);
  await press(page.getByRole('button', { name: 'Close Softlight' }));

  const group = retouchGroup(await session.snapshot());
  const blend = group.children.at(-1)!;
  await page.evaluate((id) => {
    const { editor, setNode } = window.playground;
    setNode(id, { expanded: true });
    const zoom = 0.9;
    const { width } = editor.canvasSize;
    editor.setView({ zoom, offset: { x: width / 2 - 576 * zoom, y: -400 * zoom } });
  }, group.id);
  await frame(LOOK);
  await press(page.locator(`[data-node="${blend.id}"]`));
  await slideOpacity(blend.id);
} finally {
  await session.close();
}
await sharp(frames, { join: { animated: true } })
  .webp({ quality: 82, effort: 6, minSize: true, delay: delays, loop: 0 })
  .toFile(FILE);
const { size } = await stat(FILE);
console.log(`docs/softlight.webp: ${frames.length} frames, ${(size / 1e6).toFixed(2)} MB`);
if (size > MOST_BYTES) throw new Error(`the animation has ${size} bytes; at most ${MOST_BYTES} are allowed`);

/** Draws a pointer, because a screenshot shows none. It follows the mouse. */
async function drawPointer(): Promise<void> {
  const drawing = await readFile(new URL('pointer.svg', import.meta.url), 'base64');
  await page.evaluate((source) => {
    const pointer = new Image();
    pointer.id = 'drawn-pointer';
    pointer.src = `data:image/svg+xml;base64,${source}`;
    pointer.style.cssText = 'position:fixed;z-index:99999;pointer-events:none;left:0;top:0';
    document.body.append(pointer);
  }, drawing);
}

/** Takes a frame with the pointer where it is. */
async function frame(milliseconds: number): Promise<void> {
  await page.evaluate(({ x, y }) => {
    document.querySelector<HTMLElement>('#drawn-pointer')!.style.transform = `translate(${x - 3}px, ${y - 2}px)`;
  }, at);
  // Frames that are joined cannot be resized.
  frames.push(
    await sharp(await page.screenshot())
      .resize(WIDTH)
      .png()
      .toBuffer(),
  );
  delays.push(milliseconds);
}

/** Moves the pointer to the middle of an element and presses it. */
async function press(target: Locator): Promise<void> {
  await moveTo(target);
  await target.click();
}

async function moveTo(target: Locator): Promise<void> {
  const { x, y, width, height } = (await target.boundingBox())!;
  const [from, to] = [at, { x: x + width / 2, y: y + height / 2 }];
  for (let step = 1; step <= STEPS; step++) {
    const part = (1 - Math.cos((Math.PI * step) / STEPS)) / 2;
    at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    await page.mouse.move(at.x, at.y);
    await frame(step === STEPS ? GLANCE / 2 : STEP);
  }
}

/** Drags the slider of a layer's opacity: to nothing, to full, and to 80 %. */
async function slideOpacity(id: string): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Opacity' });
  const { x, y, width, height } = (await slider.boundingBox())!;
  // The thumb is 14 pixels wide, so its middle stays that far from the ends.
  const place = (opacity: number): { x: number; y: number } => ({
    x: x + 7 + (width - 14) * opacity,
    y: y + height / 2,
  });
  const stops = [0.8, 0, 1, 0.8];
  for (const [index, stop] of stops.slice(1).entries()) {
    const start = stops[index]!;
    for (let step = 1; step <= STEPS; step++) {
      const opacity = start + ((stop - start) * step) / STEPS;
      await page.evaluate(([node, value]) => window.playground.setNode(node, { opacity: value }), [
        id,
        opacity,
      ] as const);
      at = place(opacity);
      await frame(step === STEPS ? LOOK / 2 : STEP * 1.5);
    }
  }
}
