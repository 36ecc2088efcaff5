import type { RawPicture } from '../../ui/engine/api/picture-data';
import { fingerprint } from './fingerprint';
import { HostFailure } from './host-failure';
import { layerById } from './layer-tree';
import { readMarks, mayHoldMarks } from './marked-layers';
import { earlierOf } from './earlier-retouch';
import { inOneHistoryState } from './modal';
import { app } from './modules';
import { namedSpace } from './named-space';
import { readPixels } from './read-pixels';
import { boxOf, documentProblem, sourceProblem, type Source } from './sources';

/** The picture of a source as it was read, to know it again before writing. */
export interface ReadSource {
  readonly width: number;
  readonly height: number;
  readonly mode: string;
  readonly bitsPerChannel: string;
  /** The document's history state: while it is the same, so is the picture. */
  readonly historyState: number;
  readonly fingerprint: string;
}

/**
 * The source with this id in its present state.
 * @throws HostFailure document-gone, layer-gone, or why it can no longer be retouched
 */
export function sourceById(id: string): Source {
  const [documentId, layerId] = id.split(':');
  const document = app.documents.find((one) => one.id === Number(documentId));
  if (document === undefined) throw new HostFailure({ code: 'document-gone' });
  const layer = layerById(document, Number(layerId));
  if (layerId !== 'composite' && layer === null) throw new HostFailure({ code: 'layer-gone' });
  const source: Source = layer === null ? { kind: 'composite', document } : { kind: 'layer', document, layer };
  const problem = sourceProblem(source);
  if (problem !== null) throw new HostFailure(problem);
  return source;
}

/** Reads the pixels of a source. Runs in the modal state, and leaves the document as it was. */
export async function readSource(context: PsExecutionContext, source: Source, session: string): Promise<RawPicture> {
  const { document } = source;
  const problem = documentProblem(document);
  if (problem !== null) throw new HostFailure(problem);
  const box = boxOf(source);
  const layerID = source.kind === 'layer' ? source.layer.id : null;
  const read = async (): Promise<RawPicture> => ({
    ...(await readPixels(context, { documentID: document.id, layerID, box })),
    ...namedSpace(document),
  });
  if (source.kind === 'layer' || !mayHoldMarks(document)) return read();
  // Our own layers are part of what is visible. A retouch of a retouch would double it.
  const { groups, loose } = earlierOf(source, await readMarks(document), session);
  const shown = [...groups.map(({ layer }) => layer), ...loose].filter(({ visible }) => visible);
  if (shown.length === 0) return read();
  return inOneHistoryState(
    context,
    document.id,
    'Softlight',
    async () => {
      for (const layer of shown) layer.visible = false;
      return read();
    },
    false,
  );
}

/** The facts that must stay the same until the result is written. */
export function describeRead({ document }: Source, picture: RawPicture): ReadSource {
  return {
    width: picture.width,
    height: picture.height,
    mode: document.mode,
    bitsPerChannel: document.bitsPerChannel,
    historyState: document.activeHistoryState.id,
    fingerprint: fingerprint(picture),
  };
}

/**
 * Checks that a source still shows the picture that was read. A layer that was only moved is accepted. Runs in the
 * modal state.
 * @throws HostFailure picture-replaced
 */
export async function checkUnchanged(
  context: PsExecutionContext,
  source: Source,
  read: ReadSource,
  session: string,
): Promise<void> {
  const { document } = source;
  const { width, height } = boxOf(source);
  const sameShape = width === read.width && height === read.height;
  const sameForm = document.mode === read.mode && document.bitsPerChannel === read.bitsPerChannel;
  const isSame = (): Promise<boolean> =>
    document.activeHistoryState.id === read.historyState
      ? Promise.resolve(true)
      : readSource(context, source, session).then((picture) => fingerprint(picture) === read.fingerprint);
  if (!sameShape || !sameForm || !(await isSame())) throw new HostFailure({ code: 'picture-replaced' });
}
