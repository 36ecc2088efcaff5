import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ADJUSTMENTS, type Adjustment } from '../../../ui/engine/api/adjustments';
import { DEFAULT_SETTINGS, settingsWith } from '../../../ui/engine/api/settings';
import { en } from '../../../ui/locales/en';
import { toolRows } from '../../../ui/panel/rows/tool-rows';
import { isLayerOn, onlyLayer, onValue } from '../../../ui/panel/settings/layer-values';

const adjustments: readonly Adjustment[] = ADJUSTMENTS;

describe('tool rows', () => {
  test('are one a layer, in the order of the table, and hold every adjustment once', () => {
    const rows = toolRows(adjustments, DEFAULT_SETTINGS, en.adjustments);
    assert.deepEqual(
      rows.map(({ role }) => role),
      [...new Set(ADJUSTMENTS.map(({ layer }) => layer))],
    );
    assert.deepEqual(
      rows.flatMap(({ fields }) => fields.map(({ key }) => key)).sort(),
      ADJUSTMENTS.map(({ key }) => key).sort(),
    );
  });

  test('let one face have strengths of its own, and no other values', () => {
    const blend = toolRows(adjustments, DEFAULT_SETTINGS, en.adjustments, true).find(({ role }) => role === 'blend')!;
    assert.deepEqual(
      blend.fields.map(({ key, disabled }) => [key, disabled]),
      [
        ['even', false],
        ['evenHue', true],
        ['evenSaturation', true],
        ['evenLight', true],
      ],
    );
  });

  test('say whether the layer is on, and with what value', () => {
    const rows = toolRows(adjustments, settingsWith({ heal: 'off', even: 35 }), en.adjustments);
    const row = (role: string) => rows.find((one) => one.role === role)!;
    assert.deepEqual([row('heal').isOn, row('blend').isOn, row('blend').value], [false, true, '35']);
  });
});

describe('the eye of a layer', () => {
  test('turns it on with the last value, the initial one, or a mild one', () => {
    for (const { main } of toolRows(adjustments, DEFAULT_SETTINGS, en.adjustments)) {
      assert.ok(isLayerOn(main, { ...DEFAULT_SETTINGS, [main.key]: onValue(main, undefined) }), main.key);
      assert.ok(isLayerOn(main, { ...DEFAULT_SETTINGS, [main.key]: onValue(main, main.off) }), main.key);
    }
    const even = adjustments.find(({ key }) => key === 'even')!;
    assert.equal(onValue(even, 33), 33);
  });

  test('with Alt leaves only this layer on', () => {
    const only = onlyLayer(settingsWith({ even: 50, brighten: 20 }), 'brighten', adjustments);
    const on = toolRows(adjustments, only, en.adjustments).filter(({ isOn }) => isOn);
    assert.deepEqual(
      on.map(({ role }) => role),
      ['brighten'],
    );
  });
});
