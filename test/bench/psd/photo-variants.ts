import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Depth } from '../../../ui/engine/codec/layered/layered-picture';
import { GAMMA_22, iccProfile } from '../../engine/codec/icc-files';

export const PROFILES = ['srgb', 'grey', 'p3', 'adobe'] as const;
export type ProfileName = (typeof PROFILES)[number];

/** Colourants of Adobe RGB (1998), adapted to D50. */
const ADOBE_RGB = {
  rXYZ: [0.60974, 0.31111, 0.01947],
  gXYZ: [0.20528, 0.62567, 0.06087],
  bXYZ: [0.14919, 0.06322, 0.74457],
} as const;

/** Writes a photo as a TIFF in a profile and a depth, upright. @returns its path */
export async function writeVariant(photo: string, profile: ProfileName, depth: Depth, folder: string): Promise<string> {
  const target = join(folder, `${profile}-${depth}.tif`);
  const grey = profile === 'grey';
  const space = grey ? 'b-w' : 'srgb';
  const image = sharp(photo).rotate().removeAlpha();
  await (depth === 16 ? image.toColourspace(grey ? 'grey16' : 'rgb16') : image.toColourspace(space))
    .withIccProfile(profileFile(profile, folder))
    .tiff({ compression: 'lzw' })
    .toFile(target);
  return target;
}

/** A profile that sharp converts to: a name that it knows, or a file. */
function profileFile(profile: ProfileName, folder: string): string {
  if (profile === 'p3' || profile === 'srgb') return profile;
  const bytes = profile === 'grey' ? iccProfile('GRAY', GAMMA_22) : iccProfile('RGB ', GAMMA_22, adobeColourants());
  const file = join(folder, `${profile}.icc`);
  writeFileSync(file, bytes);
  return file;
}

function adobeColourants(): Record<string, Buffer> {
  return Object.fromEntries(
    Object.entries(ADOBE_RGB).map(([tag, values]) => {
      const data = Buffer.alloc(20);
      data.write('XYZ ', 0, 'latin1');
      values.forEach((value, index) => data.writeInt32BE(Math.round(value * 65536), 8 + 4 * index));
      return [tag, data];
    }),
  );
}
