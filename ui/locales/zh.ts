import { problemText, type ProblemTexts } from './problem-text';
import type { SpotReason } from '../engine/api/report';
import { layersDone } from './adjustment-text';
import { clothesZh } from './clothes-zh';
import { shapeZh } from './shape-zh';
import type { DoneCounts, Messages, OutcomeCounts, PreviewCounts, RunCounts } from './messages';
import type { DrawnEffect } from '../host-api/host-api';

export const zh: Messages = {
  language: 'zh-CN',
  problem: (problem) => problemText(PROBLEMS, problem),
  unchanged: {
    'no-face': '没有找到人脸，未作任何改动。',
    'faces-too-small': '人脸小于 64 px，未作任何改动。',
    'nothing-to-change': '按这些设置没有需要改动的地方。',
  },
  flattened: {
    asked: '按要求合并为一张图片',
    'paint-filters': '合并为一张图片，因为图片带有调整（曝光、对比度等）',
    'blend-mode': '合并为一张图片，因为图片填充带有混合模式',
    'other-fills': '合并为一张图片，因为图片上方还有其他填充',
    'paint-opacity': '合并为一张图片，因为图片填充不是完全不透明',
    'inner-shadow': '合并为一张图片，因为图层带有内阴影',
    strokes: '合并为一张图片，因为描边位于图片上方',
    rasterised: '由图层导出的图片',
  },
  stages: {
    decode: '读取',
    faces: '寻找人脸',
    skin: '寻找皮肤',
    heal: '修复',
    blend: '匀肤',
    light: '塑光',
    compose: '生成图层',
    shape: '调整体型',
    encode: '收尾',
  },
  done,
  pictureCount: (layers, pictures) =>
    layers === pictures ? `${layers} 个图层` : `${layers} 个图层 · ${pictures} 张图片`,
  runSummary,
  engine: {
    starting: '引擎启动中',
    testing: '正在测试 GPU',
    wasm: '在本机运行 · CPU',
    webgpu: '在本机运行 · GPU',
    failed: '引擎未运行',
  },
  givenUp: {
    'no-gpu': '此处没有可用的 GPU。',
    'slow-gpu': '这台机器只有软件模拟的 GPU：CPU 更快。',
    'small-gpu': '这个 GPU 的缓冲区上限太小。',
    'wrong-numbers': 'GPU 的计算结果有误，未予使用。',
    'gpu-lost': 'GPU 在检测时中断，未予使用。',
    'page-unreachable': '无法打开用于 GPU 的引擎页面。',
    'not-started': 'GPU 引擎未能启动。',
    stopped: 'GPU 已停止，由 CPU 继续。没有丢失任何内容。',
  },
  diagnostics: '诊断',
  diagnosticsHint: '关于此宿主的信息。不会发送任何内容：请复制文字后发给协助你的人。',
  diagnosticsRunning: '正在检测…',
  facts: {
    browser: '浏览器',
    secure: '安全上下文',
    address: '地址',
    gpu: 'WebGPU',
    gpuLimits: 'GPU 限制',
    gpuFeatures: 'GPU 特性',
    webgl: 'WebGL 2',
    workers: 'Worker',
    jspi: 'JSPI',
    threads: '线程',
    functions: '可用功能',
    host: '宿主',
    colours: '文档色彩',
    toHost: '向宿主传输',
    fromHost: '从宿主传输',
    memory: '内存',
    softLight: '柔光与 W3C 公式之差',
    engine: '引擎',
    violations: '被页面策略拒绝',
  },
  copyReport: '全部复制',
  selectReport: '全选',
  reportCopied: '已复制。',
  reportSelected: '已全选：请按 Ctrl+C 或 ⌘C 复制。',
  shape: shapeZh,
  clothes: clothesZh,
  adjustments: {
    heal: {
      name: '修复',
      hint: '“瑕疵”会保留痣、雀斑和疤痕；“全部”则一并修复。',
      options: { off: '关', blemishes: '瑕疵', all: '全部' },
    },
    unsure: {
      name: '不确定时',
      hint: '对可能是瑕疵、也可能是痣或雀斑的斑点，选择保留或修复。只对“瑕疵”有效。',
      options: { keep: '保留', heal: '修复' },
    },
    sensitivity: { name: '灵敏度', hint: '数值越高，越浅的瑕疵也会被找到。' },
    largest: { name: '最大尺寸', hint: '比这个更宽（占脸的比例）的斑点不处理。20 % 时不限大小。' },
    even: { name: '匀肤', hint: '使肤色均匀。它就是 Blend 图层的不透明度，之后可以再改。', done: '已匀肤' },
    evenHue: { name: '色相', hint: '“匀肤”匀化多少不均的色相。为 0 时色相全部保留。' },
    evenSaturation: { name: '饱和度', hint: '“匀肤”匀化多少不均的饱和度。为 0 时饱和度全部保留。' },
    evenLight: { name: '明暗', hint: '“匀肤”匀化多少不均的明暗。为 0 时明暗全部保留。' },
    volume: { name: '立体', hint: '像加深减淡那样，匀化小块的明暗不均。毛孔和形体保持不变。', done: '已匀化明暗' },
    contour: { name: '轮廓', hint: '加深大面积的明暗。低于 0 则使其变平。', done: '已调整轮廓' },
    lines: { name: '皱纹', hint: '减淡额头、眼周、嘴边和颈部皱纹的阴影，最多 70 %。', done: '已减淡皱纹' },
    shine: { name: '光泽', hint: '增加皮肤光泽。低于 0 则减去油光，但始终保留五分之一。', done: '已调整光泽' },
    underEyes: { name: '眼周', hint: '减淡黑眼圈和眼袋，最多 70 %。', done: '已减淡眼周' },
    texture: { name: '质感', hint: '锐化皮肤质感。低于 0 则柔化，但始终保留 60 %。', done: '已调整质感' },
    brighten: { name: '提亮', hint: '提亮皮肤。除非你要求，否则不提亮。', done: '已提亮' },
  },
  flatten: '另加一张合并图',
  cancel: '取消',
  waiting: '等待中',
  cancelled: '已取消，未作任何改动。',
  allOff: '所有工具都已关闭：请打开一个。',
  running: '正在修饰',
  layers: '图层',
  emptyTitle: '请选择人像',
  percent: '%',
  percentSpoken: '百分比',
  pixels: 'px',
  pixelsSpoken: '像素',

  networks: '网络',
  networksHint: '使用 Softlight 自己的网络，或导入到引擎页面的 ModelScope 人像美肤网络。此选择在窗口打开期间有效。',
  networkSets: { softlight: 'Softlight', modelscope: 'ModelScope' },
  networksLoading: '正在载入 ModelScope 的网络…',
  networksOurs: '现已改用 Softlight 自己的网络。',

  preview: '预览',
  loadingTitle: '正在读取图片',
  failedTitle: '无法显示这张图片',
  previewLabel,
  nothingToSee: {
    'no-face': '没有找到人脸。如果图中有人脸，请拖动框选。',
    'box-without-face': '框内没有人脸，因此不作任何改动。请紧贴人脸重新框选，或在人脸列表中删除此框。',
    'faces-too-small': '人脸小于 64 px。请放大图片后重新置入，或选择更近的照片。',
  },
  outlineFace: '框选人脸',
  commandNames: {
    'next-spot': '下一处斑点',
    'previous-spot': '上一处斑点',
    'use-tool': '使用工具，或保留、修复斑点',
    hand: '按住时用任何工具都可移动图片',
    'choose-spot': '斑点工具',
    'choose-brush': '画笔工具',
    'choose-face': '人脸工具',
    'choose-move': '移动工具',
    'leave-tool': '回到移动工具',
    'go-left': '向左移动工具或图片',
    'go-right': '向右移动工具或图片',
    'go-up': '向上移动工具或图片',
    'go-down': '向下移动工具或图片',
    'zoom-in': '放大',
    'zoom-out': '缩小',
    'zoom-fit': '显示整张图片',
    'zoom-full': '以 100 % 显示',
    'zoom-face': '显示人脸',
    'tool-smaller': '缩小工具',
    'tool-larger': '放大工具',
    'show-before': '按住时查看修饰前',
    'toggle-marks': '显示或隐藏标记',
    'toggle-mask': '显示或隐藏皮肤蒙版',
    'toggle-clipped': '显示或隐藏新溢出的像素',
    'next-picture': '下一张图片',
    'previous-picture': '上一张图片',
    'heal-find': '修复这处斑点，再到下一处',
    'keep-find': '保留这处斑点，再到下一处',
    'toggle-find': '修复或保留这处斑点',
    'next-find': '下一处斑点（也可按 → ↓）',
    'previous-find': '上一处斑点（也可按 ↑）',
    'end-review': '结束查看',
    undo: '先在面板中撤销，再在文档中撤销',
    redo: '重做',
    retouch: '修饰或更新',
    'show-keys': '显示此列表',
  },
  spotSaid: (number, of, text) => `第 ${number} 处，共 ${of} 处：${text}`,
  findMarks: { healed: '修复', unsure: '存疑', kept: '保留', added: '手动添加' },
  byYou: (mark) => `由你${mark}`,
  findGroups: (group, number) => `${{ unsure: '存疑', healed: '修复', kept: '保留' }[group]} ${number}`,
  findCounts: ({ healed, unsure, kept }) =>
    [`修复 ${healed}`, ...(unsure > 0 ? [`存疑 ${unsure}`] : []), ...(kept > 0 ? [`保留 ${kept}`] : [])].join(' · '),
  healedCount: (number) => `${number} 处`,
  noFinds: '没有找到斑点。',
  noFindsHere: '这里没有。',
  reviewFinds: '查看',
  reviewTitle: '查看斑点',
  healedOf: (healed, of) => `共 ${of} 处，修复 ${healed} 处`,
  findScore: (percent) => `瑕疵概率 ${percent} %`,
  healFind: '修复',
  keepFind: '保留',
  spotReason,
  outlineSaid: (state) =>
    ({
      pending: '正在框内寻找人脸',
      done: '已加入框内的人脸',
      'too-small': '框内的人脸小于 64 px，不作改动',
      'no-face': '框内没有人脸',
      'known-face': 'Softlight 此前已找到框内的人脸',
    })[state],
  splitHandle: '前后对比',
  splitSaid: (percent) => `原图占 ${percent} %`,
  before: '修饰前',
  tools: '工具',
  toolNames: {
    move: '移动',
    spot: '斑点：单击修复或保留',
    brush: '画笔：排除或加入皮肤',
    face: '人脸：拖动框选 Softlight 漏掉的人脸',
  },
  undo: '撤销',
  redo: '重做',
  compare: '对比',
  compares: { after: '修饰后', split: '分割', side: '并排' },
  compareHints: { after: '显示结果', split: '前后分割对比', side: '前后并排对比' },
  holdBefore: '按住时显示修饰前',
  showSpots: '显示标记',
  showMask: '显示皮肤蒙版',
  zoom: '缩放',
  zoomIn: '放大',
  zoomOut: '缩小',
  face: '人脸',
  faceHint: '放大显示人脸',
  fit: '适合',
  fitHint: '显示整张图片',
  fullSizeHint: '以一个屏幕像素显示一个图片像素',
  view: '视图',
  views: {
    result: '结果',
    solarise: '曝光曲线',
    luminosity: '明度',
    clipped: '新溢出',
    blend: 'Blend 图层',
    mask: '皮肤蒙版',
  },
  onlyLayer: (name) => `只看${name}`,
  clippedPixels: (number) => (number === 0 ? '没有新溢出的像素。' : `有 ${number} 个像素新溢出。`),
  brush: '画笔',
  exclude: '排除',
  include: '加入',
  freeze: '冻结',
  size: '大小',
  spotSizeHint: '手动添加的斑点的直径，以图片像素计。',
  brushSizeHint: '画笔的直径，以图片像素计。',
  faceSizeHint: '单击或回车放置的框的边长，以图片像素计。',
  feather: '羽化',
  featherHint: '画笔柔和边缘的宽度：0 % 为硬边，100 % 从中心开始渐隐。',
  strokeCount: (number) => `${number} 笔`,
  removeLastStroke: '删除上一笔',
  clearStrokes: '清除',

  faces: '人脸',
  faceName: (number) => `人脸 ${number}`,
  boxName: '你的框',
  removeBox: (face) => `删除“${face}”的框`,
  faceSkipped: {
    'too-small': '小于 64 px，不作改动',
    'no-face': '没有人脸，不作改动',
    'known-face': '已找到，没有新增',
  },
  allFaces: '所有人脸',
  faceChosen: (face, isOn) => (isOn ? `工具现在显示“${face}”的数值。` : `“${face}”保持原样。`),
  retouchFace: (face) => `修饰${face}`,
  ownSettings: '单独设置',
  followAll: '与全部相同',

  toolList: '修饰工具',
  layerOn: (name) => `${name}图层`,
  eyeHint: '打开或关闭图层；按住 Alt 只留这一个',
  off: '关',
  reach: '范围',
  reachHint: '从只修最明确的瑕疵，到修复每一处斑点。超过 70 时也修复痣和雀斑。',
  moreSettings: '更多',

  reveal: (layer) => `在画布上显示“${layer}”`,
  resize: '调整窗口大小（拖动或方向键）',

  preset: '预设',
  presetCustom: '自定义',
  presetNames: { natural: '自然', clean: '干净', strong: '强力' },
  presetSave: '存为预设',
  presetRename: '重命名',
  presetDelete: '删除',
  presetImport: '导入',
  presetImportHint: '把预设文件拖到这里，或粘贴其内容',
  presetExport: '导出我的预设',
  presetNameLabel: '预设名称',
  presetSaved: (name) => `已保存“${name}”。`,
  presetDeleted: (name) => `已删除“${name}”。`,
  presetsImported: (number) => `已导入 ${number} 个预设。`,
  presetsRefused: { 'no-presets-file': '这不是 Softlight 的预设文件。', 'no-presets-in-it': '文件里没有可用的预设。' },

  otherLanguage: { tag: 'en', name: 'English' },
  scope: '设置用于',
  scopes: { all: '所有图片', one: '这一张' },
  retryFailed: '重试失败项',
  leftOut: '不处理',
  leaveOut: (layer) => `不处理“${layer}”`,
  timeLeft: (seconds) => (seconds < 60 ? `大约还需 ${seconds} 秒` : `大约还需 ${Math.round(seconds / 60)} 分钟`),

  actions: {
    retouch: (number) => (number === null ? '修饰' : `修饰 ${number} 张`),
    update: (number) => (number === null ? '更新' : `更新 ${number} 张`),
    'update-all': () => '全部更新',
    apply: () => '应用',
  },
  changedCount: (number) => `待处理 ${number}`,
  changedRow: '已更改',
  upToDate: '已是最新',
  outcome,
  ready: '尚未应用',
  leftAlone: '保留你的改动。',
  mainMenu: '更多命令',
  reviewFirst: '先查看，再应用',
  copySettings: '复制设置',
  pasteSettings: (number) => (number > 1 ? `把设置粘贴到 ${number} 张图片` : '粘贴设置'),
  updateAll: '全部重新更新',
  resetPicture: '重置图片',
  keys: '快捷键',
  keyScopes: { panel: '任何位置', canvas: '在图片上', review: '查看斑点时' },
  close: '关闭',
  back: '返回',
  removeRetouch: '移除修饰',
  removed: (retouches, kept) => `已移除 ${retouches} 处修饰。${kept === 0 ? '' : `你自己的 ${kept} 个图层保留。`}`,
  changedTitle: (layers) => (layers === 1 ? '你改动过这个图层的修饰' : `你改动过 ${layers} 个图层的修饰`),
  changes: {
    moved: '移动',
    opacity: '不透明度',
    'blend-mode': '混合模式',
    visibility: '显示或隐藏',
    mask: '蒙版',
    effects: '效果',
    painted: '填充或描边',
    added: '添加了图层',
    removed: '删除了图层',
    ungrouped: '取消编组',
  },
  changedAnswers: {
    replace: { name: '替换', hint: '你对 Softlight 图层的改动会丢失；你添加的图层保留。' },
    beside: { name: '两者都保留', hint: '你的版本隐藏在新版本下面。' },
    leave: { name: '保持原样', hint: '不为这些图层写入任何内容。' },
  },
  more: (number) => `以及另外 ${number} 个`,
  hostBusy: 'Photoshop 正忙：请先完成打开的工具或对话框',
  openToSee: '打开 Softlight 可查看原因。',
  againStarting: 'Softlight 正在启动',
  againProgress: ({ number, of, name }) =>
    of === 1 ? `正在修饰 ${name}` : `正在修饰第 ${number} 个，共 ${of} 个：${name}`,
};

const effectNames: Readonly<Record<DrawnEffect, string>> = {
  'drop-shadow': '投影',
  'background-blur': '背景模糊',
  'inner-shadow': '内阴影',
  'layer-blur': '图层模糊',
  noise: '杂色',
  texture: '纹理',
  glass: '玻璃效果',
  shader: '着色器',
  other: 'Softlight 不认识的效果',
};

/** @param remedy what to do before a retouch */
function obstacleText(fact: string, remedy: string, retouched: boolean): string {
  return retouched
    ? `这个图层${fact}，而先前的修饰仍在它上方。请按“移除修饰”。`
    : `这个图层${fact}，在上方修饰会与原来的外观不符。${remedy}`;
}

/** The event and the remedy, for each code. */
const PROBLEMS: ProblemTexts = {
  'layer-effects': ({ effect, retouched }) =>
    obstacleText(`带有${effectNames[effect]}`, '请把效果移到图层外面的编组上，再修饰。', retouched),
  'layer-strokes': ({ retouched }) =>
    obstacleText('带有半透明描边或画笔描边', '请把描边改为不透明，或改为外侧描边。', retouched),
  'layer-fills': ({ retouched }) =>
    obstacleText('带有半透明填充或图案填充', '请在图片下方加一个不透明的颜色填充。', retouched),
  'layer-opacity': ({ retouched }) =>
    obstacleText('不是完全不透明', '请把不透明度移到图层外面的编组上，再修饰。', retouched),
  'layer-blend-mode': ({ retouched }) =>
    obstacleText('带有混合模式', '请把混合模式移到图层外面的编组上，再修饰。', retouched),
  'layer-is-mask': ({ retouched }) => obstacleText('是蒙版', '请修饰它所遮罩的图层，或取消蒙版。', retouched),
  'layer-type': ({ retouched }) => obstacleText('不能添加图层', '请把图片放在矩形或画框上。', retouched),
  'layer-in-instance': ({ retouched }) =>
    obstacleText('在实例内被遮挡、遮罩或改变', '请修饰它的主组件，或分离实例。', retouched),
  'layer-in-template': ({ retouched }) =>
    retouched
      ? obstacleText('现在属于模板的实例', '', retouched)
      : '这张图片属于模板的实例，不能添加图层。请分离实例，或在设计文件里修饰照片后在这里选用。',
  'layer-changed': () => '修饰期间这个图层的填充、描边或效果有变化，没有写入任何内容：请再次修饰。',
  'nothing-selected': () => '请选择一个或多个含有人像的图层。',
  'no-image-in-selection': () => '所选内容里没有图片。请选择带图片填充的图层，或包含它的画框。',
  'media-is-video': () => '这个媒体字段里是视频。Softlight 只修饰静态图片。',
  'media-is-empty': () => '这个媒体字段里还没有图片。请先选择一张，再修饰。',
  'image-missing': () => 'Figma 中已没有这张图片。请重新置入。',
  'export-failed': ({ detail }) => `Figma 无法把这个图层导出为图片（${detail}）。请再试一次，或重新置入图片。`,
  'layer-gone': () => '修饰期间这个图层被删除了，没有写入任何内容。',
  'picture-replaced': () => '修饰期间这个图层的图片被替换，没有写入任何内容：请再次修饰。',
  'image-refused': ({ detail }) => `Figma 拒绝了完成的图层（${detail}），没有写入任何内容。`,
  'write-failed': ({ detail }) => `无法放置图层（${detail}），未作任何改动。`,
  'template-locked': ({ detail }) =>
    `Figma 拒绝了这些图层（${detail}），没有改变任何内容。模板可能锁定了这一部分：请移除模板限制，或在设计文件里修饰照片后在这里选用。`,
  'nothing-to-remove': () => '所选内容没有 Softlight 的修饰。请选择修饰过的图层或它的编组。',
  'remove-failed': ({ detail }) => `无法移除修饰（${detail}），未作任何改动。`,
  'read-only': () => '这个文件不能编辑。请申请编辑权限，或在副本中操作。',
  'no-document': () => '没有打开的文档。请打开含有人像的文档。',
  'colour-mode': ({ mode }) => `此文档为 ${mode} 模式。请选择“图像”→“模式”→“RGB 颜色”或“灰度”后重试，或在副本中操作。`,
  'bit-depth': () => '此文档为 32 位/通道。请选择“图像”→“模式”→“16 位/通道”后重试，或在副本中操作。',
  'empty-layer': () => '此图层在画布上没有像素，没有可修饰的内容。',
  'hidden-layer': () => '此图层已隐藏。请显示后重试。',
  'document-gone': () => '修饰期间文档已关闭，没有写入任何内容。',
  'host-busy': () => 'Photoshop 因工具或对话框忙了一分钟，没有更改任何内容。请完成后重试。',
  'stopped-in-host': () => '您已在 Photoshop 中停止，没有更改任何内容。',
  'read-failed': ({ detail }) => `Photoshop 无法读取这张图片（${detail}）。请再试一次，或将图层栅格化。`,
  'empty-file': () => '图片是空文件。请重新置入。',
  'unknown-format': () => '这不是 PNG 或 JPEG 图片。请换成其中一种重新置入。',
  'unsupported-format': ({ format }) => `无法读取 ${format.toUpperCase()} 图片。请以 PNG 或 JPEG 置入。`,
  animated: ({ format }) => `这个 ${format.toUpperCase()} 是动画。请把需要的那一帧作为静态图片置入。`,
  'damaged-file': ({ format }) => `${format.toUpperCase()} 已损坏或不完整。请用原文件重新置入。`,
  'too-large': ({ height, limit, width }) => `${width} × ${height} px 太大：每边最多 ${limit} px。`,
  'too-small': ({ height, limit, width }) => `${width} × ${height} px 太小：人脸至少需要 ${limit} px。`,
  'fully-transparent': () => '图片完全透明，没有可修饰的内容。',
  'network-missing': ({ network }) => `插件缺少一部分（${network}）。请重新安装 Softlight。`,
  'network-damaged': ({ network }) => `插件的一部分已损坏（${network}）。请重新安装 Softlight。`,
  'imported-absent': () => '这个引擎没有 ModelScope 的网络。请使用 Softlight 自己的网络修饰。',
  'imported-unusable': ({ network, reason }) =>
    `无法使用 ModelScope 的网络：${unusable[reason](network)}。请重新导入，或使用 Softlight 自己的网络修饰。`,
  'out-of-memory': () => '内存不足。请关闭其他文件或缩小图片后再试。',
  'gpu-lost': ({ detail }) => `GPU 已停止（${detail}）。请用 CPU 再试一次。原图没有改动。`,
  internal: ({ detail }) => `Softlight 出错了（${detail}）。请再试一次；原图没有改动。`,
};

function outcome({ spots, roles }: OutcomeCounts): string {
  const healed = roles.includes('heal') ? [`已修复 ${spots} 处`] : [];
  const shaped = roles.includes('shape') ? [shapeZh.done] : [];
  const ironed = roles.includes('clothes') ? [clothesZh.done] : [];
  return `${[...healed, ...layersDone(zh.adjustments, roles), ...shaped, ...ironed].join('，')}。`;
}

function previewLabel({ faces, finds }: PreviewCounts): string {
  const parts = [`${faces} 张脸`];
  if (finds !== null) parts.push(`修复 ${finds.healed} 处`, `存疑 ${finds.unsure} 处`, `保留 ${finds.kept} 处`);
  return `预览：${parts.join('，')}`;
}

function spotReason({ kind, colour, edge, like }: SpotReason): string {
  const look = [
    { red: '红色', brown: '褐色', pale: '偏浅', skin: '与皮肤同色' }[colour],
    { sharp: '边缘清晰', soft: '边缘柔和' }[edge],
    ...(like > 0 ? [`与另外 ${like} 处相似`] : []),
  ].join('，');
  const because = {
    blemish: '',
    brown: '',
    'like-others': '',
    worn: '佩戴或印上的：',
    faint: '几乎看不出：',
    unclear: '不能确定是瑕疵：',
    large: '大于斑点上限：',
    'too-many': '若都修复，这片皮肤填补过多：',
  }[kind];
  return because + look;
}

const unusable = {
  missing: (network: string) => `读不到 ${network}`,
  damaged: (network: string) => `${network} 已损坏`,
  'failed-test': (network: string) => `${network} 在这个 GPU 上没有通过自检`,
};

function done({ faces, smallFaces, skippedFaces, emptyBoxes, spots, spotsLeft }: DoneCounts): string {
  const parts = [`${faces} 张脸`, `修复 ${spots} 处`];
  if (spotsLeft > 0) parts.push(`另有 ${spotsLeft} 处未修：若都修复，剩下的皮肤就不足以用来填补`);
  if (smallFaces > 0) parts.push(`${smallFaces} 张脸小于 100 px，改善有限`);
  if (skippedFaces > 0) parts.push(`${skippedFaces} 张脸小于 64 px，未处理`);
  if (emptyBoxes > 0) parts.push(`${emptyBoxes} 个框内没有人脸`);
  return parts.join(' · ');
}

function runSummary({ done, ready, skipped, leftAlone, failed, cancelled }: RunCounts): string {
  const parts = ready > 0 ? [`待应用 ${ready}`] : [`完成 ${done}`];
  if (ready > 0 && done > 0) parts.push(`完成 ${done}`);
  if (leftAlone > 0) parts.push(`保留你的改动 ${leftAlone}`);
  if (skipped > 0) parts.push(`未改动 ${skipped}`);
  if (failed > 0) parts.push(`失败 ${failed}`);
  if (cancelled > 0) parts.push(`未开始 ${cancelled}`);
  return `${parts.join('，')}。`;
}
