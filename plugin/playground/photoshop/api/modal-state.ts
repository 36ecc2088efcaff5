import { messageOf } from '../../../../ui/engine/api/message-of';
import type { FakeDocument } from '../model/fake-document';
import type { FakePhotoshop } from '../model/fake-photoshop';

/** An error with Photoshop's number. */
export class NumberedError extends Error {
  constructor(
    message: string,
    readonly number: number,
  ) {
    super(message);
  }
}

const BUSY = 9;
/** Seconds. */
const DEFAULT_TIME_OUT = 1;

type Work = (context: object, descriptor: object) => Promise<unknown>;

/** Photoshop's modal state: one owner at a time, and the only state in which a script touches documents. */
export class ModalState {
  private depth = 0;
  private reports = 0;
  private cancelled = false;
  private readonly suspended = new Set<FakeDocument>();
  private readonly autoClosed = new Set<number>();

  constructor(private readonly photoshop: FakePhotoshop) {}

  get isOpen(): boolean {
    return this.depth > 0;
  }

  /** Throws outside the modal state, and wherever a test refuses the call. */
  enter(name: string): void {
    if (!this.isOpen) throw new Error(`${name} is only allowed from inside a modal scope`);
    this.photoshop.hooks.beforeCall(name);
    if (this.cancelled && name === 'batchPlay') throw new NumberedError('User cancelled the operation', -128);
  }

  /** @param timeOut seconds that the plugin waits for the end of the user's dialog */
  async execute(work: Work, timeOut = DEFAULT_TIME_OUT): Promise<unknown> {
    // The two calls of one plugin share the state: only the user's dialogs block it.
    if (this.depth === 0) this.waitForDialog(timeOut);
    this.photoshop.hooks.beforeCall('executeAsModal');
    this.depth++;
    let done = false;
    try {
      const result = await work(new ModalContext(this), {});
      done = true;
      return result;
    } catch (error) {
      // Errors come out as other objects than those that were thrown.
      throw error instanceof NumberedError ? error : new Error(messageOf(error));
    } finally {
      if (--this.depth === 0) this.leave(done);
    }
  }

  /** Refuses the plugin if the dialog outlasts its waiting. */
  private waitForDialog(timeOut: number): void {
    const left = Math.max(0, this.photoshop.dialogSeconds - timeOut);
    this.photoshop.dialogSeconds = left;
    if (left > 0) throw new NumberedError('host is in a modal state', BUSY);
  }

  report(value: number, name: string): void {
    this.photoshop.hooks.onProgress(value, name);
    if (this.reports++ === this.photoshop.cancelAtReport) this.cancelled = true;
  }

  get isCancelled(): boolean {
    return this.cancelled;
  }

  suspend(documentId: number, name: string): number {
    this.enter('suspendHistory');
    const document = this.documentOf(documentId);
    this.suspended.add(document);
    return document.suspend(name);
  }

  resume(suspension: number, commit: boolean): void {
    this.enter('resumeHistory');
    for (const document of this.suspended) {
      try {
        document.resume(suspension, commit);
        this.suspended.delete(document);
        return;
      } catch {
        // It is the suspension of another document.
      }
    }
    throw new Error('this suspension does not exist');
  }

  autoClose(documentId: number): void {
    this.enter('registerAutoCloseDocument');
    this.autoClosed.add(documentId);
  }

  private documentOf(id: number): FakeDocument {
    const document = this.photoshop.documents.find((one) => one.id === id);
    if (document === undefined) throw new Error('the document does not exist');
    return document;
  }

  /** A suspension cannot outlive the modal state. */
  private leave(done: boolean): void {
    for (const document of this.suspended) document.endSuspension(done);
    this.suspended.clear();
    for (const id of this.autoClosed) {
      const document = this.photoshop.documents.find((one) => one.id === id);
      if (document !== undefined && !done) this.photoshop.close(document);
    }
    this.autoClosed.clear();
    this.cancelled = false;
    this.reports = 0;
    this.photoshop.hooks.onModalEnd();
  }
}

/** The context of a plugin's function in the modal state. It has no enumerable properties of its own. */
class ModalContext {
  readonly #modal: ModalState;

  constructor(modal: ModalState) {
    this.#modal = modal;
  }

  get isCancelled(): boolean {
    return this.#modal.isCancelled;
  }

  get hostControl(): HostControl {
    return new HostControl(this.#modal);
  }

  reportProgress({ value, commandName = '' }: { readonly value: number; readonly commandName?: string }): void {
    this.#modal.report(value, commandName);
  }
}

class HostControl {
  readonly #modal: ModalState;

  constructor(modal: ModalState) {
    this.#modal = modal;
  }

  async suspendHistory(options: { readonly documentID: number; readonly name: string }): Promise<number> {
    return this.#modal.suspend(options.documentID, options.name);
  }

  async resumeHistory(suspension: number, commit: boolean): Promise<void> {
    this.#modal.resume(suspension, commit);
  }

  async registerAutoCloseDocument(documentID: number): Promise<void> {
    this.#modal.autoClose(documentID);
  }
}
