import { problemText, type ProblemTexts } from './problem-text';
import type { SpotReason } from '../engine/api/report';
import { layersDone } from './adjustment-text';
import { clothesEn } from './clothes-en';
import { shapeEn } from './shape-en';
import type { DoneCounts, Messages, OutcomeCounts, PreviewCounts, RunCounts } from './messages';
import type { DrawnEffect } from '../host-api/host-api';

export const en: Messages = {
  language: 'en',
  problem: (problem) => problemText(PROBLEMS, problem),
  unchanged: {
    'no-face': 'No face found. Nothing was changed.',
    'faces-too-small': 'The faces are smaller than 64 px. Nothing was changed.',
    'nothing-to-change': 'There was nothing to change with these settings.',
  },
  flattened: {
    asked: 'as one picture, as asked',
    'paint-filters': 'as one picture, because the image has adjustments (exposure, contrast, …)',
    'blend-mode': 'as one picture, because the image fill has a blend mode',
    'other-fills': 'as one picture, because other fills lie over the image',
    'paint-opacity': 'as one picture, because the image fill is not fully opaque',
    'inner-shadow': 'as one picture, because the layer has an inner shadow',
    strokes: 'as one picture, because strokes lie over the image',
    rasterised: 'from a picture of the layer',
  },
  stages: {
    decode: 'Reading',
    faces: 'Finding faces',
    skin: 'Finding skin',
    heal: 'Healing',
    blend: 'Evening',
    light: 'Shaping light',
    compose: 'Building layers',
    shape: 'Shaping bodies',
    encode: 'Finishing',
  },
  done,
  pictureCount: (layers, pictures) =>
    layers === pictures
      ? count(layers, 'layer', 'layers')
      : `${count(layers, 'layer', 'layers')} · ${count(pictures, 'picture', 'pictures')}`,
  runSummary,
  engine: {
    starting: 'Engine starting',
    testing: 'Testing the GPU',
    wasm: 'On this machine · CPU',
    webgpu: 'On this machine · GPU',
    failed: 'Engine not running',
  },
  givenUp: {
    'no-gpu': 'No GPU can be used here.',
    'slow-gpu': 'This machine has only a software GPU: the CPU is faster.',
    'small-gpu': 'This GPU’s buffer limits are too small.',
    'wrong-numbers': 'The GPU computes wrong numbers and is not used.',
    'gpu-lost': 'The GPU was lost during its test and is not used.',
    'page-unreachable': 'The engine page for the GPU cannot be reached.',
    'not-started': 'The engine for the GPU did not start.',
    stopped: 'The GPU stopped and the CPU continues. Nothing was lost.',
  },
  diagnostics: 'Diagnostics',
  diagnosticsHint: 'Facts about this host. Nothing is sent: copy the text and send it to whoever helps you.',
  diagnosticsRunning: 'Measuring …',
  facts: {
    browser: 'Browser',
    secure: 'Secure context',
    address: 'Address',
    gpu: 'WebGPU',
    gpuLimits: 'GPU limits',
    gpuFeatures: 'GPU features',
    webgl: 'WebGL 2',
    workers: 'Workers',
    jspi: 'JSPI',
    threads: 'Threads',
    functions: 'Functions',
    host: 'Host',
    colours: 'Document colours',
    toHost: 'Bytes to the host',
    fromHost: 'Bytes from the host',
    memory: 'Memory',
    softLight: 'Soft light against W3C',
    engine: 'Engine',
    violations: 'Refused by the page’s rules',
  },
  copyReport: 'Copy all',
  selectReport: 'Select all',
  reportCopied: 'Copied.',
  reportSelected: 'The text is selected: copy it with Ctrl+C or ⌘C.',
  shape: shapeEn,
  clothes: clothesEn,
  adjustments: {
    heal: {
      name: 'Heal',
      hint: 'Blemishes keeps moles, freckles and scars. All heals them too.',
      options: { off: 'Off', blemishes: 'Blemishes', all: 'All' },
    },
    unsure: {
      name: 'When unsure',
      hint: 'Keeps or heals spots that may be blemishes or marks. Applies to Blemishes.',
      options: { keep: 'Keep', heal: 'Heal' },
    },
    sensitivity: { name: 'Sensitivity', hint: 'Higher finds fainter blemishes.' },
    largest: {
      name: 'Largest spot',
      hint: 'Leaves spots alone that are wider than this share of the face. 20 % sets no limit.',
    },
    even: {
      name: 'Even tone',
      hint: 'Evens skin tone. It is the opacity of the Blend layer: change it later.',
      done: 'tone evened',
    },
    evenHue: { name: 'Hue', hint: 'How much of the uneven hue Even tone evens. At 0 all hue stays.' },
    evenSaturation: {
      name: 'Saturation',
      hint: 'How much of the uneven saturation Even tone evens. At 0 all saturation stays.',
    },
    evenLight: {
      name: 'Light',
      hint: 'How much of the uneven light Even tone evens. At 0 all light and shade stay.',
    },
    volume: {
      name: 'Volume',
      hint: 'Evens small light and dark patches, as dodge and burn does. Pores and form stay.',
      done: 'patches evened',
    },
    contour: {
      name: 'Contour',
      hint: 'Deepens broad light and shade. Below 0 flattens them.',
      done: 'contour changed',
    },
    lines: {
      name: 'Lines',
      hint: 'Softens the shadows of lines on forehead, eyes, mouth and neck, by 70 % at most.',
      done: 'lines softened',
    },
    shine: {
      name: 'Shine',
      hint: 'Adds gloss to skin. Below 0 takes glare away; a fifth of it always stays.',
      done: 'shine changed',
    },
    underEyes: {
      name: 'Under-eyes',
      hint: 'Lightens dark circles and bags, by 70 % at most.',
      done: 'under-eyes lightened',
    },
    texture: {
      name: 'Texture',
      hint: 'Sharpens skin texture. Below 0 softens it, and 60 % of it always stays.',
      done: 'texture changed',
    },
    brighten: { name: 'Brighten', hint: 'Brightens skin. Off unless you ask for it.', done: 'skin brightened' },
  },
  flatten: 'Also add a merged copy',
  cancel: 'Cancel',
  waiting: 'Waiting',
  cancelled: 'Cancelled. Nothing was changed.',
  allOff: 'Everything is off: turn a tool on.',
  running: 'Retouching',
  layers: 'Layers',
  emptyTitle: 'Select a portrait',
  percent: '%',
  percentSpoken: 'percent',
  pixels: 'px',
  pixelsSpoken: 'pixels',

  networks: 'Networks',
  networksHint:
    'Softlight’s own networks, or ModelScope’s skin retouching as imported to the engine page. The choice lasts while this window is open.',
  networkSets: { softlight: 'Softlight', modelscope: 'ModelScope' },
  networksLoading: 'Loading ModelScope’s networks …',
  networksOurs: 'Softlight’s own networks are chosen now.',

  preview: 'Preview',
  loadingTitle: 'Reading the picture',
  failedTitle: 'This picture cannot be shown',
  previewLabel,
  nothingToSee: {
    'no-face': 'No face found. If there is one, drag a box around it.',
    'box-without-face':
      'The box shows no face, so nothing is changed. Draw it closely around the face, or remove it in the list of faces.',
    'faces-too-small': 'The faces are smaller than 64 px. Place a larger copy of the picture, or select a closer one.',
  },
  outlineFace: 'Outline a face',
  commandNames: {
    'next-spot': 'next spot',
    'previous-spot': 'previous spot',
    'use-tool': 'use the tool, or keep or heal the spot',
    hand: 'move the picture with any tool, while held',
    'choose-spot': 'spot tool',
    'choose-brush': 'brush tool',
    'choose-face': 'face tool',
    'choose-move': 'move tool',
    'leave-tool': 'back to the move tool',
    'go-left': 'move the tool or the picture left',
    'go-right': 'move the tool or the picture right',
    'go-up': 'move the tool or the picture up',
    'go-down': 'move the tool or the picture down',
    'zoom-in': 'zoom in',
    'zoom-out': 'zoom out',
    'zoom-fit': 'show the whole picture',
    'zoom-full': 'show at 100 %',
    'zoom-face': 'show the face',
    'tool-smaller': 'make the tool smaller',
    'tool-larger': 'make the tool larger',
    'show-before': 'show the picture before, while held',
    'toggle-marks': 'show or hide the marks',
    'toggle-mask': 'show or hide the skin mask',
    'toggle-clipped': 'show or hide newly clipped pixels',
    'next-picture': 'next picture',
    'previous-picture': 'previous picture',
    'heal-find': 'heal the spot, then the next one',
    'keep-find': 'keep the spot, then the next one',
    'toggle-find': 'heal or keep the spot',
    'next-find': 'next spot (also → ↓)',
    'previous-find': 'previous spot (also ↑)',
    'end-review': 'end the review',
    undo: 'undo in the panel, then in the document',
    redo: 'redo',
    retouch: 'retouch or update',
    'show-keys': 'show this list',
  },
  spotSaid: (number, of, text) => `Spot ${number} of ${of}: ${text}`,
  findMarks: { healed: 'Healed', unsure: 'Doubtful', kept: 'Kept', added: 'Added by you' },
  byYou: (mark) => `${mark} by you`,
  findGroups: (group, number) => `${{ unsure: 'Doubtful', healed: 'Healed', kept: 'Kept' }[group]} ${number}`,
  findCounts: ({ healed, unsure, kept }) =>
    [`${healed} healed`, ...(unsure > 0 ? [`${unsure} doubtful`] : []), ...(kept > 0 ? [`${kept} kept`] : [])].join(
      ' · ',
    ),
  healedCount: (number) => count(number, 'spot', 'spots'),
  noFinds: 'No spots found.',
  noFindsHere: 'None here.',
  reviewFinds: 'Review',
  reviewTitle: 'Review spots',
  healedOf: (healed, of) => `${healed} of ${of} healed`,
  findScore: (percent) => `${percent} % blemish`,
  healFind: 'Heal',
  keepFind: 'Keep',
  spotReason,
  outlineSaid: (state) =>
    ({
      pending: 'Looking for a face in the box',
      done: 'The face in the box is added',
      'too-small': 'The face in the box is under 64 px: nothing is changed',
      'no-face': 'The box shows no face',
      'known-face': 'Softlight has found the face in the box already',
    })[state],
  splitHandle: 'Before and after',
  splitSaid: (percent) => `${percent} percent before`,
  before: 'Before',
  tools: 'Tools',
  toolNames: {
    move: 'Move',
    spot: 'Spot: click to heal or keep',
    brush: 'Brush: exclude or include skin',
    face: 'Face: drag a box around a face that Softlight missed',
  },
  undo: 'Undo',
  redo: 'Redo',
  compare: 'Compare',
  compares: { after: 'After', split: 'Split', side: 'Side' },
  compareHints: {
    after: 'Show the result',
    split: 'Split before and after',
    side: 'Before and after side by side',
  },
  holdBefore: 'Show before while held',
  showSpots: 'Show marks',
  showMask: 'Show the skin mask',
  zoom: 'Zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  face: 'Face',
  faceHint: 'Show the face large',
  fit: 'Fit',
  fitHint: 'Show the whole picture',
  fullSizeHint: 'Show one picture pixel as one screen pixel',
  view: 'View',
  views: {
    result: 'Result',
    solarise: 'Solarise',
    luminosity: 'Luminosity',
    clipped: 'Newly clipped',
    blend: 'Blend layer',
    mask: 'Skin mask',
  },
  onlyLayer: (name) => `Only ${name}`,
  clippedPixels: (number) =>
    number === 0 ? 'No pixel is newly clipped.' : `${count(number, 'pixel is', 'pixels are')} newly clipped.`,
  brush: 'Brush',
  exclude: 'Exclude',
  include: 'Include',
  freeze: 'Freeze',
  size: 'Size',
  spotSizeHint: 'Diameter of a spot that you add, in picture pixels.',
  brushSizeHint: 'Diameter of the brush, in picture pixels.',
  faceSizeHint: 'Side of the box that a click or Enter places, in picture pixels.',
  feather: 'Feather',
  featherHint: 'Width of the brush’s soft edge: 0 % is hard, 100 % fades from the middle.',
  strokeCount: (number) => count(number, 'stroke', 'strokes'),
  removeLastStroke: 'Remove last',
  clearStrokes: 'Clear',

  faces: 'Faces',
  faceName: (number) => `Face ${number}`,
  boxName: 'Your box',
  removeBox: (face) => `Remove the box for ${face}`,
  faceSkipped: {
    'too-small': 'Under 64 px: nothing changed',
    'no-face': 'No face: nothing changed',
    'known-face': 'Already found: nothing added',
  },
  allFaces: 'All faces',
  faceChosen: (face, isOn) => (isOn ? `The tools show the values of ${face}.` : `${face} is left as it is.`),
  retouchFace: (face) => `Retouch ${face}`,
  ownSettings: 'own settings',
  followAll: 'Same as all',

  toolList: 'Retouching tools',
  layerOn: (name) => `${name} layer`,
  eyeHint: 'Turn the layer on or off. With Alt: only this one',
  off: 'Off',
  reach: 'Reach',
  reachHint: 'From only the surest blemishes to every mark. Above 70 it also heals moles and freckles.',
  moreSettings: 'More',

  reveal: (layer) => `Show ${layer} on the canvas`,
  resize: 'Resize window (drag, or arrow keys)',

  preset: 'Preset',
  presetCustom: 'Custom',
  presetNames: { natural: 'Natural', clean: 'Clean', strong: 'Strong' },
  presetSave: 'Save as preset',
  presetRename: 'Rename',
  presetDelete: 'Delete',
  presetImport: 'Import',
  presetImportHint: 'Drop a presets file here, or paste its text',
  presetExport: 'Export yours',
  presetNameLabel: 'Name of the preset',
  presetSaved: (name) => `“${name}” is saved.`,
  presetDeleted: (name) => `“${name}” is deleted.`,
  presetsImported: (number) => `${count(number, 'preset', 'presets')} imported.`,
  presetsRefused: {
    'no-presets-file': 'This is not a file of Softlight presets.',
    'no-presets-in-it': 'There are no usable presets in this file.',
  },

  otherLanguage: { tag: 'zh-CN', name: '中文' },
  scope: 'Settings for',
  scopes: { all: 'All pictures', one: 'This one' },
  retryFailed: 'Retry failed',
  leftOut: 'Left out',
  leaveOut: (layer) => `Leave out ${layer}`,
  timeLeft: (seconds) => (seconds < 60 ? `About ${seconds} s left` : `About ${Math.round(seconds / 60)} min left`),

  actions: {
    retouch: (number) => (number === null ? 'Retouch' : `Retouch ${number}`),
    update: (number) => (number === null ? 'Update' : `Update ${number}`),
    'update-all': () => 'Update all',
    apply: () => 'Apply',
  },
  changedCount: (number) => `${number} to do`,
  changedRow: 'Changed',
  upToDate: 'Up to date',
  outcome,
  ready: 'not applied yet',
  leftAlone: 'Left as you changed it.',
  mainMenu: 'More commands',
  reviewFirst: 'Look first, apply later',
  copySettings: 'Copy settings',
  pasteSettings: (number) => (number > 1 ? `Paste settings to ${number} pictures` : 'Paste settings'),
  updateAll: 'Update all again',
  resetPicture: 'Reset picture',
  keys: 'Keys',
  keyScopes: { panel: 'Everywhere', canvas: 'On the picture', review: 'In the review' },
  close: 'Close',
  back: 'Back',
  removeRetouch: 'Remove retouch',
  removed: (retouches, kept) =>
    `${count(retouches, 'retouch', 'retouches')} removed.${kept === 0 ? '' : ` ${count(kept, 'layer', 'layers')} of your own stayed.`}`,
  changedTitle: (layers) =>
    layers === 1 ? 'You have changed the retouch of this layer' : `You have changed the retouch of ${layers} layers`,
  changes: {
    moved: 'moved',
    opacity: 'opacity',
    'blend-mode': 'blend mode',
    visibility: 'hidden or shown',
    mask: 'mask',
    effects: 'effects',
    painted: 'fills or strokes',
    added: 'layers added',
    removed: 'layers removed',
    ungrouped: 'ungrouped',
  },
  changedAnswers: {
    replace: { name: 'Replace', hint: 'Your changes to Softlight’s layers are lost. Layers that you added stay.' },
    beside: { name: 'Keep both', hint: 'Your version stays below the new one, hidden.' },
    leave: { name: 'Leave as it is', hint: 'Nothing is written for these layers.' },
  },
  more: (number) => `and ${number} more`,
  hostBusy: 'Photoshop is busy: finish the tool or dialog that is open',
  openToSee: 'Open Softlight to see why.',
  againStarting: 'Softlight is starting',
  againProgress: ({ number, of, name }) => (of === 1 ? `Retouching ${name}` : `Retouching ${number} of ${of}: ${name}`),
};

const effectNames: Readonly<Record<DrawnEffect, string>> = {
  'drop-shadow': 'a drop shadow',
  'background-blur': 'a background blur',
  'inner-shadow': 'an inner shadow',
  'layer-blur': 'a layer blur',
  noise: 'noise',
  texture: 'a texture',
  glass: 'glass',
  shader: 'a shader',
  other: 'an effect that Softlight does not know',
};

/** @param remedy what to do before a retouch */
function obstacleText(fact: string, remedy: string, retouched: boolean): string {
  return retouched
    ? `This layer ${fact}, and its earlier retouch still lies over it. Press Remove retouch.`
    : `This layer ${fact}: a retouch over it would not look right. ${remedy}`;
}

/** The event and the remedy, for each code. */
const PROBLEMS: ProblemTexts = {
  'layer-effects': ({ effect, retouched }) =>
    obstacleText(`has ${effectNames[effect]}`, 'Move the effect to a group around the layer, then retouch.', retouched),
  'layer-strokes': ({ retouched }) =>
    obstacleText('has see-through or brush strokes', 'Make them opaque, or put them outside.', retouched),
  'layer-fills': ({ retouched }) =>
    obstacleText('has see-through or pattern fills', 'Put an opaque colour below the image.', retouched),
  'layer-opacity': ({ retouched }) =>
    obstacleText('is not fully opaque', 'Move its opacity to a group around the layer, then retouch.', retouched),
  'layer-blend-mode': ({ retouched }) =>
    obstacleText('has a blend mode', 'Move it to a group around the layer, then retouch.', retouched),
  'layer-is-mask': ({ retouched }) =>
    obstacleText('is a mask', 'Retouch the layer that it masks, or release the mask.', retouched),
  'layer-type': ({ retouched }) =>
    obstacleText('takes no layers', 'Put the picture on a rectangle or a frame.', retouched),
  'layer-in-instance': ({ retouched }) =>
    obstacleText(
      'is covered, masked or changed inside its instance',
      'Retouch its main component, or detach the instance.',
      retouched,
    ),
  'layer-in-template': ({ retouched }) =>
    retouched
      ? obstacleText('is part of an instance of a template now', '', retouched)
      : 'This picture is part of an instance of a template, which takes no layers. Detach the instance, or retouch the photo in a design file and choose it here.',
  'layer-changed': () =>
    'The fills, strokes or effects of this layer changed during its retouch. Nothing was written: run Retouch again.',
  'nothing-selected': () => 'Select one or more layers that hold portraits.',
  'no-image-in-selection': () =>
    'There is no picture in the selection. Select a layer with an image fill, or a frame that holds one.',
  'media-is-video': () => 'The media field holds a video. Softlight retouches still pictures.',
  'media-is-empty': () => 'The media field has no picture yet. Choose one, then retouch.',
  'image-missing': () => 'Figma no longer has this picture. Place it again.',
  'export-failed': ({ detail }) =>
    `Figma could not export this layer as a picture (${detail}). Try again, or place the picture anew.`,
  'layer-gone': () => 'This layer was deleted during its retouch. Nothing was written.',
  'picture-replaced': () =>
    'The picture of this layer was replaced during its retouch. Nothing was written: run Retouch again.',
  'image-refused': ({ detail }) => `Figma refused the finished layer (${detail}). Nothing was written.`,
  'write-failed': ({ detail }) => `The layers could not be placed (${detail}). Nothing was changed.`,
  'template-locked': ({ detail }) =>
    `Figma refused the layers (${detail}), and nothing was changed. The template may lock this part: remove its guidelines, or retouch the photo in a design file and choose it here.`,
  'nothing-to-remove': () => 'The selection has no Softlight retouch. Select a retouched layer, or its group.',
  'remove-failed': ({ detail }) => `The retouch could not be removed (${detail}). Nothing was changed.`,
  'read-only': () => 'This file cannot be edited. Ask for edit access, or work in a copy.',
  'no-document': () => 'No document is open. Open one that holds portraits.',
  'colour-mode': ({ mode }) =>
    `This document is in ${mode}. Choose Image → Mode → RGB Color or Grayscale, then try again; or work in a copy.`,
  'bit-depth': () =>
    'This document has 32 bits a channel. Choose Image → Mode → 16 Bits/Channel, then try again; or work in a copy.',
  'empty-layer': () => 'This layer has no pixels on the canvas: there is nothing to retouch.',
  'hidden-layer': () => 'This layer is hidden. Show it, then try again.',
  'document-gone': () => 'This document was closed during its retouch. Nothing was written.',
  'host-busy': () =>
    'Photoshop was busy for a minute with a tool or a dialog. Nothing was changed: finish it, then try again.',
  'stopped-in-host': () => 'You stopped this in Photoshop. Nothing was changed.',
  'read-failed': ({ detail }) =>
    `Photoshop could not read this picture (${detail}). Try again, or rasterise the layer.`,
  'empty-file': () => 'The picture is an empty file. Place it again.',
  'unknown-format': () => 'This is not a PNG or JPEG picture. Place it again as one of these.',
  'unsupported-format': ({ format }) => `${format.toUpperCase()} pictures cannot be read. Place it as PNG or JPEG.`,
  animated: ({ format }) => `This ${format.toUpperCase()} is animated. Place the frame you need as a still picture.`,
  'damaged-file': ({ format }) =>
    `The ${format.toUpperCase()} is damaged or cut short. Place it again from the original.`,
  'too-large': ({ height, limit, width }) =>
    `${width} × ${height} px is too large: up to ${limit} px a side can be retouched.`,
  'too-small': ({ height, limit, width }) => `${width} × ${height} px is too small: a face needs at least ${limit} px.`,
  'fully-transparent': () => 'The picture is fully transparent: there is nothing to retouch.',
  'network-missing': ({ network }) => `Part of the plugin is missing (${network}). Install Softlight again.`,
  'network-damaged': ({ network }) => `Part of the plugin is damaged (${network}). Install Softlight again.`,
  'imported-absent': () => 'This engine has no ModelScope networks. Retouch with Softlight’s own.',
  'imported-unusable': ({ network, reason }) =>
    `ModelScope’s networks cannot be used: ${unusable[reason](network)}. Import them again, or retouch with Softlight’s own.`,
  'out-of-memory': () => 'There was not enough memory. Close other files or make the picture smaller, then try again.',
  'gpu-lost': ({ detail }) => `The GPU stopped (${detail}). Try again on the CPU. The original is untouched.`,
  internal: ({ detail }) => `Something went wrong in Softlight (${detail}). Try again; the original is untouched.`,
};

function outcome({ spots, roles }: OutcomeCounts): string {
  const healed = roles.includes('heal') ? [`${count(spots, 'spot', 'spots')} healed`] : [];
  const shaped = roles.includes('shape') ? [shapeEn.done] : [];
  const ironed = roles.includes('clothes') ? [clothesEn.done] : [];
  const text = [...healed, ...layersDone(en.adjustments, roles), ...shaped, ...ironed].join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function previewLabel({ faces, finds }: PreviewCounts): string {
  const parts = [count(faces, 'face', 'faces')];
  if (finds !== null) parts.push(`${finds.healed} spots healed`, `${finds.unsure} doubtful`, `${finds.kept} kept`);
  return `Preview: ${parts.join(', ')}`;
}

function spotReason({ kind, colour, edge, like }: SpotReason): string {
  const look = [
    { red: 'red', brown: 'brown', pale: 'pale', skin: 'colour of the skin' }[colour],
    { sharp: 'sharp-edged', soft: 'soft-edged' }[edge],
    ...(like > 0 ? [`like ${count(like, 'other', 'others')}`] : []),
  ].join(', ');
  const because = {
    blemish: '',
    brown: '',
    'like-others': '',
    worn: 'worn or printed: ',
    faint: 'hardly visible: ',
    unclear: 'not clearly a blemish: ',
    large: 'larger than the largest spot: ',
    'too-many': 'too much of this skin would be filled: ',
  }[kind];
  return because + look;
}

const unusable = {
  missing: (network: string) => `${network} cannot be read`,
  damaged: (network: string) => `${network} is damaged`,
  'failed-test': (network: string) => `${network} does not pass its test on this GPU`,
};

function done({ faces, smallFaces, skippedFaces, emptyBoxes, spots, spotsLeft }: DoneCounts): string {
  const parts = [count(faces, 'face', 'faces'), count(spots, 'spot healed', 'spots healed')];
  if (spotsLeft > 0)
    parts.push(
      `${count(spotsLeft, 'more is', 'more are')} left: healing them too would leave too little skin to fill from`,
    );
  if (smallFaces > 0) parts.push(`${count(smallFaces, 'face is', 'faces are')} under 100 px: little can be gained`);
  if (skippedFaces > 0) parts.push(`${count(skippedFaces, 'face', 'faces')} under 64 px left alone`);
  if (emptyBoxes > 0) parts.push(`${count(emptyBoxes, 'box', 'boxes')} without a face`);
  return parts.join(' · ');
}

function runSummary({ done, ready, skipped, leftAlone, failed, cancelled }: RunCounts): string {
  const parts = ready > 0 ? [`${ready} ready to apply`] : [`${done} done`];
  if (ready > 0 && done > 0) parts.push(`${done} done`);
  if (leftAlone > 0) parts.push(`${leftAlone} left as you changed it`);
  if (skipped > 0) parts.push(`${skipped} unchanged`);
  if (failed > 0) parts.push(`${failed} failed`);
  if (cancelled > 0) parts.push(`${cancelled} not started`);
  return `${parts.join(', ')}.`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
