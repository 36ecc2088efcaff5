import { NO_CLOTHES } from '../../ui/engine/api/clothes';
import { NO_SHAPE } from '../../ui/engine/api/shape';
import { join } from 'node:path';
import type { RetouchSettings } from '../../ui/engine/api/settings';
import type { LayeredFormat } from '../../ui/engine/layered-files/layered-files';
import type { NetworkCatalogue } from '../../ui/engine/networks/catalogue';
import { USUAL_QUALITY } from '../cli/arguments';
import type { PhotoFormat } from '../cli/photo-format';
import type { PhotoReport } from '../cli/photo-report';
import { recipeOf } from '../cli/recipe';
import { openResultFolder } from '../cli/result-folder';
import type { PhotoJob } from '../cli/retouch-photo';
import { folderWords } from '../cli/words';
import { PathRefused } from './allowed-folders';
import type { EngineThread, TaskOptions } from './engine-thread';
import { nameResult } from './name-result';

/** A retouch that was asked for. Paths are checked. */
export interface RetouchOrder {
  readonly photo: string;
  readonly folder: string;
  readonly settings: RetouchSettings;
  readonly format: PhotoFormat;
  readonly layered: readonly LayeredFormat[];
}

export interface RetouchedFile {
  readonly report: PhotoReport;
  /** Absolute paths of the files that were written. */
  readonly files: readonly string[];
}

/**
 * Retouches one photo as the command line does. The files come to their folder together, or none does.
 * @throws PathRefused if the folder cannot hold the results
 * @throws PhotoError the problem of the photo, or cannot-write
 */
export async function retouchFile(
  { photo, folder, settings, format, layered }: RetouchOrder,
  catalogue: NetworkCatalogue,
  engine: EngineThread,
  options: TaskOptions,
): Promise<RetouchedFile> {
  const named = nameResult(photo, folder, format);
  const results = openResultFolder(folder, [named]);
  if ('code' in results) throw new PathRefused(folderWords(folder, results));
  try {
    const form = { format, quality: USUAL_QUALITY, strip: false };
    const fixed = {
      shape: NO_SHAPE,
      clothes: NO_CLOTHES,
      engine: 'wasm',
      networks: 'softlight',
      parity: false,
      match: null,
      masks: false,
      rawWith: null,
    } as const;
    const shared = { ...fixed, settings, layered };
    const recipe = recipeOf({ ...shared, ...form }, catalogue);
    const job: PhotoJob = { photo: named, ...shared, form, recipe, resumeIn: null, folder: results.workFolder };
    const { report, files } = await engine.run({ kind: 'retouch', job }, options);
    results.place(files, named.files);
    return { report, files: files.map((file) => join(folder, file)) };
  } finally {
    results.close();
  }
}
