import { SURE_LOGIT } from './confirm-face';
import type { Face } from './face';

/** A face with the landmark network's logit, which still tells faces apart where the probability is 1. */
export interface ConfirmedFace {
  readonly face: Face;
  readonly logit: number;
}

export function isSure({ logit }: ConfirmedFace): boolean {
  return logit >= SURE_LOGIT;
}
