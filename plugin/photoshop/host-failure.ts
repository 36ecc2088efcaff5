import { messageOf } from '../../ui/engine/api/message-of';
import type { HostProblem } from '../../ui/host-api/host-api';

/** A failure whose reason is known, for people. */
export class HostFailure extends Error {
  constructor(readonly problem: HostProblem) {
    super(problem.code);
  }
}

/** The problem of a caught error. `code`: the one for an error of Photoshop, with its message. */
export function problemOf(error: unknown, code: 'read-failed' | 'write-failed' | 'remove-failed'): HostProblem {
  return error instanceof HostFailure ? error.problem : { code, detail: messageOf(error) };
}
