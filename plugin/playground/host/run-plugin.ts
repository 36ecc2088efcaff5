import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten';
import { sniffFormat } from '../../../ui/engine/codec/sniff-format';
import type { HostDocument } from './document';
import type { HostNode, HostNodeType } from './node';
import { NodeApi, refOf, type NodeRef } from './node-api';
import { SANDBOX_PRELUDE } from './sandbox-prelude';
import { ByteShelf, fromWire, toWire, type WireValue } from './wire';

/** A message that a plugin shows at the foot of the canvas. */
export interface PluginNotice {
  readonly id: number;
  readonly text: string;
  readonly error: boolean;
  /** It stays until it is taken back or the plugin ends. */
  readonly lasts: boolean;
  readonly button: string | null;
}

/** What a plugin does to the host around its document. */
export interface PluginHooks {
  /** The plugin opens its window. */
  onShowUI(html: string, options: ShowUIOptions): void;
  /** The plugin sends its window a message: plain data and Uint8Array. */
  onMessage(message: unknown): void;
  onResize(width: number, height: number): void;
  onNotify(notice: PluginNotice): void;
  /** The plugin takes a notice back. */
  onDequeue(notice: number): void;
  /** The plugin has closed, by itself or by `close`. */
  onClose(message: string | null): void;
  onConsole(level: string, text: string): void;
  /** An error that the plugin did not catch. */
  onError(error: Error): void;
  /** The plugin wants these nodes in view. */
  onReveal(nodes: readonly HostNode[]): void;
  exportNode(node: HostNode, settings: unknown): Promise<Uint8Array>;
  /** Called before every operation (of a node: with the method's name); throwing makes that operation fail in the plugin. For tests of host trouble. */
  beforeCall?(operation: string): void;
}

export interface PluginOptions {
  readonly quickjs: QuickJSWASMModule;
  readonly code: string;
  readonly html: string;
  readonly command: string;
  /** The plugin's clientStorage: kept by the caller between runs. */
  readonly storage: Map<string, unknown>;
  readonly hooks: PluginHooks;
}

export interface RunningPlugin {
  /** Delivers a message from the plugin's window: structured-clone data. */
  postMessage(message: unknown): void;
  /** Tells the plugin that the selection changed. */
  selectionChanged(): void;
  /** Presses the button of a notice. */
  pressNotice(notice: number): void;
  close(): void;
  readonly closed: boolean;
}

/** Starts a plugin's main code in a QuickJS VM, with the document behind its `figma` global. */
export function runPlugin(document: HostDocument, options: PluginOptions): RunningPlugin {
  const { hooks, storage } = options;
  const vm = options.quickjs.newContext();
  const shelf = new ByteShelf();
  const nodes = new NodeApi(document, (node, settings) => hooks.exportNode(node, settings));
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let next = 1;
  let closed = false;

  const operations: Record<string, (...args: readonly never[]) => unknown> = {
    'node.kind': (id: string, key: string) => nodes.kind(id, key),
    'node.get': (id: string, key: string) => nodes.get(id, key),
    'node.set': (id: string, key: string, value: unknown) => nodes.set(id, key, value),
    'node.call': (id: string, method: string, ...args: unknown[]) => nodes.call(id, method, args),
    'image.bytes': (hash: string) => imageOf(hash),
    'image.size': (hash: string) => sizeOfImage(imageOf(hash)),
    'figma.command': () => options.command,
    'figma.html': () => options.html,
    'figma.currentPage': () => refOf(document.currentPage),
    'figma.showUI': (html: string, show: ShowUIOptions | undefined) => hooks.onShowUI(html, show ?? {}),
    'figma.closePlugin': (message: string | undefined) => {
      // The plugin's code runs on to its end; the VM goes when it has.
      setTimeout(() => end(message ?? null));
    },
    'figma.notify': (text: string, notice: Omit<PluginNotice, 'id' | 'text'>) => {
      const id = next++;
      hooks.onNotify({ id, text, ...notice });
      return id;
    },
    'figma.dequeue': (id: number) => hooks.onDequeue(id),
    'figma.commitUndo': () => document.commitUndo(),
    'figma.triggerUndo': () => {
      document.undo();
    },
    'figma.createImage': (bytes: Uint8Array) => ({ $image: document.addImage(bytes) }),
    'figma.getImageByHash': (hash: string) => (document.image(hash) === null ? null : { $image: hash }),
    'figma.getNodeById': (id: string) => refOf(document.find(id)),
    'figma.create': (type: HostNodeType) => refOf(document.create(type)),
    'figma.group': (members: readonly NodeRef[], parent: NodeRef, index: number | undefined) => {
      const home = nodeOf(parent);
      return refOf(document.group(members.map(nodeOf), home, index ?? home.children.length));
    },
    'ui.postMessage': (message: unknown) => hooks.onMessage(message),
    'ui.resize': (width: number, height: number) => hooks.onResize(Math.max(70, width), Math.max(0, height)),
    'ui.show': () => undefined,
    'ui.hide': () => undefined,
    'ui.close': () => undefined,
    'storage.get': (key: string) => storage.get(key),
    'storage.set': (key: string, value: unknown) => {
      storage.set(key, value);
    },
    'storage.delete': (key: string) => {
      storage.delete(key);
    },
    'storage.keys': () => [...storage.keys()],
    'viewport.show': (members: readonly NodeRef[]) => hooks.onReveal(members.map(nodeOf)),
    'timer.start': (delay: number, repeat: boolean) => startTimer(delay, repeat),
    'timer.stop': (id: number) => stopTimer(id),
    console: (level: string, text: string) => hooks.onConsole(level, text),
  };

  function imageOf(hash: string): Uint8Array {
    const bytes = document.image(hash);
    if (bytes === null) throw new Error(`in getBytesAsync: Could not find an image with hash ${hash}`);
    return bytes;
  }

  function nodeOf(ref: NodeRef): HostNode {
    const node = document.find(ref.$node);
    if (node === null) throw new Error(`The node with id "${ref.$node}" does not exist`);
    return node;
  }

  function answer(operation: string, json: string): string {
    try {
      const args = (JSON.parse(json) as WireValue[]).map((value) => fromWire(value, shelf));
      hooks.beforeCall?.(operation === 'node.call' ? `node.${String(args[1])}` : operation);
      const run = operations[operation];
      if (run === undefined) throw new Error(`the playground does not know ${operation}`);
      const value = run(...(args as never[]));
      return JSON.stringify({ value: value instanceof Promise ? { $promise: follow(value) } : toWire(value, shelf) });
    } catch (error) {
      return JSON.stringify({ error: messageOf(error) });
    }
  }

  /** Settles a promise inside the VM when one outside settles. */
  function follow(promise: Promise<unknown>): number {
    const id = next++;
    promise.then(
      (value) => enter('settle', id, JSON.stringify({ value: toWire(value, shelf) })),
      (error: unknown) => enter('settle', id, JSON.stringify({ error: messageOf(error) })),
    );
    return id;
  }

  function startTimer(delay: number, repeat: boolean): number {
    const id = next++;
    const fire = (): void => {
      if (repeat) timers.set(id, setTimeout(fire, delay));
      else timers.delete(id);
      enter('fire', id);
    };
    timers.set(id, setTimeout(fire, delay));
    return id;
  }

  function stopTimer(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  function end(message: string | null): void {
    if (closed) return;
    closed = true;
    for (const timer of timers.values()) clearTimeout(timer);
    // A run of a plugin is one undo step, unless it ended steps itself.
    document.commitUndo();
    entries.dispose();
    vm.dispose();
    hooks.onClose(message);
  }

  /** Calls one of the prelude's entries and then everything that this made ready to run. */
  function enter(entry: 'emit' | 'settle' | 'fire' | 'press', ...args: readonly (string | number)[]): void {
    if (closed) return;
    const handles = args.map((value) => (typeof value === 'number' ? vm.newNumber(value) : vm.newString(value)));
    const called = vm.getProp(entries, entry);
    settleResult(vm.callFunction(called, vm.undefined, ...handles));
    called.dispose();
    for (const handle of handles) handle.dispose();
    runJobs();
  }

  function runJobs(): void {
    const result = vm.runtime.executePendingJobs();
    if (result.error !== undefined) {
      hooks.onError(errorOf(vm, result.error));
      result.error.dispose();
    }
  }

  function settleResult(result: ReturnType<QuickJSContext['callFunction']>): void {
    if (result.error === undefined) {
      result.value.dispose();
      return;
    }
    hooks.onError(errorOf(vm, result.error));
    result.error.dispose();
  }

  const entries = loadPrelude(vm, answer, shelf);
  settleResult(vm.evalCode(options.code, 'plugin.js'));
  runJobs();

  return {
    postMessage: (message) => enter('emit', 'ui.message', JSON.stringify(toWire(message, shelf))),
    selectionChanged: () => enter('emit', 'selectionchange', 'null'),
    pressNotice: (notice) => enter('press', notice),
    close: () => end(null),
    get closed() {
      return closed;
    },
  };
}

/** Evaluates the prelude and hands it its primitives; returns the object of entries it gives back. */
function loadPrelude(
  vm: QuickJSContext,
  answer: (operation: string, json: string) => string,
  shelf: ByteShelf,
): QuickJSHandle {
  const host = vm.newObject();
  const primitives: Record<string, (...args: QuickJSHandle[]) => QuickJSHandle> = {
    call: (operation, json) => vm.newString(answer(vm.getString(operation!), vm.getString(json!))),
    putBytes: (bytes) => vm.newNumber(shelf.put(readBytes(vm, bytes!))),
    takeBytes: (key) => newBytes(vm, shelf.take(vm.getNumber(key!))),
  };
  for (const [name, primitive] of Object.entries(primitives)) {
    vm.newFunction(name, primitive).consume((handle) => vm.setProp(host, name, handle));
  }
  const prelude = vm.unwrapResult(vm.evalCode(SANDBOX_PRELUDE, 'prelude.js'));
  const entries = vm.unwrapResult(vm.callFunction(prelude, vm.undefined, host));
  prelude.dispose();
  host.dispose();
  return entries;
}

function readBytes(vm: QuickJSContext, bytes: QuickJSHandle): Uint8Array {
  const number = (name: string): number => vm.getProp(bytes, name).consume((handle) => vm.getNumber(handle));
  const [offset, length] = [number('byteOffset'), number('byteLength')];
  return vm
    .getProp(bytes, 'buffer')
    .consume((buffer) => vm.getArrayBuffer(buffer).consume(({ value }) => value.slice(offset, offset + length)));
}

function newBytes(vm: QuickJSContext, bytes: Uint8Array): QuickJSHandle {
  const buffer = vm.newArrayBuffer(bytes.slice().buffer);
  const make = vm.unwrapResult(vm.evalCode('(buffer) => new Uint8Array(buffer)'));
  const made = vm.unwrapResult(vm.callFunction(make, vm.undefined, buffer));
  make.dispose();
  buffer.dispose();
  return made;
}

function errorOf(vm: QuickJSContext, handle: QuickJSHandle): Error {
  const dumped: unknown = vm.dump(handle);
  const fields =
    typeof dumped === 'object' && dumped !== null ? (dumped as { message?: unknown; stack?: unknown }) : {};
  const error = new Error(typeof fields.message === 'string' ? fields.message : String(dumped));
  if (typeof fields.stack === 'string') error.stack = `${error.message}\n${fields.stack}`;
  return error;
}

function sizeOfImage(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const info = sniffFormat(bytes);
  if ('width' in info) return { width: info.width, height: info.height };
  throw new Error('in getSizeAsync: the image cannot be read');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
