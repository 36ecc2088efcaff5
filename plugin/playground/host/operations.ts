import { sniffFormat } from '../../../ui/engine/codec/sniff-format';
import { LONGEST_NOTICE } from '../../../ui/host-api/host-api';
import { gridOf } from './canvas-grid';
import type { HostDocument } from './document';
import type { HostNode, HostNodeType } from './node';
import { NodeApi } from './node-api';
import { refOf, type NodeRef } from './node-ref';
import type { PluginNotice, PluginOptions } from './plugin-types';
import type { Timers } from './timers';

/** An operation that the sandbox's prelude calls by name, with plain data; it returns plain data or a promise of it. */
type Operation = (...args: readonly never[]) => unknown;
/** Operations by name. */
export type Operations = Readonly<Record<string, Operation>>;

/** The objects that a plugin's operations act on. */
export interface OperationContext {
  readonly document: HostDocument;
  readonly options: PluginOptions;
  readonly timers: Timers;
  readonly nextId: () => number;
  /** Ends the plugin's run. */
  readonly end: (message: string | null) => void;
}

/** The smallest width of a plugin's window, in css pixels. */
const SMALLEST_WIDTH = 70;

/** Every operation of one plugin's run. */
export function createOperations(context: OperationContext): Operations {
  return {
    ...nodeOperations(context),
    ...imageOperations(context),
    ...runOperations(context),
    ...documentOperations(context),
    ...windowOperations(context),
    ...storageOperations(context),
    ...timerOperations(context),
  };
}

function nodeOperations({ document, options }: OperationContext): Operations {
  const nodes = new NodeApi(document, (node, settings) => options.hooks.exportNode(node, settings));
  return {
    'node.has': (id: string, key: string) => nodes.has(id, key),
    'node.get': (id: string, key: string) => nodes.get(id, key),
    'node.set': (id: string, key: string, value: unknown) => nodes.set(id, key, value),
    'node.call': (id: string, method: string, ...args: unknown[]) => nodes.call(id, method, args),
  };
}

function imageOperations({ document }: OperationContext): Operations {
  return {
    'image.bytes': (hash: string) => imageOf(document, hash),
    'image.size': (hash: string) => sizeOfImage(imageOf(document, hash)),
    'figma.createImage': (bytes: Uint8Array) => ({ $image: document.addImage(bytes) }),
    'figma.getImageByHash': (hash: string) => (document.image(hash) === null ? null : { $image: hash }),
  };
}

function runOperations({ options, nextId, end }: OperationContext): Operations {
  const { hooks } = options;
  return {
    'figma.command': () => options.command,
    'figma.html': () => options.html,
    'figma.showUI': (html: string, show: ShowUIOptions | undefined) => hooks.onShowUI(html, show ?? {}),
    'figma.closePlugin': (message: string | undefined) => {
      // The plugin's code runs to its end before the VM is disposed.
      setTimeout(() => end(message?.slice(0, LONGEST_NOTICE) ?? null));
    },
    'figma.notify': (text: string, notice: Omit<PluginNotice, 'id' | 'text'>) => {
      const id = nextId();
      hooks.onNotify({ id, text: text.slice(0, LONGEST_NOTICE), ...notice });
      return id;
    },
    'figma.dequeue': (id: number) => hooks.onDequeue(id),
    console: (level: string, text: string) => hooks.onConsole(level, text),
  };
}

function documentOperations({ document, options }: OperationContext): Operations {
  return {
    'figma.currentPage': () => refOf(document.currentPage),
    'figma.getNodeById': (id: string) => refOf(document.find(id)),
    'figma.create': (type: HostNodeType) => refOf(document.create(type)),
    'figma.group': (members: readonly NodeRef[], parent: NodeRef, index: number | undefined) => {
      const container = nodeOf(document, parent);
      const nodes = members.map((member) => nodeOf(document, member));
      return refOf(document.group(nodes, container, index ?? container.children.length));
    },
    'figma.commitUndo': () => document.commitUndo(),
    'figma.triggerUndo': () => {
      document.undo();
    },
    'figma.editorType': () => document.grid.editor,
    'figma.getCanvasGrid': () => {
      document.grid.assertHas('getCanvasGrid');
      return gridOf(document.currentPage).map((row) => row.map(refOf));
    },
    'figma.listens': (event: string) => {
      if (event === 'canvasviewchange') document.grid.assertHas('on("canvasviewchange")');
    },
    'viewport.canvasView': () => {
      document.grid.assertHas('get_canvasView');
      return document.grid.focused === null ? 'grid' : 'single-asset';
    },
    'buzz.media': (asset: NodeRef) => {
      document.grid.assertHas('buzz', ['buzz']);
      return document.grid.fieldsOf(nodeOf(document, asset)).map(mediaOf);
    },
    'viewport.show': (members: readonly NodeRef[]) =>
      options.hooks.onReveal(members.map((member) => nodeOf(document, member))),
  };
}

function windowOperations({ options: { hooks } }: OperationContext): Operations {
  return {
    'ui.postMessage': (message: unknown) => hooks.onMessage(message),
    'ui.resize': (width: number, height: number) =>
      hooks.onResize(Math.max(SMALLEST_WIDTH, width), Math.max(0, height)),
    'ui.show': () => undefined,
    'ui.hide': () => undefined,
    'ui.close': () => undefined,
  };
}

function storageOperations({ options: { storage } }: OperationContext): Operations {
  return {
    'storage.get': (key: string) => storage.get(key),
    'storage.set': (key: string, value: unknown) => {
      storage.set(key, value);
    },
    'storage.delete': (key: string) => {
      storage.delete(key);
    },
    'storage.keys': () => [...storage.keys()],
  };
}

function timerOperations({ timers }: OperationContext): Operations {
  return {
    'timer.start': (delay: number, repeat: boolean) => timers.start(delay, repeat),
    'timer.stop': (id: number) => timers.stop(id),
  };
}

/** A media field as `getMediaContent` gives it, without its method. */
function mediaOf(node: HostNode): {
  readonly type: string | null;
  readonly hash: string | null;
  readonly node: unknown;
} {
  const paint = [...node.values.fills].reverse().find(({ type }) => type === 'IMAGE' || type === 'VIDEO');
  const hash = paint?.type === 'IMAGE' ? paint.imageHash : paint?.type === 'VIDEO' ? paint.videoHash : null;
  return { type: paint?.type ?? null, hash, node: refOf(node) };
}

function nodeOf(document: HostDocument, ref: NodeRef): HostNode {
  const node = document.find(ref.$node);
  if (node === null) throw new Error(`The node with id "${ref.$node}" does not exist`);
  return node;
}

function imageOf(document: HostDocument, hash: string): Uint8Array {
  const bytes = document.image(hash);
  if (bytes === null) throw new Error(`in getBytesAsync: Could not find an image with hash ${hash}`);
  return bytes;
}

function sizeOfImage(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const info = sniffFormat(bytes);
  if ('width' in info) return { width: info.width, height: info.height };
  throw new Error('in getSizeAsync: the image cannot be read');
}
