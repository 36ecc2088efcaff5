import type { PackedFile } from '../api/engine-api';

/** The bytes of a file that was gzipped and written as base64, or that is not packed. Rejects if it is damaged. */
export async function unpackFile(packed: PackedFile | Uint8Array): Promise<Uint8Array> {
  if (typeof packed !== 'string') return packed;
  const stream = new Blob([fromBase64(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Unpacks several files, by name. One that is damaged comes out empty: whoever needs it finds that, and can name it. */
export async function unpackFiles(
  packed: Readonly<Record<string, PackedFile | Uint8Array>>,
): Promise<Record<string, Uint8Array>> {
  const entries = Object.entries(packed).map(
    async ([name, file]) => [name, await unpackFile(file).catch(() => new Uint8Array(0))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  // Not every Figma desktop has a browser with fromBase64 yet.
  const native = Uint8Array as typeof Uint8Array & { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  return native.fromBase64?.(text) ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
