import type { Messages } from '../../locales/messages';
import { isByHand, markOf, type Find } from './finds';

/** A find in words: what happens to it, by whose decision, and what it looks like. */
export function findText(find: Find, messages: Messages): string {
  const answer = messages.findMarks[markOf(find)];
  const parts = [isByHand(find) && find.group !== null ? messages.byYou(answer) : answer];
  if (find.reason !== null) parts.push(messages.spotReason(find.reason));
  return parts.join(': ');
}
