import { FakeDocument } from './fake-document';
import type { DocumentForm, DocumentState, LayerState } from './state';

/** Events of the application, as Photoshop names them. */
export type AppEvent = 'select' | 'open' | 'close' | 'historyStateChanged';

/** Switches for trouble, and what a test wants to see. */
export interface FakeHooks {
  /** Runs before each call of a plugin that may fail. It throws to refuse the call. */
  beforeCall(name: string): void;
  onEvent(event: AppEvent): void;
  /** The progress that a plugin reports in the modal state. */
  onProgress(value: number, name: string): void;
  onAlert(message: string): void;
  /** The modal state has ended. */
  onModalEnd(): void;
}

const NO_HOOKS: FakeHooks = {
  beforeCall: () => undefined,
  onEvent: () => undefined,
  onProgress: () => undefined,
  onAlert: () => undefined,
  onModalEnd: () => undefined,
};

/** A small Photoshop: open documents and the modal state. The user changes it by its methods, a plugin by its API. */
export class FakePhotoshop {
  readonly hooks: FakeHooks;
  private open: FakeDocument[] = [];
  private activeId: number | null = null;
  private lastId = 0;
  /** Seconds for which the user's dialog or tool stays open. Only waiting plugins use them up: no test sleeps. */
  dialogSeconds = 0;
  /** The user presses Cancel in the progress bar at this report of progress; Infinity: never. */
  cancelAtReport = Infinity;
  /** A call that ends the real program was made. */
  crash: string | null = null;
  /** Images that a plugin holds. */
  undisposed = 0;

  constructor(hooks: Partial<FakeHooks> = {}) {
    this.hooks = { ...NO_HOOKS, ...hooks };
  }

  get documents(): readonly FakeDocument[] {
    return this.open;
  }

  get active(): FakeDocument | null {
    return this.open.find(({ id }) => id === this.activeId) ?? null;
  }

  /** Ids are unique and never used again. */
  readonly nextId = (): number => ++this.lastId;

  addDocument(title: string, form: DocumentForm, layers: readonly LayerState[], selected?: number): FakeDocument {
    const active = selected ?? layers[layers.length - 1]?.id;
    const state: DocumentState = { layers, active: active === undefined ? [] : [active], selection: null };
    const document = new FakeDocument(this.nextId(), title, form, state, this.nextId);
    this.open = [...this.open, document];
    this.activeId = document.id;
    this.hooks.onEvent('open');
    return document;
  }

  close(document: FakeDocument): void {
    this.open = this.open.filter((one) => one !== document);
    if (this.activeId === document.id) this.activeId = this.open[0]?.id ?? null;
    this.hooks.onEvent('close');
  }

  activate(document: FakeDocument): void {
    if (!this.open.includes(document)) throw new Error('the document is closed');
    this.activeId = document.id;
    this.hooks.onEvent('select');
  }

  /** The user selects layers. */
  select(document: FakeDocument, ids: readonly number[]): void {
    document.select(ids);
    this.hooks.onEvent('select');
  }

  /** The user changes a document. */
  edit(document: FakeDocument, name: string, change: (state: DocumentState) => DocumentState): void {
    document.change(name, change(document.state));
    this.hooks.onEvent('historyStateChanged');
  }
}
