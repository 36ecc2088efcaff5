/** The timers of one plugin, by the ids that it knows them by. */
export class Timers {
  private readonly running = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly nextId: () => number,
    private readonly onFire: (id: number) => void,
  ) {}

  /** Starts a timer of `delay` milliseconds and returns its id. */
  start(delay: number, repeat: boolean): number {
    const id = this.nextId();
    const fire = (): void => {
      if (repeat) this.running.set(id, setTimeout(fire, delay));
      else this.running.delete(id);
      this.onFire(id);
    };
    this.running.set(id, setTimeout(fire, delay));
    return id;
  }

  stop(id: number): void {
    clearTimeout(this.running.get(id));
    this.running.delete(id);
  }

  stopAll(): void {
    for (const id of [...this.running.keys()]) this.stop(id);
  }
}
