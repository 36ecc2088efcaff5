import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { NO_CHOICES, type Choices } from '../channel/choices';
import type { HostApi, SelectionScan } from '../channel/host-api';
import type { Box } from '../engine/report';
import { DEFAULT_LIMITS, DEFAULT_SETTINGS, parseSettings, type RetouchSettings } from '../engine/settings';
import { wordsOf } from '../words/choose-words';
import type { Words } from '../words/words';
import { rowsOf, type BatchState, type LayerRow } from './batch/batch-state';
import { runBatch, type Batch } from './batch/run-batch';
import { useThumbnails } from './batch/use-thumbnails';
import { Segments } from './controls/segments';
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
import { PresetBar } from './presets/preset-bar';
import { parsePresets, type Preset } from './presets/presets';
import { Preview } from './preview/preview';
import { PreviewNotice } from './preview/preview-notice';
import { afterPaint } from './window/after-paint';
import { bounded, ResizeHandle, type WindowSize } from './window/resize-handle';

export interface PanelProps {
  readonly host: HostApi;
  readonly engine: EngineBridge;
  /** Subscribes to selections of the host; one listener at a time. */
  readonly onSelection: (listener: (selection: SelectionScan) => void) => void;
  /** Changes the language of the panel. */
  readonly onWords: (words: Words) => void;
}

interface StoredSettings {
  readonly settings: RetouchSettings;
  readonly flatten: boolean;
  readonly window: WindowSize | null;
  readonly presets: readonly Preset[];
  /** Chosen by hand; null: the browser's. */
  readonly language: string | null;
}

const NOTHING_STORED: StoredSettings = { settings: DEFAULT_SETTINGS, flatten: false, window: null, presets: [], language: null };

/** The whole panel: what is selected, how to retouch it, and what has become of it. */
export function Panel({ host, engine, onSelection, onWords }: PanelProps) {
  const words = useWords();
  const [settings, setSettings] = useState<RetouchSettings>(DEFAULT_SETTINGS);
  const [flatten, setFlatten] = useState(false);
  const [presets, setPresets] = useState<readonly Preset[]>([]);
  /** Settings of pictures that have their own. */
  const [ownSettings, setOwnSettings] = useState<ReadonlyMap<string, RetouchSettings>>(new Map());
  /** Whether the host has said what is selected and what was stored: nothing is to be changed before. */
  const [ready, setReady] = useState(false);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [selection, setSelection] = useState<SelectionScan | null>(null);
  const [batchState, setBatchState] = useState<BatchState | null>(null);
  const [engineState, setEngineState] = useState<EngineState>('starting');
  const [chosen, setChosen] = useState<string | null>(null);
  const [histories, setHistories] = useState<ReadonlyMap<string, ChoicesHistory>>(new Map());
  const [subject, setSubject] = useState<Wish['subject']>('result');
  const [region, setRegion] = useState<Box | null>(null);
  const [pointedFace, setPointedFace] = useState<Box | null>(null);
  const batch = useRef<Batch | null>(null);
  /** As it is now: two changes may come between two drawings. */
  const kept = useRef<StoredSettings>(NOTHING_STORED);
  const running = batchState?.running ?? false;

  useEffect(() => {
    onSelection((changed) => {
      setSelection(changed);
      // A finished list stays until something else is selected; a running one is never replaced.
      if (batch.current === null) setBatchState(null);
    });
    void host.ready().then((context) => {
      setSelection(context.selection);
      const stored = parseStored(context.storedSettings);
      show(stored);
      if (stored.window !== null) void host.resize(stored.window.width, stored.window.height);
      const spoken = wordsOf(stored.language);
      if (spoken !== null) onWords(spoken);
      setReady(true);
    });
    afterPaint(() => void engine.start().then(setEngineState, () => setEngineState('failed')));
  }, []);

  const show = (stored: StoredSettings): void => {
    kept.current = stored;
    setSettings(stored.settings);
    setFlatten(stored.flatten);
    setPresets(stored.presets);
  };
  const store = (change: Partial<StoredSettings>): void => {
    const next = { ...kept.current, ...change };
    show(next);
    const { settings: used, ...rest } = next;
    void host.storeSettings({ ...used, ...rest });
  };

  const pictures = selection?.pictures ?? [];
  const pictureId = pictures.find((picture) => picture.pictureId === chosen)?.pictureId ?? pictures[0]?.pictureId ?? null;
  const history = (pictureId === null ? null : histories.get(pictureId)) ?? NO_HISTORY;
  const setHistory = (next: ChoicesHistory): void => {
    if (pictureId !== null) setHistories(new Map(histories).set(pictureId, next));
  };
  const choose = (choices: Choices): void => setHistory(withChoices(history, choices));
  const own = pictureId === null ? undefined : ownSettings.get(pictureId);
  const used = own ?? settings;
  const setOwn = (next: RetouchSettings | null): void => {
    if (pictureId === null) return;
    const others = new Map(ownSettings);
    if (next === null) others.delete(pictureId);
    else others.set(pictureId, next);
    setOwnSettings(others);
  };
  const setUsed = (change: Partial<RetouchSettings>): void => {
    if (own === undefined) store({ settings: { ...kept.current.settings, ...change } });
    else setOwn({ ...own, ...change });
  };
  const wish = useMemo(() => ({ settings: used, choices: history.now, region, subject }), [used, history.now, region, subject]);
  const thumbnails = useThumbnails(host, pictures, running || engineState === 'starting');
  const picture = usePicture(host, engine, pictureId, wish, running || engineState === 'starting');

  const retouch = (retried: readonly LayerRow[] | null = null): void => {
    // The button is off as soon as the panel is drawn again; a second press may come before.
    if (batch.current !== null) return;
    const failed = new Set(retried?.filter(({ state }) => state.state === 'failed').map((row) => row.pictureId));
    const asked = (id: string) => {
      if (leftOut.has(id) || (retried !== null && !failed.has(id))) return null;
      return { settings: ownSettings.get(id) ?? settings, choices: histories.get(id)?.now ?? NO_CHOICES };
    };
    const earlier = retried?.filter((row) => !failed.has(row.pictureId)) ?? [];
    const started = runBatch(host, engine, { asked, flatten, earlier }, setBatchState);
    batch.current = started;
    void started.finished.then(() => {
      batch.current = null;
      engine.start().then(setEngineState, () => setEngineState('failed'));
    });
  };

  const rows = batchState?.rows ?? (selection === null ? [] : rowsOf(selection));
  const nothing = selection === null || selection.problem !== null || selection.pictures.length === 0;
  const off = used.heal === 'off' && used.even === 0 && used.brighten === 0 && own === undefined;
  const over = batchState !== null && !running;
  const canRetry = over && rows.some((row) => row.pictureId !== null && row.state.state === 'failed');
  return (
    <main class="panel">
      <h1 class="visually-hidden">Softlight</h1>
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
          {pictures.length > 1 && (
            <div class="scope">
              <Segments name="scope" label={words.scope} value={own === undefined ? 'all' : 'one'} disabled={running} onChange={(scope) => setOwn(scope === 'one' ? used : null)}
                options={[{ value: 'all', label: words.scopes.all }, { value: 'one', label: words.scopes.one }]} />
            </div>
          )}
          <PresetBar settings={used} presets={presets} disabled={running || !ready} onSettings={(chosen) => setUsed({ spots: DEFAULT_LIMITS, ...chosen })}
            onPresets={(next) => store({ presets: next })} />
          <SettingsForm settings={used} flatten={flatten} disabled={running || !ready} onChange={setUsed} onFlatten={(next) => store({ flatten: next })} />
          {picture.state === 'open' && (
            <FaceList faces={picture.faces} original={picture.original} settings={used} choices={history.now} onChoices={choose} onPoint={setPointedFace} />
          )}
          {rows.length > 0 && (
            <LayerList rows={rows} chosen={pictureId} thumbnails={thumbnails} leftOut={leftOut} onChoose={setChosen} onReveal={(nodeId) => void host.reveal(nodeId)}
              onLeftOut={batchState === null ? (id) => setLeftOut(toggled(leftOut, id)) : null} onRetry={canRetry ? () => retouch(rows) : null} />
          )}
        </div>
      </div>
      <p class="visually-hidden" role="status">{batchState === null ? '' : statusText(batchState, words)}</p>
      <Foot
        engine={ready ? engineState : 'starting'}
        running={running}
        reason={nothing ? words.problem(selection?.problem ?? { code: 'nothing-selected' }) : off ? words.allOff : null}
        timeLeft={batchState?.timeLeft ?? null}
        onLanguage={() => {
          const other = wordsOf(words.otherLanguage.tag);
          if (other === null) return;
          onWords(other);
          store({ language: other.language });
        }}
        onRetouch={() => retouch()}
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

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

/** What was stored last, from an untrusted value. */
function parseStored(value: unknown): StoredSettings {
  const fields: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  return {
    settings: parseSettings(value),
    flatten: fields['flatten'] === true,
    window: parseSize(fields['window']),
    presets: parsePresets(fields['presets']),
    language: typeof fields['language'] === 'string' ? fields['language'] : null,
  };
}

function parseSize(value: unknown): WindowSize | null {
  if (typeof value !== 'object' || value === null || !('width' in value) || !('height' in value)) return null;
  const { width, height } = value;
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0 ? bounded({ width, height }) : null;
}
