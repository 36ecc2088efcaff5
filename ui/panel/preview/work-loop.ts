/** Repeats steps, one at a time, until there is nothing to do. */
export interface WorkLoop {
  /** Says that there may be something to do. During a step it makes the loop look again after it. */
  wake(): void;
}

export interface WorkLoopEvents {
  readonly onStart: () => void;
  /** One step; resolves to false when there was nothing to do. */
  readonly step: () => Promise<boolean>;
  readonly onIdle: () => void;
  readonly onError: (error: unknown) => void;
}

export function createWorkLoop({ onStart, step, onIdle, onError }: WorkLoopEvents): WorkLoop {
  let working = false;
  let awake = false;

  async function work(): Promise<void> {
    working = true;
    try {
      onStart();
      // A wake-up may come just when the last step has found nothing to do.
      while (awake) {
        awake = false;
        while (await step());
      }
      onIdle();
    } catch (error) {
      onError(error);
    } finally {
      working = false;
    }
  }

  return {
    wake() {
      awake = true;
      if (!working) void work();
    },
  };
}
