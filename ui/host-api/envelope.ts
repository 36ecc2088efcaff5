/**
 * The sandbox and the panel share one pipe, and each of them serves one API over it. Every message says whose
 * conversation it belongs to, or the two Comlink endpoints would answer each other.
 */
export interface Envelope {
  /** `host`: calls to HostApi and their answers. `panel`: calls to PanelApi and their answers. */
  readonly softlight: 'host' | 'panel';
  /** A Comlink message: plain data and Uint8Array only. */
  readonly message: unknown;
}

export type Conversation = Envelope['softlight'];

/** Whether a value from the pipe is an envelope of the given conversation; anything else is not ours. */
export function isEnvelope(value: unknown, conversation: Conversation): value is Envelope {
  return (
    typeof value === 'object' &&
    value !== null &&
    'softlight' in value &&
    value.softlight === conversation &&
    'message' in value
  );
}
