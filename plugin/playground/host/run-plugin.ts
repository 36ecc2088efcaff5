import { messageOf } from '../../../ui/engine/api/message-of';
import type { HostDocument } from './document';
import { createOperations, type Operations } from './operations';
import type { PluginOptions, RunningPlugin } from './plugin-types';
import { SANDBOX_PRELUDE, type SandboxEntry } from './sandbox-prelude';
import { SandboxVm } from './sandbox-vm';
import { Timers } from './timers';
import { ByteShelf, fromWire, toWire, type WireValue } from './wire';

/** Starts a plugin's main code in a QuickJS VM, with the document behind its `figma` global. */
export function runPlugin(document: HostDocument, options: PluginOptions): RunningPlugin {
  const run = new PluginRun(document, options);
  run.start();
  return run;
}

class PluginRun implements RunningPlugin {
  private readonly shelf = new ByteShelf();
  private readonly timers = new Timers(
    () => this.next++,
    (id) => this.enter('fire', id),
  );
  private readonly operations: Operations;
  private readonly vm: SandboxVm<SandboxEntry>;
  /** The id of the next timer, notice or promise. */
  private next = 1;
  private ended = false;

  constructor(
    private readonly document: HostDocument,
    private readonly options: PluginOptions,
  ) {
    this.operations = createOperations({
      document,
      options,
      timers: this.timers,
      nextId: () => this.next++,
      end: (message) => this.end(message),
    });
    this.vm = new SandboxVm({
      prelude: SANDBOX_PRELUDE,
      quickjs: options.quickjs,
      shelf: this.shelf,
      answer: (operation, json) => this.answer(operation, json),
      onError: (error) => options.hooks.onError(error),
    });
  }

  get closed(): boolean {
    return this.ended;
  }

  start(): void {
    this.vm.run(this.options.code);
  }

  postMessage(message: unknown): void {
    this.enter('emit', 'ui.message', JSON.stringify(toWire(message, this.shelf)));
  }

  selectionChanged(): void {
    this.enter('emit', 'selectionchange', 'null');
  }

  viewChanged(): void {
    const view = this.document.grid.focused === null ? 'GRID' : 'SINGLE_ASSET';
    this.enter('emit', 'canvasviewchange', JSON.stringify({ view }));
  }

  pressNotice(notice: number): void {
    this.enter('press', notice);
  }

  close(): void {
    this.end(null);
  }

  private answer(operation: string, json: string): string {
    try {
      const args = (JSON.parse(json) as WireValue[]).map((value) => fromWire(value, this.shelf));
      this.options.hooks.beforeCall?.(operation === 'node.call' ? `node.${String(args[1])}` : operation);
      const perform = this.operations[operation];
      if (perform === undefined) throw new Error(`the playground does not know ${operation}`);
      const value = perform(...(args as never[]));
      return JSON.stringify({
        value: value instanceof Promise ? { $promise: this.follow(value) } : toWire(value, this.shelf),
      });
    } catch (error) {
      return JSON.stringify({ error: messageOf(error) });
    }
  }

  /** Settles a promise inside the VM when `promise` settles. Returns the id of the inner one. */
  private follow(promise: Promise<unknown>): number {
    const id = this.next++;
    promise.then(
      (value) => this.enter('settle', id, JSON.stringify({ value: toWire(value, this.shelf) })),
      (error: unknown) => this.enter('settle', id, JSON.stringify({ error: messageOf(error) })),
    );
    return id;
  }

  private enter(entry: SandboxEntry, ...args: readonly (string | number)[]): void {
    if (!this.ended) this.vm.enter(entry, ...args);
  }

  private end(message: string | null): void {
    if (this.ended) return;
    this.ended = true;
    this.timers.stopAll();
    // A run of a plugin is one undo step, unless the plugin ended steps itself.
    this.document.commitUndo();
    this.vm.dispose();
    this.options.hooks.onClose(message);
  }
}
