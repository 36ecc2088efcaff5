import { JUDGE } from './judge-model';
import { smoothed, type Near } from './near-pixels';

/** Signs of colour that lies on the skin, and not in it. Densities are natural logarithms. */
export interface PaintSigns {
  /** Highest density in green beyond red, smoothed, inside and at the edge. */
  readonly densest: number;
  /** Steepest step of that density, for a pixel of the network's input. */
  readonly step: number;
  /** Highest density by which a place is both redder than the skin and lighter in red. */
  readonly glow: number;
  /** Linear light of the skin around in green, 0–1. */
  readonly skin: number;
}

/** Distances from the centre, in radii, up to which the densest pixel and the steepest step count. */
const REACH = { densest: 1.3, step: 1.6 } as const;

/** @param skin linear light of the skin around in green, 0–1 */
export function paintSigns({ columns, rows, distance, red, green }: Near, skin: number): PaintSigns {
  const blood = smoothed(
    green.map((value, index) => value - red[index]!),
    columns,
    rows,
  );
  const dark = smoothed(red, columns, rows);
  let [densest, step, glow] = [-Infinity, 0, -Infinity];
  for (let y = 0, index = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, index++) {
      if (distance[index]! < REACH.densest) {
        densest = Math.max(densest, blood[index]!);
        glow = Math.max(glow, Math.min(blood[index]!, -dark[index]!));
      }
      if (distance[index]! >= REACH.step || x === 0 || y === 0 || x === columns - 1 || y === rows - 1) continue;
      const across = (blood[index + 1]! - blood[index - 1]!) / 2;
      const down = (blood[index + columns]! - blood[index - columns]!) / 2;
      step = Math.max(step, Math.hypot(across, down));
    }
  }
  return { densest, step, glow, skin };
}

/**
 * Whether a find is worn or printed: a stud, a bindi, paint, letters. Blood lies in the skin. It adds a limited
 * density, less on skin that is light in the picture; light scatters over its edge; and it makes no skin lighter. Paint
 * adds more, ends sharply, or is lighter in red than dark skin. The limits lie above all blemishes of the training
 * people, see models/judge.md.
 */
export function isWorn({ densest, step, glow, skin }: PaintSigns): boolean {
  const { worn } = JUDGE;
  const most = worn.densest - worn.perLight * Math.log(Math.max(skin, DARKEST));
  return densest > most || step > worn.step || glow > worn.glow;
}

/** Whether a find ends sharply enough to be a letter or a dot of a row that holds worn things. */
export function mayBeInRow({ step }: PaintSigns): boolean {
  return step > JUDGE.worn.step / 2;
}

/** Linear light of the darkest skin that has a limit of its own. */
const DARKEST = 0.05;
