import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { readCommand } from '../../../plugin/cli/arguments';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { resultFiles } from '../../../plugin/cli/name-results';
import { helpText } from '../../../plugin/cli/words';
import {
  ADJUSTMENTS,
  initialValues,
  parseValues,
  type Adjustment,
  type AdjustmentValues,
} from '../../../ui/engine/api/adjustments';
import { LAYER_KINDS, type LayerKind } from '../../../ui/engine/api/layer-kinds';
import type { RetouchSettings } from '../../../ui/engine/api/settings';
import { brightenLayer } from '../../../ui/engine/layers/brighten-layer';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { LAYER_MAKERS, type LayerMaker } from '../../../ui/engine/pipeline/layer-makers';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import { toolRows } from '../../../ui/panel/rows/tool-rows';
import { onlyLayer, onValue } from '../../../ui/panel/settings/layer-values';
import { settingsFields } from '../../../ui/panel/settings/settings-fields';
import { en } from '../../../ui/locales/en';
import { samplePicture } from '../faces/sample-pictures';

const GLOW: Adjustment = {
  key: 'glow',
  kind: 'number',
  group: 'tone',
  analysis: 'skin',
  layer: 'glow',
  min: 0,
  max: 50,
  step: 1,
  initial: 0,
  unit: 'percent',
  off: 0,
  isOpacity: true,
};
const GLOW_KIND: LayerKind = { role: 'glow', name: 'Glow', blendMode: 'soft-light' };
const GLOW_MAKER: LayerMaker = {
  kind: GLOW_KIND,
  strength: 'glow',
  isAhead: true,
  prepare: () => Promise.resolve((_, skin) => brightenLayer(skin)),
};
const adjustments: readonly Adjustment[] = [...ADJUSTMENTS, GLOW];
const kinds: readonly LayerKind[] = [...LAYER_KINDS, GLOW_KIND];

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

describe('a new adjustment in the table', () => {
  test('gets a row of its own in the panel, with an eye and a value, and no change of the panel', () => {
    const texts = { ...en.adjustments, glow: { name: 'Glow', hint: 'Makes skin glow.' } };
    const off = toolRows(adjustments, initialValues(adjustments), texts).at(-1)!;
    assert.deepEqual([off.role, off.text.name, off.isOn], ['glow', 'Glow', false]);
    const value = onValue(off.main, undefined);
    const on = toolRows(adjustments, { ...initialValues(adjustments), glow: value }, texts).at(-1)!;
    assert.deepEqual([on.isOn, on.value, on.scrubbed?.max], [true, '15', 50]);
    const values: AdjustmentValues = { ...initialValues(adjustments), glow: 12 };
    const alone = onlyLayer(values, 'glow', adjustments);
    assert.deepEqual([alone['heal'], alone['even'], alone['glow']], ['off', 0, 12]);
  });

  test('gets a control in the settings form, with its texts', () => {
    const texts = { ...en.adjustments, glow: { name: 'Glow', hint: 'Makes skin glow.' } };
    const field = settingsFields(adjustments, { ...initialValues(adjustments), glow: 12.4 }, texts).at(-1)!;
    assert.ok(field.kind === 'number');
    assert.deepEqual([field.key, field.text.name, field.value, field.adjustment.max], ['glow', 'Glow', 12, 50]);
  });

  test('gets an option on the command line, a line of help, and a file for its layer', () => {
    const command = readCommand(['a.jpg', '--out', 'x', '--glow', '30'], adjustments);
    assert.ok(command.command === 'retouch');
    assert.equal((command.settings as unknown as Record<string, unknown>)['glow'], 30);
    const refused = readCommand(['a.jpg', '--out', 'x', '--glow', '51'], adjustments);
    assert.deepEqual(refused, {
      command: 'refused',
      problem: { code: 'bad-value', option: '--glow', value: '51', expected: '0–50' },
    });
    assert.match(helpText(adjustments, kinds), /--glow 0–50/);
    assert.match(helpText(adjustments, kinds), /NAME\.glow\.png +layer Glow \(soft light\)/);
    assert.equal(resultFiles('a', kinds).layers['glow'], 'a.glow.png');
  });

  test('is read from untrusted values within its range', () => {
    assert.equal(parseValues({ glow: 80 }, adjustments)['glow'], 50);
    assert.equal(parseValues({ glow: 'much' }, adjustments)['glow'], 0);
  });

  test('gives a layer of its own, in the result and in the report, for every face or for one', async () => {
    const analysis = createAnalysis(await samplePicture(), runner);
    const settings = { ...initialValues(adjustments), heal: 'off', even: 0, glow: 25 } as unknown as RetouchSettings;
    const extend = { adjustments, makers: [...LAYER_MAKERS, GLOW_MAKER] };
    const outcome = await retouchAnalysed(analysis, settings, () => undefined, NO_CHOICES, extend);
    assert.ok(outcome.state === 'retouched');
    assert.deepEqual(
      outcome.layers.map(({ role, opacity }) => [role, opacity]),
      [['glow', 0.25]],
    );
    assert.deepEqual(outcome.report.layers, [{ role: 'glow', opacity: 0.25 }]);
    const { box } = outcome.report.faces[0]!;
    const own = { x: box.x + 1, y: box.y + 1, on: true, own: { glow: 50 } };
    const one = await retouchAnalysed(
      analysis,
      settings,
      () => undefined,
      { ...NO_CHOICES, faces: [own] as never },
      extend,
    );
    assert.ok(one.state === 'retouched');
    assert.equal(one.layers[0]!.opacity, 0.5);
  });
});

describe('the table of adjustments', () => {
  test('feeds known layers only, and every strength has a maker', () => {
    for (const { layer, key } of ADJUSTMENTS)
      assert.ok(
        LAYER_KINDS.some(({ role }) => role === layer),
        `${key} feeds ${layer}`,
      );
    assert.deepEqual(
      LAYER_MAKERS.map(({ strength }) => strength).sort(),
      ADJUSTMENTS.filter((one) => one.kind === 'number' && one.isOpacity)
        .map(({ key }) => key)
        .sort(),
    );
  });
});
