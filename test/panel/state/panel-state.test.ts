import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import { DEFAULT_SETTINGS, settingsWith } from '../../../ui/engine/api/settings';
import { NO_SHAPE } from '../../../ui/engine/api/shape';
import type { PictureJob, SelectionScan } from '../../../ui/host-api/host-api';
import { rowsOf } from '../../../ui/panel/batch/batch-state';
import { writeLayerData } from '../../../ui/panel/saved/layer-data';
import { createPreferenceWriter, STORE_DELAY_MS } from '../../../ui/panel/saved/preference-writer';
import { NO_PREFERENCES, parsePreferences, toStored } from '../../../ui/panel/saved/preferences';
import {
  INITIAL_STATE,
  reducePanel,
  settingsOf,
  shownChoices,
  shownPicture,
  shownSettings,
  type PanelAction,
  type PanelState,
} from '../../../ui/panel/state/panel-state';
import { mainAction, pictureState, runObstacle, runRequests, shownRows } from '../../../ui/panel/state/run-requests';
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
    assert.deepEqual(shownChoices(opened), kept);
    const changed = [
      { type: 'choices-made', choices: NO_CHOICES },
      { type: 'selection-changed', selection: selectionOf(picture('A', data)) },
    ] as const satisfies readonly PanelAction[];
    assert.deepEqual(shownChoices(changed.reduce<PanelState>(reducePanel, opened)), NO_CHOICES);
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
    const { requestFor } = runRequests(state, 'softlight', 'changed');
    assert.deepEqual(requestFor('A')?.settings, shownSettings(state));
    assert.equal(requestFor('B'), null);
    assert.equal(runRequests(state, 'softlight', 'failed').requestFor('A'), null);
  });

  test('name the main button by what it does', () => {
    const action = (...pictures: readonly PictureJob[]) => mainAction(stateAfter(started(...pictures)), 'softlight');
    assert.deepEqual(action(picture('A')), { kind: 'retouch', count: null });
    assert.deepEqual(action(picture('A', '')), { kind: 'update', count: null });
    const written = writeLayerData({ settings: DEFAULT_SETTINGS, own: false, choices: NO_CHOICES });
    assert.deepEqual(action(picture('A', written)), { kind: 'update-all', count: null });
    assert.deepEqual(action(picture('A', written), picture('B')), { kind: 'retouch', count: 1 });
    assert.deepEqual(action(picture('A', written), picture('B', '')), { kind: 'update', count: 1 });
  });

  test('say why a run cannot start', () => {
    assert.equal(runObstacle(INITIAL_STATE), 'nothing-selected');
    const off: PanelAction = { type: 'settings-changed', change: { heal: 'off', even: 0, brighten: 0 } };
    assert.equal(runObstacle(stateAfter(started(picture('A')), off)), 'all-off');
    assert.equal(runObstacle(stateAfter(started(picture('A')))), null);
  });
});

describe('only what changed', () => {
  const written = writeLayerData({ settings: DEFAULT_SETTINGS, own: false, choices: NO_CHOICES });
  const opened = stateAfter(started(picture('A', written), picture('B', written)));
  const keep: PanelAction = { type: 'choices-made', choices: { ...NO_CHOICES, kept: [{ x: 1, y: 2, radius: 3 }] } };

  // Promise: U4
  test('is done again, and its row says so', () => {
    const state = [{ type: 'picture-chosen', pictureId: 'B' } as const, keep].reduce<PanelState>(reducePanel, opened);
    assert.deepEqual(
      state.selection!.pictures.map((one) => pictureState(state, one, 'softlight')),
      ['up-to-date', 'changed'],
    );
    assert.deepEqual(
      shownRows(state, 'softlight').map((row) => row.state.state),
      ['up-to-date', 'changed'],
    );
    const { requestFor } = runRequests(state, 'softlight', 'changed');
    assert.equal(requestFor('A'), null);
    assert.notEqual(requestFor('B'), null);
    assert.notEqual(runRequests(state, 'softlight', 'all').requestFor('A'), null);
  });

  test('counts other settings, networks and a merged copy as changes, and undo takes them back', () => {
    const even = reducePanel(opened, { type: 'settings-changed', change: { even: 10 } });
    assert.deepEqual(mainAction(even, 'softlight'), { kind: 'update', count: 2 });
    const back = reducePanel(even, { type: 'history-moved', direction: 'undo' });
    assert.equal(mainAction(back, 'softlight').kind, 'update-all');
    assert.equal(mainAction(opened, 'modelscope').kind, 'update');
    const merged = reducePanel(opened, { type: 'preferences-changed', change: { flatten: true } });
    assert.equal(mainAction(merged, 'softlight').kind, 'update');
  });

  test('includes pictures that got the copied settings', () => {
    const pasted = [
      { type: 'picture-chosen', pictureId: 'A' } as const,
      { type: 'scope-changed', scope: 'one' } as const,
      { type: 'settings-changed', change: { even: 5 } } as const,
      { type: 'settings-copied' } as const,
      { type: 'settings-pasted' } as const,
    ].reduce<PanelState>(reducePanel, opened);
    assert.deepEqual([settingsOf(pasted, 'A').even, settingsOf(pasted, 'B').even], [5, 5]);
    const back = reducePanel(pasted, { type: 'history-moved', direction: 'undo' });
    assert.deepEqual([settingsOf(back, 'A').even, settingsOf(back, 'B').even], [5, 60]);
  });
});

describe('undo', () => {
  const even = (value: number, control?: string): PanelAction => ({
    type: 'settings-changed',
    change: { even: value },
    ...(control === undefined ? {} : { control }),
  });
  const undo: PanelAction = { type: 'history-moved', direction: 'undo' };

  // Promise: U3
  test('takes a drag back as one step, and the next drag as another', () => {
    const dragged = stateAfter(started(picture('A')), even(61, 'even'), even(62, 'even'), even(70, 'even'), {
      type: 'edit-settled',
    });
    const again = [even(71, 'even'), even(80, 'even')].reduce(reducePanel, dragged);
    assert.equal(shownSettings(reducePanel(again, undo)).even, 70);
    assert.equal(shownSettings([undo, undo].reduce(reducePanel, again)).even, 60);
    assert.equal(shownSettings([undo, undo, undo].reduce(reducePanel, again)).even, 60);
    const redone = [undo, undo, { type: 'history-moved', direction: 'redo' } as const].reduce<PanelState>(
      reducePanel,
      again,
    );
    assert.equal(shownSettings(redone).even, 70);
  });

  test('takes settings and choices back in the order in which they were made, and shows their picture', () => {
    const kept = { ...NO_CHOICES, kept: [{ x: 1, y: 2, radius: 3 }] };
    const state = stateAfter(
      started(picture('A'), picture('B')),
      { type: 'choices-made', choices: kept },
      { type: 'picture-chosen', pictureId: 'B' },
      even(10),
    );
    const first = reducePanel(state, undo);
    assert.equal(first.preferences.settings.even, 60);
    assert.deepEqual(first.choices.get('A'), kept);
    const second = reducePanel(first, undo);
    assert.equal(second.choices.get('A'), undefined);
    assert.equal(shownPicture(second), 'A');
  });

  test('takes a reset of the picture back', () => {
    const kept = { ...NO_CHOICES, kept: [{ x: 1, y: 2, radius: 3 }] };
    const reset = stateAfter(started(picture('A')), { type: 'choices-made', choices: kept }, { type: 'picture-reset' });
    assert.deepEqual(shownChoices(reset), NO_CHOICES);
    assert.deepEqual(shownChoices(reducePanel(reset, undo)), kept);
  });
});

describe('drafts', () => {
  const kept = { ...NO_CHOICES, kept: [{ x: 1, y: 2, radius: 3 }] };
  const written = writeLayerData({ settings: DEFAULT_SETTINGS, own: false, choices: NO_CHOICES });
  const made = stateAfter(started(picture('A', written)), { type: 'choices-made', choices: kept });

  // Promise: U2
  test('bring unwritten choices back after closing, over the layer data', () => {
    const preferences = parsePreferences(JSON.parse(JSON.stringify(toStored(made.preferences))));
    const again = reducePanel(INITIAL_STATE, {
      type: 'host-started',
      preferences,
      selection: selectionOf(picture('A', written)),
      resizable: true,
    });
    assert.deepEqual(shownChoices(again), kept);
  });

  test('are stored with each choice, and dropped when the layers are written', () => {
    assert.equal(made.preferenceEdits, 1);
    const rows = rowsOf(selectionOf(picture('A'))).map((row) => ({ ...row, state: { state: 'done' } as never }));
    const after = (
      [
        { type: 'run-changed', batch: { running: false, timeLeft: null, rows } },
        { type: 'run-selected', selection: selectionOf(picture('A', written)) },
      ] as const
    ).reduce<PanelState>(reducePanel, made);
    assert.deepEqual(after.preferences.drafts, []);
  });

  test('are dropped when undo leaves nothing to lose', () => {
    const fresh = stateAfter(started(picture('A')), { type: 'choices-made', choices: kept });
    assert.equal(fresh.preferences.drafts.length, 1);
    assert.deepEqual(reducePanel(fresh, { type: 'history-moved', direction: 'undo' }).preferences.drafts, []);
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

describe('Shape', () => {
  const people = [{ x: 5, y: 5, values: { ...NO_SHAPE, waist: 40 } }];
  const two = stateAfter(started(picture('A'), picture('B')), {
    type: 'choices-made',
    choices: { ...NO_CHOICES, people },
  });
  const requestOf = (state: PanelState, id: string) => runRequests(state, 'softlight', 'all').requestFor(id);

  // Promise: S5
  test('goes only into the request of the picture that was shown, and never with copied settings', () => {
    const pasted = [{ type: 'settings-copied' }, { type: 'settings-pasted' }] as const;
    const state = pasted.reduce<PanelState>(reducePanel, two);
    assert.deepEqual(requestOf(state, 'A')?.choices.people, people);
    assert.deepEqual(requestOf(state, 'B')?.choices.people, []);
  });

  test('comes back with the layer data, and is enough for a run', () => {
    const off = settingsWith({ heal: 'off', even: 0 });
    const data = writeLayerData({ settings: off, own: false, choices: { ...NO_CHOICES, people } });
    const opened = stateAfter(started(picture('A', data)));
    assert.deepEqual(shownChoices(opened).people, people);
    assert.equal(runObstacle(opened), null);
  });

  test('is not agreed to at first, and the yes is stored', () => {
    assert.equal(NO_PREFERENCES.shapeAllowed, false);
    const agreed = reducePanel(two, { type: 'preferences-changed', change: { shapeAllowed: true } });
    assert.ok(agreed.preferenceEdits > two.preferenceEdits);
    assert.equal(parsePreferences(toStored(agreed.preferences)).shapeAllowed, true);
    assert.equal(parsePreferences({ shapeAllowed: 'yes' }).shapeAllowed, false);
  });

  // Promise: W1
  test('Clothes go only into the request of the picture that was shown, after a yes that is stored', () => {
    const clothes = { amount: 70, boxes: [{ x: 1, y: 2, width: 30, height: 40 }] };
    const state = stateAfter(started(picture('A'), picture('B')), {
      type: 'choices-made',
      choices: { ...NO_CHOICES, clothes },
    });
    assert.deepEqual(requestOf(state, 'A')?.choices.clothes, clothes);
    assert.deepEqual(requestOf(state, 'B')?.choices.clothes, NO_CHOICES.clothes);
    assert.equal(NO_PREFERENCES.clothesAllowed, false);
    const agreed = reducePanel(state, { type: 'preferences-changed', change: { clothesAllowed: true } });
    assert.equal(parsePreferences(toStored(agreed.preferences)).clothesAllowed, true);
  });
});
