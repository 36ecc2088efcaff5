import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from '../../words/en';
import type { Words } from '../../words/words';

export const WordsContext = createContext<Words>(en);

/** The words of the language that the panel speaks. */
export function useWords(): Words {
  return useContext(WordsContext);
}
