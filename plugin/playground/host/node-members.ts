import { rotationOf } from '../../geometry/affine';
import { isWithinInstance, type HostDocument } from './document';
import { absoluteBounds, absoluteTransform, ownTransform, sizeOf, withRotation } from './geometry';
import { hasValue, isContainer, type HostNode, type HostNodeType, type NodeValues } from './node';
import { refOf, type NodeRef } from './node-ref';

/** A member that is computed from a node rather than stored in its values. */
interface DerivedMember {
  readonly has: (type: HostNodeType) => boolean;
  readonly read: (node: HostNode, document: HostDocument) => unknown;
}

const onPage = (type: HostNodeType): boolean => type !== 'PAGE';

const DERIVED: Readonly<Record<string, DerivedMember>> = {
  id: { has: () => true, read: (node) => node.id },
  removed: { has: () => true, read: () => false },
  type: { has: () => true, read: (node) => node.type },
  parent: { has: () => true, read: (node) => (node.type === 'PAGE' ? null : refOf(node.parent)) },
  children: { has: isContainer, read: (node) => node.children.map(refOf) },
  selection: { has: (type) => type === 'PAGE', read: (_, document) => document.selection.map(refOf) },
  focusedNode: {
    has: (type) => type === 'PAGE',
    read: (_, document) => {
      document.grid.assertHas('get_focusedNode');
      return refOf(document.grid.focused === null ? null : document.find(document.grid.focused));
    },
  },
  width: { has: onPage, read: (node) => sizeOf(node).width },
  height: { has: onPage, read: (node) => sizeOf(node).height },
  relativeTransform: { has: onPage, read: ownTransform },
  absoluteTransform: { has: onPage, read: absoluteTransform },
  absoluteBoundingBox: { has: onPage, read: absoluteBounds },
  x: { has: onPage, read: (node) => ownTransform(node)[0][2] },
  y: { has: onPage, read: (node) => ownTransform(node)[1][2] },
  rotation: { has: (type) => hasValue(type, 'opacity'), read: (node) => rotationOf(ownTransform(node)) },
  cornerRadius: { has: (type) => hasValue(type, 'topLeftRadius'), read: ({ values }) => cornerRadiusOf(values) },
};

const READ_ONLY: ReadonlySet<string> = new Set([
  'id',
  'type',
  'parent',
  'children',
  'removed',
  'width',
  'height',
  'absoluteTransform',
  'absoluteBoundingBox',
]);

/** Whether nodes of a type have a member that holds a value, stored or derived. */
export function hasMember(type: HostNodeType, key: string): boolean {
  const derived = Object.hasOwn(DERIVED, key) ? DERIVED[key] : undefined;
  return derived === undefined ? hasValue(type, key) : derived.has(type);
}

/** A member's value, ready for `toWire`. The node must have the member. */
export function readMember(document: HostDocument, node: HostNode, key: string): unknown {
  const derived = Object.hasOwn(DERIVED, key) ? DERIVED[key] : undefined;
  return derived === undefined ? node.values[key as keyof NodeValues] : derived.read(node, document);
}

/**
 * Writes a member as a plugin does.
 * @throws with Figma's text where Figma refuses the write
 */
export function writeMember(document: HostDocument, node: HostNode, key: string, value: unknown): void {
  if (READ_ONLY.has(key)) throw new Error(`in set_${key}: "${key}" is read-only`);
  if (!hasMember(node.type, key)) throw new Error(`in set_${key}: object is not extensible`);
  if (isWithinInstance(node) && (key === 'relativeTransform' || key === 'x' || key === 'y')) {
    throw new Error(`in set_${key}: This property cannot be overriden in an instance`);
  }
  const write = Object.hasOwn(WRITERS, key) ? WRITERS[key] : undefined;
  if (write !== undefined) {
    write(document, node, value);
    return;
  }
  if (Object.hasOwn(CHECKS, key)) CHECKS[key]!(document, node, value);
  document.set(node, { [key]: value } as Partial<NodeValues>);
}

type Write = (document: HostDocument, node: HostNode, value: unknown) => void;

/** Members that are not stored under their own name. */
const WRITERS: Readonly<Record<string, Write>> = {
  selection: (document, _, value) => document.select((value as readonly NodeRef[]).map((ref) => ref.$node)),
  focusedNode: (document, _, value) => {
    document.grid.assertHas('set_focusedNode');
    document.focus(value === null ? null : document.find((value as NodeRef).$node));
  },
  x: (document, node, value) => moveAxis(document, node, 0, value as number),
  y: (document, node, value) => moveAxis(document, node, 1, value as number),
  relativeTransform: (document, node, value) => document.transform(node, value as Transform),
  rotation: (document, node, value) =>
    document.set(node, { relativeTransform: withRotation(node.values.relativeTransform, value as number) }),
  cornerRadius: (document, node, value) => {
    const radius = value as number;
    document.set(node, {
      topLeftRadius: radius,
      topRightRadius: radius,
      bottomRightRadius: radius,
      bottomLeftRadius: radius,
    });
  },
};

/** Checks before a value is stored; they throw Figma's texts. */
const CHECKS: Readonly<Record<string, Write>> = {
  layoutPositioning: (_, node, value) => {
    if (value !== 'ABSOLUTE' || (node.parent !== null && node.parent.values.layoutMode !== 'NONE')) return;
    throw new Error(
      'in set_layoutPositioning: Can only set layoutPositioning = ABSOLUTE if the parent node has layoutMode !== NONE',
    );
  },
  fills: (document, _, value) => {
    for (const paint of value as readonly Paint[]) {
      if (paint.type === 'IMAGE' && paint.imageHash !== null && document.image(paint.imageHash) === null)
        throw new Error('in set_fills: Invalid image hash');
    }
  },
  opacity: (_, __, value) => {
    if (typeof value !== 'number' || value < 0 || value > 1)
      throw new Error('in set_opacity: Property "opacity" failed validation: Number must be between 0 and 1');
  },
};

function moveAxis(document: HostDocument, node: HostNode, axis: 0 | 1, value: number): void {
  const [[a, c, x], [b, d, y]] = ownTransform(node);
  document.transform(node, [
    [a, c, axis === 0 ? value : x],
    [b, d, axis === 1 ? value : y],
  ]);
}

/** The radius of all four corners in canvas units, or figma.mixed on the wire where they differ. */
function cornerRadiusOf(values: Readonly<NodeValues>): number | { readonly $mixed: true } {
  const { topLeftRadius, topRightRadius, bottomRightRadius, bottomLeftRadius } = values;
  const isOne = [topRightRadius, bottomRightRadius, bottomLeftRadius].every((radius) => radius === topLeftRadius);
  return isOne ? topLeftRadius : { $mixed: true };
}
