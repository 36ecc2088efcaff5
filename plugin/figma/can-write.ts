import type { SelectionScan } from '../../ui/host-api/host-api';

const PROBE_KEY = 'softlight-probe';

/** Whether the file can be edited. Figma has no word for it, so this takes away an entry that is not there. */
export function canWrite(): boolean {
  try {
    figma.currentPage.setPluginData(PROBE_KEY, '');
    return true;
  } catch {
    return false;
  }
}

/** A scan of which no layer is computed, as none could be written. */
export function refusedForReading({ pictures, skipped, problem }: SelectionScan): SelectionScan {
  const refused = pictures
    .flatMap(({ targets }) => targets)
    .map(({ nodeId, name }) => ({ nodeId, name, problem: { code: 'read-only' } as const }));
  return { pictures: [], skipped: [...refused, ...skipped], problem };
}
