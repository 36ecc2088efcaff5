import { parseChoices, type Choices } from '../../engine/api/choices';
import { parseSettings, type RetouchSettings } from '../../engine/api/settings';
import { fieldsOf } from '../../engine/api/untrusted';

/** A designer's work on a picture that is not written to its layers yet. */
export interface Draft {
  readonly pictureId: string;
  /** Settings of this picture alone; null: it follows those for all. */
  readonly own: RetouchSettings | null;
  readonly choices: Choices;
}

/** Older drafts are dropped. A host's storage is small, and brush strokes are long. */
const MOST_DRAFTS = 40;

/** Drafts from an untrusted value; unusable ones are left out. */
export function parseDrafts(value: unknown): readonly Draft[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.slice(0, MOST_DRAFTS).flatMap((item) => {
    const { pictureId, own, choices } = fieldsOf(item);
    if (typeof pictureId !== 'string' || pictureId === '') return [];
    const settings = typeof own === 'object' && own !== null ? parseSettings(own) : null;
    return [{ pictureId, own: settings, choices: parseChoices(choices) }];
  });
}

/** Puts a draft first, in place of an earlier one of the same picture. */
export function withDraft(drafts: readonly Draft[], draft: Draft): readonly Draft[] {
  return [draft, ...withoutDrafts(drafts, [draft.pictureId])].slice(0, MOST_DRAFTS);
}

export function withoutDrafts(drafts: readonly Draft[], pictureIds: readonly string[]): readonly Draft[] {
  return drafts.some(({ pictureId }) => pictureIds.includes(pictureId))
    ? drafts.filter(({ pictureId }) => !pictureIds.includes(pictureId))
    : drafts;
}

/** Whether a draft holds nothing that could be lost. */
export function isEmptyDraft({ own, choices }: Draft): boolean {
  return (
    own === null && Object.values(choices).every((part) => part === null || ('length' in part && part.length === 0))
  );
}
