import type { Command } from '../../locales/commands';

/** A key of the panel. */
export interface Shortcut {
  readonly command: Command;
  /** Places on the keyboard, as in `KeyboardEvent.code`. */
  readonly codes: readonly string[];
  /** Characters or named keys, as in `KeyboardEvent.key`, for a keyboard on which the place means another key. */
  readonly keys: readonly string[];
  /** `command`: with Ctrl or ⌘. `command-shift`: with Shift too. */
  readonly modifier?: 'command' | 'command-shift';
  /** Where the key works: while the preview or the review has the focus, or everywhere but in text fields. */
  readonly scope: 'canvas' | 'review' | 'panel';
  /** The key as people write it. */
  readonly label: string;
}

/** Every key of the panel, in the order of the list of keys. */
export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'next-spot', codes: ['KeyN'], keys: ['n'], scope: 'canvas', label: 'N' },
  { command: 'previous-spot', codes: ['KeyP'], keys: ['p'], scope: 'canvas', label: 'P' },
  {
    command: 'use-tool',
    codes: ['Enter', 'NumpadEnter'],
    keys: ['Enter'],
    scope: 'canvas',
    label: 'Enter',
  },
  { command: 'hand', codes: ['Space'], keys: [' '], scope: 'canvas', label: 'Space' },
  { command: 'choose-spot', codes: ['KeyS'], keys: ['s'], scope: 'canvas', label: 'S' },
  { command: 'choose-brush', codes: ['KeyB'], keys: ['b'], scope: 'canvas', label: 'B' },
  { command: 'choose-face', codes: ['KeyF'], keys: ['f'], scope: 'canvas', label: 'F' },
  { command: 'choose-move', codes: ['KeyV'], keys: ['v'], scope: 'canvas', label: 'V' },
  { command: 'leave-tool', codes: ['Escape'], keys: ['Escape'], scope: 'canvas', label: 'Esc' },
  { command: 'go-left', codes: ['ArrowLeft'], keys: ['ArrowLeft'], scope: 'canvas', label: '←' },
  { command: 'go-right', codes: ['ArrowRight'], keys: ['ArrowRight'], scope: 'canvas', label: '→' },
  { command: 'go-up', codes: ['ArrowUp'], keys: ['ArrowUp'], scope: 'canvas', label: '↑' },
  { command: 'go-down', codes: ['ArrowDown'], keys: ['ArrowDown'], scope: 'canvas', label: '↓' },
  { command: 'zoom-in', codes: ['Equal', 'NumpadAdd'], keys: ['+', '='], scope: 'canvas', label: '+' },
  { command: 'zoom-out', codes: ['Minus', 'NumpadSubtract'], keys: ['-'], scope: 'canvas', label: '−' },
  { command: 'zoom-fit', codes: ['Digit0', 'Numpad0'], keys: ['0'], scope: 'canvas', label: '0' },
  { command: 'zoom-full', codes: ['Digit1', 'Numpad1'], keys: ['1'], scope: 'canvas', label: '1' },
  { command: 'zoom-face', codes: ['Digit2', 'Numpad2'], keys: ['2'], scope: 'canvas', label: '2' },
  { command: 'tool-smaller', codes: ['BracketLeft'], keys: ['['], scope: 'canvas', label: '[' },
  { command: 'tool-larger', codes: ['BracketRight'], keys: [']'], scope: 'canvas', label: ']' },
  { command: 'toggle-marks', codes: ['KeyH'], keys: ['h'], scope: 'canvas', label: 'H' },
  { command: 'toggle-mask', codes: ['KeyO'], keys: ['o'], scope: 'canvas', label: 'O' },
  { command: 'toggle-clipped', codes: ['KeyJ'], keys: ['j'], scope: 'canvas', label: 'J' },
  { command: 'next-picture', codes: ['PageDown'], keys: ['PageDown'], scope: 'canvas', label: 'Page ↓' },
  { command: 'previous-picture', codes: ['PageUp'], keys: ['PageUp'], scope: 'canvas', label: 'Page ↑' },
  { command: 'heal-find', codes: ['KeyH'], keys: ['h'], scope: 'review', label: 'H' },
  { command: 'keep-find', codes: ['KeyK'], keys: ['k'], scope: 'review', label: 'K' },
  { command: 'toggle-find', codes: ['Space', 'Enter'], keys: [' ', 'Enter'], scope: 'review', label: 'Space' },
  {
    command: 'next-find',
    codes: ['KeyJ', 'ArrowRight', 'ArrowDown'],
    keys: ['j', 'ArrowRight', 'ArrowDown'],
    scope: 'review',
    label: 'J',
  },
  {
    command: 'previous-find',
    codes: ['ArrowLeft', 'ArrowUp'],
    keys: ['ArrowLeft', 'ArrowUp'],
    scope: 'review',
    label: '←',
  },
  { command: 'end-review', codes: ['Escape'], keys: ['Escape'], scope: 'review', label: 'Esc' },
  { command: 'show-before', codes: ['Backslash'], keys: ['\\'], scope: 'panel', label: '\\' },
  { command: 'undo', codes: ['KeyZ'], keys: ['z'], modifier: 'command', scope: 'panel', label: 'Ctrl+Z' },
  { command: 'redo', codes: ['KeyZ'], keys: ['z'], modifier: 'command-shift', scope: 'panel', label: 'Ctrl+Shift+Z' },
  {
    command: 'retouch',
    codes: ['Enter', 'NumpadEnter'],
    keys: ['Enter'],
    modifier: 'command',
    scope: 'panel',
    label: 'Ctrl+Enter',
  },
  { command: 'show-keys', codes: [], keys: ['?', '？'], scope: 'panel', label: '?' },
];

/** The parts of a keyboard event that decide about a shortcut. */
export type KeyPress = Pick<
  KeyboardEvent,
  'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>;

/**
 * The command of a key; null if it has none here, or while text is composed. A Latin letter counts as typed, so that
 * German and Dvorak keyboards keep their labels. Any other key counts by its place, and after that as typed: Cyrillic,
 * Korean and Chinese input give no Latin letters. With AltGr only the typed character counts.
 */
export function commandOf(press: KeyPress, scope: Shortcut['scope']): Command | null {
  if (press.isComposing) return null;
  const candidates = SHORTCUTS.filter((shortcut) => shortcut.scope === scope && hasModifier(shortcut, press));
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const byKey = candidates.find(({ keys }) => keys.includes(key));
  if (press.altKey || (byKey !== undefined && /^[a-z]$/.test(key))) return byKey?.command ?? null;
  return (candidates.find(({ codes }) => codes.includes(press.code)) ?? byKey)?.command ?? null;
}

function hasModifier({ modifier }: Shortcut, { ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean {
  const command = ctrlKey || metaKey;
  // AltGr types brackets and the backslash on many keyboards; Windows reports it as Ctrl with Alt.
  if (modifier === undefined) return altKey ? ctrlKey : !command;
  return command && !altKey && shiftKey === (modifier === 'command-shift');
}

/** Whether a released key is the one of a command, whatever modifiers are held by now. */
export function releases(press: Pick<KeyPress, 'code' | 'key'>, command: Command): boolean {
  return SHORTCUTS.some(
    (shortcut) =>
      shortcut.command === command && (shortcut.codes.includes(press.code) || shortcut.keys.includes(press.key)),
  );
}

/** The label of a command's key, for tooltips. */
export function labelOf(command: Command): string {
  return SHORTCUTS.find((shortcut) => shortcut.command === command)?.label ?? '';
}

/** The list of keys as one text: "N: next spot. P: previous spot." */
export function keyList(names: Readonly<Record<Command, string>>): string {
  return SHORTCUTS.map(({ command, label }) => `${label}: ${names[command]}.`).join(' ');
}
