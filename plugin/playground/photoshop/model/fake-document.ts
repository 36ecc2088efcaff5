import type { DocumentForm, DocumentState } from './state';

export interface HistoryState {
  readonly id: number;
  readonly name: string;
  readonly state: DocumentState;
}

/** One open document: its present state and its history. */
export class FakeDocument {
  private states: HistoryState[];
  private at = 0;
  private present: DocumentState;
  private suspended: { readonly id: number; readonly name: string; readonly before: DocumentState } | null = null;

  constructor(
    readonly id: number,
    readonly title: string,
    readonly form: DocumentForm,
    state: DocumentState,
    private readonly nextId: () => number,
  ) {
    this.present = state;
    this.states = [{ id: nextId(), name: 'Open', state }];
  }

  get state(): DocumentState {
    return this.present;
  }

  /** History states, oldest first. Undone ones follow the present one. */
  get history(): readonly HistoryState[] {
    return this.states;
  }

  get historyAt(): number {
    return this.at;
  }

  get historyId(): number {
    return this.states[this.at]!.id;
  }

  /** Changes the document: one history state, or part of the suspended one. An equal state is none. */
  change(name: string, state: DocumentState): void {
    if (state === this.present) return;
    this.present = state;
    if (this.suspended === null) this.record(name);
  }

  /** Selects layers. In Photoshop's default settings that is no history state. */
  select(active: readonly number[]): void {
    this.present = { ...this.present, active };
  }

  suspend(name: string): number {
    if (this.suspended !== null) throw new Error('history is already suspended');
    const id = this.nextId();
    this.suspended = { id, name, before: this.present };
    return id;
  }

  resume(id: number, commit: boolean): void {
    if (this.suspended?.id !== id) throw new Error('this suspension does not exist');
    const { before, name } = this.suspended;
    this.suspended = null;
    if (!commit) this.present = before;
    else if (this.present.layers !== before.layers) this.record(name);
  }

  /** Ends a suspension that its script left open, as Photoshop does. */
  endSuspension(commit: boolean): void {
    if (this.suspended !== null) this.resume(this.suspended.id, commit);
  }

  /** Goes to a history state, as a click in the History panel. */
  goTo(index: number): void {
    const state = this.states[index];
    if (state === undefined) return;
    this.at = index;
    this.present = state.state;
  }

  private record(name: string): void {
    this.states = [...this.states.slice(0, this.at + 1), { id: this.nextId(), name, state: this.present }];
    this.at = this.states.length - 1;
  }
}
