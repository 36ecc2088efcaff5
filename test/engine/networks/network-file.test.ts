import assert from 'node:assert/strict';
import { createHash, randomFillSync } from 'node:crypto';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { networkInfo, NETWORK_NAMES } from '../../../ui/engine/networks/catalogue';
import { networkFile } from '../../../ui/engine/networks/network-file';
import { sha256 } from '../../../ui/engine/networks/sha256';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { unpackFiles } from '../../../ui/engine/worker/unpack-file';

const assets = loadAssets();
const runner = createWasmRunner(assets);
after(() => runner.release());

test('SHA-256 is that of everybody else, for every length up to three blocks and a large one', () => {
  for (const length of [...Array(200).keys(), 1_000_003]) {
    const bytes = randomFillSync(new Uint8Array(length + 1)).subarray(1);
    assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'), `${length} bytes`);
  }
});

// Promise: 30
test("every network is the catalogue's; one that is cut short, changed in one bit, another or missing is named", () => {
  for (const network of NETWORK_NAMES) {
    const file = assets.networks[network]!;
    assert.equal(networkFile(assets.networks, network), file);
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
    assert.throws(() => networkFile({}, network), { problem: { code: 'network-missing', network } });
  }
});

test("the runner makes no session of a network that is not the catalogue's", async () => {
  const damaged = createWasmRunner({ ...assets, networks: { ...assets.networks, person: assets.networks['skin']! } });
  await assert.rejects(damaged.run('person', zeros('person')), {
    problem: { code: 'network-damaged', network: 'person' },
  });
});

test('a packed network that is cut short or changed comes out damaged, and the others whole', async () => {
  const whole = gzipSync('network').toString('base64');
  for (const broken of [
    whole.slice(0, 12),
    '',
    'no base64 at all!',
    gzipSync('network').fill(7, 12, 14).toString('base64'),
  ]) {
    const { good, bad } = await unpackFiles({ good: whole, bad: broken });
    assert.equal(Buffer.from(good!).toString(), 'network');
    assert.equal(bad!.length, 0);
  }
});

// Promise: 36
test('numbers that are none, out of a network, are refused', async () => {
  for (const value of [NaN, Infinity]) {
    const inputs = Object.fromEntries(
      Object.entries(zeros('skin')).map(([name, values]) => [name, values.fill(value)]),
    );
    await assert.rejects(runner.run('skin', inputs), { problem: { code: 'network-damaged', network: 'skin' } });
  }
});

function zeros(network: (typeof NETWORK_NAMES)[number]): Record<string, Float32Array> {
  const { inputs } = networkInfo(network);
  return Object.fromEntries(
    inputs.map(({ name, shape }) => [name, new Float32Array(shape.reduce((total, side) => total * side, 1))]),
  );
}
