import type { GroupChange } from '../../ui/host-api/host-api';
import { layersChanged, looksChanged, type Looks } from '../trace/changed-layers';

/** The properties of one of our layers, or of our group, that a designer may change. */
export interface LayerTrace extends Looks {
  /** '' for a group, and for a layer that is not ours. */
  readonly role: string;
  /** Left, top, right, bottom on the canvas, relative to the source; empty for a group. */
  readonly place: readonly number[];
  /** Fingerprints of the pixels and of the mask. '' if they were not read, or there are none. */
  readonly pixels: string;
  readonly mask: string;
}

/** A group as it was written. A later difference is a change by the designer. */
export interface GroupTrace {
  readonly group: LayerTrace;
  /** The group still lies where it was put: above its source, or among the same layers. */
  readonly beside: boolean;
  readonly layers: readonly LayerTrace[];
}

/** In per cent: Photoshop keeps opacity in 255 steps. */
const OPACITY_TOLERANCE = 0.5;

/** The kinds of change between two traces; each kind once. Pixels count only where both traces have them. */
export function changesBetween(then: GroupTrace, now: GroupTrace): GroupChange[] {
  const changes = new Set<GroupChange>(nodeChanged(then.group, now.group));
  if (then.beside !== now.beside) changes.add('moved');
  for (const change of layersChanged(then.layers, now.layers, layerChanged)) changes.add(change);
  return [...changes];
}

function layerChanged(old: LayerTrace, layer: LayerTrace): GroupChange[] {
  const changes = nodeChanged(old, layer);
  return old.place.join() === layer.place.join() ? changes : [...changes, 'moved'];
}

function nodeChanged(then: LayerTrace, now: LayerTrace): GroupChange[] {
  const changes = looksChanged(then, now, OPACITY_TOLERANCE);
  if (differ(then.pixels, now.pixels)) changes.push('painted');
  if (differ(then.mask, now.mask)) changes.push('mask');
  return changes;
}

function differ(then: string, now: string): boolean {
  return then !== '' && now !== '' && then !== now;
}

/** A trace from an untrusted value; null if it is none. */
export function parseTrace(value: unknown): GroupTrace | null {
  if (typeof value !== 'object' || value === null) return null;
  const { group, beside, layers } = value as Readonly<Record<string, unknown>>;
  if (!isLayerTrace(group) || typeof beside !== 'boolean' || !Array.isArray(layers)) return null;
  const all: readonly unknown[] = layers;
  return all.every(isLayerTrace) ? { group, beside, layers: all } : null;
}

function isLayerTrace(value: unknown): value is LayerTrace {
  if (typeof value !== 'object' || value === null) return false;
  const { role, opacity, blendMode, visible, place, pixels, mask } = value as Readonly<Record<string, unknown>>;
  return (
    [role, blendMode, pixels, mask].every((text) => typeof text === 'string') &&
    typeof opacity === 'number' &&
    typeof visible === 'boolean' &&
    Array.isArray(place) &&
    place.every((number) => typeof number === 'number')
  );
}
