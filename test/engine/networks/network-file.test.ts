import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createHash, randomFillSync } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { networkInfo, NETWORK_NAMES } from '../../../ui/engine/networks/catalogue';
import { networkFile } from '../../../ui/engine/networks/network-file';
import { sha256 } from '../../../ui/engine/networks/sha256';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { packFile, packNetwork } from '../../../build/pack.mjs';
import { unpackFile, unpackNetworks } from '../../../ui/engine/worker/unpack-file';

const assets = loadAssets();

describe('sha256', () => {
  test('equals the hash of node:crypto for all lengths of up to three blocks, and a large one', () => {
    for (const length of [...Array(200).keys(), 1_000_003]) {
      const bytes = randomFillSync(new Uint8Array(length + 1)).subarray(1);
      assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'), `${length} bytes`);
    }
  });
});

describe('networkFile', () => {
  test('returns every shipped network', () => {
    for (const network of NETWORK_NAMES) assert.equal(networkFile(assets.networks, network), assets.networks[network]!);
  });

  // Promise: 30
  test('names a network that is truncated, changed in one bit, or not a network', () => {
    for (const network of NETWORK_NAMES) {
      const file = assets.networks[network]!;
      const changed = file.slice();
      changed[changed.length >> 1]! ^= 1;
      const html = new TextEncoder().encode('<!doctype html>');
      for (const wrong of [
        file.subarray(0, file.length - 1),
        file.subarray(0, file.length >> 1),
        new Uint8Array(0),
        html,
        changed,
      ]) {
        assert.throws(() => networkFile({ [network]: wrong }, network), {
          problem: { code: 'network-damaged', network },
        });
      }
    }
  });

  test('names a network without a file', () => {
    for (const network of NETWORK_NAMES)
      assert.throws(() => networkFile({}, network), { problem: { code: 'network-missing', network } });
  });
});

describe('createWasmRunner', () => {
  const runner = createWasmRunner(assets);
  after(() => runner.release());

  test('refuses the file of another network', async () => {
    const damaged = createWasmRunner({ ...assets, networks: { ...assets.networks, person: assets.networks['skin']! } });
    await assert.rejects(damaged.run('person', zeros('person')), {
      problem: { code: 'network-damaged', network: 'person' },
    });
  });

  // Promise: 36
  test('refuses outputs that are NaN or infinite', async () => {
    for (const value of [NaN, Infinity]) {
      const inputs = Object.fromEntries(
        Object.entries(zeros('skin')).map(([name, values]) => [name, values.fill(value)]),
      );
      await assert.rejects(runner.run('skin', inputs), { problem: { code: 'network-damaged', network: 'skin' } });
    }
  });
});

describe('unpackNetworks', () => {
  test('gives the bytes that the build packed, of any length', async () => {
    const files = Array.from({ length: 40 }, (_, length) => randomBytes(length));
    const unpacked = await unpackNetworks(Object.fromEntries(files.map((file, name) => [name, packNetwork(file)])));
    for (const [name, file] of files.entries()) assert.deepEqual(Buffer.from(unpacked[name]!), file);
    for (let length = 0; length < 40; length++) {
      const bytes = randomBytes(length);
      assert.deepEqual(Buffer.from(await unpackFile(packFile(bytes))), bytes);
    }
  });

  test('gives an empty file for a damaged one, and all others whole', async () => {
    const whole = packNetwork(Buffer.from('network'));
    for (const broken of [whole.slice(0, 12), '', 'no base 91 at all!', `${whole.slice(0, 9)}~~~~${whole.slice(13)}`]) {
      const { good, bad } = await unpackNetworks({ good: whole, bad: broken });
      assert.equal(Buffer.from(good!).toString(), 'network');
      assert.equal(bad!.length, 0);
    }
  });
});

function zeros(network: (typeof NETWORK_NAMES)[number]): Record<string, Float32Array> {
  const { inputs } = networkInfo(network);
  return Object.fromEntries(
    inputs.map(({ name, shape }) => [name, new Float32Array(shape.reduce((total, side) => total * side, 1))]),
  );
}
