import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { claimsOfAnswers, claimsOfKit, claimsOfPage, faultsOfClaims, keptPromises } from '../../build/claims.mjs';

describe('the publishing kit', () => {
  test('claims nothing that no test keeps', () => {
    assert.deepEqual(faultsOfClaims(claimsOfKit(), keptPromises()), []);
  });

  test('names the promise behind each of its texts', () => {
    const kept = keptPromises();
    kept.delete('N5');
    const files = faultsOfClaims(claimsOfKit(), kept).map((fault) => fault.slice(0, fault.indexOf(':')));
    assert.deepEqual([...new Set(files)], ['figma.json', 'adobe.json', 'figma-security.md', 'PRIVACY.md']);
  });

  test('finds a paragraph and an answer without a promise', () => {
    const page =
      '# Title\n\nWe read minds.\n\n- **One** <!-- promises: A1, A2 -->\n- Two\n\nAsk us. <!-- claims nothing -->\n';
    const table = '| question | answer | kept by |\n| --- | --- | --- |\n| Safe? | Yes. | promises A1 and A3 |\n';
    const claims = [...claimsOfPage('page', page), ...claimsOfAnswers('table', table)];
    assert.deepEqual(faultsOfClaims(claims, new Set(['A1', 'A2'])), [
      'page: no promise stands behind "We read minds."',
      'page: no promise stands behind "- Two"',
      'table: no test keeps promise A3 of "Safe?"',
    ]);
  });
});
