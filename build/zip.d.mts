/** A zip archive of files: path with `/` → content. */
export function zip(files: ReadonlyMap<string, Uint8Array>): Buffer;
