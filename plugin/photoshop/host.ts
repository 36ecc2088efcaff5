import type { ChangedLayers, Command, HostApi, WriteResult } from '../../ui/host-api/host-api';
import { diagnostics } from './diagnostics';
import { loadSettings, saveSettings } from './files';
import { problemOf } from './host-failure';
import { inModal, type BusyListener } from './modal';
import { createOpenRuns } from './open-runs';
import { describeRead, readSource, sourceById, type ReadSource } from './read-source';
import { removeRetouch } from './remove-retouch';
import { scanDocuments, type Scope } from './scan-documents';
import { HISTORY_NAME } from './make-group';
import { currentTheme } from './theme';
import { writeDocument, type WaitingResult } from './write-retouch';

/** The surroundings of a host. */
export interface HostOptions {
  readonly command: Command;
  /** Settings of a recorded step of an action; null: those stored last. */
  readonly recordedSettings: unknown;
  /** The run of Photoshop: ids of documents and layers are valid only in it. */
  readonly session: string;
  readonly scope: () => Scope;
  readonly onBusy: BusyListener;
  readonly onNotice: (text: string, cancel: string) => void;
  readonly onClose: (message: string) => void;
}

/** Photoshop as a host: finds layers, reads their pixels, writes layers. It computes nothing. */
export function createHost(options: HostOptions): HostApi {
  const { session, scope, onBusy } = options;
  const runs = createOpenRuns();
  const pictures = new Map<string, ReadSource>();
  const scan = (thorough: boolean, flatten: boolean): ReturnType<typeof scanDocuments> =>
    scanDocuments({ scope: scope(), session, onBusy, thorough, flatten });
  const write = (waiting: readonly WaitingResult[]): Promise<readonly WriteResult[]> =>
    writeWaiting(waiting, session, onBusy);

  return {
    async ready() {
      const storedSettings = options.recordedSettings ?? (await loadSettings());
      const selection = await scan(false, false);
      return { command: options.command, storedSettings, selection, window: 'docked', theme: currentTheme() };
    },

    async beginRun({ flatten }) {
      const run = await scan(true, flatten);
      runs.open(run);
      return run;
    },

    async readPicture(pictureId) {
      try {
        const picture = await inModal('Softlight reads the picture', onBusy, async (context) => {
          const source = sourceById(pictureId);
          const read = await readSource(context, source, session);
          pictures.set(pictureId, describeRead(source, read));
          return read;
        });
        return { state: 'read', picture };
      } catch (error) {
        return { state: 'failed', problem: problemOf(error, 'read-failed') };
      }
    },

    async writeResult(pictureId, result, changed) {
      const read = pictures.get(pictureId);
      if (read === undefined || !runs.has(pictureId)) return [];
      pictures.delete(pictureId);
      const now = runs.add({ sourceId: pictureId, read, result, changed: answerOf(changed) });
      if (now.length === 0) return [{ nodeId: pictureId, state: 'held' }];
      return write(now);
    },

    async endRun() {
      const written: WriteResult[] = [];
      for (const waiting of runs.close()) written.push(...(await write(waiting)));
      return { selection: await scan(false, false), written };
    },

    /** Photoshop keeps its undo key for itself: a docked panel never gets it. */
    undoDocument: () => Promise.resolve(),

    async removeRetouch() {
      const removed = await removeRetouch(scope(), session, onBusy);
      return removed.state === 'failed'
        ? removed
        : { ...removed, selection: await scan(false, false).catch(() => null) };
    },

    ...windowMethods(options),
    ...diagnostics(onBusy),
  };
}

/** The panel is docked: Photoshop sizes it, and shows the selected layer in its own panel. */
function windowMethods({
  onNotice,
  onClose,
}: HostOptions): Pick<HostApi, 'storeSettings' | 'reveal' | 'resize' | 'notify' | 'close'> {
  return {
    storeSettings: (settings) => saveSettings(settings),
    reveal: () => Promise.resolve(),
    resize: () => Promise.resolve(),
    notify({ text, cancel }) {
      onNotice(text, cancel);
      return Promise.resolve();
    },
    close(message) {
      onClose(message);
      return Promise.resolve();
    },
  };
}

/** Writes results of one document in one modal state. A failure of Photoshop is the result of each of them. */
async function writeWaiting(
  waiting: readonly WaitingResult[],
  session: string,
  onBusy: BusyListener,
): Promise<readonly WriteResult[]> {
  try {
    return await inModal(HISTORY_NAME, onBusy, (context) => writeDocument(context, waiting, session));
  } catch (error) {
    const problem = problemOf(error, 'write-failed');
    return waiting.map(({ sourceId }) => ({ nodeId: sourceId, state: 'failed', problem }));
  }
}

/** The answer of the designer. Without a valid answer both versions are kept, so that nothing is lost. */
function answerOf(changed: ChangedLayers): ChangedLayers {
  return changed === 'replace' || changed === 'leave' ? changed : 'beside';
}
