import type { FakePhotoshop } from '../model/fake-photoshop';

/** Pixels as `imaging` gives and takes them. They must be disposed of. */
export class ImageDataApi {
  #data: Uint8Array | Uint16Array | null;
  readonly #photoshop: FakePhotoshop;

  constructor(
    photoshop: FakePhotoshop,
    data: Uint8Array | Uint16Array,
    readonly width: number,
    readonly height: number,
    readonly components: number,
    readonly colorSpace: string,
  ) {
    this.#data = data;
    this.#photoshop = photoshop;
    photoshop.undisposed++;
  }

  get componentSize(): number {
    return (this.#data?.BYTES_PER_ELEMENT ?? 1) * 8;
  }

  get hasAlpha(): boolean {
    return this.components % 2 === 0;
  }

  get isChunky(): boolean {
    return true;
  }

  async getData(
    options: { readonly chunky?: boolean; readonly fullRange?: boolean } = {},
  ): Promise<Uint8Array | Uint16Array> {
    const data = this.content();
    if (options.chunky === false) throw new Error('the fake Photoshop gives interleaved pixels only');
    return data instanceof Uint16Array && options.fullRange === true
      ? data.map((value) => Math.round((value * 65535) / 32768))
      : data.slice();
  }

  dispose(): void {
    if (this.#data !== null) this.#photoshop.undisposed--;
    this.#data = null;
  }

  /** The pixels in Photoshop's own range. Throws after `dispose`. */
  content(): Uint8Array | Uint16Array {
    if (this.#data === null) throw new Error('The image data was disposed');
    return this.#data;
  }
}
