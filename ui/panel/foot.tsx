import { PresetButton } from './settings/preset-button';
import { isRunning, isWaiting, mainAction, runObstacle } from './state/run-requests';
import { shownSettings } from './state/panel-state';
import type { PanelModel } from './state/panel-model';
import type { Messages } from '../locales/messages';
import { useMessages } from './controls/use-messages';
import { labelOf } from './keyboard/shortcuts';

/** The preset, what the panel has to say, and the main button. */
export function Foot({ model }: { readonly model: PanelModel }) {
  const { state, dispatch, picture, batch, networks } = model;
  const messages = useMessages();
  const running = isRunning(state);
  const reason = obstacleText(model, messages);
  const action = mainAction(state, networks.used);
  return (
    <footer class="foot">
      {!running && (
        <PresetButton
          settings={shownSettings(state)}
          presets={state.preferences.presets}
          disabled={!state.ready || isWaiting(state)}
          pictures={picture.state === 'open' ? picture.tiles : []}
          isOpen={state.presetsOpen}
          onOpen={(open) => dispatch({ type: 'presets-opened', open })}
          onSettings={(change) => dispatch({ type: 'settings-changed', change })}
          onPresets={(presets) => dispatch({ type: 'preferences-changed', change: { presets } })}
          onSaid={(text) => dispatch({ type: 'announced', text })}
        />
      )}
      <span class="said" role={state.hostBusy ? 'status' : undefined} data-tip={saidText(model, reason, messages)}>
        {saidText(model, reason, messages)}
      </span>
      {running ? (
        <button type="button" class="button" onClick={batch.cancel}>
          {messages.cancel}
        </button>
      ) : (
        <button
          type="button"
          class={`button${action.kind === 'update-all' ? '' : ' primary'}`}
          disabled={reason !== null}
          data-tip={reason ?? labelOf('retouch')}
          aria-describedby="retouch-reason"
          onClick={() => model.press()}
        >
          {messages.actions[action.kind](action.count)}
        </button>
      )}
      <span id="retouch-reason" class="visually-hidden">
        {reason ?? ''}
      </span>
    </footer>
  );
}

/** One line: the time left, why nothing can start, or how many pictures have changed. */
function saidText({ state, networks }: PanelModel, reason: string | null, messages: Messages): string {
  const { batch, engine, selection } = state;
  if (state.hostBusy) return messages.hostBusy;
  if (batch?.running === true)
    return batch.timeLeft === null ? messages.running : messages.timeLeft(Math.ceil(batch.timeLeft / 1000));
  if (!state.ready || engine.state !== 'running')
    return messages.engine[state.ready ? (engine.state === 'running' ? 'wasm' : engine.state) : 'starting'];
  if (reason !== null && (selection?.pictures.length ?? 0) > 0) return reason;
  const action = mainAction(state, networks.used);
  return action.count === null || action.kind === 'apply' ? '' : messages.changedCount(action.count);
}

export function obstacleText({ state, networks }: PanelModel, messages: Messages): string | null {
  switch (runObstacle(state)) {
    case 'nothing-selected':
      return messages.problem(state.selection?.problem ?? { code: 'nothing-selected' });
    case 'all-off':
      return messages.allOff;
    case null:
      return networks.chosen === networks.used ? null : messages.networksLoading;
  }
}
