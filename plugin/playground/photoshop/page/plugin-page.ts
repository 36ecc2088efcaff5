import type { FakeElement } from '../api/elements';
import { createMemoryFiles } from '../api/uxp-api';

/** The page of a webview, in a frame of the playground. */
export interface PluginPage {
  readonly frame: HTMLIFrameElement;
  post(text: string): void;
}

declare global {
  interface Window {
    /** Reads a file that the plugin wrote; pages in frames call it in place of a `file:` request. */
    readPluginFile: (address: string) => Promise<Uint8Array<ArrayBuffer>>;
  }
}

/** The globals that a webview of UXP gives a page: `uxpHost`, and files of the plugin. It runs before the page's own scripts. */
const SHIM = `
window.uxpHost = { postMessage: (text) => window.parent.postMessage({ uxpPage: String(text) }, '*') };
const browserFetch = window.fetch.bind(window);
window.fetch = async (address, options) => String(address).startsWith('file:')
  ? new Response(await window.parent.readPluginFile(String(address)))
  : browserFetch(address, options);`;

/** The files of the plugin, in memory, for its pages as well. */
export function createPluginFiles(): ReturnType<typeof createMemoryFiles> {
  const files = createMemoryFiles();
  window.readPluginFile = async (address) =>
    (await files.read(decodeURIComponent(new URL(address).pathname))).slice() as Uint8Array<ArrayBuffer>;
  return files;
}

/** Loads the panel's page into a frame. */
export function openPage(html: string, webview: FakeElement): PluginPage {
  const frame = document.createElement('iframe');
  frame.title = 'Softlight';
  frame.dataset['page'] = webview.src;
  const page = html.replace('<head>', () => `<head><script>${SHIM}</scr` + 'ipt>');
  frame.src = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
  return { frame, post: (text) => frame.contentWindow?.postMessage(text, '*') };
}

/** Hears what the pages in frames send to the plugin. */
export function hearPages(receive: (text: string) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'object' && data !== null && 'uxpPage' in data) receive(String(data.uxpPage));
  });
}
