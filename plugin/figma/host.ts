import {
  COMMANDS,
  type ChangedLayers,
  type HostApi,
  type PictureResult,
  type ReadResult,
  type RemoveResult,
  type Target,
  type WriteResult,
} from '../../ui/host-api/host-api';
import { canWrite, refusedForReading } from './can-write';
import { diagnostics } from './diagnostics';
import { findSources, type Source } from './find-sources';
import { createOpenRuns } from './open-runs';
import { messageOf } from '../../ui/engine/api/message-of';
import { readImage, readRaster } from './read-picture';
import { removeRetouch } from './remove-retouch';
import { pictureIdOf, scanSelection } from './scan-selection';
import { createImages, writeLayers, type ResultImages, type WriteOptions } from './write-layers';

const SETTINGS_KEY = 'settings';
const RASTER = 'raster:';

/**
 * Figma as a host: finds layers, reads their files, writes layers. It never looks at pixels.
 * @param onCancel runs when the designer presses the button of a notice
 */
export function createHost(onCancel: () => void): HostApi {
  const runs = createOpenRuns();
  const scanned = async (): ReturnType<typeof scanSelection> => scanSelection(figma.currentPage.selection, false);
  let shownNotice: NotificationHandler | null = null;

  return {
    ...diagnostics,

    async ready() {
      const storedSettings: unknown = await figma.clientStorage.getAsync(SETTINGS_KEY).catch(() => null);
      const command = COMMANDS.find((one) => one === figma.command) ?? 'retouch';
      return { command, storedSettings, selection: await scanned() };
    },

    async beginRun({ flatten }) {
      // Ends the current undo step, so that this press of Retouch becomes a step of its own.
      figma.commitUndo();
      const scan = await scanSelection(figma.currentPage.selection, flatten);
      const run = canWrite() ? scan : refusedForReading(scan);
      runs.open(run);
      return run;
    },

    readPicture(pictureId): Promise<ReadResult> {
      return pictureId.startsWith(RASTER) ? readRaster(pictureId.slice(RASTER.length)) : readImage(pictureId);
    },

    writeResult: (pictureId, result, changed) =>
      writeToTargets(runs.targetsOf(pictureId), pictureId, result, answerOf(changed)),

    endRun() {
      figma.commitUndo();
      runs.close();
      return scanned();
    },

    async removeRetouch(): Promise<RemoveResult> {
      const removed = await removeRetouch(figma.currentPage.selection);
      return removed.state === 'failed' ? removed : { ...removed, selection: await scanned().catch(() => null) };
    },

    async storeSettings(settings) {
      // Storage may be full or blocked. This run keeps its settings. The next one starts with those stored before.
      await figma.clientStorage.setAsync(SETTINGS_KEY, settings).catch(() => undefined);
    },

    async reveal(nodeId) {
      const node = await figma.getNodeByIdAsync(nodeId);
      if (node !== null && node.type !== 'DOCUMENT' && node.type !== 'PAGE')
        figma.viewport.scrollAndZoomIntoView([node]);
    },

    undoDocument() {
      figma.triggerUndo();
      return Promise.resolve();
    },

    resize(width, height) {
      figma.ui.resize(Math.round(width), Math.round(height));
      return Promise.resolve();
    },

    notify({ text, cancel }) {
      shownNotice?.cancel();
      shownNotice = figma.notify(text, { timeout: Infinity, button: { text: cancel, action: onCancel } });
      return Promise.resolve();
    },

    close(message) {
      figma.closePlugin(message === '' ? undefined : message);
      return Promise.resolve();
    },
  };
}

/** Uploads the pictures of a result once, and writes them to every target. Each target has its own answer. */
async function writeToTargets(
  targets: readonly Target[],
  pictureId: string,
  result: PictureResult,
  changed: ChangedLayers,
): Promise<readonly WriteResult[]> {
  if (targets.length === 0) return [];
  let images: ResultImages;
  try {
    images = createImages(result);
  } catch (error) {
    const problem = canWrite()
      ? ({ code: 'image-refused', detail: messageOf(error) } as const)
      : ({ code: 'read-only' } as const);
    return targets.map(({ nodeId }) => ({ nodeId, state: 'failed', problem }));
  }
  const results: WriteResult[] = [];
  for (const [index, { nodeId, flatten }] of targets.entries()) {
    if (index > 0) await letHostWork();
    results.push(await writeTarget(nodeId, pictureId, images, { flatten, changed }, result));
  }
  return results;
}

/** The answer of the designer. Without a valid answer both versions are kept, so that nothing is lost. */
function answerOf(changed: unknown): ChangedLayers {
  return changed === 'replace' || changed === 'leave' ? changed : 'beside';
}

/** Gives the thread back between two layers: Figma draws and handles input on it. */
function letHostWork(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

async function writeTarget(
  nodeId: string,
  pictureId: string,
  images: ResultImages,
  options: WriteOptions,
  result: PictureResult,
): Promise<WriteResult> {
  try {
    const source = await findTarget(nodeId, pictureId);
    if (typeof source === 'string') return { nodeId, state: 'failed', problem: { code: source } };
    const written = writeLayers(source, images, options, result);
    return written.state === 'failed' && !canWrite()
      ? { nodeId, state: 'failed', problem: { code: 'read-only' } }
      : written;
  } catch (error) {
    // A rejection would lose the results of the picture's other layers.
    return { nodeId, state: 'failed', problem: { code: 'write-failed', detail: messageOf(error) } };
  }
}

/** The target in its present state, or the reason why it is a target no longer. */
async function findTarget(nodeId: string, pictureId: string): Promise<Source | 'layer-gone' | 'picture-replaced'> {
  const node = await figma.getNodeByIdAsync(nodeId);
  if (node === null || node.removed || node.type === 'DOCUMENT' || node.type === 'PAGE') return 'layer-gone';
  // The designer may have replaced its picture, or hidden it, during the computation.
  const source = findSources([node]).find((found) => found.node.id === nodeId);
  return source === undefined || pictureIdOf(source) !== pictureId ? 'picture-replaced' : source;
}
