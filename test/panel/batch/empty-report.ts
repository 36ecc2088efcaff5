import type { RetouchReport } from '../../../ui/engine/api/report';
import { DEFAULT_SETTINGS } from '../../../ui/engine/api/settings';

/** The report of a picture of one pixel without faces, for tests that do not read reports. */
export const EMPTY_REPORT = {
  width: 1,
  height: 1,
  faces: [],
  spots: [],
  spotsLeft: 0,
  kept: [],
  layers: [],
  milliseconds: {},
  executionProvider: 'wasm',
  settings: DEFAULT_SETTINGS,
  networks: {},
} as const satisfies RetouchReport;
