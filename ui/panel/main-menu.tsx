import type { GivenUp } from '../engine-page/protocol/messages';
import type { Messages } from '../locales/messages';
import type { EngineStatus } from './engine-client/engine-client';
import { Icon } from './controls/icons';
import { MenuButton, type MenuItem } from './controls/menu';
import { useMessages } from './controls/use-messages';
import { labelOf } from './keyboard/shortcuts';
import { canRemove, isRunning, isWaiting } from './state/run-requests';
import type { PanelModel } from './state/panel-model';

/** Reasons that need no message: most machines give a plugin no GPU. */
const SILENT_REASONS: ReadonlySet<GivenUp> = new Set(['no-gpu', 'slow-gpu', 'small-gpu']);

/** Rarely needed things: settings for the layers, the picture's work as a whole, language, keys, facts. */
export function MainMenu({ model }: { readonly model: PanelModel }) {
  const { state } = model;
  const messages = useMessages();
  const engine: EngineStatus = state.ready ? state.engine : { state: 'starting' };
  const name = engine.state === 'running' ? engine.executionProvider : engine.state;
  const givenUp = engine.state === 'running' ? engine.givenUp : null;
  const trouble = givenUp !== null && !SILENT_REASONS.has(givenUp);
  const note = [messages.engine[name], ...(givenUp === null ? [] : [messages.givenUp[givenUp]])].join(' · ');
  return (
    <span class={`engine${trouble ? ' trouble' : ''}`} data-engine={name} data-given-up={givenUp}>
      <MenuButton class="icon-button" label={messages.mainMenu} items={mainItems(model, messages)} note={note}>
        <Icon name="more" />
      </MenuButton>
      <span class="visually-hidden">{note}</span>
      <span class="visually-hidden" role="status">
        {trouble ? messages.givenUp[givenUp] : ''}
      </span>
    </span>
  );
}

function mainItems(model: PanelModel, messages: Messages): readonly MenuItem[] {
  const { state, dispatch } = model;
  const { flatten, review } = state.preferences;
  const count = state.selection?.pictures.length ?? 0;
  const busy = isRunning(state) || isWaiting(state) || !state.ready;
  const prefer = (change: { readonly flatten?: boolean; readonly review?: boolean }): void =>
    dispatch({ type: 'preferences-changed', change });
  return [
    { label: messages.flatten, checked: flatten, disabled: busy, onSelect: () => prefer({ flatten: !flatten }) },
    ...(count > 1
      ? [{ label: messages.reviewFirst, checked: review, disabled: busy, onSelect: () => prefer({ review: !review }) }]
      : []),
    {
      label: messages.copySettings,
      startsGroup: true,
      disabled: count === 0,
      onSelect: () => dispatch({ type: 'settings-copied' }),
    },
    {
      label: messages.pasteSettings(count),
      disabled: busy || state.copied === null || count === 0,
      onSelect: () => dispatch({ type: 'settings-pasted' }),
    },
    { label: messages.updateAll, disabled: busy || !canRemove(state), onSelect: () => model.retouch('all') },
    {
      label: messages.resetPicture,
      disabled: busy || count === 0,
      onSelect: () => dispatch({ type: 'picture-reset' }),
    },
    {
      label: messages.removeRetouch,
      isDestructive: true,
      disabled: busy || !canRemove(state),
      onSelect: () => void model.removeRetouch(),
    },
    {
      label: messages.otherLanguage.name,
      lang: messages.otherLanguage.tag,
      startsGroup: true,
      onSelect: () => model.changeLanguage(),
    },
    { label: messages.keys, shortcut: labelOf('show-keys'), onSelect: () => model.showKeys(true) },
    { label: messages.diagnostics, onSelect: () => model.showDiagnostics() },
  ];
}
