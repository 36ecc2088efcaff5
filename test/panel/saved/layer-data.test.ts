import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_CHOICES, type Choices } from '../../../ui/engine/api/choices';
import type { PictureJob, Target } from '../../../ui/host-api/host-api';
import { DEFAULT_SETTINGS, type RetouchSettings, settingsWith } from '../../../ui/engine/api/settings';
import { createPreparedResults } from '../../../ui/panel/batch/prepared-results';
import { parseLayerData, writeLayerData, type LayerData } from '../../../ui/panel/saved/layer-data';
import { restoreLayerData } from '../../../ui/panel/saved/restore-layer-data';
import { parsePreferences, toStored, type Preferences } from '../../../ui/panel/saved/preferences';
import { fileData } from '../../../ui/engine/api/picture-data';

const choices: Choices = {
  ...NO_CHOICES,
  kept: [{ x: 10, y: 20.5, radius: 3 }],
  strokes: [{ effect: 'exclude', radius: 12, feather: 0.35, points: [1, 2, 3, 4] }],
};
const strong: RetouchSettings = settingsWith({ heal: 'all', even: 90, brighten: 20 });
const mild: RetouchSettings = settingsWith({ heal: 'off', even: 20, brighten: 0 });

function picture(pictureId: string, ...memories: readonly (LayerData | string | null)[]): PictureJob {
  const targets = memories.map((memory, index): Target => ({
    nodeId: `${pictureId}:${index}`,
    name: pictureId,
    width: 10,
    height: 10,
    flatten: null,
    earlier:
      memory === null ? null : { changes: [], memory: typeof memory === 'string' ? memory : writeLayerData(memory) },
  }));
  return { pictureId, targets, layers: 'full' };
}

describe('saved data', () => {
  test('restores layer data from ASCII text, with numbers in hundredths', () => {
    const memory: LayerData = {
      settings: strong,
      own: true,
      choices: { ...choices, kept: [{ x: 10.123456, y: 20.5, radius: 3 }] },
    };
    const text = writeLayerData(memory);
    assert.match(text, /^[\x20-\x7e]+$/);
    const back = parseLayerData(text)!;
    assert.deepEqual(
      [back.own, back.choices.kept, back.choices.strokes],
      [true, [{ x: 10.12, y: 20.5, radius: 3 }], choices.strokes],
    );
    assert.deepEqual([back.settings.heal, back.settings.even, back.settings.brighten], ['all', 90, 20]);
  });

  test('refuses text that is no layer data or has a later version', () => {
    for (const text of ['', 'no json', 'null', '7', '[]', '{}', '{"version":2,"settings":{}}'])
      assert.equal(parseLayerData(text), null, text);
    const odd = parseLayerData('{"version":1,"settings":{"even":4000},"own":"yes","choices":{"kept":"all"}}')!;
    assert.deepEqual([odd.settings.even, odd.own, odd.choices], [100, false, NO_CHOICES]);
  });

  test("restores shared settings for all pictures, differing ones as a picture's own, and overrides no setting of the user", () => {
    const one = (settings: RetouchSettings, own = false): LayerData => ({ settings, own, choices });
    const all = restoreLayerData([picture('A', one(strong)), picture('B', one(strong))], DEFAULT_SETTINGS, true);
    assert.equal(all.settings?.even, 90);
    assert.deepEqual([...all.own], []);
    assert.deepEqual([...all.choices.keys()], ['A', 'B']);

    const different = restoreLayerData([picture('A', one(strong)), picture('B', one(mild))], DEFAULT_SETTINGS, true);
    assert.equal(different.settings, null);
    assert.deepEqual(
      [...different.own].map(([id, { even }]) => [id, even]),
      [
        ['A', 90],
        ['B', 20],
      ],
    );

    const withNew = restoreLayerData([picture('A', one(strong)), picture('New', null)], DEFAULT_SETTINGS, true);
    assert.deepEqual(
      [withNew.settings, [...withNew.own.keys()]],
      [null, ['A']],
      'one that was never retouched keeps the settings for all',
    );

    const later = restoreLayerData([picture('A', one(strong))], mild, false);
    assert.deepEqual([later.settings, [...later.own.keys()]], [null, ['A']]);
    const itsOwn = restoreLayerData([picture('A', one(strong, true))], DEFAULT_SETTINGS, true);
    assert.deepEqual([itsOwn.settings, [...itsOwn.own.keys()]], [null, ['A']]);
  });

  test('takes the layer data of the first layer that has any', () => {
    const { own } = restoreLayerData(
      [
        picture(
          'A',
          null,
          'damaged',
          { settings: strong, own: true, choices: NO_CHOICES },
          { settings: mild, own: true, choices },
        ),
      ],
      DEFAULT_SETTINGS,
      true,
    );
    assert.equal(own.get('A')?.even, 90);
  });

  test('restores preferences, and takes defaults for unusable values', () => {
    const stored: Preferences = {
      settings: { ...strong, sensitivity: 70, largest: 8 },
      flatten: true,
      review: true,
      shapeAllowed: true,
      clothesAllowed: true,
      window: { width: 500, height: 600 },
      presets: [{ name: 'Studio', settings: mild }],
      language: 'zh-CN',
      drafts: [{ pictureId: 'A', own: mild, choices }],
    };
    assert.deepEqual(parsePreferences(JSON.parse(JSON.stringify(toStored(stored)))), stored);
    for (const odd of [
      null,
      7,
      'x',
      [],
      { window: { width: -1, height: NaN } },
      { presets: {}, language: 5, review: 'yes', drafts: [{ pictureId: 5 }, null] },
    ]) {
      const { settings, drafts, ...rest } = parsePreferences(odd);
      assert.deepEqual(drafts, []);
      assert.deepEqual(rest, {
        flatten: false,
        review: false,
        shapeAllowed: false,
        clothesAllowed: false,
        window: null,
        presets: [],
        language: null,
      });
      assert.equal(settings.even, DEFAULT_SETTINGS.even);
    }
  });

  test('gives a prepared result once, for an equal request, within its memory limit', () => {
    const result = (bytes: number): Parameters<ReturnType<typeof createPreparedResults>['put']>[2] => ({
      state: 'retouched',
      layers: [],
      flattened: fileData(new Uint8Array(bytes)),
      report: {} as never,
    });
    const prepared = createPreparedResults();
    const first = result(10);
    prepared.put('A', 'asked', first);
    assert.equal(prepared.take('A', 'asked'), first);
    assert.equal(prepared.take('A', 'asked'), null);
    prepared.put('A', 'asked', first);
    assert.equal(prepared.take('A', 'something else'), null);
    prepared.put('A', 'asked', result(390_000_000));
    prepared.put('B', 'asked', result(20_000_000));
    assert.equal(prepared.take('B', 'asked'), null);
    assert.notEqual(prepared.take('A', 'asked'), null);
    prepared.put('C', 'asked', first);
    prepared.clear();
    assert.equal(prepared.take('C', 'asked'), null);
  });
});
