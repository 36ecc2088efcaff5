import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import type { PixelKernels } from '../../../ui/engine/pipeline/pixel-kernels';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import type { Picture } from '../../../ui/engine/picture/picture';
import type { RetouchReport } from '../../../ui/engine/api/report';
import { settingsWith } from '../../../ui/engine/api/settings';

const SETTINGS = settingsWith({ heal: 'all', even: 60, brighten: 20 });

export interface PictureTimes {
  readonly report: RetouchReport;
  /** From the picture to its layers. */
  readonly milliseconds: number;
  /** The picture with its layers composited, RGBA. */
  readonly retouched: Uint8ClampedArray;
}

/**
 * Retouches a picture `runs` times with every adjustment and keeps the fastest run. A run before them creates the
 * sessions and does not count.
 */
export async function timePicture(
  picture: Picture,
  runner: NetworkRunner,
  stages: PixelKernels,
  runs: number,
): Promise<PictureTimes> {
  let quickest: PictureTimes | null = null;
  for (let run = 0; run <= runs; run++) {
    // A new object each time, because results are cached by the picture object.
    const analysis = createAnalysis({ ...picture }, runner, undefined, stages);
    const start = performance.now();
    const outcome = await retouchAnalysed(analysis, SETTINGS, () => undefined);
    const milliseconds = performance.now() - start;
    if (outcome.state === 'unchanged')
      throw new Error(
        'There is no face in this photo that is large enough, so that nothing can be timed: take a portrait.',
      );
    if (run > 0 && (quickest === null || milliseconds < quickest.milliseconds))
      quickest = { report: outcome.report, milliseconds, retouched: outcome.retouched.data };
  }
  return quickest!;
}

/** The number of values in which two pictures differ, and the largest difference in levels. */
export function compare(a: Uint8ClampedArray, b: Uint8ClampedArray): { readonly count: number; readonly most: number } {
  let count = 0;
  let most = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs(a[index]! - b[index]!);
    if (difference > 0) count++;
    most = Math.max(most, difference);
  }
  return { count, most };
}
