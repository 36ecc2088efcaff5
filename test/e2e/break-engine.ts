import type { Session } from './session';

/** Faults of an engine, as code that runs in its worker. */
export const BREAKAGES = {
  /** The worker throws while it retouches its second picture. */
  'dies at the second picture': `{
    let pictures = 0;
    addEventListener('message', ({ data }) => {
      if (data.path?.[0] === 'retouch' && ++pictures === 2) setTimeout(() => { throw new Error('the worker fell over'); });
    });
  }`,
  /** Memory cannot grow, so onnxruntime-web's allocations fail, and a canvas has no context. */
  'has no memory': `
    WebAssembly.Memory.prototype.grow = () => { throw new RangeError("refused"); };
    OffscreenCanvas.prototype.getContext = () => null;
  `,
  /** Unpacked files lose their end, as in a damaged page. */
  'has damaged networks':
    'Response.prototype.arrayBuffer = ((whole) => async function () { return (await whole.call(this)).slice(0, 100000); })(Response.prototype.arrayBuffer);',
} as const;

export type Breakage = keyof typeof BREAKAGES;

/** Breaks the running engine with `now`, and the next ones with `later` in its order. Engines after these are whole. */
export async function breakEngine(session: Session, now: Breakage, later: readonly Breakage[] = []): Promise<void> {
  await session.panel.locator('body').evaluate(
    (_, preludes) => {
      // The engine's source reaches a worker as a Blob, so code in front of it runs first.
      const NativeBlob = Blob;
      window.Blob = class extends NativeBlob {
        constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
          const prelude = options?.type === 'text/javascript' ? preludes.shift() : undefined;
          super(prelude === undefined ? parts : [prelude, ...parts], options);
        }
      };
    },
    later.map((breakage) => BREAKAGES[breakage]),
  );
  await session.page.workers().at(-1)!.evaluate(BREAKAGES[now]);
}
