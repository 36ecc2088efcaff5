import { translation } from '../../geometry/affine';
import type { HostDocument } from './document';
import type { HostNode, HostNodeType, NodeValues } from './node';

/** Distance between slides or assets, in canvas units. */
const GAP = 240;
const SLIDE = { width: 1920, height: 1080 };
const ASSET = { width: 1080, height: 1350 };
const SAND: SolidPaint = { type: 'SOLID', color: { r: 0.96, g: 0.93, b: 0.89 } };
const GREY: SolidPaint = { type: 'SOLID', color: { r: 0.85, g: 0.85, b: 0.85 } };
const VIDEO: VideoPaint = { type: 'VIDEO', scaleMode: 'FILL', videoHash: 'a-video' };
const INK: SolidPaint = { type: 'SOLID', color: { r: 0.13, g: 0.12, b: 0.11 } };

/** Fills an empty document of Figma Slides or Buzz with what its editor has, around a picture. Ends an undo step. */
export function addEditorScene(document: HostDocument, imageHash: string): void {
  if (document.grid.editor === 'slides') addSlides(document, imageHash);
  if (document.grid.editor === 'buzz') addAssets(document, imageHash);
  document.commitUndo();
}

/** A slide with a photo on it, and a slide whose own fill is the photo. */
function addSlides(document: HostDocument, imageHash: string): void {
  const row = addRow(document, SLIDE, 2);
  const speaker = addPlace(document, row, 'SLIDE', 0, SLIDE, { name: 'Speaker', fills: [SAND] });
  addText(document, speaker, 'Meet the speaker', 1010, 440);
  addPhoto(document, speaker, [imageOf(imageHash)], { width: 860, height: 1080 });
  addPlace(document, row, 'SLIDE', 1, SLIDE, { name: 'Full-bleed', fills: [imageOf(imageHash)] });
}

/** A plain asset, one with a locked template, an instance of a template, and fields with nothing or a video in them. */
function addAssets(document: HostDocument, imageHash: string): void {
  const { grid } = document;
  const row = addRow(document, ASSET, 5);
  const add = (name: string, type: HostNodeType, index: number, fills: readonly Paint[]): HostNode => {
    const asset = addPlace(document, row, type, index, ASSET, { name, fills: [SAND] });
    grid.addField(addPhoto(document, asset, fills, { width: 1080, height: 1080 }));
    addText(document, asset, name, 60, 1170);
    return asset;
  };
  add('Post', 'FRAME', 0, [imageOf(imageHash)]);
  grid.lock(add('Locked template', 'FRAME', 1, [imageOf(imageHash)]));
  add('Instance of a template', 'INSTANCE', 2, [imageOf(imageHash)]);
  add('Empty field', 'FRAME', 3, [GREY]);
  add('Video', 'FRAME', 4, [GREY, VIDEO]);
}

function addRow(document: HostDocument, { width, height }: typeof SLIDE, places: number): HostNode {
  const size = { width: places * (width + GAP) - GAP, height };
  const grid = document.create('SLIDE_GRID', { name: 'Grid', ...size }, document.page);
  return document.create('SLIDE_ROW', { name: 'Row 1', ...size }, grid);
}

function addPlace(
  document: HostDocument,
  row: HostNode,
  type: HostNodeType,
  index: number,
  size: typeof SLIDE,
  values: Partial<NodeValues>,
): HostNode {
  const relativeTransform = translation(index * (size.width + GAP), 0);
  return document.create(type, { ...size, ...values, relativeTransform, clipsContent: true }, row);
}

function addPhoto(
  document: HostDocument,
  parent: HostNode,
  fills: readonly Paint[],
  size: { readonly width: number; readonly height: number },
): HostNode {
  return document.create('RECTANGLE', { name: 'Photo', ...size, fills }, parent);
}

function addText(document: HostDocument, parent: HostNode, characters: string, x: number, y: number): void {
  const place = { relativeTransform: translation(x, y), width: 800, height: 120 };
  document.create('TEXT', { name: characters, characters, fontSize: 88, fills: [INK], ...place }, parent);
}

function imageOf(imageHash: string): ImagePaint {
  return { type: 'IMAGE', scaleMode: 'FILL', imageHash };
}
