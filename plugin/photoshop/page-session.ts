import { expose, wrap, type Endpoint, type Remote } from 'comlink';
import type { Conversation } from '../../ui/host-api/envelope';
import type { HostApi, PanelApi } from '../../ui/host-api/host-api';
import { isCall } from '../../ui/host-api/is-call';
import { createJsonPipe, type JsonPipe } from '../../ui/host-api/pipe/json-pipe';
import { createPageFiles } from './files';
import type { PageMessages } from './page-messages';
import { world } from './script-world';

/** The panel's page in a webview, and the connection to it. */
export interface PageSession {
  readonly element: UxpElement;
  readonly panel: Remote<PanelApi>;
  /** Ends the connection. */
  end(): void;
}

/**
 * Opens the panel's page in a webview of its own.
 * @param makeHost makes the host that the page talks to
 */
export function openPage(messages: PageMessages, makeHost: (panel: Remote<PanelApi>) => HostApi): PageSession {
  const files = createPageFiles();
  // A webview that the HTML declares may not paint; one that the script makes does.
  const element = world.document.createElement('webview');
  element.setAttribute('uxpAllowInspector', 'true');
  element.style['width'] = '100%';
  element.style['height'] = '100%';
  const pipe = createJsonPipe({
    send: (text) => element.postMessage(text),
    rest: () => new Promise((resolve) => setTimeout(resolve, 0)),
    writeFile: (bytes) => files.write(bytes),
    removeFile: (address) => files.remove(address),
  });
  const end = messages.expectPage((text) => pipe.receive(text));
  const panel = wrap<PanelApi>(endpointOver(pipe, 'panel', () => true));
  const host = makeHost(panel);
  expose(
    host,
    endpointOver(pipe, 'host', (message) => isCall(host, message)),
  );
  element.src = 'plugin:/ui.html';
  return { element, panel, end };
}

function endpointOver(pipe: JsonPipe, conversation: Conversation, accepts: (message: unknown) => boolean): Endpoint {
  const stops = new Map<EventListenerOrEventListenerObject, () => void>();
  return {
    postMessage: (message: unknown) => pipe.post(conversation, message),
    addEventListener(_: string, listener: EventListenerOrEventListenerObject): void {
      const stop = pipe.listen(conversation, (data) => {
        if (!accepts(data)) return;
        // Comlink reads an event's data and checks its origin. The pipe has a single sender.
        const event = { data, origin: '' } as unknown as Event;
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      });
      stops.set(listener, stop);
    },
    removeEventListener(_: string, listener: EventListenerOrEventListenerObject): void {
      stops.get(listener)?.();
      stops.delete(listener);
    },
  };
}
