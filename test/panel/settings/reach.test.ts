import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_SETTINGS, settingsWith } from '../../../ui/engine/api/settings';
import { reachOf, settingsOfReach } from '../../../ui/panel/settings/reach';

describe('reach', () => {
  test('is one ordered scale: blemishes from the surest to the faintest, then every mark', () => {
    const places = Array.from({ length: 101 }, (_, reach) => settingsOfReach(reach));
    const order = places.map(({ heal, sensitivity }) => (heal === 'all' ? 1000 : 0) + sensitivity);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    assert.deepEqual(places[0], { heal: 'blemishes', sensitivity: 0 });
    assert.deepEqual(places[100], { heal: 'all', sensitivity: 100 });
  });

  test('shows the place that was chosen, and stands at 35 by default', () => {
    for (let reach = 0; reach <= 100; reach++) assert.equal(reachOf(settingsWith(settingsOfReach(reach))), reach);
    assert.equal(reachOf(DEFAULT_SETTINGS), 35);
    assert.deepEqual(settingsOfReach(35), { heal: 'blemishes', sensitivity: 50 });
  });
});
