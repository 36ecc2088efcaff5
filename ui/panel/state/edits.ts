import type { Choices } from '../../engine/api/choices';
import type { RetouchSettings } from '../../engine/api/settings';

/** Everything that undo takes back: the settings for all pictures, and the settings and choices of each. */
export interface Edits {
  readonly settings: RetouchSettings;
  /** Settings of pictures that have their own. */
  readonly own: ReadonlyMap<string, RetouchSettings>;
  readonly choices: ReadonlyMap<string, Choices>;
}

/** The edits before or after a step, and the picture that was shown. Undo and redo show it again. */
export interface Step {
  readonly edits: Edits;
  readonly pictureId: string | null;
}

export interface EditHistory {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** The control that is being moved: its next changes belong to the same step. Null: none. */
  readonly moving: string | null;
}

export const NO_HISTORY: EditHistory = { past: [], future: [], moving: null };
const MOST_STEPS = 200;

/**
 * The history after a change.
 * @param before the edits before it @param control key of the control that is being moved; null for a press
 */
export function recorded(history: EditHistory, before: Step, control: string | null): EditHistory {
  if (control !== null && control === history.moving) return history;
  return { past: [...history.past, before].slice(-MOST_STEPS), future: [], moving: control };
}

/** The history after the control was let go. */
export function settled(history: EditHistory): EditHistory {
  return history.moving === null ? history : { ...history, moving: null };
}

/** The step that undo or redo goes to, with the history after it; null at the end of the history. */
export function moved(
  { past, future }: EditHistory,
  now: Step,
  direction: 'undo' | 'redo',
): { readonly history: EditHistory; readonly to: Step } | null {
  if (direction === 'undo') {
    const to = past.at(-1);
    if (to === undefined) return null;
    const history = { past: past.slice(0, -1), future: [{ ...now, pictureId: to.pictureId }, ...future], moving: null };
    return { to, history };
  }
  const [to, ...later] = future;
  return to === undefined
    ? null
    : { to, history: { past: [...past, { ...now, pictureId: to.pictureId }], future: later, moving: null } };
}
