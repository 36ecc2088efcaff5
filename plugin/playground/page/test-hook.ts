import type { HostNode, HostNodeType, NodeValues } from '../host/index';
import type { Box } from '../../geometry/box';
import type { Editor } from './editor/editor';
import { encode, rasterNode } from './editor/export-node';
import { isPluginMade } from './editor/render-tree';

/** A node and everything in it as plain data; `values` under the plugin API's names. */
export interface NodeSnapshot {
  readonly id: string;
  readonly type: HostNodeType;
  readonly values: NodeValues;
  /** Whether a plugin made it. */
  readonly pluginMade: boolean;
  /** Bottom first. */
  readonly children: readonly NodeSnapshot[];
}

/** 8-bit RGBA with straight alpha, row by row. */
export interface RenderedPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Bytes come as a Uint8Array inside the page, or as base64 from outside. */
export type Bytes = Uint8Array | string;

/** How a photo is put on the page. */
export interface PhotoOptions {
  readonly parentId?: string;
  /** Page position (in `parentId`'s space, if given) of the top left corner. Without it, beside everything else. */
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  /** Stores the bytes unseen, whatever they are, as a damaged file may lie in a document. Needs a width and a height. */
  readonly asStored?: boolean;
  /** Further values of the layer: fills of another scaleMode, opacity, blendMode, locked, cornerRadii … `imageHash` in fills may be ''. */
  readonly values?: Partial<NodeValues>;
}

/**
 * `window.playground`: the playground as tests drive it. Ids are node ids; every call acts on the document like
 * a user's, and each change is an undo step of its own.
 *
 * The plugin's window is found from outside with
 * `page.frameLocator('iframe[name="Shim Plugin Iframe"]').frameLocator('iframe').frameLocator('iframe')`.
 */
export interface Playground {
  readonly editor: Editor;
  /** Settles when the page is ready and the sample stands on it. */
  readonly ready: Promise<void>;
  /** Puts a photo on the page as a dropped file would be, and selects it. Rejects if it is no picture. Returns its id. */
  addPhoto(bytes: Bytes, name: string, options?: PhotoOptions): Promise<string>;
  /** Makes an empty node of a type and returns its id. */
  addNode(type: HostNodeType, values?: Partial<NodeValues>, parentId?: string): string;
  addFrame(values?: Partial<NodeValues>, parentId?: string): string;
  /** Groups nodes and returns the group's id. */
  group(ids: readonly string[]): string;
  setNode(id: string, values: Partial<NodeValues>): void;
  remove(id: string): void;
  /** Empties the page, and with it what undo goes back to. */
  clear(): void;
  select(ids: readonly string[]): void;
  selection(): readonly string[];
  undo(): void;
  redo(): void;
  /** A node, or the page, as plain data. */
  snapshot(id?: string): NodeSnapshot;
  /** Starts the plugin, with a command of its menu or of a relaunch button, and settles when its window has loaded. */
  runPlugin(command?: string): Promise<void>;
  closePlugin(): void;
  /** The messages shown at the foot of the canvas now. */
  toasts(): readonly string[];
  /** The stored file of an image. */
  imageBytes(hash: string): Uint8Array | null;
  /**
   * What a node alone paints ('page': everything), `scale` pixels a canvas unit, on transparent ground.
   * `box` is in page units; without it, the box around what is painted. At a scale where a picture's pixels
   * lie on the grid they are copied, not resampled.
   */
  renderNode(id: string, scale?: number, box?: Box): Promise<RenderedPixels>;
  /** The same as a PNG file. */
  renderPng(id: string, scale?: number, box?: Box): Promise<Uint8Array>;
  /** The same as base64 of a PNG file, for carrying it out of the page. */
  renderPngBase64(id: string, scale?: number, box?: Box): Promise<string>;
  /** Zooms so that the given nodes, or everything, fill the canvas. */
  fit(ids?: readonly string[]): void;
}

declare global {
  interface Window {
    playground: Playground;
  }
}

/** Makes the object behind `window.playground`. */
export function createPlayground(editor: Editor, ready: Promise<void>): Playground {
  const { document } = editor;
  const nodeOf = (id: string): HostNode => {
    const node = id === 'page' ? document.page : document.find(id);
    if (node === null) throw new Error(`there is no node ${id}`);
    return node;
  };
  const render = (id: string, scale = 1, box?: Box): Promise<OffscreenCanvas> =>
    rasterNode(editor.renderer, editor.images, nodeOf(id), scale, box);

  const playground: Playground = {
    editor,
    ready,
    async addPhoto(given, name, options = {}) {
      const bytes = typeof given === 'string' ? fromBase64(given) : given;
      const parent = options.parentId === undefined ? document.page : nodeOf(options.parentId);
      const { width, height } = options;
      const size = width === undefined || height === undefined ? {} : { width, height };
      let node: HostNode | null;
      if (options.asStored === true) {
        if (width === undefined || height === undefined)
          throw new Error('a photo that is stored unseen needs a width and a height');
        node = editor.placePicture(document.placeImage(bytes), name, { width, height, parent });
      } else {
        node = await editor.addPhoto(bytes, name, { ...size, parent });
      }
      if (node === null) throw new Error(`${name} is no picture that can be placed`);
      const { values = {}, x, y } = options;
      const place =
        x === undefined || y === undefined
          ? {}
          : {
              relativeTransform: [
                [1, 0, x],
                [0, 1, y],
              ] as Transform,
            };
      document.set(node, {
        ...place,
        ...values,
        ...(values.fills === undefined ? {} : { fills: withImage(values.fills, node) }),
      });
      document.commitUndo();
      return node.id;
    },
    addNode(type, values = {}, parentId) {
      const node = document.create(type, values, parentId === undefined ? document.page : nodeOf(parentId));
      document.commitUndo();
      return node.id;
    },
    addFrame: (values, parentId) => playground.addNode('FRAME', values, parentId),
    group(ids) {
      const nodes = ids.map(nodeOf);
      const parent = nodes[0]?.parent ?? document.page;
      const top = Math.max(...nodes.map((node) => parent.children.indexOf(node)));
      const group = document.group(nodes, parent, Math.max(0, top - nodes.length + 1));
      document.commitUndo();
      return group.id;
    },
    setNode: (id, values) => editor.setValues([nodeOf(id)], values),
    remove(id) {
      document.remove(nodeOf(id));
      document.commitUndo();
    },
    clear() {
      for (const node of [...document.page.children]) document.remove(node);
      document.commitUndo();
    },
    select: (ids) => document.select(ids),
    selection: () => document.selection.map((node) => node.id),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    snapshot: (id = 'page') => snapshotOf(nodeOf(id)),
    async runPlugin(command) {
      await editor.plugin.run(command);
      await editor.pluginWindow?.frame.loaded;
    },
    closePlugin: () => editor.plugin.close(),
    toasts: () => editor.toasts.map((toast) => toast.message),
    imageBytes: (hash) => document.image(hash),
    async renderNode(id, scale, box) {
      const canvas = await render(id, scale, box);
      const { width, height } = canvas;
      return { width, height, data: canvas.getContext('2d')!.getImageData(0, 0, width, height).data };
    },
    renderPng: async (id, scale, box) => encode(await render(id, scale, box), 'image/png'),
    renderPngBase64: async (id, scale, box) => toBase64(await playground.renderPng(id, scale, box)),
    fit: (ids) => editor.fit(ids?.map(nodeOf)),
  };
  return playground;
}

/** Fills with the node's own picture put in where a hash is left out. */
function withImage(fills: readonly Paint[], node: HostNode): readonly Paint[] {
  const own = node.values.fills.find((fill) => fill.type === 'IMAGE');
  const imageHash = own?.imageHash ?? null;
  return fills.map((fill) => (fill.type === 'IMAGE' && (fill.imageHash ?? '') === '' ? { ...fill, imageHash } : fill));
}

function snapshotOf(node: HostNode): NodeSnapshot {
  return {
    id: node.id,
    type: node.type,
    values: structuredClone(node.values),
    pluginMade: isPluginMade(node),
    children: node.children.map(snapshotOf),
  };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000)
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}
