import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { makeNotice } from '../../build/notice.mjs';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

describe('NOTICE', () => {
  // Promise: N8
  test('names every bundled package, and every licence is permissive', async () => {
    const { text, packages } = await makeNotice();
    assert.equal(read('NOTICE'), text, 'run `npm run notice`');
    for (const { name, license } of packages) {
      for (const one of license.replace(/[()]/g, '').split(' AND '))
        assert.match(one, /^(MIT|Apache-2\.0|ISC|BSD-[23]-Clause)$/, name);
    }
  });

  // Promise: N8
  test('takes every dependency from the lock file, by its hash', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; link?: boolean }>;
    };
    for (const [place, { integrity }] of Object.entries(packages))
      if (place !== '') assert.match(integrity ?? '', /^sha512-/, place);
  });
});
