import { ORIGINAL } from '../original/network-set';
import type { NetworkSet, NetworkSetName } from './network-set';
import { SOFTLIGHT } from './softlight';

/** The sets of networks that can be asked for. */
export const NETWORK_SETS: Readonly<Record<NetworkSetName, NetworkSet>> = { softlight: SOFTLIGHT, original: ORIGINAL };
