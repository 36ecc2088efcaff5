import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chordOf, type KeyPress } from '../../../plugin/playground/page/view/chord';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

describe('chordOf', () => {
  test('names a Latin letter by the key, so that Z is Z on a German keyboard', () => {
    assert.equal(chordOf(press('z', 'KeyY', { ctrlKey: true })), 'Mod+Z');
    assert.equal(chordOf(press('B', 'KeyB')), 'B');
  });

  test('names a letter of another script, or of an input method, by its code', () => {
    assert.equal(chordOf(press('я', 'KeyZ', { ctrlKey: true })), 'Mod+Z');
    assert.equal(chordOf(press('Process', 'KeyV')), 'V');
    assert.equal(chordOf(press('π', 'KeyP', { metaKey: true, altKey: true })), 'Mod+Alt+P');
  });

  test('names Digit0 and Digit1 by their codes, on any layout', () => {
    assert.equal(chordOf(press('!', 'Digit1', { shiftKey: true })), 'Shift+Digit1');
    assert.equal(chordOf(press('0', 'Digit0', { shiftKey: true })), 'Shift+Digit0');
  });

  test('names plus the same with and without Shift', () => {
    assert.equal(chordOf(press('=', 'Equal')), '+');
    assert.equal(chordOf(press('+', 'Equal', { shiftKey: true })), '+');
  });

  test('keeps Shift beside arrows', () => {
    assert.equal(chordOf(press('ArrowLeft', 'ArrowLeft', { shiftKey: true })), 'Shift+ArrowLeft');
  });
});
