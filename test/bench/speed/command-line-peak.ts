import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const CLI = fileURLToPath(new URL('../../../dist/cli/retouch.mjs', import.meta.url));
/** Width and height in pixels: 80 megapixels. */
export const LARGE = [7740, 10320] as const;
/** Tells the peak of the process that loads it, in bytes, at its end. */
const TELL_PEAK = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.SOFTLIGHT_PEAK, String(process.resourceUsage().maxRSS * 1024)));`;

/**
 * Retouches a TIFF of 80 megapixels by the built command line.
 * @param photo it is scaled to that size @param depth bits a channel @param options of the command line
 * @returns the peak memory of that process in bytes
 */
export async function commandLinePeak(photo: string, depth: 8 | 16, options: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'softlight-memory-'));
  try {
    const file = join(folder, 'large.tif');
    const image = sharp(photo)
      .autoOrient()
      .removeAlpha()
      .resize(...LARGE, { fit: 'cover' });
    await (depth === 16 ? image.toColourspace('rgb16') : image).tiff({ compression: 'lzw' }).toFile(file);
    const peak = join(folder, 'peak');
    const told = `data:text/javascript,${encodeURIComponent(TELL_PEAK)}`;
    execFileSync(process.execPath, ['--import', told, CLI, file, '--out', join(folder, 'out'), ...options], {
      env: { ...process.env, SOFTLIGHT_PEAK: peak },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return Number(readFileSync(peak, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
