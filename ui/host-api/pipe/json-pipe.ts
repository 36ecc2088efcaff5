import { isEnvelope, type Conversation, type Envelope } from '../envelope';
import { toBase64 } from './base64';
import { parseFrame, type Frame } from './frames';
import { createIncomingParcels } from './incoming-parcels';
import { decodeFromJson, encodeForJson, parcelsIn } from './json-codec';

/** The connections of one end of the pipe. */
export interface PipeOptions {
  /** Sends a text to the other end. */
  readonly send: (text: string) => void;
  /** Gives other work a turn between two parts of a large array. */
  readonly rest: () => Promise<void>;
  /** Writes bytes to a file that the other end may read, and returns its address. Left out: this end has no files. */
  readonly writeFile?: (bytes: Uint8Array) => Promise<string>;
  /** Removes such a file. */
  readonly removeFile?: (address: string) => Promise<void>;
  /** Reads a file of the other end. Left out: this end reads no files. */
  readonly readFile?: (address: string) => Promise<Uint8Array>;
}

/** One end of a pipe that carries text only, such as Photoshop's between a plugin and a page. */
export interface JsonPipe {
  /** Sends plain data and typed arrays. Messages arrive in the order of the calls. */
  post(conversation: Conversation, message: unknown): void;
  /** Takes what the other end sent. Anything that is not ours is ignored. */
  receive(data: unknown): void;
  listen(conversation: Conversation, listener: (message: unknown) => void): () => void;
}

/** Bytes in one part: about 2.7 million characters of base64. */
const PART_BYTES = 2_097_152;

/** One end of the pipe, see docs/decisions/0061. */
export function createJsonPipe(options: PipeOptions): JsonPipe {
  return new Pipe(options);
}

interface Outgoing {
  readonly bytes: Uint8Array;
  readonly address: string;
}

class Pipe implements JsonPipe {
  private readonly listeners = new Map<(message: unknown) => void, Conversation>();
  private readonly incoming = createIncomingParcels();
  /** Parcels in files that the other end has not read yet. */
  private readonly outgoing = new Map<number, Outgoing>();
  private sending: Promise<void> = Promise.resolve();
  private receiving: Promise<void> = Promise.resolve();
  private nextParcel = 1;
  private filesWork = true;

  constructor(private readonly options: PipeOptions) {}

  post(conversation: Conversation, message: unknown): void {
    const parcels: { readonly id: number; readonly bytes: Uint8Array }[] = [];
    const encoded = encodeForJson(message, (bytes) => {
      parcels.push({ id: this.nextParcel, bytes });
      return this.nextParcel++;
    });
    this.queue(async () => {
      for (const { id, bytes } of parcels) await this.sendParcel(id, bytes);
      this.send({ softlight: conversation, message: encoded });
    });
  }

  receive(data: unknown): void {
    const frame = parseFrame(data);
    switch (frame?.softlight) {
      case 'part':
        return this.incoming.add(frame.id, frame.at, frame.of, frame.base64);
      case 'file':
        return void this.takeFile(frame.id, frame.of, frame.address);
      case 'taken':
        return void this.fileTaken(frame.id, frame.whole);
      case 'host':
      case 'panel':
        this.receiving = this.receiving.then(() => this.deliver(frame)).catch(() => undefined);
    }
  }

  listen(conversation: Conversation, listener: (message: unknown) => void): () => void {
    this.listeners.set(listener, conversation);
    return () => void this.listeners.delete(listener);
  }

  private async deliver(envelope: Envelope): Promise<void> {
    const parcels = new Map<number, Uint8Array>();
    for (const id of parcelsIn(envelope.message)) parcels.set(id, await this.incoming.whole(id));
    const message = decodeFromJson(envelope.message, (id) => parcels.get(id)!);
    for (const [listener, conversation] of [...this.listeners])
      if (isEnvelope(envelope, conversation)) listener(message);
  }

  private queue(work: () => Promise<void>): void {
    this.sending = this.sending.then(work).catch(() => undefined);
  }

  private send(frame: Frame): void {
    this.options.send(JSON.stringify(frame));
  }

  private async sendParcel(id: number, bytes: Uint8Array): Promise<void> {
    const { writeFile } = this.options;
    if (writeFile === undefined || !this.filesWork) return this.sendParts(id, bytes);
    // A full disk must not lose the message: the bytes then go as text.
    const address = await writeFile(bytes).catch(() => null);
    if (address === null) return this.sendParts(id, bytes);
    this.outgoing.set(id, { bytes, address });
    this.send({ softlight: 'file', id, of: bytes.length, address });
  }

  private async sendParts(id: number, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += PART_BYTES) {
      const base64 = toBase64(bytes.subarray(at, at + PART_BYTES));
      this.send({ softlight: 'part', id, at, of: bytes.length, base64 });
      await this.options.rest();
    }
  }

  private async takeFile(id: number, of: number, address: string): Promise<void> {
    const bytes = await (this.options.readFile?.(address) ?? Promise.resolve(null)).catch(() => null);
    const whole = bytes !== null && bytes.length === of;
    if (whole) this.incoming.complete(id, bytes);
    this.send({ softlight: 'taken', id, whole });
  }

  /** A page that could not read one file reads none: from then on, bytes go as text. */
  private async fileTaken(id: number, whole: boolean): Promise<void> {
    const parcel = this.outgoing.get(id);
    if (parcel === undefined) return;
    this.outgoing.delete(id);
    if (!whole) {
      this.filesWork = false;
      this.queue(() => this.sendParts(id, parcel.bytes));
    }
    await this.options.removeFile?.(parcel.address).catch(() => undefined);
  }
}
