import type { PictureJob, SelectionScan, SkippedLayer } from '../../ui/host-api/host-api';
import { earlierWork } from './earlier-retouch';
import { findSources } from './find-sources';
import { mayHoldMarks, readMarks, type Marks } from './marked-layers';
import { inModal, type BusyListener } from './modal';
import { app } from './modules';
import { boxOf, sourceIdOf, sourceNameOf, sourceProblem, type Source } from './sources';

/** The documents of a scan: the active one, or all open ones. */
export type Scope = 'active' | 'all';

export interface ScanOptions {
  readonly scope: Scope;
  /** The run of Photoshop. */
  readonly session: string;
  readonly onBusy: BusyListener;
  /** Also look for changes in pixels and masks of earlier retouches. It takes as long as reading them. */
  readonly thorough: boolean;
  /** Write flattened pictures for all sources. */
  readonly flatten: boolean;
}

/**
 * The pictures that would be retouched. Photoshop is put into its modal state only for documents that may hold a
 * retouch.
 */
export async function scanDocuments(options: ScanOptions): Promise<SelectionScan> {
  const documents = options.scope === 'all' ? app.documents : app.activeDocument === null ? [] : [app.activeDocument];
  if (documents.length === 0) return { pictures: [], skipped: [], problem: { code: 'no-document' } };
  const pictures: PictureJob[] = [];
  const skipped: SkippedLayer[] = [];
  for (const document of documents) {
    const scan = mayHoldMarks(document)
      ? await inModal('Softlight', options.onBusy, async (context) =>
          scanDocument(context, document, await readMarks(document), options),
        )
      : await scanDocument(null, document, new Map(), options);
    pictures.push(...scan.pictures);
    skipped.push(...scan.skipped);
  }
  return { pictures, skipped, problem: pictures.length > 0 ? null : (skipped[0]?.problem ?? { code: 'no-document' }) };
}

type Found = Pick<SelectionScan, 'pictures' | 'skipped'>;

async function scanDocument(
  context: PsExecutionContext | null,
  document: PsDocument,
  marks: Marks,
  { session, thorough, flatten }: ScanOptions,
): Promise<Found> {
  const pictures: PictureJob[] = [];
  const skipped: SkippedLayer[] = [];
  for (const source of findSources(document, marks, session)) {
    const problem = sourceProblem(source);
    const [nodeId, name] = [sourceIdOf(source), sourceNameOf(source)];
    if (problem !== null) {
      skipped.push({ nodeId, name, problem });
      continue;
    }
    const earlier = await earlierWork(thorough ? context : null, source, marks, session);
    pictures.push(jobOf(source, flatten, earlier));
  }
  return { pictures, skipped };
}

function jobOf(source: Source, flatten: boolean, earlier: Awaited<ReturnType<typeof earlierWork>>): PictureJob {
  const id = sourceIdOf(source);
  const { width, height } = boxOf(source);
  return {
    pictureId: id,
    layers: 'cropped',
    output: 'raw',
    targets: [{ nodeId: id, name: sourceNameOf(source), width, height, flatten: flatten ? 'asked' : null, earlier }],
  };
}
