import { newQuickJSWASMModule, newVariant, RELEASE_SYNC, type QuickJSWASMModule } from 'quickjs-emscripten';
import quickjsBinary from '@jitl/quickjs-wasmfile-release-sync/wasm';
import manifest from '../../../../manifest.json';
import { runPlugin, type HostDocument, type HostNode, type PluginNotice, type RunningPlugin } from '../../host/index';
import { fileUrl } from '../file-url';
import { ownEngine, windowSource } from '../frames/engine-page';
import { PluginFrame } from '../frames/plugin-frame';
import type { ThemeName } from '../frames/theme';

/** An open plugin window, as the page shows it. Sizes are in css pixels. */
export interface PluginWindow {
  /** Counts the windows that were opened. */
  readonly opening: number;
  readonly frame: PluginFrame;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly visible: boolean;
}

/** The services of the editor around a running plugin. */
export interface PluginSurroundings {
  readonly theme: () => ThemeName;
  readonly exportNode: (node: HostNode, settings: unknown) => Promise<Uint8Array>;
  readonly onReveal: (nodes: readonly HostNode[]) => void;
  readonly onNotify: (notice: Omit<PluginNotice, 'id'>) => void;
  /** The plugin takes back its notice with a button. */
  readonly onDequeue: () => void;
  /** The window opened, changed or (null) closed. */
  readonly onWindow: (window: PluginWindow | null) => void;
}

interface PluginCommand {
  readonly command: string;
  readonly name: string;
}

/** The plugin's menu. */
export const PLUGIN_COMMANDS: readonly PluginCommand[] = manifest.menu.flatMap((item) =>
  'command' in item ? [{ command: item.command!, name: item.name! }] : [],
);
/** The relaunch buttons that the plugin can put on layers. */
export const RELAUNCH_BUTTONS: readonly PluginCommand[] = manifest.relaunchButtons;

const DEFAULT_WIDTH = 300;
const DEFAULT_HEIGHT = 200;

/** Runs the built plugin, one run at a time: its code in QuickJS, its window in Figma's nesting of frames. */
export class PluginHost {
  readonly name = manifest.name;
  private readonly storage = new Map<string, unknown>();
  private quickjs: Promise<QuickJSWASMModule> | null = null;
  private running: RunningPlugin | null = null;
  private window: PluginWindow | null = null;
  private openings = 0;
  /** The latest notice with a button. */
  private notice: number | null = null;

  constructor(
    private readonly document: HostDocument,
    private readonly surroundings: PluginSurroundings,
  ) {
    document.subscribe((change) => {
      if (change === 'selection') this.running?.selectionChanged();
      if (change === 'view') this.running?.viewChanged();
    });
  }

  get isRunning(): boolean {
    return this.running !== null && !this.running.closed;
  }

  /**
   * Ends an open run and starts the plugin with a command of its menu.
   * @throws if the plugin's files cannot be loaded
   */
  async run(command: string = PLUGIN_COMMANDS[0]!.command): Promise<void> {
    const [code, html, quickjs] = await Promise.all([fetchText('plugin.js'), fetchText('ui.html'), this.loadQuickJs()]);
    this.close();
    // The plugin's first lines run, and call these hooks, before runPlugin returns.
    let running: RunningPlugin | null = null;
    const { surroundings } = this;
    running = runPlugin(this.document, {
      quickjs,
      code,
      html,
      command,
      storage: this.storage,
      hooks: {
        onShowUI: (source, options) => this.openWindow(source, options, (message) => running?.postMessage(message)),
        onMessage: (message) => this.window?.frame.send(message),
        onResize: (width, height) => this.changeWindow({ width, height }),
        onNotify: (notice) => {
          this.notice = notice.button === null ? null : notice.id;
          surroundings.onNotify(notice);
        },
        onDequeue: (notice) => {
          if (notice === this.notice) surroundings.onDequeue();
        },
        onClose: (message) => {
          this.closeWindow();
          this.running = null;
          surroundings.onDequeue();
          if (message !== null && message !== '')
            surroundings.onNotify({ text: message, error: false, lasts: false, button: null });
        },
        onConsole: (level, text) => (level === 'error' ? console.error : console.log)(`[${this.name}] ${text}`),
        onError: (error) => {
          console.error(`[${this.name}]`, error);
          surroundings.onNotify({
            text: `${this.name} stopped on an error: ${error.message}`,
            error: true,
            lasts: false,
            button: null,
          });
        },
        onReveal: (nodes) => surroundings.onReveal(nodes),
        exportNode: (node, settings) => surroundings.exportNode(node, settings),
      },
    });
    this.running = running;
  }

  /** Ends the running plugin and closes its window, as the window's close button does. */
  close(): void {
    this.running?.close();
  }

  /** Presses the button of the latest notice. */
  pressNotice(): void {
    if (this.notice !== null) this.running?.pressNotice(this.notice);
  }

  setTheme(theme: ThemeName): void {
    this.window?.frame.setTheme(theme);
  }

  private openWindow(html: string, options: ShowUIOptions, onMessage: (message: unknown) => void): void {
    this.closeWindow();
    const frame = new PluginFrame({
      ...windowSource(html, manifest.networkAccess, location, ownEngine()),
      theme: options.themeColors === true ? this.surroundings.theme() : null,
      onMessage,
    });
    this.window = {
      opening: ++this.openings,
      frame,
      title: options.title ?? this.name,
      width: options.width ?? DEFAULT_WIDTH,
      height: options.height ?? DEFAULT_HEIGHT,
      visible: options.visible !== false,
    };
    this.surroundings.onWindow(this.window);
  }

  private changeWindow(change: Partial<PluginWindow>): void {
    if (this.window === null) return;
    this.window = { ...this.window, ...change };
    this.surroundings.onWindow(this.window);
  }

  private closeWindow(): void {
    this.window?.frame.close();
    this.window = null;
    this.surroundings.onWindow(null);
  }

  private loadQuickJs(): Promise<QuickJSWASMModule> {
    this.quickjs ??= newQuickJSWASMModule(
      newVariant(RELEASE_SYNC, { wasmBinary: new Uint8Array(quickjsBinary).buffer }),
    );
    return this.quickjs;
  }
}

async function fetchText(name: string): Promise<string> {
  const response = await fetch(fileUrl(name));
  if (!response.ok) throw new Error(`${name} could not be loaded (${response.status}). Build first: npm run build`);
  return response.text();
}
