import type { Endpoint } from 'comlink';
import { isEnvelope, type Conversation, type Envelope } from '../../ui/host-api/envelope';

/**
 * The sandbox's end of the pipe to the panel, for Comlink. Figma carries plain data and Uint8Array only, and the
 * sandbox has no MessageChannel, so Comlink.proxy and Comlink.transfer do not work here. It ignores messages that
 * `accepts` refuses.
 */
export function createUiEndpoint(
  conversation: Conversation,
  accepts: (message: unknown) => boolean = () => true,
): Endpoint {
  const handlers = new Map<EventListenerOrEventListenerObject, (message: unknown) => void>();
  return {
    postMessage(message: unknown): void {
      const envelope: Envelope = { softlight: conversation, message };
      figma.ui.postMessage(envelope);
    },
    addEventListener(_: string, listener: EventListenerOrEventListenerObject): void {
      const handler = (message: unknown): void => {
        if (!isEnvelope(message, conversation) || !accepts(message.message)) return;
        // Comlink reads an event's data and checks its origin. The sandbox has no events and a single sender.
        const event = { data: message.message, origin: '' } as unknown as Event;
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      handlers.set(listener, handler);
      figma.ui.on('message', handler);
    },
    removeEventListener(_: string, listener: EventListenerOrEventListenerObject): void {
      const handler = handlers.get(listener);
      if (handler !== undefined) figma.ui.off('message', handler);
      handlers.delete(listener);
    },
  };
}
