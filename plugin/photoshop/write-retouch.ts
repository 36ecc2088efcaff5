import type { ChangedLayers, PictureResult, WriteResult } from '../../ui/host-api/host-api';
import { changesOf, earlierOf, type EarlierRetouch } from './earlier-retouch';
import { HISTORY_NAME, makeGroup, selectLayers, type MadeGroup } from './make-group';
import { siblingsOf } from './layer-tree';
import { readMarks, sessionIn, type Marks } from './marked-layers';
import { inDocument } from './in-document';
import { inOneHistoryState } from './modal';
import { problemOf } from './host-failure';
import { checkUnchanged, sourceById, type ReadSource } from './read-source';
import { removeEarlier } from './remove-earlier';
import type { GroupData } from './retouch-data';
import { sourceIdOf, type Source } from './sources';
import { storeText } from './stored-data';
import { traceGroup } from './trace-group';

/** A result that waits to be written. */
export interface WaitingResult {
  readonly sourceId: string;
  readonly read: ReadSource;
  readonly result: PictureResult;
  readonly changed: ChangedLayers;
}

/**
 * Writes the results of one document as one history state. A source that is gone or shows another picture has its own
 * problem, and the others are written. If a call of Photoshop fails, the document is rolled back whole and this throws.
 */
export async function writeDocument(
  context: PsExecutionContext,
  waiting: readonly WaitingResult[],
  session: string,
): Promise<readonly WriteResult[]> {
  const { ready, refused } = await checkAll(context, waiting, session);
  const [first] = ready;
  if (first === undefined) return refused;
  const { document } = first.source;
  const writeAll = async (): Promise<readonly WriteResult[]> => {
    const selected = document.activeLayers.map(({ id }) => id);
    const results: WriteResult[] = [];
    for (const [index, one] of ready.entries()) {
      context.reportProgress({ value: index / ready.length, commandName: HISTORY_NAME });
      results.push(await writeOne(context, one.source, one.waiting, session));
    }
    await selectLayers(document, selected);
    return results;
  };
  const written = await inDocument(document, () => inOneHistoryState(context, document.id, HISTORY_NAME, writeAll));
  return [...refused, ...written];
}

interface Ready {
  readonly source: Source;
  readonly waiting: WaitingResult;
}

/** Checks all results before anything is written. */
async function checkAll(
  context: PsExecutionContext,
  waiting: readonly WaitingResult[],
  session: string,
): Promise<{ readonly ready: readonly Ready[]; readonly refused: readonly WriteResult[] }> {
  const ready: Ready[] = [];
  const refused: WriteResult[] = [];
  for (const one of waiting) {
    const nodeId = one.sourceId;
    try {
      const source = sourceById(nodeId);
      await checkUnchanged(context, source, one.read, session);
      if (await isLeft(context, source, one, session)) refused.push({ nodeId, state: 'left' });
      else ready.push({ source, waiting: one });
    } catch (error) {
      refused.push({ nodeId, state: 'failed', problem: problemOf(error, 'read-failed') });
    }
  }
  return { ready, refused };
}

async function isLeft(
  context: PsExecutionContext,
  source: Source,
  { changed }: WaitingResult,
  session: string,
): Promise<boolean> {
  if (changed !== 'leave') return false;
  const marks = await readMarks(source.document);
  return (await changesOf(context, source, earlierOf(source, marks, session), marks)).length > 0;
}

async function writeOne(
  context: PsExecutionContext,
  source: Source,
  { result, changed }: WaitingResult,
  session: string,
): Promise<WriteResult> {
  const { document } = source;
  const marks = await readMarks(document);
  const earlier = earlierOf(source, marks, session);
  const keepsBoth = changed === 'beside' && (await changesOf(context, source, earlier, marks)).length > 0;
  if (keepsBoth) await setAside(document, earlier);
  else await removeEarlier(document, earlier.groups, earlier.loose, marks);
  const made = await makeGroup(context, source, result, placeOf(source, keepsBoth ? earlier : null));
  await mark(context, source, made, result, session);
  return {
    nodeId: sourceIdOf(source),
    state: 'written',
    groupId: `${document.id}:${made.group.id}`,
    flatten: result.flattened === null ? null : 'asked',
  };
}

/** The layer above which the new group lies: the source, the top layer, or an earlier retouch that stays beside it. */
function placeOf(source: Source, kept: EarlierRetouch | null): PsLayer {
  const { document } = source;
  const siblings = source.kind === 'layer' ? siblingsOf(document, source.layer) : document.layers;
  const group = kept?.groups.find(({ layer }) => siblings.some(({ id }) => id === layer.id));
  const place = group?.layer ?? (source.kind === 'layer' ? source.layer : document.layers[0]);
  if (place === undefined) throw new Error('the document has no layers');
  return place;
}

/** Hands an earlier retouch to the designer, hidden. Two visible retouches would double the strength. */
async function setAside(document: PsDocument, { groups, loose }: EarlierRetouch): Promise<void> {
  for (const { layer, data } of groups) {
    layer.visible = false;
    await storeText(document.id, layer.id, JSON.stringify({ ...data, aside: true } satisfies GroupData));
  }
  for (const layer of loose) {
    layer.visible = false;
    await storeText(document.id, layer.id, '');
  }
}

/** Stores with the group and its layers what is needed to know them again. */
async function mark(
  context: PsExecutionContext,
  source: Source,
  { group, roles }: MadeGroup,
  { width, height, summary, memory }: PictureResult,
  session: string,
): Promise<void> {
  const { document } = source;
  const layerId = source.kind === 'layer' ? source.layer.id : null;
  const here = sessionIn(document, session);
  const marks: Marks = new Map(
    [...roles].map(([id, role]) => [id, { kind: 'layer', role, session: here, layerId } as const]),
  );
  for (const [id, data] of marks) await storeText(document.id, id, JSON.stringify(data));
  const data: GroupData = {
    kind: 'group',
    session: here,
    groupId: group.id,
    layerId,
    width,
    height,
    faces: summary.faces,
    spots: summary.spots,
    memory,
    aside: false,
    trace: await traceGroup(context, source, group, marks),
  };
  await storeText(document.id, group.id, JSON.stringify(data));
}
