import { useEffect, useRef, useState } from 'preact/hooks';
import type { HostApi, SelectionScan } from '../channel/host-api';
import { DEFAULT_SETTINGS, parseSettings, type RetouchSettings } from '../engine/settings';
import type { Words } from '../words/words';
import { rowsOf, type BatchState, type LayerRow } from './batch/batch-state';
import { runBatch, type Batch } from './batch/run-batch';
import type { EngineBridge } from './engine/engine-bridge';
import { Empty } from './parts/empty';
import { Foot, type EngineState } from './parts/foot';
import { LayerList } from './parts/layer-list';
import { SettingsForm } from './parts/settings-form';
import { useWords } from './parts/use-words';

export interface PanelProps {
  readonly host: HostApi;
  readonly engine: EngineBridge;
  /** Subscribes to selections of the host; one listener at a time. */
  readonly onSelection: (listener: (selection: SelectionScan) => void) => void;
}

/** The whole panel: what is selected, how to retouch it, and what has become of it. */
export function Panel({ host, engine, onSelection }: PanelProps) {
  const words = useWords();
  const [settings, setSettings] = useState<RetouchSettings>(DEFAULT_SETTINGS);
  const [flatten, setFlatten] = useState(false);
  const [selection, setSelection] = useState<SelectionScan | null>(null);
  const [batchState, setBatchState] = useState<BatchState | null>(null);
  const [engineState, setEngineState] = useState<EngineState>('starting');
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
    });
    engine.start().then(setEngineState, () => setEngineState('failed'));
  }, []);

  const change = (next: RetouchSettings, nextFlatten: boolean): void => {
    setSettings(next);
    setFlatten(nextFlatten);
    void host.storeSettings({ ...next, flatten: nextFlatten });
  };

  const retouch = (): void => {
    // The button is off as soon as the panel is drawn again; a second press may come before.
    if (batch.current !== null) return;
    const started = runBatch(host, engine, { settings, flatten }, setBatchState);
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
      <SettingsForm settings={settings} flatten={flatten} disabled={running} onChange={change} />
      {rows.length > 0 ? <LayerList rows={rows} onReveal={(nodeId) => void host.reveal(nodeId)} /> : <Empty problem={selection?.problem ?? null} />}
      <p class="visually-hidden" role="status">{batchState === null ? '' : statusText(batchState, words)}</p>
      <Foot
        engine={engineState}
        running={running}
        reason={nothing ? words.problem(selection?.problem ?? { code: 'nothing-selected' }) : off ? words.allOff : null}
        onRetouch={retouch}
        onCancel={() => batch.current?.cancel()}
      />
    </main>
  );
}

function statusText({ running, rows }: BatchState, words: Words): string {
  const count = (state: LayerRow['state']['state']): number => rows.filter((row) => row.state.state === state).length;
  if (running) return words.running;
  return words.runSummary({ done: count('done'), skipped: count('skipped'), failed: count('failed'), cancelled: count('cancelled') });
}
