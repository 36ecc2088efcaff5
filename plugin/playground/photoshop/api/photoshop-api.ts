import type { FakePhotoshop } from '../model/fake-photoshop';
import { opaqueRaster } from '../model/raster';
import { newLayer, type ColourMode } from '../model/state';
import { batchPlay } from './batch-play';
import { DocumentApi } from './document-api';
import { ImagingApi } from './imaging-api';
import { ApiWorld } from './world';

type Listener = (event: string) => void;

/** A recorded step of an action. */
export interface RecordedStep {
  readonly name: string;
  readonly methodName: string;
  readonly info: unknown;
}

/** The module `photoshop` of `require`, and what the test needs of it. */
export class PhotoshopApi {
  readonly imaging: ImagingApi;
  readonly steps: RecordedStep[] = [];
  private readonly world: ApiWorld;
  private readonly listeners: { readonly events: readonly string[]; readonly listener: Listener }[] = [];

  constructor(private readonly photoshop: FakePhotoshop) {
    this.world = new ApiWorld(photoshop);
    this.imaging = new ImagingApi(this.world);
  }

  /** The module, with the members that Photoshop 26.0 has and the plugin uses. */
  module(): object {
    const { world, imaging, photoshop, steps, listeners } = this;
    return {
      app: new AppApi(world),
      imaging,
      core: {
        executeAsModal: (
          work: (context: object, descriptor: object) => Promise<unknown>,
          { timeOut }: { readonly timeOut?: number },
        ) => world.modal.execute(work, timeOut),
        showAlert: async ({ message }: { readonly message: string }) => photoshop.hooks.onAlert(message),
      },
      action: {
        batchPlay: (descriptors: readonly Record<string, unknown>[]) => batchPlay(world, descriptors),
        addNotificationListener: async (events: readonly string[], listener: Listener) => {
          if (events.includes('all')) throw new Error('"all" needs the developer mode');
          listeners.push({ events, listener });
        },
        recordAction: async (step: { readonly name: string; readonly methodName: string }, info: unknown) =>
          void steps.push({ ...step, info }),
      },
      constants: {
        BlendMode: { NORMAL: 'normal', SOFTLIGHT: 'softLight', PASSTHROUGH: 'passThrough' },
        ElementPlacement: { PLACEBEFORE: 'placeBefore', PLACEINSIDE: 'placeInside' },
      },
    };
  }

  /** Tells the plugin of an event. Photoshop is silent while a script is in the modal state. */
  notify(event: string): void {
    if (this.world.modal.isOpen) return;
    for (const { events, listener } of this.listeners) if (events.includes(event)) listener(event);
  }
}

class AppApi {
  readonly #world: ApiWorld;

  constructor(world: ApiWorld) {
    this.#world = world;
  }

  get activeDocument(): DocumentApi | null {
    const { active } = this.#world.photoshop;
    return active === null ? null : new DocumentApi(this.#world, active.id);
  }

  set activeDocument(document: DocumentApi | null) {
    this.#world.modal.enter('app.activeDocument');
    if (document !== null) this.#world.photoshop.activate(this.#world.documentOf(document.id));
  }

  get documents(): readonly DocumentApi[] {
    return this.#world.photoshop.documents.map(({ id }) => new DocumentApi(this.#world, id));
  }

  async createDocument(options: {
    readonly width: number;
    readonly height: number;
    readonly mode: string;
    readonly depth: 8 | 16;
  }): Promise<DocumentApi> {
    this.#world.modal.enter('createDocument');
    const { photoshop } = this.#world;
    const { width, height, depth } = options;
    const form = { width, height, mode: options.mode as ColourMode, depth, profile: 'sRGB IEC61966-2.1' };
    const raster = opaqueRaster(form, () => (depth === 16 ? 32768 : 255));
    const background = newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster });
    return new DocumentApi(this.#world, photoshop.addDocument('Untitled', form, [background]).id);
  }
}
