import type { RampRendering, RampResult } from '../../ui/host-api/host-api';
import { messageOf } from '../../ui/engine/api/message-of';
import { inModal, type BusyListener } from './modal';
import { app, constants, imaging } from './modules';
import { readPixels } from './read-pixels';
import { layerById } from './layer-tree';

const SIDE = 256;

/** Soft light of all pairs of grey levels, rendered by this Photoshop in temporary documents of 8 and of 16 bits. */
export async function renderRamps(onBusy: BusyListener): Promise<RampResult> {
  const before = app.activeDocument;
  try {
    const renderings: RampRendering[] = [];
    for (const depth of [8, 16] as const) {
      const levels = await inModal('Softlight diagnostics', onBusy, (context) => renderRamp(context, depth));
      renderings.push({ depth, levels });
    }
    return { state: 'rendered', renderings };
  } catch (error) {
    return { state: 'failed', detail: messageOf(error) };
  } finally {
    if (before !== null && app.activeDocument?.id !== before.id)
      await inModal('Softlight diagnostics', onBusy, () => {
        app.activeDocument = before;
        return Promise.resolve();
      }).catch(() => undefined);
  }
}

async function renderRamp(context: PsExecutionContext, depth: 8 | 16): Promise<Uint16Array> {
  const document = await app.createDocument({
    width: SIDE,
    height: SIDE,
    resolution: 72,
    mode: 'RGBColorMode',
    depth,
    fill: 'white',
  });
  if (document === null) throw new Error('no temporary document');
  await context.hostControl.registerAutoCloseDocument(document.id);
  try {
    await addLevels(document, depth, (x) => x);
    const layer = await addLevels(document, depth, (_, y) => y);
    layer.blendMode = constants.BlendMode.SOFTLIGHT;
    const box = { x: 0, y: 0, width: SIDE, height: SIDE };
    const { data, channels } = await readPixels(context, { documentID: document.id, layerID: null, box });
    return Uint16Array.from({ length: SIDE * SIDE }, (_, at) => data[at * channels]! * (depth === 16 ? 1 : 257));
  } finally {
    document.closeWithoutSaving();
  }
}

async function addLevels(
  document: PsDocument,
  depth: 8 | 16,
  level: (x: number, y: number) => number,
): Promise<PsLayer> {
  const length = SIDE * SIDE * 4;
  const values = depth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  const full = depth === 16 ? 32768 : 255;
  for (let at = 0; at < SIDE * SIDE; at++) {
    const value = Math.round((level(at % SIDE, Math.floor(at / SIDE)) * full) / 255);
    values.fill(value, at * 4, at * 4 + 3).fill(full, at * 4 + 3, at * 4 + 4);
  }
  const { id } = await document.createPixelLayer({ name: 'Ramp' });
  const imageData = await imaging.createImageDataFromBuffer(values, {
    width: SIDE,
    height: SIDE,
    components: 4,
    chunky: true,
    colorSpace: 'RGB',
  });
  try {
    await imaging.putPixels({
      documentID: document.id,
      layerID: id,
      imageData,
      replace: false,
      targetBounds: { left: 0, top: 0 },
      commandName: 'Softlight diagnostics',
    });
  } finally {
    imageData.dispose();
  }
  return layerById(document, id)!;
}
