const CHUNK_BYTES = 1 << 20;

/** Joins small parts in chunks of about a megabyte, copied, so that a part may be a view that its maker fills again. */
export function* inChunks(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let used = 0;
  for (const part of parts) {
    for (let from = 0; from < part.length;) {
      const count = Math.min(part.length - from, CHUNK_BYTES - used);
      chunk.set(part.subarray(from, from + count), used);
      from += count;
      used += count;
      if (used < CHUNK_BYTES) continue;
      yield chunk;
      chunk = new Uint8Array(CHUNK_BYTES);
      used = 0;
    }
  }
  if (used > 0) yield chunk.subarray(0, used);
}
