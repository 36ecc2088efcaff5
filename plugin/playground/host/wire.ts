/**
 * Values on their way between the host and the plugin's VM. JSON carries them; what JSON cannot carry is
 * wrapped: `{ $bytes }` a Uint8Array kept aside, `{ $node }` a node, `{ $image }` an image, `{ $promise }` an
 * answer that comes later, `{ $mixed }` figma.mixed, `{ $undefined }`, `{ $date }`.
 */
export type WireValue =
  null | boolean | number | string | readonly WireValue[] | { readonly [key: string]: WireValue | undefined };

/** Bytes that cross beside the JSON, each handed over once. */
export class ByteShelf {
  private readonly shelf = new Map<number, Uint8Array>();
  private next = 1;

  put(bytes: Uint8Array): number {
    this.shelf.set(this.next, bytes);
    return this.next++;
  }

  take(key: number): Uint8Array {
    const bytes = this.shelf.get(key);
    if (bytes === undefined) throw new Error(`no bytes under ${key}`);
    this.shelf.delete(key);
    return bytes;
  }
}

/** Plain data and Uint8Array to the wire. Throws for anything that Figma's messages cannot carry. */
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

/** The wire back to plain data; nodes, images and promises stay wrapped. */
export function fromWire(value: WireValue, shelf: ByteShelf): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => fromWire(item as WireValue, shelf));
  const fields = value as Readonly<Record<string, WireValue | undefined>>;
  if ('$undefined' in fields) return undefined;
  if (typeof fields['$bytes'] === 'number') return shelf.take(fields['$bytes']);
  if (typeof fields['$date'] === 'number') return new Date(fields['$date']);
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, fromWire(item ?? null, shelf)]));
}
