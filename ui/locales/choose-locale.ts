import { en } from './en';
import type { Messages } from './messages';
import { zh } from './zh';

/**
 * Messages in the first language that Softlight speaks; English if there is none.
 * @param languages as `navigator.languages`
 */
export function chooseMessages(languages: readonly string[]): Messages {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return zh;
    if (/^en\b/i.test(language)) return en;
  }
  return en;
}

/** Messages of a stored language tag; null if Softlight does not speak it. */
export function messagesOf(language: unknown): Messages | null {
  return [en, zh].find((messages) => messages.language === language) ?? null;
}
