/** Where the files of the fake plugin's folders lie. */
export interface FileStore {
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Rejects if there is no such file. */
  read(path: string): Promise<Uint8Array>;
  remove(path: string): Promise<void>;
}

/** Files in memory. */
export function createMemoryFiles(): FileStore & { readonly files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    write: async (path, bytes) => void files.set(path, bytes),
    async read(path) {
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error(`${path} does not exist`);
      return bytes;
    },
    remove: async (path) => void files.delete(path),
  };
}

const BINARY = 'binary';

class EntryApi {
  readonly #files: FileStore;

  constructor(
    files: FileStore,
    readonly nativePath: string,
  ) {
    this.#files = files;
  }

  async read(): Promise<string> {
    return new TextDecoder().decode(await this.#files.read(this.nativePath));
  }

  async write(data: string | ArrayBuffer, options?: { readonly format?: unknown }): Promise<number> {
    const isText = typeof data === 'string';
    if (isText === (options?.format === BINARY)) throw new Error('the data do not fit the format');
    const bytes = isText ? new TextEncoder().encode(data) : new Uint8Array(data);
    await this.#files.write(this.nativePath, bytes);
    return bytes.length;
  }

  async delete(): Promise<number> {
    await this.#files.remove(this.nativePath);
    return 0;
  }
}

class FolderApi {
  readonly #files: FileStore;
  readonly #path: string;

  constructor(files: FileStore, path: string) {
    this.#files = files;
    this.#path = path;
  }

  async getEntry(name: string): Promise<EntryApi> {
    await this.#files.read(`${this.#path}/${name}`);
    return new EntryApi(this.#files, `${this.#path}/${name}`);
  }

  async createFile(name: string): Promise<EntryApi> {
    return new EntryApi(this.#files, `${this.#path}/${name}`);
  }
}

/** The panels and commands that the plugin declares by `entrypoints.setup`. */
export interface Entrypoints {
  readonly panels: Readonly<
    Record<
      string,
      {
        show(root: unknown): void;
        readonly menuItems: readonly { readonly id: string; readonly label: string; readonly checked?: boolean }[];
        invokeMenu(id: string): void;
      }
    >
  >;
  readonly commands: Readonly<Record<string, { run(): unknown }>>;
}

export interface MenuItem {
  checked: boolean;
}

/** The module `uxp` of `require`. */
export class UxpApi {
  entrypoints: Entrypoints | null = null;
  private readonly items = new Map<string, MenuItem>();

  /** @param folder path of the folder with the plugin's temporary and data folders */
  constructor(
    private readonly files: FileStore,
    private readonly folder: string,
    private readonly showPanel: (panel: string) => void,
  ) {}

  module(): object {
    const { files, folder } = this;
    return {
      entrypoints: {
        setup: (entries: Entrypoints) => {
          this.entrypoints = entries;
        },
        getPanel: (panel: string) => ({ menuItems: { getItem: (id: string) => this.menuItem(panel, id) } }),
      },
      storage: {
        localFileSystem: {
          getTemporaryFolder: async () => new FolderApi(files, `${folder}/temp`),
          getDataFolder: async () => new FolderApi(files, `${folder}/data`),
        },
        formats: { binary: BINARY },
      },
      pluginManager: {
        plugins: [{ id: 'softlight.retouch', showPanel: async (panel: string) => this.showPanel(panel) }],
      },
      versions: { uxp: 'uxp-8.0.0-fake', plugin: '0.0.0' },
      host: { name: 'Fake Photoshop', version: '26.0.0' },
    };
  }

  menuItem(panel: string, id: string): MenuItem {
    const key = `${panel} ${id}`;
    const known = this.items.get(key) ?? new MenuItemState();
    this.items.set(key, known);
    return known;
  }
}

class MenuItemState implements MenuItem {
  checked = false;
}
