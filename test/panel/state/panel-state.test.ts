import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import { settingsWith } from '../../../ui/engine/api/settings';
import type { PictureJob, SelectionScan } from '../../../ui/host-api/host-api';
import { rowsOf } from '../../../ui/panel/batch/batch-state';
import { writeLayerData } from '../../../ui/panel/saved/layer-data';
import { createPreferenceWriter, STORE_DELAY_MS } from '../../../ui/panel/saved/preference-writer';
import { NO_PREFERENCES } from '../../../ui/panel/saved/preferences';
import {
  INITIAL_STATE,
  reducePanel,
  settingsOf,
  shownHistory,
  shownPicture,
  shownSettings,
  type PanelAction,
  type PanelState,
} from '../../../ui/panel/state/panel-state';
import { mainAction, runObstacle, runRequests } from '../../../ui/panel/state/run-requests';
import { createStore } from '../../../ui/panel/state/store';
import { storeEdits } from '../../../ui/panel/state/use-preference-writer';

const STRONG = settingsWith({ even: 90 });

function picture(pictureId: string, layerData: string | null = null): PictureJob {
  const earlier = layerData === null ? null : { changes: [], memory: layerData };
  const target = { nodeId: `node ${pictureId}`, name: pictureId, width: 10, height: 10, flatten: null, earlier };
  return { pictureId, targets: [target], layers: 'full' };
}

function selectionOf(...pictures: readonly PictureJob[]): SelectionScan {
  return { pictures, skipped: [], problem: null };
}

function stateAfter(...actions: readonly PanelAction[]): PanelState {
  return actions.reduce(reducePanel, INITIAL_STATE);
}

const started = (...pictures: readonly PictureJob[]): PanelAction => ({
  type: 'host-started',
  resizable: true,
  preferences: NO_PREFERENCES,
  selection: selectionOf(...pictures),
});

describe('panel state', () => {
  test('shows the first picture, or the chosen one while it is selected', () => {
    const chosen = stateAfter(started(picture('A'), picture('B')), { type: 'picture-chosen', pictureId: 'B' });
    assert.equal(shownPicture(stateAfter(started(picture('A'), picture('B')))), 'A');
    assert.equal(shownPicture(chosen), 'B');
    const other = reducePanel(chosen, { type: 'selection-changed', selection: selectionOf(picture('A')) });
    assert.equal(shownPicture(other), 'A');
  });

  test('changes settings for all pictures, or for the shown one once it has its own', () => {
    const even = (value: number): PanelAction => ({ type: 'settings-changed', change: { even: value } });
    const state = stateAfter(
      started(picture('A'), picture('B')),
      even(40),
      { type: 'scope-changed', scope: 'one' },
      even(90),
    );
    assert.equal(settingsOf(state, 'A').even, 90);
    assert.equal(settingsOf(state, 'B').even, 40);
    assert.equal(shownSettings(reducePanel(state, { type: 'scope-changed', scope: 'all' })).even, 40);
  });

  test('restores layer data of a picture once, and never over later choices', () => {
    const kept = { ...NO_CHOICES, kept: [{ x: 1, y: 2, radius: 3 }] };
    const data = writeLayerData({ settings: STRONG, own: false, choices: kept });
    const opened = stateAfter(started(picture('A', data)));
    assert.equal(shownSettings(opened).even, 90);
    assert.deepEqual(shownHistory(opened).now, kept);
    const changed = [
      { type: 'choices-made', choices: NO_CHOICES },
      { type: 'selection-changed', selection: selectionOf(picture('A', data)) },
    ] as const satisfies readonly PanelAction[];
    assert.deepEqual(shownHistory(changed.reduce<PanelState>(reducePanel, opened)).now, NO_CHOICES);
    assert.equal(opened.preferenceEdits, 0, 'restored settings are not stored');
  });

  test('keeps a finished list until other layers are selected', () => {
    const selection = selectionOf(picture('A'));
    const finished = stateAfter(started(picture('A')), {
      type: 'run-changed',
      batch: { running: false, timeLeft: null, rows: rowsOf(selection) },
    });
    assert.notEqual(reducePanel(finished, { type: 'selection-changed', selection }).batch, null);
    const other: PanelAction = { type: 'selection-changed', selection: selectionOf(picture('B')) };
    assert.equal(reducePanel(finished, other).batch, null);
    const active = reducePanel(finished, { type: 'run-started' });
    assert.notEqual(reducePanel(active, other).batch, null, 'a run in progress keeps its list');
  });
});

describe('run requests', () => {
  test('leave out excluded pictures, and resume only the rows of one state', () => {
    const state = stateAfter(started(picture('A'), picture('B')), { type: 'exclusion-toggled', pictureId: 'B' });
    const { requestFor } = runRequests(state, 'softlight', null);
    assert.deepEqual(requestFor('A')?.settings, shownSettings(state));
    assert.equal(requestFor('B'), null);
    assert.equal(runRequests(state, 'softlight', 'failed').requestFor('A'), null);
  });

  test('name the main button by what it does', () => {
    assert.equal(mainAction(stateAfter(started(picture('A')))), 'retouch');
    assert.equal(mainAction(stateAfter(started(picture('A', '')))), 'update');
  });

  test('say why a run cannot start', () => {
    assert.equal(runObstacle(INITIAL_STATE), 'nothing-selected');
    const off: PanelAction = { type: 'settings-changed', change: { heal: 'off', even: 0, brighten: 0 } };
    assert.equal(runObstacle(stateAfter(started(picture('A')), off)), 'all-off');
    assert.equal(runObstacle(stateAfter(started(picture('A')))), null);
  });
});

describe('stored preferences', () => {
  test('reach the host once while a slider is dragged', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const storeSettings = mock.fn<(settings: unknown) => Promise<void>>(() => Promise.resolve());
    const store = createStore(reducePanel, stateAfter(started(picture('A'))));
    storeEdits(store, createPreferenceWriter({ storeSettings }));
    for (let even = 1; even <= 100; even++) {
      store.dispatch({ type: 'settings-changed', change: { even } });
      context.mock.timers.tick(STORE_DELAY_MS / 10);
    }
    assert.equal(storeSettings.mock.callCount(), 0);
    context.mock.timers.tick(STORE_DELAY_MS);
    assert.equal(storeSettings.mock.callCount(), 1);
    assert.equal((storeSettings.mock.calls[0]!.arguments[0] as { even: number }).even, 100);
  });

  test('reach the host at once when they are flushed, and not again', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const storeSettings = mock.fn<(settings: unknown) => Promise<void>>(() => Promise.resolve());
    const writer = createPreferenceWriter({ storeSettings });
    writer.schedule(NO_PREFERENCES);
    writer.flush();
    writer.flush();
    context.mock.timers.tick(2 * STORE_DELAY_MS);
    assert.equal(storeSettings.mock.callCount(), 1);
  });
});
