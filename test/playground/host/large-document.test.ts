import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newQuickJSWASMModule } from 'quickjs-emscripten';
import { HostDocument, runPlugin, type HostNode, type PluginHooks } from '../../../plugin/playground/host/index';

const LAYERS = 5000;
const SELECTED = 2000;
/** Members that the plugin below reads of every selected layer. */
const MEMBERS = ['id', 'name', 'width', 'height', 'fills', 'absoluteTransform'] as const;

const PLUGIN = `
  figma.on('selectionchange', () => {
    let total = 0;
    for (const node of figma.currentPage.selection) {
      const values = [${MEMBERS.map((member) => `node.${member}`).join(', ')}];
      if (values.every((value) => value !== undefined)) total++;
    }
    figma.ui.postMessage(total);
  });
`;

const quickjs = await newQuickJSWASMModule();

/** A page of LAYERS layers and the first SELECTED of them. */
function largeDocument(): { readonly document: HostDocument; readonly chosen: readonly HostNode[] } {
  const document = new HostDocument();
  const imageHash = document.placeImage(new Uint8Array(8));
  const nodes = Array.from({ length: LAYERS }, (_, index) =>
    document.create('RECTANGLE', { name: `Layer ${index}`, fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash }] }),
  );
  document.commitUndo();
  return { document, chosen: nodes.slice(0, SELECTED) };
}

function hooksFor(calls: string[], messages: unknown[]): PluginHooks {
  const ignore = (): void => undefined;
  return {
    onShowUI: ignore,
    onMessage: (message) => messages.push(message),
    onResize: ignore,
    onNotify: ignore,
    onDequeue: ignore,
    onClose: ignore,
    onConsole: ignore,
    onError: (error) => assert.fail(error),
    onReveal: ignore,
    exportNode: () => Promise.reject(new Error('nothing is exported')),
    beforeCall: (operation) => calls.push(operation),
  };
}

describe('a page of 5,000 layers', () => {
  test('answers a selection of 2,000 with one host call for each member that the plugin reads, but the id', () => {
    const { document, chosen } = largeDocument();
    const calls: string[] = [];
    const messages: unknown[] = [];
    const plugin = runPlugin(document, {
      quickjs,
      code: PLUGIN,
      html: '',
      command: '',
      storage: new Map(),
      hooks: hooksFor(calls, messages),
    });
    document.select(chosen.map(({ id }) => id));
    calls.length = 0;
    plugin.selectionChanged();
    plugin.close();
    assert.deepEqual(messages, [SELECTED]);
    const besides = ['figma.currentPage', 'node.get', 'ui.postMessage'];
    // The id stands on the object itself.
    assert.equal(calls.length, (MEMBERS.length - 1) * SELECTED + besides.length);
  });

  test('tells subscribers once of a selection, and of a group of 2,000', () => {
    const { document, chosen } = largeDocument();
    const changes: string[] = [];
    document.subscribe((change) => changes.push(change));
    document.select(chosen.map(({ id }) => id));
    const group = document.group(chosen, document.page, 0);
    assert.deepEqual(changes, ['selection', 'document']);
    assert.deepEqual(group.children, chosen);
  });
});
