/** The node types of the playground, by the plugin API's names. */
export type HostNodeType =
  | 'PAGE'
  | 'FRAME'
  | 'GROUP'
  | 'BOOLEAN_OPERATION'
  | 'SECTION'
  | 'COMPONENT'
  | 'INSTANCE'
  | 'COMPONENT_SET'
  | 'TRANSFORM_GROUP'
  | 'SLOT'
  | 'SLIDE'
  | 'SLIDE_ROW'
  | 'SLIDE_GRID'
  | 'RECTANGLE'
  | 'ELLIPSE'
  | 'POLYGON'
  | 'STAR'
  | 'VECTOR'
  | 'LINE'
  | 'TEXT'
  | 'TEXT_PATH';

/**
 * A node's values, as plain data under the plugin API's names. `hasValue` says which values a type has.
 * Lengths are in canvas units, opacity is 0–1.
 */
export interface NodeValues {
  name: string;
  visible: boolean;
  locked: boolean;
  expanded: boolean;
  opacity: number;
  blendMode: BlendMode;
  isMask: boolean;
  maskType: MaskType;
  /** In the space of the nearest ancestor that is not a bracket. A bracket's own follows from its children. */
  relativeTransform: Transform;
  width: number;
  height: number;
  fills: readonly Paint[];
  strokes: readonly Paint[];
  strokeWeight: number;
  strokeAlign: 'CENTER' | 'INSIDE' | 'OUTSIDE';
  /** Lengths of dashes and gaps, in turn; empty for a line without gaps. */
  dashPattern: readonly number[];
  complexStrokeProperties: { readonly type: 'BASIC' | 'DYNAMIC' | 'BRUSH' };
  effects: readonly Effect[];
  /** 0 for circular corners, up to 1. */
  cornerSmoothing: number;
  topLeftRadius: number;
  topRightRadius: number;
  bottomRightRadius: number;
  bottomLeftRadius: number;
  clipsContent: boolean;
  layoutMode: 'NONE' | 'HORIZONTAL' | 'VERTICAL';
  layoutPositioning: 'AUTO' | 'ABSOLUTE';
  itemSpacing: number;
  paddingLeft: number;
  paddingTop: number;
  constraints: Constraints;
  characters: string;
  fontSize: number;
  /** Corners of a polygon, or points of a star. */
  pointCount: number;
  /** Radius of a star's inner corners, as a share of the outer radius. */
  innerRadius: number;
  /** Outlines of a vector in its own space; without any it is drawn as its box. */
  vectorPaths: readonly { readonly windingRule: 'NONZERO' | 'EVENODD' | 'NONE'; readonly data: string }[];
  booleanOperation: 'UNION' | 'INTERSECT' | 'SUBTRACT' | 'EXCLUDE';
  pluginData: Readonly<Record<string, string>>;
  relaunchData: Readonly<Record<string, string>>;
}

/** A node of the document: its values, its parent and its children, bottom first. */
export interface HostNode {
  readonly id: string;
  readonly type: HostNodeType;
  /** Never changed in place: a change puts a new object here, so that snapshots can share the old one. */
  values: Readonly<NodeValues>;
  parent: HostNode | null;
  readonly children: HostNode[];
}

const DEFAULTS: Readonly<NodeValues> = {
  name: '',
  visible: true,
  locked: false,
  expanded: true,
  opacity: 1,
  blendMode: 'NORMAL',
  isMask: false,
  maskType: 'ALPHA',
  relativeTransform: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  width: 100,
  height: 100,
  fills: [],
  strokes: [],
  strokeWeight: 1,
  strokeAlign: 'INSIDE',
  dashPattern: [],
  complexStrokeProperties: { type: 'BASIC' },
  effects: [],
  cornerSmoothing: 0,
  topLeftRadius: 0,
  topRightRadius: 0,
  bottomRightRadius: 0,
  bottomLeftRadius: 0,
  clipsContent: false,
  layoutMode: 'NONE',
  layoutPositioning: 'AUTO',
  itemSpacing: 0,
  paddingLeft: 0,
  paddingTop: 0,
  constraints: { horizontal: 'MIN', vertical: 'MIN' },
  characters: '',
  fontSize: 12,
  pointCount: 5,
  innerRadius: 0.382,
  vectorPaths: [],
  booleanOperation: 'UNION',
  pluginData: {},
  relaunchData: {},
};

/** A new node that stands in no tree yet. */
export function makeNode(id: string, type: HostNodeType, values: Partial<NodeValues>): HostNode {
  const own: Partial<NodeValues> = type === 'GROUP' ? { blendMode: 'PASS_THROUGH' } : {};
  return { id, type, values: { ...DEFAULTS, ...own, ...values }, parent: null, children: [] };
}

/** A deep copy of plain data that JSON can carry. */
export function copyOfData<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

const CONTAINERS: ReadonlySet<HostNodeType> = new Set([
  'PAGE',
  'FRAME',
  'GROUP',
  'BOOLEAN_OPERATION',
  'SECTION',
  'COMPONENT',
  'COMPONENT_SET',
  'TRANSFORM_GROUP',
  'SLOT',
  'SLIDE',
  'SLIDE_ROW',
  'SLIDE_GRID',
  'INSTANCE',
]);
const FRAMES: ReadonlySet<HostNodeType> = new Set(['FRAME', 'COMPONENT', 'COMPONENT_SET', 'SLOT', 'SLIDE', 'INSTANCE']);
/** Containers that only hold other nodes, and draw nothing themselves. */
const BARE: ReadonlySet<HostNodeType> = new Set(['PAGE', 'GROUP', 'TRANSFORM_GROUP', 'SLIDE_ROW', 'SLIDE_GRID']);

/** Whether nodes of a type can have children. */
export function isContainer(type: HostNodeType): boolean {
  return CONTAINERS.has(type);
}

/** Whether a type is a bracket: it has its children's position and size, and they live in its container's space. */
export function isBracket(type: HostNodeType): boolean {
  return type === 'GROUP' || type === 'TRANSFORM_GROUP' || type === 'BOOLEAN_OPERATION';
}

/** Whether a type is a frame: a container with a shape and a space of its own, and perhaps a layout. */
export function isFrame(type: HostNodeType): boolean {
  return FRAMES.has(type);
}

type TypeTest = (type: HostNodeType) => boolean;

const any: TypeTest = () => true;
const onPage: TypeTest = (type) => type !== 'PAGE';
const isText: TypeTest = (type) => type === 'TEXT' || type === 'TEXT_PATH';
const hasCorners: TypeTest = (type) => isFrame(type) || type === 'RECTANGLE' || type === 'SECTION';
const hasFills: TypeTest = (type) => !BARE.has(type);
const blends: TypeTest = (type) => type !== 'PAGE' && type !== 'SECTION' && !type.startsWith('SLIDE_');

const OWNERS: Readonly<Record<keyof NodeValues, TypeTest>> = {
  name: any,
  pluginData: any,
  relaunchData: any,
  visible: onPage,
  locked: onPage,
  expanded: onPage,
  relativeTransform: onPage,
  width: onPage,
  height: onPage,
  opacity: blends,
  blendMode: blends,
  isMask: blends,
  maskType: blends,
  effects: blends,
  layoutPositioning: blends,
  constraints: blends,
  fills: hasFills,
  strokes: hasFills,
  strokeWeight: hasFills,
  strokeAlign: hasFills,
  dashPattern: hasFills,
  complexStrokeProperties: (type) => hasFills(type) && type !== 'SECTION',
  cornerSmoothing: hasCorners,
  topLeftRadius: hasCorners,
  topRightRadius: hasCorners,
  bottomRightRadius: hasCorners,
  bottomLeftRadius: hasCorners,
  clipsContent: isFrame,
  layoutMode: isFrame,
  itemSpacing: isFrame,
  paddingLeft: isFrame,
  paddingTop: isFrame,
  characters: isText,
  fontSize: isText,
  pointCount: (type) => type === 'STAR' || type === 'POLYGON',
  innerRadius: (type) => type === 'STAR',
  vectorPaths: (type) => type === 'VECTOR',
  booleanOperation: (type) => type === 'BOOLEAN_OPERATION',
};

/** Whether nodes of a type have a value, as `in` shows plugins. A key that names no value gives false. */
export function hasValue(type: HostNodeType, key: string): key is keyof NodeValues {
  return Object.hasOwn(OWNERS, key) && OWNERS[key as keyof NodeValues](type);
}
