import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fromBase64, toBase64 } from '../../ui/host-api/pipe/base64';
import { createJsonPipe, type JsonPipe, type PipeOptions } from '../../ui/host-api/pipe/json-pipe';

/** Two ends of a pipe that carries text only, and the texts that crossed. */
function pipePair(host: Partial<PipeOptions> = {}, page: Partial<PipeOptions> = {}) {
  const texts: string[] = [];
  const rest = (): Promise<void> => Promise.resolve();
  const ends: { host: JsonPipe; page: JsonPipe } = {
    host: createJsonPipe({
      send: (text) => {
        texts.push(text);
        queueMicrotask(() => ends.page.receive(text));
      },
      rest,
      ...host,
    }),
    page: createJsonPipe({ send: (text) => queueMicrotask(() => ends.host.receive(text)), rest, ...page }),
  };
  return { ...ends, texts };
}

/** Messages that an end gets, in their order, until there are `count` of them. */
function received(pipe: JsonPipe, count: number): Promise<unknown[]> {
  const messages: unknown[] = [];
  return new Promise((resolve) => {
    pipe.listen('host', (message) => {
      messages.push(message);
      if (messages.length === count) resolve(messages);
    });
  });
}

const LARGE = Uint16Array.from({ length: 3_000_000 }, (_, index) => index * 7);

describe('base64', () => {
  test('is that of Node, in both directions', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const text = toBase64(bytes);
        assert.equal(text, Buffer.from(bytes).toString('base64'));
        assert.deepEqual(fromBase64(text), bytes);
      }),
    );
  });
});

describe('JSON pipe', () => {
  test('carries plain data and typed arrays of every kind, in order', async () => {
    const { host, page } = pipePair();
    const got = received(page, 2);
    const first = {
      id: 'a',
      list: [1, null, 'ü'],
      bytes: Uint8Array.of(1, 2),
      pixels: LARGE,
      ramp: Float32Array.of(0.5),
    };
    host.post('host', first);
    host.post('host', 'second');
    assert.deepEqual(await got, [first, 'second']);
  });

  test('sends large arrays as a file, which the other end reads and which is then removed', async () => {
    const files = new Map<string, Uint8Array>();
    const { host, page, texts } = pipePair(
      {
        writeFile: (bytes) => Promise.resolve(files.set(`file:/${files.size}`, bytes.slice())).then(() => 'file:/0'),
        removeFile: (address) => Promise.resolve(void files.delete(address)),
      },
      { readFile: (address) => Promise.resolve(files.get(address)!.slice()) },
    );
    const got = received(page, 1);
    host.post('host', { pixels: LARGE });
    assert.deepEqual(await got, [{ pixels: LARGE }]);
    assert.ok(texts.join('').length < 1000, 'the pixels did not go as text');
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(files.size, 0);
  });

  test('sends text once a file could not be read, and writes no file again', async () => {
    let written = 0;
    const { host, page } = pipePair(
      { writeFile: () => Promise.resolve(`file:/${written++}`), removeFile: () => Promise.resolve() },
      { readFile: () => Promise.reject(new Error('Failed to fetch')) },
    );
    const got = received(page, 3);
    host.post('host', { pixels: LARGE });
    host.post('host', 'after it');
    await new Promise((resolve) => setImmediate(resolve));
    host.post('host', { pixels: LARGE });
    assert.deepEqual(await got, [{ pixels: LARGE }, 'after it', { pixels: LARGE }]);
    assert.equal(written, 1);
  });

  test('ignores texts that are not its own', async () => {
    const { host, page } = pipePair();
    const got = received(page, 1);
    const foreign = [
      '',
      '{',
      'null',
      '[]',
      '{"softlight":"part"}',
      '{"softlight":"taken","id":-1,"whole":true}',
      7,
      null,
    ];
    for (const text of foreign) page.receive(text);
    host.post('host', 'ours');
    assert.deepEqual(await got, ['ours']);
  });
});
