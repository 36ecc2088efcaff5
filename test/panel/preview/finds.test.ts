import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import type { SpotAnswer, SpotFind } from '../../../ui/engine/api/report';
import { countFinds, findsOf, inGroup, isByHand, markOf, withFind } from '../../../ui/panel/preview/finds';

function find(x: number, answer: SpotAnswer): SpotFind {
  const reason = { kind: 'brown', colour: 'brown', edge: 'soft', like: 0 } as const;
  return { x, y: 10, radius: 4, kind: 'blemish', score: 0.5, judged: 0.4, answer, reason };
}

const found = [find(100, 'healed'), find(200, 'unsure'), find(300, 'kept')];
const spots = [found[0]!];
const settings = { heal: 'blemishes', unsure: 'keep' } as const;

describe('finds', () => {
  test('are healed, doubtful or kept by the judge', () => {
    const finds = findsOf({ spots, found }, settings, NO_CHOICES);
    assert.deepEqual(finds.map(markOf), ['healed', 'unsure', 'kept']);
    assert.deepEqual(countFinds(finds), { healed: 1, unsure: 1, kept: 1 });
    assert.ok(!finds.some(isByHand));
  });

  // Promise: U5
  test('follow the designer, who heals any of them and keeps any of them, and back', () => {
    let choices = NO_CHOICES;
    for (const index of [0, 1, 2]) {
      const one = findsOf({ spots, found }, settings, choices)[index]!;
      choices = withFind(choices, one, !one.isHealed);
    }
    const turned = findsOf({ spots, found }, settings, choices);
    assert.deepEqual(turned.map(markOf), ['kept', 'healed', 'healed']);
    assert.ok(turned.every(isByHand));
    assert.deepEqual([choices.kept.length, choices.added.length], [1, 2]);
    for (const one of turned) choices = withFind(choices, one, !one.isHealed);
    assert.deepEqual(choices, NO_CHOICES);
  });

  test('stay in the group of the judge, so that a decision moves nothing', () => {
    const [, unsure] = findsOf({ spots, found }, settings, NO_CHOICES);
    const decided = findsOf({ spots, found }, settings, withFind(NO_CHOICES, unsure!, true));
    assert.equal(inGroup(decided, 'unsure').length, 1);
    assert.deepEqual(countFinds(decided), { healed: 2, unsure: 0, kept: 1 });
  });

  test('that are doubtful are healed if the settings say so, and can be kept', () => {
    const heals = { heal: 'blemishes', unsure: 'heal' } as const;
    const [, unsure] = findsOf({ spots, found }, heals, NO_CHOICES);
    assert.equal(markOf(unsure!), 'healed');
    const choices = withFind(NO_CHOICES, unsure!, false);
    assert.deepEqual([choices.kept.length, choices.added.length], [1, 0]);
    assert.equal(markOf(findsOf({ spots, found }, heals, choices)[1]!), 'unsure');
  });

  test('of networks without a judge are the healed spots, and places of the designer come on top', () => {
    const added = { x: 700, y: 10, radius: 5 };
    const finds = findsOf({ spots, found: [] }, settings, { ...NO_CHOICES, added: [added] });
    assert.deepEqual(finds.map(markOf), ['healed', 'added']);
    assert.deepEqual(withFind({ ...NO_CHOICES, added: [added] }, finds[1]!, false), NO_CHOICES);
  });
});
