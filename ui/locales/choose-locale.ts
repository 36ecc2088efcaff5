import { en } from './en';
import type { Messages } from './messages';
import { zh } from './zh';

/** The words for a person's languages, most wanted first (as navigator.languages); English if there is none of ours. */
export function chooseMessages(languages: readonly string[]): Messages {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return zh;
    if (/^en\b/i.test(language)) return en;
  }
  return en;
}

/** The words of a language tag that was stored; null if it is none of ours. */
export function messagesOf(language: unknown): Messages | null {
  return [en, zh].find((messages) => messages.language === language) ?? null;
}
