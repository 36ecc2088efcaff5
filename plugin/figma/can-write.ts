import type { SelectionScan } from '../../ui/host-api/host-api';

const PROBE_KEY = 'softlight-probe';

/** Whether the file can be edited. Figma has no such property, so this deletes an entry that does not exist. */
export function canWrite(): boolean {
  try {
    figma.currentPage.setPluginData(PROBE_KEY, '');
    return true;
  } catch {
    return false;
  }
}

/** A scan that refuses every layer, because none could be written. */
export function refusedForReading({ pictures, skipped, problem }: SelectionScan): SelectionScan {
  const refused = pictures
    .flatMap(({ targets }) => targets)
    .map(({ nodeId, name }) => ({ nodeId, name, problem: { code: 'read-only' } as const }));
  return { pictures: [], skipped: [...refused, ...skipped], problem };
}
