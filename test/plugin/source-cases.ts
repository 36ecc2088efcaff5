import type { HostDocument, HostNode, HostNodeType, NodeValues } from '../../plugin/playground/host/index';
import { png } from './pictures';

/** Size and place of the picture in a case, in canvas units. */
export const SIZE = { width: 60, height: 40 };
const PLACE: Transform = [
  [1, 0, 20],
  [0, 1, 15],
];

/** `layers`; `flattened: REASON`; or `refused: CODE`. As docs/figma-sources.md writes it. */
export type Outcome = string;

/** A source with one property, and what happens to it. */
export interface SourceCase {
  /** Section of the document. */
  readonly section: string;
  /** First cell of its row. */
  readonly row: string;
  readonly above: Outcome;
  /** For a frame whose picture is its own fill; null where a frame has no such property. */
  readonly inside: Outcome | null;
  /** Makes the source on the page; `type` is RECTANGLE or FRAME. */
  readonly make: (document: HostDocument, imageHash: string, type: HostNodeType) => HostNode;
}

export function imageOf(imageHash: string, more: Partial<ImagePaint> = {}): ImagePaint {
  return { type: 'IMAGE', scaleMode: 'FILL', imageHash, ...more };
}

const solid = (opacity = 1, more: Partial<SolidPaint> = {}): SolidPaint => ({
  type: 'SOLID',
  color: { r: 0.1, g: 0.6, b: 0.3 },
  opacity,
  ...more,
});

/** A source of the given values with one image fill. */
function plain(values: Partial<NodeValues>): SourceCase['make'] {
  return (document, imageHash, type) =>
    document.create(type, { name: 'Photo', ...SIZE, relativeTransform: PLACE, fills: [imageOf(imageHash)], ...values });
}

function filled(fills: (image: ImagePaint) => readonly Paint[]): SourceCase['make'] {
  return (document, imageHash, type) => plain({ fills: fills(imageOf(imageHash)) })(document, imageHash, type);
}

function row(
  section: string,
  name: string,
  above: Outcome,
  inside: Outcome | null,
  make: Partial<NodeValues> | SourceCase['make'],
): SourceCase {
  return { section, row: name, above, inside, make: typeof make === 'function' ? make : plain(make) };
}

const black = { r: 0, g: 0, b: 0, a: 0.6 };
const shadow = { color: black, offset: { x: 4, y: 4 }, radius: 6, visible: true, blendMode: 'NORMAL' } as const;
const noise = { type: 'NOISE', color: black, visible: true, blendMode: 'NORMAL', noiseSize: 1, density: 0.5 } as const;
const effect = (one: Effect): Partial<NodeValues> => ({ effects: [one] });

const EFFECTS: readonly SourceCase[] = [
  row('Effects', '`DROP_SHADOW`', 'layers', 'layers', effect({ type: 'DROP_SHADOW', ...shadow, spread: 3 })),
  row(
    'Effects',
    '`INNER_SHADOW`',
    'flattened: inner-shadow',
    'refused: layer-effects',
    effect({ type: 'INNER_SHADOW', ...shadow }),
  ),
  row(
    'Effects',
    '`LAYER_BLUR`, normal',
    'refused: layer-effects',
    'layers',
    effect({ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 6, visible: true }),
  ),
  row(
    'Effects',
    '`LAYER_BLUR`, progressive',
    'refused: layer-effects',
    'layers',
    effect({
      type: 'LAYER_BLUR',
      blurType: 'PROGRESSIVE',
      radius: 8,
      startRadius: 0,
      startOffset: { x: 0, y: 0 },
      endOffset: { x: 1, y: 0 },
      visible: true,
    }),
  ),
  row(
    'Effects',
    '`BACKGROUND_BLUR`',
    'layers',
    'layers',
    effect({ type: 'BACKGROUND_BLUR', blurType: 'NORMAL', radius: 6, visible: true }),
  ),
  row(
    'Effects',
    '`NOISE`',
    'refused: layer-effects',
    'refused: layer-effects',
    effect({ ...noise, noiseType: 'MONOTONE' }),
  ),
  row(
    'Effects',
    '`TEXTURE`',
    'refused: layer-effects',
    'refused: layer-effects',
    effect({ type: 'TEXTURE', visible: true, noiseSize: 1, radius: 3, clipToShape: true }),
  ),
  row(
    'Effects',
    '`GLASS`',
    'refused: layer-effects',
    'refused: layer-effects',
    effect({
      type: 'GLASS',
      visible: true,
      lightIntensity: 1,
      lightAngle: 0,
      refraction: 1,
      depth: 1,
      dispersion: 0,
      radius: 3,
    }),
  ),
  row(
    'Effects',
    '`SHADER`',
    'refused: layer-effects',
    'refused: layer-effects',
    effect({ type: 'SHADER', visible: true, id: 'any' }),
  ),
  row('Effects', 'hidden, or a blur of radius 0', 'layers', 'layers', {
    effects: [
      { type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 6, visible: false },
      { type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 0, visible: true },
    ],
  }),
];

const gradient = (type: GradientPaint['type'], alpha: number): GradientPaint => ({
  type,
  gradientTransform: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  gradientStops: [
    { position: 0, color: { r: 1, g: 0, b: 0, a: alpha } },
    { position: 1, color: { r: 0, g: 0, b: 1, a: 0 } },
  ],
});
const over = (paint: Paint): SourceCase['make'] => filled((image) => [image, paint]);
const FLATTENED = 'flattened: other-fills';
const NO_FILLS = 'refused: layer-fills';

const FILLS: readonly SourceCase[] = [
  row('Fills above the image', '`SOLID`', FLATTENED, FLATTENED, over(solid(0.4))),
  ...(['GRADIENT_LINEAR', 'GRADIENT_RADIAL', 'GRADIENT_ANGULAR', 'GRADIENT_DIAMOND'] as const).map((type) =>
    row('Fills above the image', `\`${type}\``, FLATTENED, FLATTENED, over(gradient(type, 0.5))),
  ),
  row(
    'Fills above the image',
    '`IMAGE`',
    'layers',
    'layers',
    filled((image) => [solid(), image]),
  ),
  row(
    'Fills above the image',
    '`VIDEO`',
    NO_FILLS,
    NO_FILLS,
    over({ type: 'VIDEO', scaleMode: 'FILL', videoHash: 'any', opacity: 0.5 }),
  ),
  row(
    'Fills above the image',
    '`PATTERN`',
    NO_FILLS,
    NO_FILLS,
    over({
      type: 'PATTERN',
      sourceNodeId: '1:1',
      tileType: 'RECTANGULAR',
      scalingFactor: 1,
      spacing: { x: 0, y: 0 },
      horizontalAlignment: 'START',
    }),
  ),
  row('Fills above the image', '`SHADER`', NO_FILLS, NO_FILLS, over({ type: 'SHADER', id: 'any' })),
  row('Fills above the image', 'hidden', 'layers', 'layers', over(solid(0.4, { visible: false }))),
];

const IMAGES: readonly SourceCase[] = [
  ...(['FILL', 'FIT', 'TILE'] as const).map((scaleMode) =>
    row(
      'The image itself',
      `\`${scaleMode}\``,
      'layers',
      'layers',
      filled((image) => [{ ...image, scaleMode, scalingFactor: 0.5 }]),
    ),
  ),
  row(
    'The image itself',
    '`CROP`',
    'layers',
    'layers',
    filled((image) => [
      {
        ...image,
        scaleMode: 'CROP',
        imageTransform: [
          [0.5, 0, 0.25],
          [0, 0.5, 0.25],
        ],
      },
    ]),
  ),
  row(
    'The image itself',
    'turned by quarters',
    'layers',
    'layers',
    filled((image) => [{ ...image, rotation: 90 }]),
  ),
  row(
    'The image itself',
    'adjusted (exposure, contrast, …)',
    'flattened: paint-filters',
    'flattened: paint-filters',
    filled((image) => [{ ...image, filters: { contrast: 0.4 } }]),
  ),
  row(
    'The image itself',
    'see-through, over an opaque fill',
    'flattened: paint-opacity',
    'flattened: paint-opacity',
    filled((image) => [solid(), { ...image, opacity: 0.5 }]),
  ),
  row(
    'The image itself',
    'see-through, over nothing opaque',
    NO_FILLS,
    NO_FILLS,
    filled((image) => [{ ...image, opacity: 0.5 }]),
  ),
  row(
    'The image itself',
    'with a blend mode, over an opaque fill',
    'flattened: blend-mode',
    'flattened: blend-mode',
    filled((image) => [solid(), { ...image, blendMode: 'MULTIPLY' }]),
  ),
  row(
    'The image itself',
    'with a blend mode, over nothing opaque',
    NO_FILLS,
    NO_FILLS,
    filled((image) => [{ ...image, blendMode: 'MULTIPLY' }]),
  ),
  row(
    'The image itself',
    'fitted, below a see-through fill',
    NO_FILLS,
    NO_FILLS,
    filled((image) => [{ ...image, scaleMode: 'FIT' }, solid(0.4)]),
  ),
];

const stroke = (strokeAlign: NodeValues['strokeAlign'], paint: Paint, more: Partial<NodeValues> = {}) => ({
  strokes: [paint],
  strokeWeight: 6,
  strokeAlign,
  ...more,
});
const STROKED = 'flattened: strokes';
const NO_STROKES = 'refused: layer-strokes';
const pictureStroke =
  (strokeAlign: NodeValues['strokeAlign']): SourceCase['make'] =>
  (document, imageHash, type) =>
    plain(stroke(strokeAlign, imageOf(document.placeImage(png('stroke')))))(document, imageHash, type);

const STROKES: readonly SourceCase[] = [
  row('Strokes', '`OUTSIDE`', 'layers', 'layers', stroke('OUTSIDE', solid(0.5))),
  row('Strokes', '`INSIDE`', STROKED, 'layers', stroke('INSIDE', solid())),
  row('Strokes', '`CENTER`', STROKED, 'layers', stroke('CENTER', solid())),
  row('Strokes', '`INSIDE`, see-through', STROKED, 'layers', stroke('INSIDE', solid(0.5))),
  row('Strokes', '`CENTER`, see-through', NO_STROKES, 'layers', stroke('CENTER', solid(0.5))),
  row(
    'Strokes',
    '`INSIDE`, with a blend mode',
    STROKED,
    'layers',
    stroke('INSIDE', solid(1, { blendMode: 'MULTIPLY' })),
  ),
  row('Strokes', 'dashes', STROKED, 'layers', stroke('CENTER', solid(), { dashPattern: [8, 5] })),
  row('Strokes', '`IMAGE`, outside', 'layers', 'layers', pictureStroke('OUTSIDE')),
  row('Strokes', '`IMAGE`, inside or centred', STROKED, 'layers', pictureStroke('CENTER')),
  row(
    'Strokes',
    '`BASIC`, on the picture',
    STROKED,
    'layers',
    stroke('INSIDE', solid(), { complexStrokeProperties: { type: 'BASIC' } }),
  ),
  row(
    'Strokes',
    '`DYNAMIC`',
    NO_STROKES,
    'layers',
    stroke('CENTER', solid(), { complexStrokeProperties: { type: 'DYNAMIC' } }),
  ),
  row(
    'Strokes',
    '`BRUSH`',
    NO_STROKES,
    'layers',
    stroke('CENTER', solid(), { complexStrokeProperties: { type: 'BRUSH' } }),
  ),
  row(
    'Strokes',
    'outside, see-through, with an inner shadow',
    NO_STROKES,
    'refused: layer-effects',
    stroke('OUTSIDE', solid(0.5), { effects: [{ type: 'INNER_SHADOW', ...shadow }] }),
  ),
];

const turned: Transform = [
  [Math.cos(0.5), -Math.sin(0.5), 40],
  [Math.sin(0.5), Math.cos(0.5), 5],
];

const SHAPES: readonly SourceCase[] = [
  row('Shape and layer', 'corner radii', 'layers', 'layers', {
    topLeftRadius: 18,
    topRightRadius: 4,
    bottomRightRadius: 12,
    bottomLeftRadius: 0,
  }),
  row('Shape and layer', 'corner smoothing', 'layers', 'layers', {
    topLeftRadius: 16,
    topRightRadius: 16,
    bottomRightRadius: 16,
    bottomLeftRadius: 16,
    cornerSmoothing: 0.8,
  }),
  row('Shape and layer', 'rotation', 'layers', 'layers', { relativeTransform: turned }),
  row('Shape and layer', 'opacity below 100 %', 'refused: layer-opacity', 'layers', { opacity: 0.6 }),
  row('Shape and layer', 'blend mode', 'refused: layer-blend-mode', 'layers', { blendMode: 'MULTIPLY' }),
  row('Shape and layer', 'mask', 'refused: layer-is-mask', 'refused: layer-is-mask', { isMask: true }),
  row('Shape and layer', 'inside a masked group', 'layers', 'layers', (document, imageHash, type) => {
    const source = plain({})(document, imageHash, type);
    const mask = document.create('ELLIPSE', { ...SIZE, relativeTransform: PLACE, isMask: true, fills: [solid()] });
    document.group([mask, source], document.page, document.page.children.length);
    document.insert(mask.parent!, 0, mask);
    return source;
  }),
  row('Shape and layer', 'inside a blurred group', 'layers', 'layers', (document, imageHash, type) => {
    const source = plain({})(document, imageHash, type);
    const group = document.group([source], document.page, document.page.children.length);
    document.set(group, effect({ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 5, visible: true }));
    return source;
  }),
];

/** An outline of a vector: a triangle with a hole. */
const TRIANGLE = { windingRule: 'EVENODD', data: 'M 0 40 L 30 0 L 60 40 Z M 20 32 L 40 32 L 30 16 Z' } as const;

const typeRow = (type: HostNodeType, above: Outcome, make: SourceCase['make']): SourceCase =>
  row('Node types', `\`${type}\``, above, null, make);

const shape = (type: HostNodeType, values: Partial<NodeValues> = {}): SourceCase =>
  typeRow(type, 'layers', (document, imageHash) => plain(values)(document, imageHash, type));

const NO_TYPE = 'refused: layer-type';
const refusedType = (type: HostNodeType): SourceCase =>
  typeRow(type, NO_TYPE, (document, imageHash) => plain({})(document, imageHash, type));

/** A picture on a rectangle inside a container of a type. */
const within = (
  type: HostNodeType,
  above: Outcome,
  more: (document: HostDocument, parent: HostNode) => void = () => {},
) =>
  typeRow(type, above, (document, imageHash) => {
    const parent = document.create(type, { width: 100, height: 70, clipsContent: type === 'INSTANCE' });
    const source = document.create(
      'RECTANGLE',
      { name: 'Photo', ...SIZE, relativeTransform: PLACE, fills: [imageOf(imageHash)] },
      parent,
    );
    more(document, parent);
    return source;
  });

const NODE_TYPES: readonly SourceCase[] = [
  shape('RECTANGLE'),
  shape('ELLIPSE'),
  shape('POLYGON', { pointCount: 6 }),
  shape('STAR', { pointCount: 5, innerRadius: 0.5 }),
  shape('VECTOR', { vectorPaths: [TRIANGLE] }),
  shape('TEXT', { characters: 'Skin', fontSize: 28 }),
  shape('TEXT_PATH', { characters: 'Skin', fontSize: 28 }),
  typeRow('BOOLEAN_OPERATION', 'layers', (document, imageHash) => {
    const union = document.create('BOOLEAN_OPERATION', {
      name: 'Photo',
      booleanOperation: 'SUBTRACT',
      fills: [imageOf(imageHash)],
    });
    document.create('RECTANGLE', { ...SIZE, relativeTransform: PLACE }, union);
    const inner: Transform = [
      [1, 0, 40],
      [0, 1, 25],
    ];
    document.create('ELLIPSE', { width: 20, height: 20, relativeTransform: inner }, union);
    return union;
  }),
  shape('FRAME'),
  shape('COMPONENT'),
  shape('SLIDE'),
  shape('SLOT'),
  shape('INSTANCE'),
  within('GROUP', 'layers'),
  refusedType('SECTION'),
  refusedType('COMPONENT_SET'),
  within('TRANSFORM_GROUP', NO_TYPE),
  within('SLIDE_ROW', NO_TYPE),
  within('SLIDE_GRID', NO_TYPE),
];

const COVERED = 'refused: layer-in-instance';
const inInstance = (name: string, above: Outcome, more: (document: HostDocument, instance: HostNode) => void) => ({
  ...within('INSTANCE', above, more),
  section: 'Inside an instance',
  row: name,
});

const INSTANCES: readonly SourceCase[] = [
  inInstance('nothing else', 'layers', () => undefined),
  inInstance('a layer over the picture', COVERED, (document, instance) => {
    document.create('TEXT', { characters: 'Over', ...SIZE, relativeTransform: PLACE }, instance);
  }),
  inInstance('a layer beside the picture', 'layers', (document, instance) => {
    document.create('RECTANGLE', { width: 15, height: 10, fills: [solid()] }, instance);
  }),
  inInstance('a mask below the picture', COVERED, (document, instance) => {
    const mask = document.create('ELLIPSE', { ...SIZE, isMask: true, fills: [solid()] }, instance);
    instance.children.unshift(instance.children.splice(instance.children.indexOf(mask), 1)[0]!);
  }),
  inInstance('a blur on the instance', COVERED, (document, instance) =>
    document.set(instance, effect({ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 6, visible: true })),
  ),
  inInstance('opacity of the instance', COVERED, (document, instance) => document.set(instance, { opacity: 0.5 })),
  inInstance('a clip through the picture', COVERED, (document, instance) => document.set(instance, { width: 50 })),
];

/** A case for each row of docs/figma-sources.md that can be built in the playground. */
export const SOURCE_CASES: readonly SourceCase[] = [
  ...EFFECTS,
  ...FILLS,
  ...IMAGES,
  ...STROKES,
  ...SHAPES,
  ...NODE_TYPES,
  ...INSTANCES,
];
