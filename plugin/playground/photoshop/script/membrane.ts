import type { ByteShelf, WireValue } from '../../host/wire';

const ARRAYS = { Uint8Array, Uint8ClampedArray, Uint16Array, Uint32Array, Float32Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** The calls of a membrane to the script's side. */
export interface ScriptCalls {
  /** Calls a function of the script. */
  invoke(id: number, args: readonly unknown[]): Promise<unknown>;
  /** Settles a promise in the script, when this one settles. Returns its id there. */
  follow(promise: Promise<unknown>): number;
}

/** Carries values between the fake Photoshop and a script in a VM: data as copies, objects as references. */
export class Membrane {
  private readonly objects = new Map<number, object>();
  private readonly ids = new WeakMap<object, number>();
  private readonly functions = new Map<number, (...args: unknown[]) => unknown>();
  private next = 1;

  constructor(
    private readonly shelf: ByteShelf,
    private readonly calls: ScriptCalls,
  ) {}

  objectOf(id: number): Record<string, unknown> {
    const found = this.objects.get(id);
    if (found === undefined) throw new Error(`no object ${id}`);
    return found as Record<string, unknown>;
  }

  toScript(value: unknown): WireValue {
    if (value === undefined) return { $undefined: true };
    if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
      return value;
    if (value instanceof Promise) return { $promise: this.calls.follow(value) };
    if (typeof value === 'function') return { $host: this.idOf(value) };
    if (Array.isArray(value)) return value.map((item) => this.toScript(item));
    if (typeof value !== 'object') throw new Error(`a ${typeof value} cannot reach the script`);
    for (const name of Object.keys(ARRAYS) as ArrayName[])
      if (value instanceof ARRAYS[name])
        return {
          $array: name,
          bytes: this.shelf.put(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
        };
    if (Object.getPrototypeOf(value) === Object.prototype)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.toScript(item)]));
    return { $ref: this.idOf(value) };
  }

  fromScript(value: WireValue | undefined): unknown {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item) => this.fromScript(item as WireValue));
    const fields = value as Readonly<Record<string, WireValue | undefined>>;
    if ('$undefined' in fields) return undefined;
    if ('$number' in fields) return Number(fields['$number']);
    if ('$ref' in fields) return this.objectOf(Number(fields['$ref']));
    if ('$function' in fields) return this.functionOf(Number(fields['$function']));
    if ('$buffer' in fields) return this.bytes(fields['$buffer']).buffer;
    if ('$array' in fields) return new ARRAYS[fields['$array'] as ArrayName](this.bytes(fields['bytes']).buffer);
    return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, this.fromScript(item)]));
  }

  private bytes(key: WireValue | undefined): Uint8Array<ArrayBuffer> {
    return this.shelf.take(Number(key)).slice();
  }

  private functionOf(id: number): (...args: unknown[]) => unknown {
    const known = this.functions.get(id) ?? ((...args: unknown[]) => this.calls.invoke(id, args));
    this.functions.set(id, known);
    return known;
  }

  private idOf(object: object): number {
    const known = this.ids.get(object) ?? this.next++;
    this.ids.set(object, known);
    this.objects.set(known, object);
    return known;
  }
}
