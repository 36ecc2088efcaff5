import { newQuickJSWASMModule, newVariant, RELEASE_SYNC } from 'quickjs-emscripten';
import quickjsBinary from '@jitl/quickjs-wasmfile-release-sync/wasm';
import type { HostTheme } from '../../../../ui/host-api/host-api';
import type { FakeElement } from '../api/elements';
import type { FakeDocument } from '../model/fake-document';
import { FakePhotoshop } from '../model/fake-photoshop';
import type { DocumentState, LayerState } from '../model/state';
import { withLayer, withoutLayer } from '../model/tree';
import { openPlugin, type OpenedPlugin } from '../open-plugin';
import { createPluginFiles, hearPages, openPage, type PluginPage } from './plugin-page';
import { openPicture, openSamples } from './sample-documents';

/** The small Photoshop with the plugin in it: what the person at the screen does. */
export class Studio {
  readonly photoshop: FakePhotoshop;
  /** Texts for people: alerts of the plugin, and what went wrong. */
  readonly messages: string[] = [];
  /** The progress of the modal state; '' outside it. */
  progress = '';
  dialog: FakeElement | null = null;
  private plugin: OpenedPlugin | null = null;
  private readonly pages = new Map<FakeElement, PluginPage>();
  private readonly listeners = new Set<() => void>();

  constructor() {
    this.photoshop = new FakePhotoshop({
      onEvent: (event) => {
        this.plugin?.api.notify(event);
        this.changed();
      },
      onProgress: (value, name) => {
        this.progress = `${name || 'Softlight'} ${Math.round(value * 100)} %`;
        this.changed();
      },
      onAlert: (message) => this.say(message),
      onModalEnd: () => {
        this.progress = '';
        this.changed();
      },
    });
  }

  async start(): Promise<void> {
    const [code, html, quickjs] = await Promise.all([
      text('/photoshop/index.js'),
      text('/photoshop/ui.html'),
      newQuickJSWASMModule(newVariant(RELEASE_SYNC, { wasmBinary: quickjsBinary.slice().buffer })),
    ]);
    await openSamples(this.photoshop);
    this.plugin = openPlugin(this.photoshop, {
      quickjs,
      code,
      files: createPluginFiles(),
      folder: '/plugin',
      screen: {
        onChange: () => this.changed(),
        onPage: (webview) => void this.pages.set(webview, openPage(html, webview)),
        onMessage: (webview, message) => this.pages.get(webview)?.post(message),
        onDialog: (dialog) => {
          this.dialog = dialog;
          this.changed();
        },
      },
      onError: (error) => this.say(error.message),
      onLog: (line) => console.log(line),
      onShowPanel: () => this.changed(),
    });
    hearPages((message) => {
      this.plugin?.script.receive(message);
      this.changed();
    });
    this.plugin.showPanel();
    this.changed();
  }

  /** The frame of the panel; null before the start. */
  get panelFrame(): HTMLIFrameElement | null {
    return [...this.pages.values()][0]?.frame ?? null;
  }

  /** The frame inside the dialog of a command; null without one. */
  get dialogFrame(): HTMLIFrameElement | null {
    const webview = this.dialog?.children.find(({ kind }) => kind === 'webview');
    return webview === undefined ? null : (this.pages.get(webview)?.frame ?? null);
  }

  /** Entries of the panel's own menu. */
  get allDocuments(): boolean {
    return this.plugin?.uxp.menuItem('softlight', 'all-documents').checked ?? false;
  }

  /** The brightness of the window; the plugin is told of changes. */
  get theme(): HostTheme {
    return this.plugin?.theme.getCurrent() ?? 'dark';
  }

  chooseTheme(theme: HostTheme): void {
    this.plugin?.theme.choose(theme);
    this.changed();
  }

  toggleAllDocuments(): void {
    this.plugin?.uxp.entrypoints?.panels['softlight']?.invokeMenu('all-documents');
    this.changed();
  }

  runCommand(id: string): void {
    this.plugin?.runCommand(id);
  }

  async openFiles(files: Iterable<File>): Promise<void> {
    for (const file of files)
      await openPicture(this.photoshop, file, file.name).catch(() => this.say(`${file.name} is no picture.`));
  }

  activate(document: FakeDocument): void {
    this.photoshop.activate(document);
  }

  select(id: number, adds: boolean): void {
    const document = this.photoshop.active;
    if (document === null) return;
    const others = adds ? document.state.active.filter((one) => one !== id) : [];
    this.photoshop.select(document, [...others, id]);
  }

  setLayer(id: number, name: string, values: Partial<LayerState>): void {
    this.edit(name, (state) => ({
      ...state,
      layers: withLayer(state.layers, id, (layer) => ({ ...layer, ...values })),
    }));
  }

  deleteSelected(): void {
    this.edit('Delete Layer', (state) => ({
      ...state,
      layers: state.active.reduce<readonly LayerState[]>((layers, id) => withoutLayer(layers, id), state.layers),
      active: [],
    }));
  }

  goTo(index: number): void {
    this.photoshop.active?.goTo(index);
    this.photoshop.hooks.onEvent('historyStateChanged');
  }

  /** Draws marching ants around the left half of the canvas, or removes them. */
  toggleSelection(): void {
    const { active } = this.photoshop;
    if (active === null) return;
    const { width, height } = active.form;
    const half = Math.ceil(width / 2);
    const data = new Uint8Array(half * height).fill(255);
    const drawn = { left: 0, top: 0, width: half, height, data, outside: 0 } as const;
    this.edit('Select', (state) => ({ ...state, selection: state.selection === null ? drawn : null }));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private edit(name: string, change: (state: DocumentState) => DocumentState): void {
    const { active } = this.photoshop;
    if (active !== null) this.photoshop.edit(active, name, change);
  }

  private say(message: string): void {
    this.messages.push(message);
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

async function text(address: string): Promise<string> {
  return (await fetch(address)).text();
}
