import type { PackedFile } from '../api/engine-api';

/** The bytes of a file that is gzipped in base64, or bytes already. Rejects if the file is damaged. */
export async function unpackFile(packed: PackedFile | Uint8Array): Promise<Uint8Array> {
  if (typeof packed !== 'string') return packed;
  const stream = new Blob([fromBase64(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Unpacks files by name. A damaged file becomes empty, so the network that needs it reports the damage by name. */
export async function unpackFiles(
  packed: Readonly<Record<string, PackedFile | Uint8Array>>,
): Promise<Record<string, Uint8Array>> {
  const entries = Object.entries(packed).map(
    async ([name, file]) => [name, await unpackFile(file).catch(() => new Uint8Array(0))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  // Older Figma desktops have a browser without fromBase64.
  const native = Uint8Array as typeof Uint8Array & { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  return native.fromBase64?.(text) ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
