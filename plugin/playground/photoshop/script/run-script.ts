import type { QuickJSWASMModule } from 'quickjs-emscripten';
import { messageOf } from '../../../../ui/engine/api/message-of';
import { SandboxVm } from '../../host/sandbox-vm';
import { ByteShelf, type WireValue } from '../../host/wire';
import { Timers } from '../../host/timers';
import { Membrane } from './membrane';
import { UXP_PRELUDE, type PreludeEntry } from './prelude';

/** The world that a script can reach. */
export interface ScriptOptions {
  readonly quickjs: QuickJSWASMModule;
  readonly code: string;
  /** Answers `require`. */
  readonly modules: Readonly<Record<string, object>>;
  /** The script's `document`. */
  readonly document: object;
  /** The time that a timer waits for, in milliseconds. Left out: what the script asks for. */
  readonly delay?: (milliseconds: number) => number;
  readonly onError: (error: Error) => void;
  readonly onLog: (text: string) => void;
}

/** A running host script of a UXP plugin. */
export interface RunningScript {
  /** A page sends a text; it arrives at the window. */
  receive(text: string): void;
  /** Calls a global function of the script, as a step of an action does. */
  callGlobal(name: string, args: readonly unknown[]): Promise<unknown>;
  stop(): void;
}

/** Runs a plugin's host script in QuickJS, with the globals of UXP's script world only. */
export function runScript(options: ScriptOptions): RunningScript {
  const run = new ScriptRun(options);
  run.start();
  return run;
}

interface Call {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Operation = (...args: readonly unknown[]) => unknown;

class ScriptRun implements RunningScript {
  private readonly shelf = new ByteShelf();
  private readonly calls = new Map<number, Call>();
  private readonly timers = new Timers(
    () => this.next++,
    (id) => this.enter('fire', id),
  );
  private readonly membrane = new Membrane(this.shelf, {
    invoke: (id, args) => this.invoke(id, args),
    follow: (promise) => this.follow(promise),
  });
  private readonly vm: SandboxVm<PreludeEntry>;
  private next = 1;
  private stopped = false;
  private busy = false;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly options: ScriptOptions) {
    this.vm = new SandboxVm({
      prelude: UXP_PRELUDE,
      quickjs: options.quickjs,
      shelf: this.shelf,
      answer: (operation, json) => this.answer(operation, json),
      onError: options.onError,
    });
  }

  start(): void {
    this.inside(() => this.vm.run(this.options.code));
  }

  receive(text: string): void {
    this.enter('emit', text);
  }

  callGlobal(name: string, args: readonly unknown[]): Promise<unknown> {
    return this.invoke(name, args);
  }

  stop(): void {
    this.stopped = true;
    this.timers.stopAll();
    this.vm.dispose();
  }

  private answer(operation: string, json: string): string {
    try {
      const args = (JSON.parse(json) as WireValue[]).map((value) => this.membrane.fromScript(value));
      const perform = this.operations[operation];
      if (perform === undefined) throw new Error(`unknown operation ${operation}`);
      return JSON.stringify({ value: perform(...args) });
    } catch (error) {
      return JSON.stringify({ error: describe(error) });
    }
  }

  private readonly operations: Readonly<Record<string, Operation>> = {
    get: (id, key) => {
      const value = this.membrane.objectOf(Number(id))[String(key)];
      return typeof value === 'function' ? { $method: true } : this.membrane.toScript(value);
    },
    set: (id, key, value) => {
      this.membrane.objectOf(Number(id))[String(key)] = value;
      return null;
    },
    has: (id, key) => String(key) in this.membrane.objectOf(Number(id)),
    call: (id, key, ...args) => {
      const object = this.membrane.objectOf(Number(id));
      return this.membrane.toScript((object[String(key)] as Operation).apply(object, args));
    },
    apply: (id, ...args) => {
      const work = this.membrane.objectOf(Number(id)) as unknown as Operation;
      return this.membrane.toScript(work(...args));
    },
    require: (name) => {
      const found = this.options.modules[String(name)];
      if (found === undefined) throw new Error(`Cannot find module “${String(name)}”`);
      return this.membrane.toScript(found);
    },
    document: () => this.membrane.toScript(this.options.document),
    timer: (delay) => this.timers.start((this.options.delay ?? Number)(Number(delay)), false),
    stop: (id) => {
      this.timers.stop(Number(id));
      return null;
    },
    log: (level, text) => {
      this.options.onLog(`${String(level)}: ${String(text)}`);
      return null;
    },
    ended: (callId, isDone, value) => {
      const call = this.calls.get(Number(callId));
      this.calls.delete(Number(callId));
      if (isDone === true) call?.resolve(value);
      else call?.reject(scriptError(value));
      return null;
    },
  };

  private invoke(id: number | string, args: readonly unknown[]): Promise<unknown> {
    const callId = this.next++;
    const result = new Promise<unknown>((resolve, reject) => this.calls.set(callId, { resolve, reject }));
    this.enter('invoke', id, callId, JSON.stringify(args.map((arg) => this.membrane.toScript(arg))));
    return result;
  }

  private follow(promise: Promise<unknown>): number {
    const id = this.next++;
    promise.then(
      (value) => this.enter('settle', id, JSON.stringify({ value: this.membrane.toScript(value) })),
      (error: unknown) => this.enter('settle', id, JSON.stringify({ error: describe(error) })),
    );
    return id;
  }

  private enter(entry: PreludeEntry, ...args: readonly (string | number)[]): void {
    this.inside(() => this.vm.enter(entry, ...args));
  }

  /** A script is never entered while it runs: what comes meanwhile waits. */
  private inside(work: () => void): void {
    this.queue.push(work);
    if (this.busy) return;
    this.busy = true;
    while (this.queue.length > 0 && !this.stopped) this.queue.shift()!();
    this.busy = false;
  }
}

function describe(error: unknown): { readonly message: string; readonly number?: unknown } {
  const number = typeof error === 'object' && error !== null && 'number' in error ? error.number : undefined;
  return { message: messageOf(error), ...(number === undefined ? {} : { number }) };
}

function scriptError(value: unknown): Error {
  const { message, number } = value as { readonly message: string; readonly number?: number };
  return Object.assign(new Error(message), number === undefined ? {} : { number });
}
