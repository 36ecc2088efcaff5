import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from '../../locales/en';
import type { Messages } from '../../locales/messages';

export const MessagesContext = createContext<Messages>(en);

/** Messages in the language of the panel. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
