import { choiceOfFace, type Choices } from '../api/choices';
import type { Face } from '../faces/face';
import type { RetouchSettings } from '../api/settings';

/** How strong the layers are, and what share of that each face takes. */
export interface FaceShares {
  /** Percentages: the strongest of any face. They are the layers' opacities. */
  readonly even: number;
  readonly brighten: number;
  /** 0–1 for each face; all 1 unless faces differ. */
  readonly evenShares: readonly number[];
  readonly brightenShares: readonly number[];
  readonly off: readonly boolean[];
}

/** What the settings and the choices make of each of the faces that are retouched. */
export function faceShares(faces: readonly Face[], settings: RetouchSettings, choices: Choices): FaceShares {
  const chosen = faces.map(({ box }) => choiceOfFace(box, choices.faces));
  const asked = (of: 'even' | 'brighten'): number[] =>
    chosen.map((choice) => (choice?.on === false ? 0 : (choice?.[of] ?? settings[of])));
  const share = (strengths: readonly number[]): { readonly most: number; readonly shares: readonly number[] } => {
    const most = Math.max(0, ...strengths);
    return { most, shares: strengths.map((strength) => (most === 0 ? 1 : strength / most)) };
  };
  const even = share(asked('even'));
  const brighten = share(asked('brighten'));
  return {
    even: even.most,
    brighten: brighten.most,
    evenShares: even.shares,
    brightenShares: brighten.shares,
    off: chosen.map((choice) => choice?.on === false),
  };
}
