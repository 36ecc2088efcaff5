/**
 * A node as the renderer draws it: plain values under the plugin API's names. Lengths are in canvas units, opacity is
 * 0–1. `relativeTransform` is in the space of the nearest ancestor that is not a group, as in the plugin API.
 */
export interface RenderNode {
  readonly id: string;
  readonly type: string;
  readonly visible: boolean;
  readonly opacity: number;
  readonly blendMode: BlendMode;
  readonly isMask: boolean;
  readonly maskType: MaskType;
  readonly relativeTransform: Transform;
  readonly width: number;
  readonly height: number;
  readonly clipsContent: boolean;
  readonly cornerRadii: readonly [topLeft: number, topRight: number, bottomRight: number, bottomLeft: number];
  readonly fills: readonly Paint[];
  readonly strokes: readonly Paint[];
  readonly strokeWeight: number;
  readonly strokeAlign: 'CENTER' | 'INSIDE' | 'OUTSIDE';
  readonly effects: readonly Effect[];
  /** The rest has the plugin API's defaults where it is absent. */
  readonly cornerSmoothing?: number;
  readonly dashPattern?: readonly number[];
  readonly pointCount?: number;
  readonly innerRadius?: number;
  /** Outlines of a vector as SVG path data, in node space. */
  readonly vectorPaths?: readonly string[];
  readonly booleanOperation?: 'UNION' | 'INTERSECT' | 'SUBTRACT' | 'EXCLUDE';
  readonly text: { readonly characters: string; readonly fontSize: number } | null;
  readonly children: readonly RenderNode[];
}

/** Whether a node has no space of its own: its children live in that of its container. */
export function isGroup(node: RenderNode): boolean {
  return node.type === 'GROUP' || node.type === 'TRANSFORM_GROUP' || node.type === 'BOOLEAN_OPERATION';
}

/** Whether a node's fills show through a silhouette that is not one path: glyphs, or shapes that are combined. */
export function hasSilhouette(node: RenderNode): boolean {
  return node.text !== null || node.type === 'BOOLEAN_OPERATION';
}

/** The visible paints, the bottom one first. */
export function visiblePaints(paints: readonly Paint[]): readonly Paint[] {
  return paints.filter((paint) => paint.visible !== false && (paint.opacity ?? 1) > 0);
}
