import { shimDocument, type Nesting } from './frame-documents';
import { themeCss, type FrameTheme, type ThemeName } from './theme';

/** The content of a plugin's window and the receiver of its messages. */
export interface PluginFrameOptions {
  readonly html: string;
  readonly policy: string;
  readonly nesting: Nesting;
  /** Null for a plugin that does not use theme colours. */
  readonly theme: ThemeName | null;
  /** Called with each message of the plugin's window, without its `pluginMessage` wrapper. */
  readonly onMessage: (message: unknown) => void;
}

/**
 * A plugin's window in Figma's nesting: a same-origin shim, in it a same-origin frame with the manifest's
 * Content-Security-Policy, and in that a document that writes the plugin's html over itself. In Figma that one is a
 * data: document.
 *
 * Appending `element` to the page starts it. Messages to the window wait until it has loaded, as in Figma.
 */
export class PluginFrame {
  readonly element: HTMLIFrameElement;
  /** Settles when the plugin's html has loaded. */
  readonly loaded: Promise<void>;
  private readonly waiting: unknown[] = [];
  private hasLoaded = false;
  private settleLoaded: () => void = () => undefined;
  private theme: ThemeName | null;
  /** The theme that the html was loaded with. `theme` may have changed since. */
  private loadedTheme: ThemeName | null = null;

  constructor(private readonly options: PluginFrameOptions) {
    this.theme = options.theme;
    this.loaded = new Promise((resolve) => {
      this.settleLoaded = resolve;
    });
    this.element = document.createElement('iframe');
    this.element.title = 'Shim Plugin Iframe';
    this.element.name = 'Shim Plugin Iframe';
    this.element.srcdoc = shimDocument(options.policy, options.nesting);
    window.addEventListener('message', this.receive);
  }

  /** Sends a message to the plugin's window: structured-clone data. */
  send(message: unknown): void {
    if (this.hasLoaded) this.post({ pluginMessage: message });
    // Clone now: the sender may change the message before the window has loaded.
    else this.waiting.push(structuredClone(message));
  }

  /** Gives the window another theme. A plugin that does not use theme colours gets none. */
  setTheme(name: ThemeName): void {
    if (this.theme === null) return;
    this.theme = name;
    if (this.hasLoaded) this.post({ pluginTheme: this.frameTheme() });
  }

  /** Removes the window. It receives and sends nothing from then on. */
  close(): void {
    window.removeEventListener('message', this.receive);
    this.element.remove();
  }

  private readonly receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== this.element.contentWindow) return;
    const data = event.data;
    if (typeof data !== 'object' || data === null) return;
    if ('pluginFrame' in data) this.follow(data.pluginFrame);
    else if ('pluginMessage' in data) this.options.onMessage(data.pluginMessage);
  };

  private follow(state: unknown): void {
    if (state === 'waiting') {
      this.loadedTheme = this.theme;
      this.post({ pluginHtml: this.options.html, pluginTheme: this.frameTheme() });
    } else if (state === 'loaded' && !this.hasLoaded) {
      this.hasLoaded = true;
      if (this.theme !== this.loadedTheme) this.post({ pluginTheme: this.frameTheme() });
      for (const message of this.waiting.splice(0)) this.post({ pluginMessage: message });
      this.settleLoaded();
    }
  }

  private frameTheme(): FrameTheme | null {
    return this.theme === null ? null : { name: this.theme, css: themeCss(this.theme) };
  }

  private post(data: unknown): void {
    this.element.contentWindow?.postMessage(data, '*');
  }
}
