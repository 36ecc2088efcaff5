import { isKept, type BrushStroke, type Choices, type SpotPlace } from '../../channel/choices';
import type { SpotReport } from '../../engine/report';
import type { Place } from './viewport';

export const TOOLS = ['move', 'spot', 'brush'] as const;
export type Tool = (typeof TOOLS)[number];

/** How the tools are set. Sizes are diameters in picture pixels. */
export interface ToolSettings {
  readonly spotSize: number;
  readonly brushSize: number;
  /** 0–100. */
  readonly feather: number;
  readonly effect: BrushStroke['effect'];
}

/** A spot as it stands in the preview. */
export interface MarkedSpot {
  readonly place: SpotPlace;
  readonly kind: 'healed' | 'kept' | 'added';
}

/** Every spot of the picture with what was chosen for it: those found, then those added. */
export function markedSpots(found: readonly SpotReport[], choices: Choices): MarkedSpot[] {
  return [
    ...found.map((place): MarkedSpot => ({ place, kind: isKept(place, choices.kept) ? 'kept' : 'healed' })),
    ...choices.added.map((place): MarkedSpot => ({ place, kind: 'added' })),
  ];
}

/** The spot under a point, the nearest if there are several; `reach` is how far beside a ring still counts, in picture pixels. */
export function spotAt(spots: readonly MarkedSpot[], { x, y }: Place, reach: number): MarkedSpot | null {
  let nearest: MarkedSpot | null = null;
  let least = Infinity;
  for (const spot of spots) {
    const distance = Math.hypot(spot.place.x - x, spot.place.y - y);
    if (distance <= spot.place.radius + reach && distance < least) [nearest, least] = [spot, distance];
  }
  return nearest;
}

/** The points of a stroke with those left out that its brush would not show. */
export function thinned(points: readonly number[], radius: number): number[] {
  const kept = points.slice(0, 2);
  for (let index = 2; index < points.length; index += 2) {
    const last = index === points.length - 2;
    const far = Math.hypot(points[index]! - kept.at(-2)!, points[index + 1]! - kept.at(-1)!) > radius / 4;
    if (far || last) kept.push(points[index]!, points[index + 1]!);
  }
  return kept.map((value) => Math.round(value * 10) / 10);
}
