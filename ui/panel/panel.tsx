import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { NO_CHOICES, type Choices } from '../channel/choices';
import type { HostApi, SelectionScan } from '../channel/host-api';
import type { Box } from '../engine/report';
import { DEFAULT_SETTINGS, parseSettings, type RetouchSettings } from '../engine/settings';
import type { Words } from '../words/words';
import { rowsOf, type BatchState, type LayerRow } from './batch/batch-state';
import { runBatch, type Batch } from './batch/run-batch';
import type { EngineBridge } from './engine/engine-bridge';
import { FaceList } from './faces/face-list';
import { Empty } from './parts/empty';
import { Foot, type EngineState } from './parts/foot';
import { LayerList } from './parts/layer-list';
import { SettingsForm } from './parts/settings-form';
import { useWords } from './parts/use-words';
import { NO_HISTORY, withChoices, type ChoicesHistory } from './picture/choices-history';
import type { Wish } from './picture/picture-viewer';
import { usePicture } from './picture/use-picture';
import { Preview } from './preview/preview';
import { PreviewNotice } from './preview/preview-notice';
import { afterPaint } from './window/after-paint';
import { bounded, ResizeHandle, type WindowSize } from './window/resize-handle';

export interface PanelProps {
  readonly host: HostApi;
  readonly engine: EngineBridge;
  /** Subscribes to selections of the host; one listener at a time. */
  readonly onSelection: (listener: (selection: SelectionScan) => void) => void;
}

interface StoredSettings {
  readonly settings: RetouchSettings;
  readonly flatten: boolean;
  readonly window: WindowSize | null;
}

/** The whole panel: what is selected, how to retouch it, and what has become of it. */
export function Panel({ host, engine, onSelection }: PanelProps) {
  const words = useWords();
  const [settings, setSettings] = useState<RetouchSettings>(DEFAULT_SETTINGS);
  const [flatten, setFlatten] = useState(false);
  const [windowSize, setWindowSize] = useState<WindowSize | null>(null);
  const [selection, setSelection] = useState<SelectionScan | null>(null);
  const [batchState, setBatchState] = useState<BatchState | null>(null);
  const [engineState, setEngineState] = useState<EngineState>('starting');
  const [chosen, setChosen] = useState<string | null>(null);
  const [histories, setHistories] = useState<ReadonlyMap<string, ChoicesHistory>>(new Map());
  const [subject, setSubject] = useState<Wish['subject']>('result');
  const [region, setRegion] = useState<Box | null>(null);
  const [pointedFace, setPointedFace] = useState<Box | null>(null);
  const batch = useRef<Batch | null>(null);
  const running = batchState?.running ?? false;

  useEffect(() => {
    onSelection((changed) => {
      setSelection(changed);
      // A finished list stays until something else is selected; a running one is never replaced.
      if (batch.current === null) setBatchState(null);
    });
    void host.ready().then((context) => {
      setSelection(context.selection);
      const stored = context.storedSettings;
      setSettings(parseSettings(stored));
      if (typeof stored === 'object' && stored !== null && 'flatten' in stored) setFlatten(stored.flatten === true);
      const size = typeof stored === 'object' && stored !== null && 'window' in stored ? parseSize(stored.window) : null;
      setWindowSize(size);
      if (size !== null) void host.resize(size.width, size.height);
    });
    afterPaint(() => void engine.start().then(setEngineState, () => setEngineState('failed')));
  }, []);

  /** As they are now: two changes may come between two drawings. */
  const kept = useRef<StoredSettings>({ settings, flatten, window: null });
  kept.current = { settings, flatten, window: windowSize };
  const store = (change: Partial<StoredSettings>): void => {
    const next = kept.current = { ...kept.current, ...change };
    setSettings(next.settings);
    setFlatten(next.flatten);
    setWindowSize(next.window);
    void host.storeSettings({ ...next.settings, flatten: next.flatten, ...(next.window === null ? {} : { window: next.window }) });
  };

  const pictures = selection?.pictures ?? [];
  const pictureId = pictures.find((picture) => picture.pictureId === chosen)?.pictureId ?? pictures[0]?.pictureId ?? null;
  const history = (pictureId === null ? null : histories.get(pictureId)) ?? NO_HISTORY;
  const setHistory = (next: ChoicesHistory): void => {
    if (pictureId !== null) setHistories(new Map(histories).set(pictureId, next));
  };
  const choose = (choices: Choices): void => setHistory(withChoices(history, choices));
  const wish = useMemo(() => ({ settings, choices: history.now, region, subject }), [settings, history.now, region, subject]);
  const picture = usePicture(host, engine, pictureId, wish, running || engineState === 'starting');

  const retouch = (): void => {
    // The button is off as soon as the panel is drawn again; a second press may come before.
    if (batch.current !== null) return;
    const asked = (id: string) => ({ settings, choices: histories.get(id)?.now ?? NO_CHOICES });
    const started = runBatch(host, engine, { asked, flatten }, setBatchState);
    batch.current = started;
    void started.finished.then(() => {
      batch.current = null;
      engine.start().then(setEngineState, () => setEngineState('failed'));
    });
  };

  const rows = batchState?.rows ?? (selection === null ? [] : rowsOf(selection));
  const nothing = selection === null || selection.problem !== null || selection.pictures.length === 0;
  const off = settings.heal === 'off' && settings.even === 0 && settings.brighten === 0;
  return (
    <main class="panel">
      <div class="body">
        {pictureId === null
          ? <Empty problem={selection?.problem ?? null} />
          : picture.state === 'open'
            ? (
              <Preview key={pictureId} picture={picture} history={history} onHistory={setHistory} subject={subject} onSubject={setSubject}
                onRegion={setRegion} face={pointedFace} />
            )
            : <PreviewNotice picture={picture} />}
        <div class="side">
          <SettingsForm settings={settings} flatten={flatten} disabled={running} 
            onChange={(change) => store({ settings: { ...kept.current.settings, ...change } })} onFlatten={(next) => store({ flatten: next })} />
          {picture.state === 'open' && (
            <FaceList faces={picture.faces} original={picture.original} settings={settings} choices={history.now} onChoices={choose} onPoint={setPointedFace} />
          )}
          {rows.length > 0 && <LayerList rows={rows} chosen={pictureId} onChoose={setChosen} onReveal={(nodeId) => void host.reveal(nodeId)} />}
        </div>
      </div>
      <p class="visually-hidden" role="status">{batchState === null ? '' : statusText(batchState, words)}</p>
      <Foot
        engine={engineState}
        running={running}
        reason={nothing ? words.problem(selection?.problem ?? { code: 'nothing-selected' }) : off ? words.allOff : null}
        onRetouch={retouch}
        onCancel={() => batch.current?.cancel()}
      />
      <ResizeHandle onResize={({ width, height }) => void host.resize(width, height)} onSettled={(size) => store({ window: size })} />
    </main>
  );
}

function statusText({ running, rows }: BatchState, words: Words): string {
  const count = (state: LayerRow['state']['state']): number => rows.filter((row) => row.state.state === state).length;
  if (running) return words.running;
  return words.runSummary({ done: count('done'), skipped: count('skipped'), failed: count('failed'), cancelled: count('cancelled') });
}

function parseSize(value: unknown): WindowSize | null {
  if (typeof value !== 'object' || value === null || !('width' in value) || !('height' in value)) return null;
  const { width, height } = value;
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0 ? bounded({ width, height }) : null;
}
