import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten';
import type { ByteShelf } from './wire';

/** The connections of a VM to its host. */
export interface SandboxOptions {
  /** Code of a function that makes the globals, see SANDBOX_PRELUDE. It returns its entries. */
  readonly prelude: string;
  readonly quickjs: QuickJSWASMModule;
  readonly shelf: ByteShelf;
  /** Runs an operation on JSON arguments and answers with JSON: `{ value }` or `{ error }`. */
  readonly answer: (operation: string, json: string) => string;
  /** An error that the code inside did not catch. */
  readonly onError: (error: Error) => void;
}

/** A QuickJS VM with the globals of a prelude, in which one plugin runs. */
export class SandboxVm<Entry extends string> {
  private readonly vm: QuickJSContext;
  private readonly entries: QuickJSHandle;

  constructor(private readonly options: SandboxOptions) {
    this.vm = options.quickjs.newContext();
    this.entries = loadPrelude(this.vm, options);
  }

  /** Runs a plugin's code, and then every job that it made ready. */
  run(code: string): void {
    this.settle(this.vm.evalCode(code, 'plugin.js'));
    this.runJobs();
  }

  /** Calls an entry of the prelude, and then runs every job that this made ready. */
  enter(entry: Entry, ...args: readonly (string | number)[]): void {
    const { vm } = this;
    const handles = args.map((value) => (typeof value === 'number' ? vm.newNumber(value) : vm.newString(value)));
    const callee = vm.getProp(this.entries, entry);
    this.settle(vm.callFunction(callee, vm.undefined, ...handles));
    callee.dispose();
    for (const handle of handles) handle.dispose();
    this.runJobs();
  }

  dispose(): void {
    this.entries.dispose();
    this.vm.dispose();
  }

  private runJobs(): void {
    const result = this.vm.runtime.executePendingJobs();
    if (result.error !== undefined) this.report(result.error);
  }

  private settle(result: ReturnType<QuickJSContext['callFunction']>): void {
    if (result.error === undefined) result.value.dispose();
    else this.report(result.error);
  }

  private report(error: QuickJSHandle): void {
    this.options.onError(errorOf(this.vm, error));
    error.dispose();
  }
}

/** Evaluates the prelude with its primitives. Returns the object of its entries. */
function loadPrelude(vm: QuickJSContext, { prelude: code, answer, shelf }: SandboxOptions): QuickJSHandle {
  const host = vm.newObject();
  const primitives: Record<string, (...args: QuickJSHandle[]) => QuickJSHandle> = {
    call: (operation, json) => vm.newString(answer(vm.getString(operation!), vm.getString(json!))),
    putBytes: (bytes) => vm.newNumber(shelf.put(readBytes(vm, bytes!))),
    takeBytes: (key) => newBytes(vm, shelf.take(vm.getNumber(key!))),
  };
  for (const [name, primitive] of Object.entries(primitives)) {
    vm.newFunction(name, primitive).consume((handle) => vm.setProp(host, name, handle));
  }
  const prelude = vm.unwrapResult(vm.evalCode(code, 'prelude.js'));
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
  const create = vm.unwrapResult(vm.evalCode('(buffer) => new Uint8Array(buffer)'));
  const array = vm.unwrapResult(vm.callFunction(create, vm.undefined, buffer));
  create.dispose();
  buffer.dispose();
  return array;
}

function errorOf(vm: QuickJSContext, handle: QuickJSHandle): Error {
  const dump: unknown = vm.dump(handle);
  const fields = typeof dump === 'object' && dump !== null ? (dump as { message?: unknown; stack?: unknown }) : {};
  const error = new Error(typeof fields.message === 'string' ? fields.message : String(dump));
  if (typeof fields.stack === 'string') error.stack = `${error.message}\n${fields.stack}`;
  return error;
}
