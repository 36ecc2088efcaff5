import type { Endpoint } from 'comlink';
import type { Conversation } from '../host-api/envelope';
import { createHostEndpoint } from './host-endpoint';
import { createPipeEndpoint, openPagePipe } from './pipe-endpoint';

/** The endpoints of this page's host: Photoshop's pipe in a webview of UXP, Figma's messages otherwise. */
export function hostEndpoints(): (conversation: Conversation) => Endpoint {
  if (globalThis.uxpHost === undefined) return createHostEndpoint;
  const pipe = openPagePipe(globalThis.uxpHost);
  return (conversation) => createPipeEndpoint(pipe, conversation);
}
