import {
  COMMANDS,
  type ChangedLayers,
  type HostApi,
  type HostProblem,
  type PictureResult,
  type ReadResult,
  type RemoveResult,
  type SelectionScan,
  type Target,
  type WriteResult,
} from '../../ui/host-api/host-api';
import { canWrite, refusedForReading } from './can-write';
import { diagnostics } from './diagnostics';
import { rasterIdOf, sourceOf } from './find-sources';
import { layerPlan, problemOf } from './layer-plan';
import { createNodeTree } from './node-tree';
import { createOpenRuns } from './open-runs';
import { messageOf } from '../../ui/engine/api/message-of';
import { focusOn, refusedWrite, windowKind } from './other-editors';
import { readImage, readRaster } from './read-picture';
import { removeRetouch } from './remove-retouch';
import { roleOf } from './retouch-marks';
import { scanSelection } from './scan-selection';
import { createImages, writeLayers, type ResultImages } from './write-layers';

const SETTINGS_KEY = 'settings';

/** Async, so that a refusal by Figma rejects the promise and is not thrown at the caller. */
const scanned = async (): Promise<SelectionScan> => scanSelection(figma.currentPage, { flatten: false, changes: true });

/**
 * Figma as a host: finds layers, reads their files, writes layers. It never looks at pixels.
 * @param onCancel runs when the designer presses the button of a notice
 */
export function createHost(onCancel: () => void): HostApi {
  const runs = createOpenRuns();
  let shownNotice: NotificationHandler | null = null;

  return {
    ...diagnostics,

    async ready() {
      const storedSettings: unknown = await figma.clientStorage.getAsync(SETTINGS_KEY).catch(() => null);
      const command = COMMANDS.find((one) => one === figma.command) ?? 'retouch';
      return { command, storedSettings, selection: await scanned(), window: windowKind(), theme: null };
    },

    async beginRun({ flatten }) {
      // Ends the current undo step, so that this press of Retouch becomes a step of its own.
      figma.commitUndo();
      const scan = await scanSelection(figma.currentPage, { flatten, changes: true });
      const run = canWrite() ? scan : refusedForReading(scan);
      runs.open(run);
      return run;
    },

    readPicture(pictureId): Promise<ReadResult> {
      const rasterId = rasterIdOf(pictureId);
      return rasterId === null ? readImage(pictureId) : readRaster(rasterId);
    },

    writeResult: (pictureId, result, changed) =>
      writeToTargets(runs.targetsOf(pictureId), pictureId, result, answerOf(changed)),

    async endRun() {
      figma.commitUndo();
      runs.close();
      return { selection: await scanned(), written: [] };
    },

    async removeRetouch(): Promise<RemoveResult> {
      const removed = await removeRetouch(figma.currentPage);
      return removed.state === 'failed' ? removed : { ...removed, selection: await scanned().catch(() => null) };
    },

    async storeSettings(settings) {
      // Storage may be full or blocked. This run keeps its settings. The next one starts with those stored before.
      await figma.clientStorage.setAsync(SETTINGS_KEY, settings).catch(() => undefined);
    },

    async reveal(nodeId) {
      const node = await figma.getNodeByIdAsync(nodeId);
      if (node === null || node.type === 'DOCUMENT' || node.type === 'PAGE') return;
      focusOn(node, figma.currentPage);
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
  for (const [index, target] of targets.entries()) {
    if (index > 0) await letHostWork();
    results.push(await writeTarget(target, pictureId, images, changed, result));
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
  { nodeId, flatten, earlier }: Target,
  pictureId: string,
  images: ResultImages,
  changed: ChangedLayers,
  result: PictureResult,
): Promise<WriteResult> {
  const failed = (problem: HostProblem): WriteResult => ({ nodeId, state: 'failed', problem });
  try {
    const node = await figma.getNodeByIdAsync(nodeId);
    if (node === null || node.removed || node.type === 'DOCUMENT' || node.type === 'PAGE')
      return failed({ code: 'layer-gone' });
    // The designer may have replaced its picture, hidden it, or added an effect during the computation.
    const tree = createNodeTree();
    const source = sourceOf(node, pictureId, tree, isMarked);
    if (source === null) return failed({ code: 'picture-replaced' });
    const plan = layerPlan(source, tree);
    if (plan.state === 'refused') return failed(problemOf(plan.obstacle, earlier !== null));
    const reason = plan.state === 'flatten' && flatten !== 'asked' ? plan.reason : flatten;
    if (reason !== null && reason !== 'rasterised' && images.retouched === null)
      return failed({ code: 'layer-changed' });
    const written = writeLayers(source, images, { flatten: reason, changed, tree }, result);
    return written.state === 'failed' && !canWrite() ? failed({ code: 'read-only' }) : written;
  } catch (error) {
    // A rejection would lose the results of the picture's other layers.
    return failed(refusedWrite(messageOf(error)));
  }
}

function isMarked(node: SceneNode): boolean {
  return roleOf(node) !== '';
}
