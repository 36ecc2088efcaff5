import type { Endpoint } from 'comlink';
import type { Conversation } from '../host-api/envelope';
import { createJsonPipe, type JsonPipe } from '../host-api/pipe/json-pipe';

type Listener = EventListenerOrEventListenerObject;

/** Photoshop's side of a page in a webview. */
interface UxpHost {
  postMessage(message: string): void;
}

declare global {
  /** Only pages in a webview of a UXP plugin have it. */
  var uxpHost: UxpHost | undefined;
}

/** The page's end of the pipe to a UXP plugin. A name of the page and a space come before each text that it sends. */
export function openPagePipe(uxpHost: UxpHost): JsonPipe {
  // A plugin with two pages gets the messages of both at one place.
  const page = Math.random().toString(36).slice(2);
  const pipe = createJsonPipe({
    send: (text) => uxpHost.postMessage(`${page} ${text}`),
    rest: () => new Promise((resolve) => setTimeout(resolve, 0)),
    readFile: async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer()),
  });
  // The plugin is no window of this page, so that the sender of a message cannot be compared.
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => pipe.receive(data));
  return pipe;
}

/** One conversation over the pipe, for Comlink. Comlink.proxy and Comlink.transfer must not be used over it. */
export function createPipeEndpoint(pipe: JsonPipe, conversation: Conversation): Endpoint {
  const stops = new Map<Listener, () => void>();
  return {
    postMessage: (message: unknown) => pipe.post(conversation, message),
    addEventListener(_: string, listener: Listener): void {
      const stop = pipe.listen(conversation, (data) => {
        const event = new MessageEvent('message', { data });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      });
      stops.set(listener, stop);
    },
    removeEventListener(_: string, listener: Listener): void {
      stops.get(listener)?.();
      stops.delete(listener);
    },
  };
}
