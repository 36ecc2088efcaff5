import fc from 'fast-check';

/** One damage to a file. Positions are fractions (0–1) of the file's length, so that they fit any file. */
type Damage =
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | { readonly kind: 'number'; readonly at: number; readonly value: number; readonly little: boolean }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'drop' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array };

const at = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.1, noNaN: true }));
/** Numbers at which sizes and lengths overflow. */
const edge = fc.oneof(
  fc.constantFrom(0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff4, 0xffffffff),
  fc.nat(0xffff),
);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('number' as const), at, value: edge, little: fc.boolean() }),
  fc.record({ kind: fc.constant('cut' as const), at }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const), at, length: fc.nat(64) }),
  fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.uint8Array({ maxLength: 24 }) }),
);

/** Files: one of `whole` with up to eight damages, or random bytes. */
export function damagedFile(whole: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const damaged = fc
    .tuple(fc.constantFrom(...whole), fc.array(damage, { maxLength: 8 }))
    .map(([file, damages]) => damages.reduce(apply, file));
  return fc.oneof({ weight: 9, arbitrary: damaged }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) });
}

function apply(file: Uint8Array, damage: Damage): Uint8Array {
  const place = Math.floor(damage.at * file.length);
  switch (damage.kind) {
    case 'byte':
    case 'number': {
      const changed = file.slice();
      const size = damage.kind === 'byte' ? 1 : 4;
      if (place + size > changed.length) return changed;
      if (damage.kind === 'byte') changed[place] = damage.value;
      else new DataView(changed.buffer).setUint32(place, damage.value, damage.little);
      return changed;
    }
    case 'cut':
      return file.slice(0, place);
    case 'drop':
      return join(file.subarray(0, place), file.subarray(place + damage.length));
    case 'repeat':
      return join(file.subarray(0, place + damage.length), file.subarray(place));
    case 'insert':
      return join(file.subarray(0, place), damage.bytes, file.subarray(place));
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
