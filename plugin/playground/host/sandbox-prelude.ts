/** A function that the prelude hands out for the host to call. */
export type SandboxEntry = 'emit' | 'settle' | 'fire' | 'press';

/**
 * Runs inside the VM before the plugin. It makes the `figma` global, and the few other globals of Figma's sandbox,
 * from one primitive: `host`. It is plain ES2020 text, because the compiler never sees it.
 *
 * `host.call(operation, json)` answers with JSON: `{ value }` or `{ error }`. Bytes cross by `putBytes` and
 * `takeBytes`. The function returns the entries that the host calls: `emit(event, json)`, `settle(id, json)`,
 * `fire(timer)` and `press(notice)`.
 */
export const SANDBOX_PRELUDE = String.raw`(function (host) {
  'use strict';
  const mixed = Symbol('figma.mixed');
  const method = Symbol('method');
  const methodOfEveryNode = Symbol('method of every node');
  const methods = new Set();
  const proxies = new Map();
  const ids = new WeakMap();
  const images = new WeakMap();
  const waiting = new Map();
  const timers = new Map();
  const handlers = new Map();
  const notices = new Map();

  function encode(value) {
    if (value === undefined) return { $undefined: true };
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : null;
    if (value === mixed) return { $mixed: true };
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error('Cannot unwrap ' + typeof value);
    if (ids.has(value)) return { $node: ids.get(value) };
    if (images.has(value)) return { $image: images.get(value) };
    if (value instanceof Uint8Array) return { $bytes: host.putBytes(value) };
    if (value instanceof Date) return { $date: value.getTime() };
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) throw new Error('Cannot unwrap ' + value.constructor.name + '; only Uint8Array can be sent');
    if (Array.isArray(value)) return value.map(encode);
    const out = {};
    for (const key of Object.keys(value)) out[key] = encode(value[key]);
    return out;
  }

  function decode(value) {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return Object.freeze(value.map(decode));
    if ('$undefined' in value) return undefined;
    if ('$mixed' in value) return mixed;
    if ('$method' in value) return value.$method === 'every' ? methodOfEveryNode : method;
    if ('$node' in value) return nodeProxy(value.$node);
    if ('$image' in value) return imageObject(value.$image);
    if ('$bytes' in value) return host.takeBytes(value.$bytes);
    if ('$date' in value) return new Date(value.$date);
    if ('$promise' in value) return new Promise((resolve, reject) => waiting.set(value.$promise, { resolve, reject }));
    const out = {};
    for (const key of Object.keys(value)) out[key] = decode(value[key]);
    return out;
  }

  function call(operation) {
    const args = Array.prototype.slice.call(arguments, 1).map(encode);
    const answer = JSON.parse(host.call(operation, JSON.stringify(args)));
    if (answer.error !== undefined) throw new Error(answer.error);
    return decode(answer.value);
  }

  function nodeProxy(id) {
    let proxy = proxies.get(id);
    if (proxy) return proxy;
    let own = null;
    proxy = new Proxy({}, {
      get(_, key) {
        if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined;
        // Figma keeps the id and the methods on the object itself.
        if (key === 'id') return id;
        if (own !== null && own.has(key)) return own.get(key);
        const value = methods.has(key) ? methodOfEveryNode : call('node.get', id, key);
        if (value !== method && value !== methodOfEveryNode) return value;
        if (value === methodOfEveryNode) methods.add(key);
        own = own || new Map();
        own.set(key, (...args) => call('node.call', id, key, ...args));
        return own.get(key);
      },
      set(_, key, value) {
        call('node.set', id, key, value);
        return true;
      },
      has(_, key) {
        return typeof key === 'string' && call('node.has', id, key);
      },
    });
    ids.set(proxy, id);
    proxies.set(id, proxy);
    return proxy;
  }

  function imageObject(hash) {
    const image = Object.freeze({
      hash,
      getBytesAsync: async () => call('image.bytes', hash),
      getSizeAsync: async () => call('image.size', hash),
    });
    images.set(image, hash);
    return image;
  }

  function listen(event, handler) {
    if (typeof handler !== 'function') throw new Error('Expected a function');
    if (!handlers.has(event)) handlers.set(event, []);
    handlers.get(event).push(handler);
  }

  function unlisten(event, handler) {
    const list = handlers.get(event) || [];
    const index = list.lastIndexOf(handler);
    if (index >= 0) list.splice(index, 1);
  }

  const page = () => call('figma.currentPage');
  const figma = {
    mixed,
    apiVersion: '1.0.0',
    editorType: call('figma.editorType'),
    mode: 'default',
    skipInvisibleInstanceChildren: false,
    get command() { return call('figma.command'); },
    get root() { return { id: '0:0', type: 'DOCUMENT', name: 'Playground', documentColorProfile: 'SRGB', parent: null, children: [page()] }; },
    get currentPage() { return page(); },
    ui: {
      postMessage: (message) => call('ui.postMessage', message),
      on: (event, handler) => listen('ui.' + event, handler),
      once: (event, handler) => { const once = (value) => { unlisten('ui.' + event, once); handler(value); }; listen('ui.' + event, once); },
      off: (event, handler) => unlisten('ui.' + event, handler),
      onmessage: undefined,
      resize: (width, height) => call('ui.resize', width, height),
      show: () => call('ui.show'),
      hide: () => call('ui.hide'),
      close: () => call('ui.close'),
    },
    clientStorage: {
      getAsync: async (key) => call('storage.get', key),
      setAsync: async (key, value) => call('storage.set', key, value),
      deleteAsync: async (key) => call('storage.delete', key),
      keysAsync: async () => call('storage.keys'),
    },
    viewport: {
      scrollAndZoomIntoView: (nodes) => call('viewport.show', nodes),
      get canvasView() { return call('viewport.canvasView'); },
    },
    get buzz() { return { getMediaContent: (node) => call('buzz.media', node) }; },
    getCanvasGrid: () => call('figma.getCanvasGrid'),
    on: (event, handler) => { call('figma.listens', event); listen(event, handler); },
    once: (event, handler) => { const once = (value) => { unlisten(event, once); handler(value); }; listen(event, once); },
    off: (event, handler) => unlisten(event, handler),
    showUI: (html, options) => call('figma.showUI', html, options),
    closePlugin: (message) => call('figma.closePlugin', message),
    notify: (message, options) => {
      const button = options && options.button;
      const id = call('figma.notify', message, { error: !!options && options.error === true, lasts: !!options && options.timeout === Infinity, button: button ? button.text : null });
      if (button) notices.set(id, button.action);
      return { cancel() { call('figma.dequeue', id); } };
    },
    commitUndo: () => call('figma.commitUndo'),
    triggerUndo: () => call('figma.triggerUndo'),
    createImage: (bytes) => call('figma.createImage', bytes),
    getImageByHash: (hash) => call('figma.getImageByHash', hash),
    getNodeByIdAsync: async (id) => call('figma.getNodeById', id),
    createRectangle: () => call('figma.create', 'RECTANGLE'),
    createFrame: () => call('figma.create', 'FRAME'),
    createEllipse: () => call('figma.create', 'ELLIPSE'),
    group: (nodes, parent, index) => call('figma.group', nodes, parent, index),
  };
  Object.freeze(figma.clientStorage);

  const log = (level) => (...args) => call('console', level, args.map((value) => {
    if (value instanceof Error) return value.message;
    try { return typeof value === 'object' ? JSON.stringify(value) : String(value); } catch (_) { return String(value); }
  }).join(' '));
  const timer = (repeat) => (callback, delay) => {
    const id = call('timer.start', Number(delay) || 0, repeat);
    timers.set(id, { callback, repeat });
    return id;
  };
  const stop = (id) => { if (timers.delete(id)) call('timer.stop', id); };

  Object.assign(globalThis, {
    figma,
    __html__: call('figma.html'),
    console: { log: log('log'), info: log('info'), warn: log('warn'), error: log('error'), assert: (ok, ...rest) => { if (!ok) log('error')(...rest); }, clear() {} },
    setTimeout: timer(false), clearTimeout: stop, setInterval: timer(true), clearInterval: stop,
    fetch: (address) => Promise.reject(new Error('Failed to fetch ' + address + ': this plugin has no network access')),
  });

  return {
    press(notice) {
      const action = notices.get(notice);
      if (action && action() !== false) call('figma.dequeue', notice);
    },
    emit(event, json) {
      const value = decode(JSON.parse(json));
      for (const handler of (handlers.get(event) || []).slice()) handler(value);
      if (event === 'ui.message' && typeof figma.ui.onmessage === 'function') figma.ui.onmessage(value);
    },
    settle(id, json) {
      const promise = waiting.get(id);
      waiting.delete(id);
      const answer = JSON.parse(json);
      if (!promise) return;
      if (answer.error !== undefined) promise.reject(new Error(answer.error));
      else promise.resolve(decode(answer.value));
    },
    fire(id) {
      const entry = timers.get(id);
      if (!entry) return;
      if (!entry.repeat) timers.delete(id);
      entry.callback();
    },
  };
})`;
