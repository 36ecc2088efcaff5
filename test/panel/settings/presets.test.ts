import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('presets go out as a file and come back as they were', () => {
  assert.deepEqual(importPresets(exportPresets(own)), { state: 'read', presets: own });
});

test('a file that is none is refused with its reason; what in a file is no preset is left out', () => {
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

test('a preset of the same name is replaced', () => {
  const again = withPreset(own, { name: 'Studio', settings: BUILT_IN_PRESETS.natural });
  assert.equal(again.length, 2);
  assert.ok(sameSettings(again.at(-1)!.settings, BUILT_IN_PRESETS.natural));
});
