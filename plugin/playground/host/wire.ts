/**
 * Values that cross between the host and the plugin's VM as JSON. A wrapper stands for a value that JSON cannot
 * carry: `{ $bytes }` a Uint8Array on the shelf, `{ $node }` a node, `{ $image }` an image, `{ $promise }` a later
 * answer, `{ $mixed }` figma.mixed, `{ $method }` a method, `{ $undefined }` and `{ $date }`.
 */
export type WireValue =
  null | boolean | number | string | readonly WireValue[] | { readonly [key: string]: WireValue | undefined };

/** Bytes that cross beside the JSON. Each entry can be taken once. */
export class ByteShelf {
  private readonly shelf = new Map<number, Uint8Array>();
  private next = 1;

  /** Stores bytes and returns their key. */
  put(bytes: Uint8Array): number {
    this.shelf.set(this.next, bytes);
    return this.next++;
  }

  /** Removes and returns the bytes under a key. */
  take(key: number): Uint8Array {
    const bytes = this.shelf.get(key);
    if (bytes === undefined) throw new Error(`no bytes under ${key}`);
    this.shelf.delete(key);
    return bytes;
  }
}

/**
 * Converts plain data and Uint8Array to wire values.
 * @throws for a value that Figma's messages cannot carry
 */
export function toWire(value: unknown, shelf: ByteShelf): WireValue {
  if (value === undefined) return { $undefined: true };
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (value instanceof Uint8Array) return { $bytes: shelf.put(value) };
  if (value instanceof Date) return { $date: value.getTime() };
  if (Array.isArray(value)) return value.map((item) => toWire(item, shelf));
  if (typeof value === 'object' && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toWire(item, shelf)]));
  }
  throw new Error(`Cannot send a ${typeof value === 'object' ? value.constructor.name : typeof value} in a message`);
}

/** Converts wire values back to plain data. Nodes, images and promises stay wrapped. */
export function fromWire(value: WireValue, shelf: ByteShelf): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => fromWire(item as WireValue, shelf));
  const fields = value as Readonly<Record<string, WireValue | undefined>>;
  if ('$undefined' in fields) return undefined;
  if (typeof fields['$bytes'] === 'number') return shelf.take(fields['$bytes']);
  if (typeof fields['$date'] === 'number') return new Date(fields['$date']);
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, fromWire(item ?? null, shelf)]));
}
