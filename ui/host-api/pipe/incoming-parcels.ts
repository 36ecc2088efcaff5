import { fromBase64 } from './base64';

/** Large arrays on their way in. A message waits for the parcels that it names. */
export interface IncomingParcels {
  /** Adds a part. Parts of one parcel come in order and do not overlap. */
  add(id: number, at: number, of: number, base64: string): void;
  /** Ends a parcel whose bytes came otherwise. */
  complete(id: number, bytes: Uint8Array): void;
  /** The parcel, once it is whole. Each can be taken once. */
  whole(id: number): Promise<Uint8Array>;
}

interface Parcel {
  readonly promise: Promise<Uint8Array>;
  readonly resolve: (bytes: Uint8Array) => void;
  bytes: Uint8Array | null;
}

export function createIncomingParcels(): IncomingParcels {
  const parcels = new Map<number, Parcel>();
  const parcelOf = (id: number): Parcel => {
    const known = parcels.get(id);
    if (known !== undefined) return known;
    let resolve!: (bytes: Uint8Array) => void;
    const promise = new Promise<Uint8Array>((settle) => {
      resolve = settle;
    });
    const parcel: Parcel = { promise, resolve, bytes: null };
    parcels.set(id, parcel);
    return parcel;
  };
  return {
    add(id, at, of, base64) {
      const parcel = parcelOf(id);
      parcel.bytes ??= new Uint8Array(of);
      const part = fromBase64(base64);
      if (at + part.length > parcel.bytes.length) return;
      parcel.bytes.set(part, at);
      if (at + part.length === parcel.bytes.length) parcel.resolve(parcel.bytes);
    },
    complete: (id, bytes) => parcelOf(id).resolve(bytes),
    async whole(id) {
      const bytes = await parcelOf(id).promise;
      parcels.delete(id);
      return bytes;
    },
  };
}
