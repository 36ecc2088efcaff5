/** The globals of UXP's script world that the plugin uses. It is no browser: there is no more than this. */
interface ScriptWorld {
  readonly document: {
    createElement(name: 'webview' | 'dialog' | 'div' | 'button'): UxpElement;
    readonly body: UxpElement;
    /** Photoshop's brightness: "darkest", "dark", "light" or "lightest". Older hosts have no themes. */
    readonly theme?: {
      getCurrent(): string;
      readonly onUpdated: { addListener(listener: (theme: string) => void): void };
    };
  };
  readonly window: {
    addEventListener(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  };
}

// Comlink's declarations bring those of a browser with them, which promise far more.
export const world = globalThis as unknown as ScriptWorld;
