/**
 * The part of UXP 8.0 and of Photoshop 26.0 that this plugin uses, and no more. Adobe's typings promise members that do
 * not exist; a member that is missing here does not compile.
 */

interface PsBounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface PsLayer {
  readonly id: number;
  name: string;
  /** "pixel", "group", "smartObject", "text" or a kind of adjustment. */
  readonly kind: string;
  readonly bounds: PsBounds;
  readonly boundsNoEffects: PsBounds;
  /** Per cent. */
  opacity: number;
  blendMode: string;
  visible: boolean;
  readonly isBackgroundLayer: boolean;
  isClippingMask: boolean;
  readonly parent: PsLayer | null;
  /** Groups only; top first. */
  readonly layers?: readonly PsLayer[] | null;
  move(other: PsLayer, placement: string): void;
  delete(): void;
}

interface PsHistoryState {
  readonly id: number;
}

interface PsDocument {
  readonly id: number;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly mode: string;
  readonly bitsPerChannel: string;
  readonly colorProfileName: string;
  /** Top first. */
  readonly layers: readonly PsLayer[];
  readonly activeLayers: readonly PsLayer[];
  readonly activeHistoryState: PsHistoryState;
  readonly selection: { readonly bounds: PsBounds | null };
  createLayerGroup(options: { readonly name: string }): Promise<PsLayer>;
  createPixelLayer(options: { readonly name: string }): Promise<PsLayer>;
  closeWithoutSaving(): void;
}

interface PsImageData {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly componentSize: number;
  getData(options: { readonly chunky: boolean; readonly fullRange: boolean }): Promise<Uint8Array | Uint16Array>;
  dispose(): void;
}

interface PsImaging {
  getPixels(options: {
    readonly documentID: number;
    readonly layerID?: number;
    readonly sourceBounds: PsBounds;
    /** −1: that of the document. */
    readonly componentSize: number;
  }): Promise<{ readonly imageData: PsImageData; readonly sourceBounds: PsBounds; readonly level: number }>;
  getLayerMask(options: {
    readonly documentID: number;
    readonly layerID: number;
    readonly kind: 'user';
    readonly sourceBounds: PsBounds;
  }): Promise<{ readonly imageData: PsImageData; readonly sourceBounds: PsBounds; readonly level: number }>;
  createImageDataFromBuffer(
    buffer: Uint8Array | Uint16Array,
    options: {
      readonly width: number;
      readonly height: number;
      readonly components: number;
      readonly chunky: boolean;
      readonly colorSpace: 'RGB' | 'Grayscale';
      /** Left out: the values are 0–32768 in 16 bits. */
      readonly fullRange?: boolean;
    },
  ): Promise<PsImageData>;
  putPixels(options: {
    readonly documentID: number;
    readonly layerID: number;
    readonly imageData: PsImageData;
    readonly replace: boolean;
    readonly targetBounds: { readonly left: number; readonly top: number };
    readonly commandName: string;
  }): Promise<void>;
}

interface PsExecutionContext {
  readonly isCancelled: boolean;
  reportProgress(progress: { readonly value: number; readonly commandName?: string }): void;
  readonly hostControl: {
    suspendHistory(options: { readonly documentID: number; readonly name: string }): Promise<number>;
    resumeHistory(suspension: number, commit: boolean): Promise<void>;
    registerAutoCloseDocument(documentID: number): Promise<void>;
  };
}

interface PsDescriptor {
  readonly [key: string]: unknown;
}

interface PhotoshopModule {
  readonly app: {
    activeDocument: PsDocument | null;
    readonly documents: readonly PsDocument[];
    createDocument(options: {
      readonly width: number;
      readonly height: number;
      readonly resolution: number;
      readonly mode: string;
      readonly depth: number;
      readonly fill: string;
    }): Promise<PsDocument | null>;
  };
  readonly core: {
    executeAsModal<Result>(
      work: (context: PsExecutionContext) => Promise<Result>,
      options: { readonly commandName: string; readonly timeOut?: number },
    ): Promise<Result>;
    showAlert(options: { readonly message: string }): Promise<void>;
  };
  readonly action: {
    batchPlay(descriptors: readonly PsDescriptor[], options: object): Promise<readonly PsDescriptor[]>;
    addNotificationListener(events: readonly string[], listener: (event: string) => void): Promise<void>;
    recordAction(action: { readonly name: string; readonly methodName: string }, info: object): Promise<void>;
  };
  readonly imaging: PsImaging;
  readonly constants: {
    readonly BlendMode: { readonly NORMAL: string; readonly SOFTLIGHT: string; readonly PASSTHROUGH: string };
    readonly ElementPlacement: { readonly PLACEBEFORE: string; readonly PLACEINSIDE: string };
  };
}

interface UxpEntry {
  readonly nativePath: string;
  read(options?: object): Promise<string>;
  write(data: string | ArrayBuffer, options?: object): Promise<number>;
  delete(): Promise<number>;
}

interface UxpFolder {
  getEntry(name: string): Promise<UxpEntry>;
  createFile(name: string, options: { readonly overwrite: boolean }): Promise<UxpEntry>;
}

interface UxpModule {
  readonly entrypoints: {
    setup(entries: {
      readonly panels: Readonly<
        Record<
          string,
          {
            show(root: UxpElement): void;
            readonly menuItems: readonly { readonly id: string; readonly label: string; readonly checked?: boolean }[];
            invokeMenu(id: string): void;
          }
        >
      >;
      readonly commands: Readonly<Record<string, { run(): Promise<void> | void }>>;
    }): void;
    getPanel(id: string): {
      readonly menuItems: { getItem(id: string): { checked: boolean } };
    };
  };
  readonly storage: {
    readonly localFileSystem: {
      getTemporaryFolder(): Promise<UxpFolder>;
      getDataFolder(): Promise<UxpFolder>;
    };
    readonly formats: { readonly binary: object };
  };
  readonly pluginManager: {
    readonly plugins: Iterable<{ readonly id: string; showPanel(panelId: string): Promise<void> }>;
  };
  readonly versions: { readonly uxp: string; readonly plugin: string };
  readonly host: { readonly name: string; readonly version: string };
}

interface UxpElement {
  src: string;
  textContent: string;
  readonly style: Record<string, string>;
  setAttribute(name: string, value: string): void;
  appendChild(child: UxpElement): void;
  remove(): void;
  addEventListener(event: 'click', listener: () => void): void;
  /** Webviews only. */
  postMessage(message: string): void;
  /** Dialogs only. */
  uxpShowModal(options: {
    readonly title: string;
    readonly resize: 'none';
    readonly size: { readonly width: number; readonly height: number };
  }): Promise<unknown>;
  close(): void;
}

declare function require(name: 'photoshop'): PhotoshopModule;
declare function require(name: 'uxp'): UxpModule;
