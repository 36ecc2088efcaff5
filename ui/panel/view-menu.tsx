import { ADJUSTMENTS } from '../engine/api/adjustments';
import type { Messages } from '../locales/messages';
import { Icon } from './controls/icons';
import { MenuButton, type MenuItem } from './controls/menu';
import { useMessages } from './controls/use-messages';
import { labelOf } from './keyboard/shortcuts';
import type { PreviewView } from './preview/viewed-picture';
import { toolRows } from './rows/tool-rows';
import { shownSettings, type PanelState } from './state/panel-state';

export interface ViewMenuProps {
  readonly state: PanelState;
  readonly onView: (view: PreviewView) => void;
}

const CHECKS = ['result', 'solarise', 'luminosity', 'clipped', 'blend', 'mask'] as const;

/** Chooses the view of the preview: the result, a view to check it, or one layer alone. */
export function ViewMenu({ state, onView }: ViewMenuProps) {
  const messages = useMessages();
  const { view } = state;
  return (
    <MenuButton
      class="text-button view-button"
      label={`${messages.view}: ${nameOf(view, state, messages)}`}
      items={items(state, onView, messages)}
    >
      <Icon name="view" />
      <span>{nameOf(view, state, messages)}</span>
      <Icon name="chevron-down" />
    </MenuButton>
  );
}

function items(state: PanelState, onView: (view: PreviewView) => void, messages: Messages): readonly MenuItem[] {
  const { view } = state;
  return [
    ...CHECKS.map((kind): MenuItem => ({
      label: messages.views[kind],
      checked: view.kind === kind,
      isOption: true,
      ...(kind === 'clipped' && { shortcut: labelOf('toggle-clipped') }),
      onSelect: () => onView({ kind }),
    })),
    ...layers(state, messages).map(({ role, name }, index): MenuItem => ({
      label: messages.onlyLayer(name),
      checked: view.kind === 'alone' && view.role === role,
      isOption: true,
      startsGroup: index === 0,
      onSelect: () => onView({ kind: 'alone', role }),
    })),
  ];
}

function layers(state: PanelState, messages: Messages): readonly { readonly role: string; readonly name: string }[] {
  return toolRows(ADJUSTMENTS, shownSettings(state), messages.adjustments)
    .filter(({ isOn }) => isOn)
    .map(({ role, text }) => ({ role, name: text.name }));
}

function nameOf(view: PreviewView, state: PanelState, messages: Messages): string {
  if (view.kind !== 'alone') return messages.views[view.kind];
  const layer = layers(state, messages).find(({ role }) => role === view.role);
  return layer === undefined ? messages.views.result : messages.onlyLayer(layer.name);
}
