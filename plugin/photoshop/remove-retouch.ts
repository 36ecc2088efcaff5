import type { HostProblem } from '../../ui/host-api/host-api';
import { earlierOf, ownPartOf } from './earlier-retouch';
import { findSources } from './find-sources';
import { HostFailure, problemOf } from './host-failure';
import { enclosingGroup, readMarks, type Marks, type RetouchGroup } from './marked-layers';
import { selectLayers } from './make-group';
import { inDocument } from './in-document';
import { inModal, inOneHistoryState, type BusyListener } from './modal';
import { app } from './modules';
import { removeEarlier } from './remove-earlier';
import type { Scope } from './scan-documents';

export type Removed =
  | { readonly state: 'removed'; readonly retouches: number; readonly kept: number }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/** Removes every retouch of the selected layers, as one history state a document. Layers of the designer stay. */
export async function removeRetouch(scope: Scope, session: string, onBusy: BusyListener): Promise<Removed> {
  try {
    const documents = scope === 'all' ? app.documents : app.activeDocument === null ? [] : [app.activeDocument];
    const removed = await inModal('Remove Softlight retouch', onBusy, async (context) => {
      const counts: Counts[] = [];
      for (const document of documents) counts.push(await removeFrom(context, document, session));
      return counts;
    });
    const retouches = removed.reduce((sum, one) => sum + one.retouches, 0);
    if (retouches === 0) throw new HostFailure({ code: 'nothing-to-remove' });
    return { state: 'removed', retouches, kept: removed.reduce((sum, one) => sum + one.kept, 0) };
  } catch (error) {
    return { state: 'failed', problem: problemOf(error, 'remove-failed') };
  }
}

interface Counts {
  readonly retouches: number;
  readonly kept: number;
}

async function removeFrom(context: PsExecutionContext, document: PsDocument, session: string): Promise<Counts> {
  const marks = await readMarks(document);
  const earlier = findSources(document, marks, session).map((source) => earlierOf(source, marks, session));
  const found = earlier.filter(({ groups, loose, aside }) => groups.length + loose.length + aside.length > 0);
  const orphans = selectedGroups(document, marks).filter(
    ({ layer }) => !found.some(({ groups, aside }) => [...groups, ...aside].some((one) => one.layer.id === layer.id)),
  );
  const groups = [...found.flatMap((one) => [...one.groups, ...one.aside]), ...orphans];
  const loose = found.flatMap((one) => one.loose);
  if (groups.length + loose.length === 0) return { retouches: 0, kept: 0 };
  const kept = groups.reduce((sum, group) => sum + keptIn(group, marks), 0);
  const selected = document.activeLayers.map(({ id }) => id);
  await inDocument(document, () =>
    inOneHistoryState(context, document.id, 'Remove Softlight retouch', async () => {
      await removeEarlier(document, groups, loose, marks);
      await selectLayers(document, selected);
    }),
  );
  return { retouches: found.length + orphans.length, kept };
}

/** Selected groups of ours, also those without a source. */
function selectedGroups(document: PsDocument, marks: Marks): RetouchGroup[] {
  const groups = document.activeLayers.map((layer) => enclosingGroup(layer, marks)).filter((group) => group !== null);
  return groups.filter(({ layer }, index) => groups.findIndex((one) => one.layer.id === layer.id) === index);
}

function keptIn(group: RetouchGroup, marks: Marks): number {
  const own = ownPartOf(group, marks);
  return own.some(({ id }) => id === group.layer.id) ? 0 : (group.layer.layers?.length ?? 0) - own.length;
}
