import { translation } from '../../geometry/affine';
import type { Box } from '../../geometry/box';
import type { HostNode, HostNodeType, NodeValues } from '../host/index';
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

/** Bytes: a Uint8Array inside the page, or base64 text from outside. */
export type Bytes = Uint8Array | string;

/** The position, size and values of a photo that is put on the page. */
export interface PhotoOptions {
  readonly parentId?: string;
  /** The top left corner, in the parent's space. Without it the photo goes to the right of everything else. */
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  /** Stores the bytes unchecked, as a document can hold a damaged file. Needs a width and a height. */
  readonly asStored?: boolean;
  /** Further values of the layer, as opacity or fills. An `imageHash` of '' in fills stands for the photo. */
  readonly values?: Partial<NodeValues>;
}

/**
 * `window.playground`: the playground's controls for tests. Ids are node ids. Every call acts on the document as a user
 * does, and each change is an undo step of its own.
 *
 * A test reaches the plugin's window with
 * `page.frameLocator('iframe[name="Shim Plugin Iframe"]').frameLocator('iframe').frameLocator('iframe')`.
 */
export interface Playground {
  readonly editor: Editor;
  /** Settles when the page is ready and shows the sample. */
  readonly ready: Promise<void>;
  /** Adds a photo as a drop does, selects it and returns its id. Rejects if it is not a picture. */
  addPhoto(bytes: Bytes, name: string, options?: PhotoOptions): Promise<string>;
  /** Makes an empty node of a type and returns its id. */
  addNode(type: HostNodeType, values?: Partial<NodeValues>, parentId?: string): string;
  addFrame(values?: Partial<NodeValues>, parentId?: string): string;
  /** Groups nodes and returns the group's id. */
  group(ids: readonly string[]): string;
  setNode(id: string, values: Partial<NodeValues>): void;
  remove(id: string): void;
  /** Removes everything from the page, as one undo step. */
  clear(): void;
  select(ids: readonly string[]): void;
  selection(): readonly string[];
  undo(): void;
  redo(): void;
  /** A node, or the page, as plain data. */
  snapshot(id?: string): NodeSnapshot;
  /** Starts the plugin with a command of its menu or of a relaunch button. Settles when its window has loaded. */
  runPlugin(command?: string): Promise<void>;
  closePlugin(): void;
  /** The messages at the bottom of the canvas. */
  toasts(): readonly string[];
  /** The stored file of an image. */
  imageBytes(hash: string): Uint8Array | null;
  /**
   * The pixels of a node alone ('page': of everything) on transparent ground, at `scale` pixels a canvas unit. `box` is
   * in page units; by default it is the box around everything painted. A picture whose pixels lie on the grid is
   * copied, not resampled.
   */
  renderNode(id: string, scale?: number, box?: Box): Promise<RenderedPixels>;
  /** The same as a PNG file. */
  renderPng(id: string, scale?: number, box?: Box): Promise<Uint8Array>;
  /** The same as base64 text of a PNG file, which can leave the page. */
  renderPngBase64(id: string, scale?: number, box?: Box): Promise<string>;
  /** Zooms so that nodes fill the canvas; by default everything. */
  fit(ids?: readonly string[]): void;
}

declare global {
  interface Window {
    playground: Playground;
  }
}

/** Makes the object behind `window.playground`. */
export function createPlayground(editor: Editor, ready: Promise<void>): Playground {
  return {
    editor,
    ready,
    ...nodeControls(editor),
    ...selectionControls(editor),
    ...pluginControls(editor),
    ...renderControls(editor),
  };
}

type NodeControls = Pick<
  Playground,
  'addPhoto' | 'addNode' | 'addFrame' | 'group' | 'setNode' | 'remove' | 'clear' | 'snapshot' | 'imageBytes'
>;

function nodeControls(editor: Editor): NodeControls {
  const { document } = editor;
  const addNode = (type: HostNodeType, values: Partial<NodeValues> = {}, parentId = 'page'): string => {
    const node = document.create(type, values, nodeOf(editor, parentId));
    document.commitUndo();
    return node.id;
  };
  return {
    addPhoto: (bytes, name, options) => addPhoto(editor, bytes, name, options),
    addNode,
    addFrame: (values, parentId) => addNode('FRAME', values, parentId),
    group(ids) {
      const nodes = ids.map((id) => nodeOf(editor, id));
      const parent = nodes[0]?.parent ?? document.page;
      const top = Math.max(...nodes.map((node) => parent.children.indexOf(node)));
      const group = document.group(nodes, parent, Math.max(0, top - nodes.length + 1));
      document.commitUndo();
      return group.id;
    },
    setNode: (id, values) => editor.setValues([nodeOf(editor, id)], values),
    remove(id) {
      document.remove(nodeOf(editor, id));
      document.commitUndo();
    },
    clear() {
      for (const node of [...document.page.children]) document.remove(node);
      document.commitUndo();
    },
    snapshot: (id = 'page') => snapshotOf(nodeOf(editor, id)),
    imageBytes: (hash) => document.image(hash),
  };
}

function selectionControls(editor: Editor): Pick<Playground, 'select' | 'selection' | 'undo' | 'redo' | 'fit'> {
  return {
    select: (ids) => editor.document.select(ids),
    selection: () => editor.document.selection.map((node) => node.id),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    fit: (ids) => editor.fit(ids?.map((id) => nodeOf(editor, id))),
  };
}

function pluginControls(editor: Editor): Pick<Playground, 'runPlugin' | 'closePlugin' | 'toasts'> {
  return {
    async runPlugin(command) {
      await editor.plugin.run(command);
      await editor.pluginWindow?.frame.loaded;
    },
    closePlugin: () => editor.plugin.close(),
    toasts: () => editor.toasts.map((toast) => toast.message),
  };
}

function renderControls(editor: Editor): Pick<Playground, 'renderNode' | 'renderPng' | 'renderPngBase64'> {
  const render = (id: string, scale = 1, box?: Box): Promise<OffscreenCanvas> =>
    rasterNode(editor.renderer, editor.images, nodeOf(editor, id), scale, box);
  const renderPng: Playground['renderPng'] = async (id, scale, box) =>
    encode(await render(id, scale, box), 'image/png');
  return {
    async renderNode(id, scale, box) {
      const canvas = await render(id, scale, box);
      const { width, height } = canvas;
      return { width, height, data: canvas.getContext('2d')!.getImageData(0, 0, width, height).data };
    },
    renderPng,
    renderPngBase64: async (id, scale, box) => toBase64(await renderPng(id, scale, box)),
  };
}

/** The node with this id, or the page for 'page'. */
function nodeOf({ document }: Editor, id: string): HostNode {
  const node = id === 'page' ? document.page : document.find(id);
  if (node === null) throw new Error(`there is no node ${id}`);
  return node;
}

async function addPhoto(editor: Editor, given: Bytes, name: string, options: PhotoOptions = {}): Promise<string> {
  const { document } = editor;
  const { values = {}, x, y } = options;
  const node = await placePhoto(editor, typeof given === 'string' ? fromBase64(given) : given, name, options);
  document.set(node, {
    ...(x === undefined || y === undefined ? {} : { relativeTransform: translation(x, y) }),
    ...values,
    ...(values.fills === undefined ? {} : { fills: withImage(values.fills, node) }),
  });
  document.commitUndo();
  return node.id;
}

async function placePhoto(editor: Editor, bytes: Uint8Array, name: string, options: PhotoOptions): Promise<HostNode> {
  const { width, height, parentId = 'page' } = options;
  const parent = nodeOf(editor, parentId);
  const size = width === undefined || height === undefined ? null : { width, height };
  if (options.asStored === true) {
    if (size === null) throw new Error('a photo that is stored unchecked needs a width and a height');
    return editor.placePicture(editor.document.placeImage(bytes), name, { ...size, parent });
  }
  const node = await editor.addPhoto(bytes, name, { ...size, parent });
  if (node === null) throw new Error(`${name} is not a picture that can be placed`);
  return node;
}

/** Fills in which the node's own picture stands for an empty hash. */
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
