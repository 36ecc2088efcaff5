import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from '../../locales/en';
import type { Words } from '../../locales/messages';

export const WordsContext = createContext<Words>(en);

/** The words of the language that the panel speaks. */
export function useWords(): Words {
  return useContext(WordsContext);
}
