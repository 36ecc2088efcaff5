import { MODELSCOPE } from './modelscope/network-set';
import type { NetworkSetName } from './api/settings';
import type { NetworkSet } from './pipeline/network-set';
import { SOFTLIGHT } from './pipeline/softlight';

/** The sets of networks by name. */
export const NETWORK_SETS: Readonly<Record<NetworkSetName, NetworkSet>> = {
  softlight: SOFTLIGHT,
  modelscope: MODELSCOPE,
};
