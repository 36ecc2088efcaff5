import { SURE_LOGIT } from './confirm-face';
import type { Face } from './face';

/** A face with its landmark logit, which still ranks faces whose probability rounds to 1. */
export interface ConfirmedFace {
  readonly face: Face;
  readonly logit: number;
}

/** True if the landmark network is certain of the face (see SURE_LOGIT). */
export function isSure({ logit }: ConfirmedFace): boolean {
  return logit >= SURE_LOGIT;
}
