import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PluginPlace } from '../../plugin/playground/photoshop/open-plugin';
import { runScript } from '../../plugin/playground/photoshop/script/run-script';
import { addPhoto } from './documents';
import { openPhotoshop } from './open-photoshop';

describe("Photoshop's brightness", () => {
  // Promise: PS5
  test('reaches the panel at its start, and after each change', async () => {
    const { host, plugin, themes } = await openPhotoshop((photoshop) => void addPhoto(photoshop));
    assert.equal((await host.ready()).theme, 'dark');
    plugin.theme.choose('lightest');
    await host.hostFacts();
    assert.deepEqual(themes, ['lightest']);
    assert.equal((await host.ready()).theme, 'lightest');
  });

  test('is unknown where UXP has no themes', async () => {
    const withoutThemes: PluginPlace['runIn'] = (options) =>
      runScript({ ...options, document: { ...options.document, theme: undefined } });
    const { host } = await openPhotoshop((photoshop) => void addPhoto(photoshop), {}, true, withoutThemes);
    assert.equal((await host.ready()).theme, null);
  });
});
