import type { PackedFile } from '../api/engine-api';

/** The bytes of a file that build/pack.mjs packed, or bytes already. Rejects if the file is damaged. */
export async function unpackFile(packed: PackedFile | Uint8Array): Promise<Uint8Array> {
  if (typeof packed !== 'string') return packed;
  const stream = new Blob([fromText(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Unpacks networks by name. A damaged file becomes empty, so the network that needs it reports the damage by name. */
export async function unpackNetworks(
  packed: Readonly<Record<string, PackedFile | Uint8Array>>,
): Promise<Record<string, Uint8Array>> {
  const entries = Object.entries(packed).map(async ([name, file]) => {
    const bytes = await unpackFile(file).catch(() => new Uint8Array(0));
    return [name, typeof file === 'string' ? interleaved(bytes) : bytes] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Puts odd bytes, which stand behind the even ones, between them. */
function interleaved(halves: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(halves.length);
  const middle = Math.ceil(halves.length / 2);
  for (let index = 0; index < middle; index++) bytes[2 * index] = halves[index]!;
  for (let index = middle; index < halves.length; index++) bytes[2 * (index - middle) + 1] = halves[index]!;
  return bytes;
}

/** The value of each character code in text of base 91, see build/pack.mjs. */
function characterValues(): Uint8Array {
  const values = new Uint8Array(128);
  let value = 0;
  for (let code = 33; code < 127; code++) if (!'"<\\'.includes(String.fromCharCode(code))) values[code] = value++;
  return values;
}

/**
 * The bytes of text that `toText` in build/pack.mjs wrote: two characters hold 13 bits, or 14 if those are at most 88.
 * Damaged text gives other bytes.
 */
function fromText(text: string): Uint8Array<ArrayBuffer> {
  const values = characterValues();
  const start = text.indexOf(' ') + 1;
  // Longer than two characters of 14 bits each can fill.
  const bytes = new Uint8Array(text.length);
  let [length, bits, count] = [0, 0, 0];
  for (let at = start; at + 1 < text.length; at += 2) {
    const value = values[text.charCodeAt(at) & 127]! + 91 * values[text.charCodeAt(at + 1) & 127]!;
    bits |= value << count;
    count += (value & 8191) > 88 ? 13 : 14;
    for (; count > 7; count -= 8) {
      bytes[length++] = bits & 255;
      bits >>>= 8;
    }
  }
  return bytes.subarray(0, Math.min(length, Number(text.slice(0, start)) || 0));
}
