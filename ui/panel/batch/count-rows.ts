import type { RunCounts } from '../../locales/messages';
import type { LayerRow, LayerState } from './batch-state';

/** Number of layers in each final state. */
export function countsOf(rows: readonly LayerRow[]): RunCounts {
  const count = (state: LayerState['state']): number => rows.filter((row) => row.state.state === state).length;
  return {
    done: count('done'),
    ready: count('ready'),
    skipped: count('skipped'),
    leftAlone: count('left-alone'),
    failed: count('failed'),
    cancelled: count('cancelled'),
  };
}
