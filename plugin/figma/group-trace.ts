import type { GroupChange } from '../../ui/host-api/host-api';
import { identity, invert, multiply } from '../geometry/affine';
import { layersChanged, looksChanged, type Looks } from '../trace/changed-layers';

/** The properties that groups and layers have alike. */
interface FigmaLooks extends Looks {
  readonly isMask: boolean;
  /** Number of visible effects. */
  readonly effects: number;
}

/** The properties of one of our layers that a designer may change. */
interface LayerTrace extends FigmaLooks {
  readonly role: string;
  /** One word for each visible fill and stroke. */
  readonly paints: readonly string[];
  /** Width, height, and the transform relative to the source: a, c, x, b, d, y. */
  readonly place: readonly number[];
}

/** The properties of our group when it was written. A later difference is a change by the designer. */
export interface GroupTrace extends FigmaLooks {
  /** Width and height of the source; null: unknown. */
  readonly source: readonly number[] | null;
  /** Level of the group in the layer tree, relative to its source. */
  readonly level: 'beside' | 'inside' | 'elsewhere';
  readonly layers: readonly LayerTrace[];
}

/** Largest difference, in canvas units or of an opacity of 0–1, that is a host's rounding. */
const TOLERANCE = 0.005;

/** @param roleOf the role of a layer; '' if the layer is not ours */
export function traceOf(group: GroupNode, source: SceneNode, roleOf: (layer: SceneNode) => string): GroupTrace {
  const { parent } = group;
  const level =
    parent === null
      ? 'elsewhere'
      : parent.id === source.parent?.id
        ? 'beside'
        : parent.id === source.id
          ? 'inside'
          : 'elsewhere';
  return {
    ...looksOf(group),
    source: [source.width, source.height],
    level,
    layers: group.children.map((layer) => layerTraceOf(layer, source, roleOf(layer))),
  };
}

function layerTraceOf(layer: SceneNode, source: SceneNode, role: string): LayerTrace {
  const place = multiply(invert(source.absoluteTransform) ?? identity(), layer.absoluteTransform);
  return { role, ...looksOf(layer), paints: paintsOf(layer), place: [layer.width, layer.height, ...place.flat()] };
}

function looksOf(node: SceneNode): FigmaLooks {
  return {
    opacity: 'opacity' in node ? node.opacity : 1,
    blendMode: 'blendMode' in node ? node.blendMode : 'NORMAL',
    visible: node.visible,
    isMask: 'isMask' in node && node.isMask,
    effects: 'effects' in node ? node.effects.filter(({ visible }) => visible).length : 0,
  };
}

function paintsOf(node: SceneNode): string[] {
  const fills = 'fills' in node && node.fills !== figma.mixed ? node.fills : [];
  const strokes = 'strokes' in node ? node.strokes : [];
  return [...fills, ...strokes].filter((paint) => paint.visible !== false).map(wordFor);
}

function wordFor(paint: Paint): string {
  const filters =
    paint.type === 'IMAGE'
      ? Object.values(paint.filters ?? {})
          .filter((amount) => amount !== 0)
          .join(' ')
      : '';
  return [
    paint.type,
    paint.type === 'IMAGE' ? paint.imageHash : '',
    paint.opacity ?? 1,
    paint.blendMode ?? 'NORMAL',
    filters,
  ].join(' ');
}

/** The kinds of change between two traces of a group; each kind once. */
export function changesBetween(then: GroupTrace, now: GroupTrace): GroupChange[] {
  const changes = new Set<GroupChange>(nodeChanged(then, now));
  if (then.level !== now.level) changes.add('moved');
  const compare = (old: LayerTrace, layer: LayerTrace): GroupChange[] => {
    const found = nodeChanged(old, layer);
    if (old.paints.join() !== layer.paints.join()) found.push('painted');
    if (!areNear(old.place, layer.place) && !hasFollowed(then, now, old, layer)) found.push('moved');
    return found;
  };
  for (const change of layersChanged(then.layers, now.layers, compare)) changes.add(change);
  return [...changes];
}

/** Whether a layer was resized only as its source was, with the frame around both. */
function hasFollowed(then: GroupTrace, now: GroupTrace, old: LayerTrace, layer: LayerTrace): boolean {
  if (then.source === null || now.source === null) return false;
  return areNear(beyond(old.place, then.source), beyond(layer.place, now.source));
}

/** A place with its size as the difference to that of the source. */
function beyond(place: readonly number[], source: readonly number[]): number[] {
  return place.map((value, at) => value - (source[at] ?? 0));
}

function areNear(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, at) => Math.abs(value - other[at]!) < TOLERANCE);
}

function nodeChanged(then: FigmaLooks, now: FigmaLooks): GroupChange[] {
  const changes = looksChanged(then, now, TOLERANCE);
  if (then.isMask !== now.isMask) changes.push('mask');
  if (then.effects !== now.effects) changes.push('effects');
  return changes;
}

/** A trace from an untrusted value (a group's stored data); null if it is not a trace. */
export function parseTrace(value: unknown): GroupTrace | null {
  if (!hasLooks(value) || !('level' in value) || !('layers' in value) || !Array.isArray(value.layers)) return null;
  if (value.level !== 'beside' && value.level !== 'inside' && value.level !== 'elsewhere') return null;
  const layers: readonly unknown[] = value.layers;
  const source = 'source' in value && isListOf(value.source, 'number') ? (value.source as readonly number[]) : null;
  return layers.every(isLayerTrace) ? { ...value, source, level: value.level, layers } : null;
}

function isLayerTrace(value: unknown): value is LayerTrace {
  return (
    hasLooks(value) &&
    'role' in value &&
    typeof value.role === 'string' &&
    'paints' in value &&
    isListOf(value.paints, 'string') &&
    'place' in value &&
    isListOf(value.place, 'number')
  );
}

function hasLooks(value: unknown): value is FigmaLooks {
  if (typeof value !== 'object' || value === null) return false;
  const { opacity, blendMode, visible, isMask, effects } = value as Readonly<Record<string, unknown>>;
  return (
    typeof opacity === 'number' &&
    typeof blendMode === 'string' &&
    typeof visible === 'boolean' &&
    typeof isMask === 'boolean' &&
    typeof effects === 'number'
  );
}

function isListOf(value: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}
