import type { Endpoint } from 'comlink';
import { isEnvelope, type Conversation, type Envelope } from '../host-api/envelope';

type Listener = EventListenerOrEventListenerObject;

/**
 * The panel's end of the host's message channel, for Comlink. Figma carries plain data and Uint8Array only, without
 * ports and transferables. Comlink.proxy and Comlink.transfer must not be used over it.
 */
export function createHostEndpoint(conversation: Conversation): Endpoint {
  const wrappers = new Map<Listener, (event: MessageEvent<unknown>) => void>();
  return {
    postMessage(message: unknown): void {
      const envelope: Envelope = { softlight: conversation, message };
      window.parent.postMessage({ pluginMessage: envelope }, '*');
    },
    addEventListener(_: string, listener: Listener): void {
      const wrapper = (event: MessageEvent<unknown>): void => {
        if (event.source !== window.parent) return;
        const envelope = pluginMessage(event.data);
        if (!isEnvelope(envelope, conversation)) return;
        const unwrapped = new MessageEvent('message', { data: envelope.message });
        if (typeof listener === 'function') listener(unwrapped);
        else listener.handleEvent(unwrapped);
      };
      wrappers.set(listener, wrapper);
      window.addEventListener('message', wrapper);
    },
    removeEventListener(_: string, listener: Listener): void {
      const wrapper = wrappers.get(listener);
      if (wrapper !== undefined) window.removeEventListener('message', wrapper);
      wrappers.delete(listener);
    },
  };
}

function pluginMessage(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'pluginMessage' in data ? data.pluginMessage : null;
}
