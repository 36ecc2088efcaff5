import type { Session } from './session';

/** Ways in which an engine goes wrong, as code that runs in its worker. */
export const BREAKAGES = {
  /** The worker dies with its second picture in work. */
  'dies at the second picture': `{
    let pictures = 0;
    addEventListener('message', ({ data }) => {
      if (data.path?.[0] === 'retouch' && ++pictures === 2) setTimeout(() => { throw new Error('the worker fell over'); });
    });
  }`,
  /** onnxruntime-web's memory cannot grow, so that its allocations fail, and a canvas gets no pixels, as browsers do then. */
  'has no memory': `
    WebAssembly.Memory.prototype.grow = () => { throw new RangeError("refused"); };
    OffscreenCanvas.prototype.getContext = () => null;
  `,
  /** Files that are unpacked lose their end, as from a damaged page. */
  'has damaged networks':
    'Response.prototype.arrayBuffer = ((whole) => async function () { return (await whole.call(this)).slice(0, 100000); })(Response.prototype.arrayBuffer);',
} as const;

export type Breakage = keyof typeof BREAKAGES;

/** Breaks the engine that runs, once it does, and every later one that `later` names, in their order; after these, engines are whole. */
export async function breakEngine(session: Session, now: Breakage, later: readonly Breakage[] = []): Promise<void> {
  await session.panel.locator('body').evaluate(
    (_, preludes) => {
      // Before anything of the engine runs; its source reaches a worker as a Blob.
      const Whole = Blob;
      window.Blob = class extends Whole {
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
