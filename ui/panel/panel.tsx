import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { NO_CHOICES, type Choices } from '../engine/api/choices';
import type { HostApi, HostContext, SelectionScan } from '../host-api/host-api';
import type { Box } from '../engine/api/report';
import { asksForNothing, type AdjustmentValues } from '../engine/api/adjustments';
import type { RetouchSettings } from '../engine/api/settings';
import { messagesOf } from '../locales/choose-locale';
import type { Messages } from '../locales/messages';
import { rowsOf, type BatchState } from './batch/batch-state';
import { countsOf } from './batch/count-rows';
import type { Asked } from './batch/run-batch';
import { useBatch } from './batch/use-batch';
import { useThumbnails } from './batch/use-thumbnails';
import { Segments } from './controls/segments';
import type { EngineClient, EngineStatus } from './engine-client/engine-client';
import { FaceList } from './preview/face-list';
import { writeLayerData } from './saved/layer-data';
import { restoreLayerData } from './saved/restore-layer-data';
import { NetworksField } from './settings/networks-field';
import { useNetworks } from './settings/use-networks';
import { ChangedQuestion } from './batch/changed-question';
import { Empty } from './empty';
import { Foot } from './foot';
import { LayerList } from './batch/layer-list';
import { SettingsForm } from './settings/settings-form';
import { useMessages } from './controls/use-messages';
import { NO_HISTORY, startingFrom, withChoices, type ChoicesHistory } from './preview/choices-history';
import type { ViewRequest } from './preview/picture-viewer';
import { usePicture } from './preview/use-picture';
import { PresetBar } from './settings/preset-bar';
import { Preview } from './preview/preview';
import { PreviewNotice } from './preview/preview-notice';
import { parsePreferences } from './saved/preferences';
import { usePreferences } from './saved/use-preferences';
import { afterPaint } from './controls/after-paint';
import { ResizeHandle } from './controls/resize-handle';

export interface PanelProps {
  readonly host: HostApi;
  readonly engine: EngineClient;
  /** What the host says first; the panel is drawn before. */
  readonly started: Promise<HostContext>;
  /** Subscribes to selections of the host; one listener at a time. */
  readonly onSelection: (listener: (selection: SelectionScan) => void) => void;
  /** Changes the language of the panel. */
  readonly onMessages: (messages: Messages) => void;
}

const STARTING: EngineStatus = { state: 'starting' };

/** The whole panel: what is selected, how to retouch it, and what has become of it. */
export function Panel({ host, engine, started, onSelection, onMessages }: PanelProps) {
  const messages = useMessages();
  const stored = usePreferences(host);
  const batch = useBatch(host, engine);
  /** Settings of pictures that have their own. */
  const [ownSettings, setOwnSettings] = useState<ReadonlyMap<string, RetouchSettings>>(new Map());
  /** Whether the host has said what is selected and what was stored: nothing is to be changed before. */
  const [ready, setReady] = useState(false);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [selection, setSelection] = useState<SelectionScan | null>(null);
  const [engineState, setEngineState] = useState<EngineStatus>(STARTING);
  const networks = useNetworks(engine, engineState);
  const [chosen, setChosen] = useState<string | null>(null);
  const [histories, setHistories] = useState<ReadonlyMap<string, ChoicesHistory>>(new Map());
  const [subject, setSubject] = useState<ViewRequest['subject']>('result');
  const [region, setRegion] = useState<Box | null>(null);
  const [pointedFace, setPointedFace] = useState<Box | null>(null);
  /** What was done last beside a run, for those who cannot see it. */
  const [announcement, setAnnouncement] = useState('');
  /** Pictures whose earlier retouch was read back: what is changed here later counts more. */
  const recalled = useRef(new Set<string>());
  const { settings, flatten, review, presets } = stored.now;
  const running = batch.state?.running ?? false;

  const startEngine = (): void => void engine.start().catch(() => undefined);
  const readBack = (scan: SelectionScan, used: RetouchSettings, mayChangeAll: boolean): void => {
    const back = restoreLayerData(
      scan.pictures.filter(({ pictureId }) => !recalled.current.has(pictureId)),
      used,
      mayChangeAll,
    );
    for (const { pictureId } of scan.pictures) recalled.current.add(pictureId);
    if (back.settings !== null) stored.show({ settings: back.settings });
    setOwnSettings((known) => new Map([...known, ...back.own]));
    setHistories(
      (known) => new Map([...known, ...[...back.choices].map(([id, choices]) => [id, startingFrom(choices)] as const)]),
    );
  };
  /** As the panel is drawn now: the listener was given once. */
  const select = useRef<(scan: SelectionScan) => void>(() => undefined);
  select.current = (scan) => {
    readBack(scan, settings, false);
    setSelection(scan);
    // A finished list stays until something else is selected; a running one is never replaced.
    if (selection === null || layersOf(scan) !== layersOf(selection)) batch.forget();
  };

  useEffect(() => {
    onSelection((scan) => select.current(scan));
    engine.onStatus(setEngineState);
    void started.then((context) => {
      const before = parsePreferences(context.storedSettings);
      stored.show(before);
      readBack(context.selection, before.settings, true);
      setSelection(context.selection);
      if (before.window !== null) void host.resize(before.window.width, before.window.height);
      const spoken = messagesOf(before.language);
      if (spoken !== null) onMessages(spoken);
      setReady(true);
      afterPaint(startEngine);
    });
  }, []);

  const pictures = selection?.pictures ?? [];
  const pictureId =
    pictures.find((picture) => picture.pictureId === chosen)?.pictureId ?? pictures[0]?.pictureId ?? null;
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
  const setUsed = (change: AdjustmentValues): void => {
    if (own === undefined) stored.store({ settings: { ...settings, ...change } });
    else setOwn({ ...own, ...change });
  };
  const wish = useMemo(
    () => ({ settings: used, networks: networks.used, choices: history.now, region, subject }),
    [used, networks.used, history.now, region, subject],
  );
  const paused = running || engineState.state === 'starting' || engineState.state === 'testing';
  const thumbnails = useThumbnails(host, pictures, paused);
  const picture = usePicture(host, engine, pictureId, wish, paused);

  const rows = batch.state?.rows ?? (selection === null ? [] : rowsOf(selection));
  const over = batch.state !== null && !running;
  const waiting = over && rows.some(({ state }) => state.state === 'ready');
  const asked = (id: string): Asked | null => {
    if (leftOut.has(id)) return null;
    const mine = ownSettings.get(id);
    const choices = histories.get(id)?.now ?? NO_CHOICES;
    return {
      settings: mine ?? settings,
      networks: networks.used,
      choices,
      memory: writeLayerData({ settings: mine ?? settings, own: mine !== undefined, choices }),
    };
  };
  /** @param again of a run that is over, the layers that are taken up again; null: all, anew */
  const retouch = (again: 'failed' | 'ready' | null): void => {
    const taken = new Set(rows.filter(({ state }) => state.state === again).map((row) => row.pictureId));
    setAnnouncement('');
    batch.start(
      {
        asked: (id) => (again !== null && !taken.has(id) ? null : asked(id)),
        flatten,
        review: review && again !== 'ready' && pictures.length > 1,
        listed: rows,
        earlier: again === null ? [] : rows.filter((row) => !taken.has(row.pictureId)),
        onSelection: (scan) => {
          for (const { pictureId: id } of scan.pictures) recalled.current.add(id);
          setSelection(scan);
        },
      },
      startEngine,
    );
  };
  const remove = async (): Promise<void> => {
    const removed = await host.removeRetouch();
    batch.forget();
    if (removed.state === 'removed' && removed.selection !== null) setSelection(removed.selection);
    setAnnouncement(
      removed.state === 'removed'
        ? messages.removed(removed.retouches, removed.kept)
        : messages.problem(removed.problem),
    );
  };

  const nothing = selection === null || selection.problem !== null || pictures.length === 0;
  const off = asksForNothing(used) && own === undefined;
  const targets = pictures.filter((each) => !leftOut.has(each.pictureId)).flatMap((each) => each.targets);
  const canRetry = over && rows.some((row) => row.pictureId !== null && row.state.state === 'failed');
  return (
    <main class="panel">
      <h1 class="visually-hidden">Softlight</h1>
      <div class="body">
        {pictureId === null ? (
          <Empty problem={selection?.problem ?? null} />
        ) : picture.state === 'open' ? (
          <Preview
            key={pictureId}
            picture={picture}
            history={history}
            onHistory={setHistory}
            subject={subject}
            onSubject={setSubject}
            onRegion={setRegion}
            face={pointedFace}
          />
        ) : (
          <PreviewNotice picture={picture} />
        )}
        <div class="side">
          {(pictures.length > 1 || own !== undefined) && (
            <div class="scope">
              <Segments
                name="scope"
                label={messages.scope}
                value={own === undefined ? 'all' : 'one'}
                disabled={running}
                onChange={(scope) => setOwn(scope === 'one' ? used : null)}
                options={[
                  { value: 'all', label: messages.scopes.all },
                  { value: 'one', label: messages.scopes.one },
                ]}
              />
            </div>
          )}
          <PresetBar
            settings={used}
            presets={presets}
            disabled={running || !ready}
            onSettings={setUsed}
            onPresets={(next) => stored.store({ presets: next })}
          />
          <SettingsForm
            settings={used}
            flatten={flatten}
            disabled={running || !ready}
            onChange={setUsed}
            onFlatten={(next) => stored.store({ flatten: next })}
          />
          <NetworksField networks={networks} disabled={running || waiting || !ready} />
          {pictures.length > 1 && (
            <div class="field when-done">
              <span class="name">{messages.whenDone}</span>
              <Segments
                name="when-done"
                label={messages.whenDone}
                value={review ? 'review' : 'apply'}
                disabled={running || waiting}
                options={(['apply', 'review'] as const).map((value) => ({
                  value,
                  label: messages.whenDoneChoices[value],
                }))}
                onChange={(value) => stored.store({ review: value === 'review' })}
              />
            </div>
          )}
          {picture.state === 'open' && (
            <FaceList
              faces={picture.faces}
              original={picture.original}
              settings={used}
              choices={history.now}
              onChoices={choose}
              onPoint={setPointedFace}
            />
          )}
          {rows.length > 0 && (
            <LayerList
              rows={rows}
              chosen={pictureId}
              thumbnails={thumbnails}
              leftOut={leftOut}
              onChoose={setChosen}
              onReveal={(nodeId) => void host.reveal(nodeId)}
              onLeftOut={batch.state === null || waiting ? (id) => setLeftOut(toggled(leftOut, id)) : null}
              onRetry={canRetry ? () => retouch('failed') : null}
              onRemove={
                !running && pictures.some((each) => each.targets.some(({ earlier }) => earlier !== null))
                  ? () => void remove()
                  : null
              }
            />
          )}
        </div>
      </div>
      <p class="visually-hidden" role="status">
        {batch.state === null ? announcement : statusText(batch.state, messages)}
      </p>
      {batch.question !== null && <ChangedQuestion {...batch.question} />}
      <Foot
        engine={ready ? engineState : STARTING}
        running={running}
        action={
          waiting
            ? 'apply'
            : targets.length > 0 && targets.every(({ earlier }) => earlier !== null)
              ? 'update'
              : 'retouch'
        }
        reason={
          nothing
            ? messages.problem(selection?.problem ?? { code: 'nothing-selected' })
            : off
              ? messages.allOff
              : networks.chosen !== networks.used
                ? messages.networksLoading
                : null
        }
        timeLeft={batch.state?.timeLeft ?? null}
        onLanguage={() => {
          const other = messagesOf(messages.otherLanguage.tag);
          if (other === null) return;
          onMessages(other);
          stored.store({ language: other.language });
        }}
        onRetouch={() => retouch(waiting ? 'ready' : null)}
        onCancel={batch.cancel}
      />
      <ResizeHandle
        onResize={({ width, height }) => void host.resize(width, height)}
        onSettled={(size) => stored.store({ window: size })}
      />
    </main>
  );
}

/** Which layers a selection holds: what else a scan says of them may change while they stay selected. */
function layersOf({ pictures, skipped }: SelectionScan): string {
  return [
    ...pictures.flatMap(({ pictureId, targets }) => targets.map(({ nodeId }) => `${nodeId} ${pictureId}`)),
    ...skipped.map(({ nodeId }) => nodeId),
  ].join();
}

function statusText({ running, rows }: BatchState, messages: Messages): string {
  return running ? messages.running : messages.runSummary(countsOf(rows));
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
