import {
  COMMANDS,
  type ChangedLayers,
  type HostApi,
  type PictureResult,
  type ReadResult,
  type RemoveResult,
  type WriteResult,
} from '../../ui/host-api/host-api';
import { canWrite, refusedForReading } from './can-write';
import { diagnostics } from './diagnostics';
import { findSources, type Source } from './find-sources';
import { createOpenRuns } from './open-runs';
import { messageOf, readImage, readRaster } from './read-picture';
import { removeRetouch } from './remove-retouch';
import { pictureIdOf, scanSelection } from './scan-selection';
import { createImages, writeLayers, type ResultImages, type WriteOptions } from './write-layers';

const SETTINGS_KEY = 'settings';
const RASTER = 'raster:';

/**
 * Figma behind HostApi: finds layers, reads their bytes, writes layers. It knows nothing of what is done to the pixels.
 * @param onCancel the button of a notice was pressed
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
      // Ends the undo step of whatever came before, so that this press of Retouch is a step of its own.
      figma.commitUndo();
      const scan = await scanSelection(figma.currentPage.selection, flatten);
      const run = canWrite() ? scan : refusedForReading(scan);
      runs.open(run);
      return run;
    },

    readPicture(pictureId): Promise<ReadResult> {
      return pictureId.startsWith(RASTER) ? readRaster(pictureId.slice(RASTER.length)) : readImage(pictureId);
    },

    async writeResult(pictureId, result, changed) {
      const targets = runs.targetsOf(pictureId);
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
        results.push(await writeTarget(nodeId, pictureId, images, { flatten, changed: answerOf(changed) }, result));
      }
      return results;
    },

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
      // Storage may be full or blocked: then this run has its settings all the same, and the next one has the defaults.
      await figma.clientStorage.setAsync(SETTINGS_KEY, settings).catch(() => undefined);
    },

    async reveal(nodeId) {
      const node = await figma.getNodeByIdAsync(nodeId);
      if (node !== null && node.type !== 'DOCUMENT' && node.type !== 'PAGE')
        figma.viewport.scrollAndZoomIntoView([node]);
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

/** Who was not asked has not agreed to lose anything. */
function answerOf(changed: unknown): ChangedLayers {
  return changed === 'replace' || changed === 'leave' ? changed : 'beside';
}

/** Between two layers: Figma draws and hears its user on this very thread. */
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
    // An answer all the same: the other layers of the picture have theirs, and must not lose it.
    return { nodeId, state: 'failed', problem: { code: 'write-failed', detail: messageOf(error) } };
  }
}

/** The layer as it is now, or why it is no target any more. */
async function findTarget(nodeId: string, pictureId: string): Promise<Source | 'layer-gone' | 'picture-replaced'> {
  const node = await figma.getNodeByIdAsync(nodeId);
  if (node === null || node.removed || node.type === 'DOCUMENT' || node.type === 'PAGE') return 'layer-gone';
  // It may have been given another picture, or been hidden, while this one was computed.
  const source = findSources([node]).find((found) => found.node.id === nodeId);
  return source === undefined || pictureIdOf(source) !== pictureId ? 'picture-replaced' : source;
}
