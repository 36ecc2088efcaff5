import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addEditorScene,
  assetOf,
  gridOf,
  HostDocument,
  type EditorKind,
  type HostNode,
} from '../../plugin/playground/host/index';
import { en } from '../../ui/locales/en';
import { zh } from '../../ui/locales/zh';
import { openPlugin, retouch, shown } from './open-plugin';
import { png } from './pictures';
import { refusedMembers } from './typings-editors';

interface Scene {
  readonly document: HostDocument;
  /** A slide or asset by its name. */
  readonly place: (name: string) => HostNode;
}

function sceneOf(editor: EditorKind): Scene {
  const document = new HostDocument(editor);
  addEditorScene(document, document.placeImage(png('portrait')));
  const places = gridOf(document.page).flat();
  return { document, place: (name) => places.find(({ values }) => values.name === name)! };
}

const namesOf = ({ children }: HostNode): string[] => children.map(({ values }) => values.name);
const photoOf = (place: HostNode): HostNode => place.children.find(({ values }) => values.name === 'Photo')!;

describe('Figma Slides and Buzz', () => {
  // Promise: F5
  test('retouches the photo on the slide or asset that is shown alone, without a selection', async () => {
    for (const [editor, name] of [
      ['slides', 'Speaker'],
      ['buzz', 'Post'],
    ] as const) {
      const { document, place } = sceneOf(editor);
      document.focus(place(name));
      const plugin = await openPlugin(document);
      const [written] = await retouch(plugin);
      assert.equal(written?.[0]?.state, 'written', editor);
      assert.ok(namesOf(place(name)).includes('Retouch · Photo'), editor);
      assert.deepEqual(namesOf(document.page), ['Grid'], 'nothing is left beside the grid');
      assert.deepEqual(plugin.errors, []);
    }
  });

  // Promise: F5
  test('lays the layers of a slide’s own picture inside it, below its children', async () => {
    const { document, place } = sceneOf('slides');
    document.select([place('Full-bleed').id]);
    await retouch(await openPlugin(document));
    assert.equal(namesOf(place('Full-bleed'))[0], 'Retouch · Full-bleed');
  });

  test('follows the slide in view, and opens the one that a row of the list names', async () => {
    const { document, place } = sceneOf('slides');
    document.focus(place('Speaker'));
    const plugin = await openPlugin(document);
    await plugin.host.ready();
    document.focus(place('Full-bleed'));
    plugin.running.viewChanged();
    await plugin.host.reveal(photoOf(place('Speaker')).id);
    assert.deepEqual(
      plugin.selections.map(({ pictures }) => pictures[0]?.targets[0]?.name),
      ['Full-bleed'],
    );
    assert.equal(document.grid.focused, place('Speaker').id);
  });

  // Promise: F5
  test('says why a template, a video or an empty field cannot be retouched, and writes nothing', async () => {
    const { document, place } = sceneOf('buzz');
    const before = shown(document.page);
    const problems = [];
    for (const name of ['Instance of a template', 'Empty field', 'Video']) {
      document.select([place(name).id]);
      const { host, running } = await openPlugin(document);
      problems.push((await host.beginRun({ flatten: false })).problem);
      running.close();
    }
    document.select([place('Locked template').id]);
    const [refused] = await retouch(await openPlugin(document));
    problems.push(refused?.[0]?.state === 'failed' ? refused[0].problem : null);
    assert.deepEqual(
      problems.map((problem) => problem?.code),
      ['layer-in-template', 'media-is-empty', 'media-is-video', 'template-locked'],
    );
    assert.deepEqual(shown(document.page), before);
    for (const problem of problems) {
      const texts = [en.problem(problem!), zh.problem(problem!)];
      assert.equal(new Set(texts).size, 2, problem?.code);
    }
  });

  test('is docked in Buzz, and narrow once it is popped out', async () => {
    for (const [editor, window, width] of [
      ['figma', 'own', 720],
      ['slides', 'own', 720],
      ['buzz', 'docked', 320],
    ] as const) {
      let shownWidth = 0;
      const { host } = await openPlugin(sceneOf(editor).document, {
        onShowUI: (_, options) => void (shownWidth = options.width ?? 0),
      });
      assert.deepEqual([(await host.ready()).window, shownWidth], [window, width], editor);
    }
  });

  test('removes a retouch on a slide', async () => {
    const { document, place } = sceneOf('slides');
    document.focus(place('Speaker'));
    const before = namesOf(place('Speaker'));
    const plugin = await openPlugin(document);
    await retouch(plugin);
    await plugin.host.removeRetouch();
    assert.deepEqual(namesOf(place('Speaker')), before);
    assert.equal(assetOf(photoOf(place('Speaker'))), place('Speaker'));
  });
});

describe('the calls of the sandbox', () => {
  // Promise: F5
  test('exist in every editor of the manifest, or stand in other-editors.ts', () => {
    const members = refusedMembers(['figma', 'slides', 'buzz']);
    assert.deepEqual(members.map(({ file, name }) => `${file} ${name}`).sort(), [
      'other-editors.ts buzz',
      'other-editors.ts canvasView',
      'other-editors.ts focusedNode',
      'other-editors.ts getCanvasGrid',
    ]);
  });
});
