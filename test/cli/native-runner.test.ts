import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadAssets } from '../../plugin/cli/load-assets';
import { createNativeRunner, hasNativeRunner } from '../../plugin/cli/native-runner';
import { recipeOf, type RecipeParts } from '../../plugin/cli/recipe';
import { selfTest } from '../../ui/engine/networks/self-test/self-test';
import { SHIPPED_NETWORKS } from '../../ui/engine/networks/catalogue';
import { settingsWith } from '../../ui/engine/api/settings';
import { NO_CLOTHES } from '../../ui/engine/api/clothes';
import { NO_SHAPE } from '../../ui/engine/api/shape';
import { buildProgram } from './build-program';
import { startProgram } from './run-program';

const MISSING = hasNativeRunner() ? false : 'onnxruntime-node is not installed: npm install --no-save onnxruntime-node';

describe('the native engine', () => {
  // Promise: A4
  test(
    'is refused where it is not installed, with the command that installs it',
    { skip: hasNativeRunner() },
    async () => {
      const argv = ['photo.png', '--out', 'results', '--engine', 'native'];
      const { code, errors } = await startProgram(await buildProgram(), import.meta.dirname, ...argv).ended;
      assert.equal(code, 2);
      assert.match(errors.join('\n'), /npm install --no-save onnxruntime-node\nNothing was done/);
    },
  );

  test('gives the golden numbers of every network', { skip: MISSING }, async () => {
    const runner = createNativeRunner(loadAssets());
    assert.deepEqual(await selfTest(runner), { state: 'passed' });
    await runner.release();
  });

  test('has results of its own for --resume', () => {
    const command: RecipeParts = {
      settings: settingsWith({}),
      shape: NO_SHAPE,
      clothes: NO_CLOTHES,
      engine: 'auto',
      match: null,
      networks: 'softlight',
      parity: false,
      masks: false,
      layered: [],
      rawWith: null,
      format: 'png',
      quality: 92,
      strip: false,
    };
    const recipes = (['auto', 'wasm', 'native'] as const).map((engine) =>
      recipeOf({ ...command, engine }, SHIPPED_NETWORKS),
    );
    assert.equal(recipes[0], recipes[1]);
    assert.notEqual(recipes[0], recipes[2]);
  });
});
