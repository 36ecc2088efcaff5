import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  BUILT_IN_PRESETS,
  exportPresets,
  importPresets,
  parsePresets,
  sameSettings,
  withPreset,
  type Preset,
} from '../../../ui/panel/settings/presets';
import { settingsWith } from '../../../ui/engine/api/settings';

const own: readonly Preset[] = [
  { name: 'Studio', settings: settingsWith({ heal: 'all', even: 75, brighten: 5, sensitivity: 70, largest: 8 }) },
  { name: 'Outdoors', settings: settingsWith({ heal: 'off', even: 30, brighten: 0 }) },
];

describe('presets', () => {
  test('imports the presets of an exported file', () => {
    assert.deepEqual(importPresets(exportPresets(own)), { state: 'read', presets: own });
  });

  test('refuses other files with a reason, and drops unusable presets', () => {
    for (const text of ['', 'no json', '[]', 'null', '{"kind":"other","presets":[]}']) {
      assert.deepEqual(importPresets(text), { state: 'failed', reason: 'no-presets-file' }, text);
    }
    assert.deepEqual(importPresets('{"kind":"softlight-presets","presets":[{"name":""},7]}'), {
      state: 'failed',
      reason: 'no-presets-in-it',
    });
    const odd = [
      null,
      { name: 5, settings: {} },
      { name: '  Studio ', settings: { heal: 'everything', even: 400 } },
      { name: 'Studio', settings: own[0]!.settings },
    ];
    assert.deepEqual(parsePresets(odd), [own[0]]);
    assert.equal(parsePresets([{ name: 'x', settings: { even: 400 } }])[0]!.settings.even, 100);
  });

  test('replaces a preset of the same name', () => {
    const again = withPreset(own, { name: 'Studio', settings: BUILT_IN_PRESETS.natural });
    assert.equal(again.length, 2);
    assert.ok(sameSettings(again.at(-1)!.settings, BUILT_IN_PRESETS.natural));
  });
});
