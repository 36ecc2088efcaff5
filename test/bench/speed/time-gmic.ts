import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/** Skin retouching of G'MIC (Garagecoder's Smooth Skin) in its usual settings. */
const SMOOTH_SKIN = ['fx_smooth_skin', '2,0.5,1,1,1,50,50,5,2,0.2,3,1,0.05', '-c', '0,255'];

/**
 * The CPU time of G'MIC's Smooth Skin on a square photo, in milliseconds, on one thread, without reading and writing
 * the file; null if there is no `gmic` on this machine.
 */
export async function timeGmic(photo: string, side: number): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), 'softlight-bench-'));
  try {
    const source = join(folder, 'in.png');
    await sharp(photo).autoOrient().resize(side, side, { fit: 'cover' }).removeAlpha().png().toFile(source);
    const run = (commands: readonly string[]): number | null =>
      processorTime(['gmic', source, ...commands, '-o', join(folder, 'out.png')]);
    const all = run(SMOOTH_SKIN);
    const files = run([]);
    return all === null || files === null ? null : all - files;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The CPU time of a command (user and system), in milliseconds; null if it fails. */
function processorTime(command: readonly string[]): number | null {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', `TIMEFORMAT='%U %S'; time "$@" 2>/dev/null`, 'bash', ...command],
    {
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1', LC_ALL: 'C' },
    },
  );
  const seconds = /([\d.]+) ([\d.]+)\s*$/.exec(stderr);
  return status !== 0 || seconds === null ? null : 1000 * (Number(seconds[1]) + Number(seconds[2]));
}
