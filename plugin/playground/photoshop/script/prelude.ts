/** A function that the prelude hands out for the host to call. */
export type PreludeEntry = 'invoke' | 'settle' | 'fire' | 'emit';

/**
 * Runs inside the VM before the plugin. It makes the globals of UXP's script world and nothing else: `require`,
 * `window`, `document`, `console` and timers. Objects of the fake Photoshop are proxies here, whose members are asked
 * for one by one. Plain data and typed arrays are copied, and functions are called back.
 */
export const UXP_PRELUDE = String.raw`(function (host) {
  'use strict';
  const proxies = new Map();
  const ids = new WeakMap();
  const functions = new Map();
  const functionIds = new WeakMap();
  const waiting = new Map();
  const timers = new Map();
  const listeners = [];
  const ARRAYS = { Uint8Array, Uint8ClampedArray, Uint16Array, Uint32Array, Float32Array };
  let next = 1;

  function encode(value) {
    if (value === undefined) return { $undefined: true };
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) };
    if (typeof value === 'function') {
      if (!functionIds.has(value)) { functionIds.set(value, next); functions.set(next++, value); }
      return { $function: functionIds.get(value) };
    }
    if (ids.has(value)) return { $ref: ids.get(value) };
    if (value instanceof ArrayBuffer) return { $buffer: host.putBytes(new Uint8Array(value)) };
    for (const name of Object.keys(ARRAYS))
      if (value instanceof ARRAYS[name]) return { $array: name, bytes: host.putBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    if (Array.isArray(value)) return value.map(encode);
    if (value instanceof Error) return { message: value.message };
    const out = {};
    for (const key of Object.keys(value)) out[key] = encode(value[key]);
    return out;
  }

  function decode(value) {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(decode);
    if ('$undefined' in value) return undefined;
    if ('$ref' in value) return proxyOf(value.$ref);
    if ('$array' in value) return new ARRAYS[value.$array](host.takeBytes(value.bytes).buffer);
    if ('$method' in value) return value;
    if ('$host' in value) return (...args) => call('apply', value.$host, ...args);
    if ('$promise' in value) return new Promise((resolve, reject) => waiting.set(value.$promise, { resolve, reject }));
    const out = {};
    for (const key of Object.keys(value)) out[key] = decode(value[key]);
    return out;
  }

  function errorFrom({ message, number }) {
    const error = new Error(message);
    if (number !== undefined) error.number = number;
    return error;
  }

  function call(operation, ...args) {
    const answer = JSON.parse(host.call(operation, JSON.stringify(args.map(encode))));
    if (answer.error !== undefined) throw errorFrom(answer.error);
    return decode(answer.value);
  }

  function proxyOf(id) {
    if (proxies.has(id)) return proxies.get(id);
    const proxy = new Proxy({}, {
      get(_, key) {
        if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined;
        const value = call('get', id, key);
        return value !== null && typeof value === 'object' && '$method' in value ? (...args) => call('call', id, key, ...args) : value;
      },
      set(_, key, value) { call('set', id, key, value); return true; },
      has(_, key) { return typeof key === 'string' && call('has', id, key); },
    });
    ids.set(proxy, id);
    proxies.set(id, proxy);
    return proxy;
  }

  const modules = new Map();
  const log = (level) => (...args) => call('log', level, args.map(String).join(' '));
  Object.assign(globalThis, {
    require(name) {
      if (!modules.has(name)) modules.set(name, call('require', name));
      return modules.get(name);
    },
    window: { addEventListener: (event, listener) => { if (event === 'message') listeners.push(listener); } },
    document: call('document'),
    console: { log: log('log'), info: log('info'), warn: log('warn'), error: log('error') },
    setTimeout(work, delay) { const id = call('timer', Number(delay) || 0); timers.set(id, work); return id; },
    clearTimeout(id) { if (timers.delete(id)) call('stop', id); },
  });

  return {
    /** Calls a function of the plugin, and tells the host how it ended. */
    invoke(id, callId, json) {
      const end = (ok, value) => call('ended', callId, ok, value);
      const fail = (error) => end(false, { message: error instanceof Error ? error.message : String(error), number: error && error.number });
      try {
        const work = typeof id === 'string' ? globalThis[id] : functions.get(id);
        Promise.resolve(work(...decode(JSON.parse(json)))).then((value) => end(true, value), fail);
      } catch (error) {
        fail(error);
      }
    },
    settle(id, json) {
      const promise = waiting.get(id);
      waiting.delete(id);
      if (promise === undefined) return;
      const answer = JSON.parse(json);
      if (answer.error !== undefined) promise.reject(errorFrom(answer.error));
      else promise.resolve(decode(answer.value));
    },
    fire(id) {
      const work = timers.get(id);
      if (timers.delete(id)) work();
    },
    emit(data) {
      for (const listener of listeners.slice()) listener({ data });
    },
  };
})`;
