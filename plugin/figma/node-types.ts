/** How one type of node takes layers over a picture that is its fill. */
export interface NodeTypeRules {
  /**
   * `clone`: above it, as clones of its shape. `redraw`: above it, as rectangles of its shape. `inside`: inside it,
   * below its children. `none`: nowhere.
   */
  readonly layers: 'clone' | 'redraw' | 'inside' | 'none';
  readonly hasFills: boolean;
  /** Whether its children are layers, which can be sources themselves. */
  readonly holdsLayers: boolean;
  /** Whether a group of ours may be its child. */
  readonly takesGroups: boolean;
}

const SHAPE: NodeTypeRules = { layers: 'clone', hasFills: true, holdsLayers: false, takesGroups: false };
const FRAME: NodeTypeRules = { layers: 'inside', hasFills: true, holdsLayers: true, takesGroups: true };
const BRACKET: NodeTypeRules = { layers: 'none', hasFills: false, holdsLayers: true, takesGroups: true };
/** A container that takes children of certain types only, or that repeats them. */
const RACK: NodeTypeRules = { layers: 'none', hasFills: false, holdsLayers: true, takesGroups: false };
/** A type without layers inside, and without a picture as its fill in a design file. */
const OPAQUE: NodeTypeRules = { layers: 'none', hasFills: false, holdsLayers: false, takesGroups: false };

/** Every node type of the plugin API. A type that the installed typings gain does not compile until it has a row. */
const NODE_TYPES: Readonly<Record<SceneNode['type'], NodeTypeRules>> = {
  RECTANGLE: SHAPE,
  ELLIPSE: SHAPE,
  POLYGON: SHAPE,
  STAR: SHAPE,
  VECTOR: SHAPE,
  // Its children are parts of its shape, not layers.
  BOOLEAN_OPERATION: SHAPE,
  TEXT: SHAPE,
  TEXT_PATH: SHAPE,
  FRAME,
  COMPONENT: FRAME,
  SLIDE: FRAME,
  SLOT: FRAME,
  // An instance takes no children: layers lie above it.
  INSTANCE: { layers: 'redraw', hasFills: true, holdsLayers: true, takesGroups: false },
  GROUP: BRACKET,
  // The plugin API does not say how a section's own outline lies to its children.
  SECTION: { ...BRACKET, hasFills: true },
  COMPONENT_SET: { ...RACK, hasFills: true },
  TRANSFORM_GROUP: RACK,
  SLIDE_ROW: RACK,
  SLIDE_GRID: RACK,
  LINE: OPAQUE,
  SLICE: OPAQUE,
  INTERACTIVE_SLIDE_ELEMENT: OPAQUE,
  STICKY: OPAQUE,
  CONNECTOR: OPAQUE,
  SHAPE_WITH_TEXT: OPAQUE,
  CODE_BLOCK: OPAQUE,
  STAMP: OPAQUE,
  WIDGET: OPAQUE,
  EMBED: OPAQUE,
  LINK_UNFURL: OPAQUE,
  MEDIA: OPAQUE,
  HIGHLIGHT: OPAQUE,
  WASHI_TAPE: OPAQUE,
  TABLE: OPAQUE,
};

/** The rules of a node type. A type that is newer than this plugin takes no layers. */
export function rulesOf(type: string): NodeTypeRules {
  return type === 'PAGE' ? BRACKET : ((NODE_TYPES as Readonly<Record<string, NodeTypeRules>>)[type] ?? OPAQUE);
}

/** The types of node whose layers are clones. */
export const CLONED_TYPES = (Object.keys(NODE_TYPES) as SceneNode['type'][]).filter(
  (type) => NODE_TYPES[type].layers === 'clone',
);
