import type { NamedSpace } from '../../ui/engine/api/picture-data';

/** Photoshop's names of the profiles that it installs. No call gives the bytes of a profile. */
const NAMES: ReadonlyMap<string, NamedSpace> = new Map([
  ['Display P3', 'display-p3'],
  ['Adobe RGB (1998)', 'adobe-rgb'],
  ['ProPhoto RGB', 'prophoto-rgb'],
]);

/** The space of a document, by the name of its profile; an empty object for sRGB and for any other name. */
export function namedSpace({ colorProfileName }: PsDocument): { readonly space?: NamedSpace } {
  const space = NAMES.get(colorProfileName);
  return space === undefined ? {} : { space };
}
