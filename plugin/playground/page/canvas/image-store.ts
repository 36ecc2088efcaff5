/** A picture that can be drawn, with halvings that are made on first use. Sizes are in pixels. */
export interface DrawablePicture {
  readonly width: number;
  readonly height: number;
  /** The picture at 1/2^level of its size, at least one pixel a side. */
  level(level: number): CanvasImageSource & { readonly width: number; readonly height: number };
}

type Entry =
  | { readonly state: 'decoding' }
  | { readonly state: 'decoded'; readonly picture: DrawablePicture }
  | { readonly state: 'broken' };

/**
 * Decoded pictures by image hash. The browser applies orientation and embedded profile, as the engine does, so that
 * the engine's layers lie on the pixels that they were made for.
 */
export class ImageStore {
  private readonly entries = new Map<string, Entry>();
  private readonly settling = new Set<Promise<void>>();

  /** `read` returns a stored file's bytes. `onDecoded` is called when a picture has become drawable or broken. */
  constructor(
    private readonly read: (hash: string) => Uint8Array | null,
    private readonly onDecoded: () => void,
  ) {}

  /** The picture, or the reason that it cannot be drawn now. The first call starts to decode it. */
  get(hash: string): DrawablePicture | 'decoding' | 'broken' {
    const entry = this.entries.get(hash);
    if (entry === undefined) {
      this.start(hash);
      return 'decoding';
    }
    return entry.state === 'decoded' ? entry.picture : entry.state;
  }

  /** Decodes these pictures. Settles when no picture is being decoded any more. */
  async settle(hashes: Iterable<string>): Promise<void> {
    for (const hash of hashes) this.get(hash);
    while (this.settling.size > 0) await Promise.all(this.settling);
  }

  private start(hash: string): void {
    this.entries.set(hash, { state: 'decoding' });
    const bytes = this.read(hash);
    const decoding = (
      bytes === null ? Promise.reject(new Error('missing')) : createImageBitmap(new Blob([new Uint8Array(bytes)]))
    )
      .then(
        (bitmap): Entry => ({ state: 'decoded', picture: new HalvedPicture(bitmap) }),
        (): Entry => ({ state: 'broken' }),
      )
      .then((entry) => {
        this.entries.set(hash, entry);
        this.settling.delete(decoding);
        this.onDecoded();
      });
    this.settling.add(decoding);
  }
}

class HalvedPicture implements DrawablePicture {
  readonly width: number;
  readonly height: number;
  private readonly levels: (ImageBitmap | OffscreenCanvas)[];

  constructor(bitmap: ImageBitmap) {
    this.width = bitmap.width;
    this.height = bitmap.height;
    this.levels = [bitmap];
  }

  level(level: number): ImageBitmap | OffscreenCanvas {
    for (let next = this.levels.length; next <= level; next++) {
      const larger = this.levels[next - 1]!;
      if (larger.width <= 1 && larger.height <= 1) break;
      const canvas = new OffscreenCanvas(
        Math.max(1, Math.ceil(larger.width / 2)),
        Math.max(1, Math.ceil(larger.height / 2)),
      );
      const context = canvas.getContext('2d');
      if (context === null) break;
      context.imageSmoothingQuality = 'medium';
      context.drawImage(larger, 0, 0, canvas.width, canvas.height);
      this.levels.push(canvas);
    }
    return this.levels[Math.min(level, this.levels.length - 1)]!;
  }
}
