/** The fields of a KeyboardEvent that name a key and its modifiers. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Keys whose name depends on the layout or on Shift, by the name that shortcuts use. */
const NAMES: Readonly<Record<string, string>> = { ' ': 'Space', '=': '+' };

/**
 * The name of the pressed key: a capital letter, `Digit0`, `Digit1`, `Space`, or the key's own name.
 *
 * A Latin letter is taken from `key`, so that Z is the key with a Z on it on every Latin layout. Where the layout or
 * an input method gives another letter, `code` names the key that has the letter on a US keyboard.
 */
export function keyName({ key, code }: Pick<KeyPress, 'key' | 'code'>): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter;
  if (code === 'Digit0' || code === 'Digit1') return code;
  return NAMES[key] ?? key;
}

/** A key with its modifiers, as `Mod+Shift+Z`. Mod is Ctrl or Command. Shift does not count beside a plus sign. */
export function chordOf(press: KeyPress): string {
  const name = keyName(press);
  const modifiers = [
    press.ctrlKey || press.metaKey ? 'Mod+' : '',
    press.altKey ? 'Alt+' : '',
    press.shiftKey && name !== '+' ? 'Shift+' : '',
  ];
  return modifiers.join('') + name;
}
