import { fromBase64, toBase64 } from './base64';

/** The kinds of array that cross the pipe. */
const ARRAYS = { Uint8Array, Uint8ClampedArray, Uint16Array, Uint32Array, Float32Array } as const;
type ArrayName = keyof typeof ARRAYS;
type PipedArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

/** Arrays up to this size, in bytes, stand in their message. Larger ones travel ahead of it as parcels. */
const INLINE_BYTES = 16_384;
const KEY = '$array';

/**
 * Plain data and typed arrays as plain data that JSON can carry.
 * @param send sends a large array's bytes ahead, and returns the id of the parcel
 */
export function encodeForJson(value: unknown, send: (bytes: Uint8Array) => number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const name = arrayNameOf(value);
  if (name !== null) {
    const array = value as PipedArray;
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    return bytes.length <= INLINE_BYTES
      ? { [KEY]: name, base64: toBase64(bytes) }
      : { [KEY]: name, parcel: send(bytes) };
  }
  if (Array.isArray(value)) return value.map((item) => encodeForJson(item, send));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeForJson(item, send)]));
}

/** The ids of all parcels that an encoded value needs. */
export function parcelsIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(parcelsIn);
  if (isEncodedArray(value)) return typeof value.parcel === 'number' ? [value.parcel] : [];
  return Object.values(value).flatMap(parcelsIn);
}

/**
 * The value that was encoded.
 * @param take gives the bytes of a parcel, over a buffer of their own
 * @throws RangeError if bytes do not fill whole elements
 */
export function decodeFromJson(value: unknown, take: (parcel: number) => Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => decodeFromJson(item, take));
  if (isEncodedArray(value)) {
    const bytes = typeof value.parcel === 'number' ? take(value.parcel) : fromBase64(String(value.base64));
    return new ARRAYS[value[KEY]](bytes.buffer as ArrayBuffer);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decodeFromJson(item, take)]));
}

interface EncodedArray {
  readonly [KEY]: ArrayName;
  readonly base64?: unknown;
  readonly parcel?: unknown;
}

function isEncodedArray(value: object): value is EncodedArray {
  return KEY in value && typeof value[KEY] === 'string' && Object.keys(ARRAYS).includes(value[KEY]);
}

function arrayNameOf(value: object): ArrayName | null {
  const names = Object.keys(ARRAYS) as ArrayName[];
  return names.find((name) => value instanceof ARRAYS[name]) ?? null;
}
