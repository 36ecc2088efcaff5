import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from '../../locales/en';
import type { Messages } from '../../locales/messages';

export const WordsContext = createContext<Messages>(en);

/** The words of the language that the panel speaks. */
export function useMessages(): Messages {
  return useContext(WordsContext);
}
