import { HostFailure } from './host-failure';
import { core } from './modules';

/** Gets true when Photoshop is blocked by a tool or a dialog, and false when it goes on. */
export type BusyListener = (busy: boolean) => void;

/** `number` of the error when the host is in another modal state. */
const BUSY = 9;
/** Seconds that Photoshop itself waits before it refuses. */
const TIME_OUT = 1;
const PAUSE_MS = 500;
/** About a minute. */
const MOST_ATTEMPTS = 40;

/**
 * Runs work in Photoshop's modal state, in which alone a script may touch a document. The user cannot work meanwhile,
 * so nothing is computed inside. While another modal state lasts, this waits and says so.
 * @throws HostFailure host-busy after about a minute; stopped-in-host if the user pressed Cancel
 */
export async function inModal<Result>(
  commandName: string,
  onBusy: BusyListener,
  work: (context: PsExecutionContext) => Promise<Result>,
): Promise<Result> {
  let waits = false;
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (attempt > 0) await pause();
      try {
        return await attemptModal(commandName, work);
      } catch (error) {
        if (numberOf(error) !== BUSY) throw error;
        if (!waits) onBusy(true);
        waits = true;
      }
    }
    throw new HostFailure({ code: 'host-busy' });
  } finally {
    if (waits) onBusy(false);
  }
}

/** Results and failures leave the modal state beside it: an error that crosses its end comes out as another object. */
async function attemptModal<Result>(
  commandName: string,
  work: (context: PsExecutionContext) => Promise<Result>,
): Promise<Result> {
  let outcome: { readonly value: Result } | { readonly failure: HostFailure } | null = null;
  await core.executeAsModal(
    async (context) => {
      try {
        outcome = { value: await work(context) };
      } catch (error) {
        if (error instanceof HostFailure) outcome = { failure: error };
        // After a press of Cancel, Photoshop's calls fail with messages of their own.
        else if (context.isCancelled) outcome = { failure: new HostFailure({ code: 'stopped-in-host' }) };
        else throw error;
      }
    },
    { commandName, timeOut: TIME_OUT },
  );
  return valueOf(outcome);
}

function valueOf<Result>(outcome: { readonly value: Result } | { readonly failure: HostFailure } | null): Result {
  if (outcome === null) throw new Error('Photoshop ended the command');
  if ('failure' in outcome) throw outcome.failure;
  return outcome.value;
}

/** @throws HostFailure stopped-in-host if the user pressed Cancel in Photoshop's progress bar */
export function throwIfCancelled(context: PsExecutionContext): void {
  if (context.isCancelled) throw new HostFailure({ code: 'stopped-in-host' });
}

/**
 * Runs work as one history state of a document. If it throws, the document is rolled back whole.
 * @param commit false: also roll back when the work is done
 */
export async function inOneHistoryState<Result>(
  context: PsExecutionContext,
  documentID: number,
  name: string,
  work: () => Promise<Result>,
  commit = true,
): Promise<Result> {
  const suspension = await context.hostControl.suspendHistory({ documentID, name });
  let done = false;
  try {
    const result = await work();
    done = commit;
    return result;
  } finally {
    await context.hostControl.resumeHistory(suspension, done);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

function numberOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'number' in error ? error.number : null;
}
