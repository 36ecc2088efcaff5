import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { en } from '../../../ui/locales/en';
import { zh } from '../../../ui/locales/zh';
import { COMMANDS } from '../../../ui/locales/commands';
import { commandOf, keyList, releases, SHORTCUTS, type KeyPress } from '../../../ui/panel/keyboard/shortcuts';

function press(code: string, key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
  return { ...none, ...modifiers, code, key };
}

const CTRL = { ctrlKey: true };

describe('commandOf', () => {
  test('finds letters with Caps Lock on', () => {
    assert.equal(commandOf(press('KeyN', 'N'), 'canvas'), 'next-spot');
    assert.equal(commandOf(press('KeyZ', 'Z', CTRL), 'panel'), 'undo');
  });

  test('finds letters by their place with a Chinese input method, which hides the key', () => {
    assert.equal(commandOf(press('KeyB', 'Process'), 'canvas'), 'choose-brush');
    assert.equal(commandOf(press('Backslash', '、'), 'panel'), 'show-before');
  });

  test('finds nothing while text is composed', () => {
    assert.equal(commandOf(press('KeyB', 'b', { isComposing: true }), 'canvas'), null);
    assert.equal(commandOf(press('KeyZ', 'z', { ...CTRL, isComposing: true }), 'panel'), null);
  });

  test('finds letters by their place on Cyrillic and Korean keyboards', () => {
    assert.equal(commandOf(press('KeyN', 'т'), 'canvas'), 'next-spot');
    assert.equal(commandOf(press('KeyZ', 'я', CTRL), 'panel'), 'undo');
    assert.equal(commandOf(press('KeyS', 'ㄴ'), 'canvas'), 'choose-spot');
  });

  test('finds Z where a German keyboard shows it, and symbols by their place or with AltGr', () => {
    assert.equal(commandOf(press('KeyY', 'z', CTRL), 'panel'), 'undo');
    assert.equal(commandOf(press('KeyY', 'Z', { ...CTRL, shiftKey: true }), 'panel'), 'redo');
    assert.equal(commandOf(press('Backslash', '#'), 'panel'), 'show-before');
    const altGr = { ctrlKey: true, altKey: true };
    assert.equal(commandOf(press('Minus', '\\', altGr), 'panel'), 'show-before');
    assert.equal(commandOf(press('Minus', '\\', altGr), 'canvas'), null);
    assert.equal(commandOf(press('BracketLeft', 'ü'), 'canvas'), 'tool-smaller');
    assert.equal(commandOf(press('Digit8', '[', altGr), 'canvas'), 'tool-smaller');
    assert.equal(commandOf(press('Slash', '-'), 'canvas'), 'zoom-out');
  });

  test('leaves letters to text fields and menus outside the preview', () => {
    for (const { command, keys, codes } of SHORTCUTS.filter(({ scope }) => scope === 'canvas'))
      assert.equal(commandOf(press(codes[0]!, keys[0]!), 'panel'), null, command);
  });

  test('leaves keys with other modifiers to the host', () => {
    assert.equal(commandOf(press('KeyS', 's', CTRL), 'canvas'), null);
    assert.equal(commandOf(press('KeyS', 's', { altKey: true }), 'canvas'), null);
    assert.equal(commandOf(press('KeyZ', 'z', { ...CTRL, altKey: true }), 'panel'), null);
  });
});

describe('releases', () => {
  test('knows the key by place or by character', () => {
    assert.ok(releases({ code: 'Backslash', key: '#' }, 'show-before'));
    assert.ok(releases({ code: 'Minus', key: '\\' }, 'show-before'));
    assert.ok(!releases({ code: 'KeyN', key: 'n' }, 'show-before'));
  });
});

describe('key list', () => {
  test('names every command of the table in each language', () => {
    assert.deepEqual(new Set(SHORTCUTS.map(({ command }) => command)), new Set(COMMANDS));
    for (const messages of [en, zh])
      for (const command of COMMANDS)
        assert.ok(keyList(messages.commandNames).includes(`: ${messages.commandNames[command]}.`), command);
  });
});
