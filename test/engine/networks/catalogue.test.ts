import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  IMPORTED_NAMES,
  networkInfo,
  SHIPPED_NAMES,
  SHIPPED_NETWORKS,
  withImported,
  type ImportedName,
  type NetworkInfo,
} from '../../../ui/engine/networks/catalogue';

function imported(licence: string): Readonly<Record<ImportedName, NetworkInfo>> {
  const entry = { ...networkInfo('blend'), licence };
  return { 'modelscope-blemish': entry, 'modelscope-inpainting': entry, 'modelscope-blend': entry };
}

describe('NetworkCatalogue', () => {
  test('has an entry for every shipped network', () => {
    for (const name of SHIPPED_NAMES) assert.equal(networkInfo(name), SHIPPED_NETWORKS[name]);
  });

  test('names an imported network that it does not hold', () => {
    for (const network of IMPORTED_NAMES)
      assert.throws(() => networkInfo(network), { problem: { code: 'network-missing', network } });
  });

  test('withImported changes no other catalogue', () => {
    const [first, second] = [withImported(imported('first')), withImported(imported('second'))];
    assert.equal(networkInfo('modelscope-blend', first).licence, 'first');
    assert.equal(networkInfo('modelscope-blend', second).licence, 'second');
    assert.equal(networkInfo('skin', first), networkInfo('skin'));
    assert.deepEqual(Object.keys(SHIPPED_NETWORKS), [...SHIPPED_NAMES]);
  });
});
