import type { QuickJSWASMModule } from 'quickjs-emscripten';
import type { HostNode } from './node';

/** A message that a plugin shows at the bottom of the canvas. */
export interface PluginNotice {
  readonly id: number;
  /** At most 100 characters, as Figma cuts it. */
  readonly text: string;
  readonly error: boolean;
  /** Whether it stays until the plugin takes it back or ends. */
  readonly lasts: boolean;
  /** The text on its button; null for no button. */
  readonly button: string | null;
}

/** The effects of a plugin on the host around its document. */
export interface PluginHooks {
  /** The plugin opens its window. */
  onShowUI(html: string, options: ShowUIOptions): void;
  /** The plugin sends its window a message: plain data and Uint8Array. */
  onMessage(message: unknown): void;
  /** The plugin resizes its window, in css pixels. */
  onResize(width: number, height: number): void;
  onNotify(notice: PluginNotice): void;
  /** The plugin takes back the notice with this id. */
  onDequeue(notice: number): void;
  /** The plugin has closed, by itself or by `close`. */
  onClose(message: string | null): void;
  onConsole(level: string, text: string): void;
  /** An error that the plugin did not catch. */
  onError(error: Error): void;
  /** The plugin scrolls these nodes into view. */
  onReveal(nodes: readonly HostNode[]): void;
  exportNode(node: HostNode, settings: unknown): Promise<Uint8Array>;
  /**
   * Called before every operation, as `figma.notify` or `node.get`; a node's method has its own name, as `node.remove`.
   * An error that it throws reaches the plugin as the operation's. For tests of host trouble and for counting calls.
   */
  beforeCall?(operation: string): void;
}

export interface PluginOptions {
  readonly quickjs: QuickJSWASMModule;
  /** The plugin's main code. */
  readonly code: string;
  /** The plugin's window, as `__html__`. */
  readonly html: string;
  readonly command: string;
  /** The plugin's clientStorage, which the caller keeps between runs. */
  readonly storage: Map<string, unknown>;
  readonly hooks: PluginHooks;
}

export interface RunningPlugin {
  /** Delivers a message from the plugin's window: structured-clone data. */
  postMessage(message: unknown): void;
  /** Tells the plugin that the selection changed. */
  selectionChanged(): void;
  /** Tells the plugin that another slide or asset is shown alone, or the whole grid. */
  viewChanged(): void;
  /** Presses the button of a notice. */
  pressNotice(notice: number): void;
  close(): void;
  readonly closed: boolean;
}
