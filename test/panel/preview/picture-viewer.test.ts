import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import type { HostApi } from '../../../ui/host-api/host-api';
import type { EngineClient } from '../../../ui/panel/engine-client/engine-client';
import { createPictureViewer } from '../../../ui/panel/preview/picture-viewer';
import type { OpenPicture, ViewedPicture, ViewRequest } from '../../../ui/panel/preview/viewed-picture';
import { settingsWith } from '../../../ui/engine/api/settings';
import { fileData } from '../../../ui/engine/api/picture-data';

type Preview = Parameters<EngineClient['preview']>[0];

/** As in a browser, as far as the viewer needs it. */
const globals = globalThis as { ImageData?: unknown; createImageBitmap?: unknown };
before(() => {
  globals.ImageData = class {
    constructor(readonly data: Uint8ClampedArray) {}
  };
  globals.createImageBitmap = ({ data }: { data: Uint8ClampedArray }) =>
    Promise.resolve({ strength: data[0], close: () => undefined });
});
after(() => {
  delete globals.ImageData;
  delete globals.createImageBitmap;
});

describe('createPictureViewer', () => {
  // Promise: 33
  test('draws only the last of a hundred requests that arrive while the engine works', async () => {
    const asked: Preview[] = [];
    let answer: () => void = () => undefined;
    const engine: Pick<EngineClient, 'analyse' | 'spots' | 'preview'> = {
      analyse: () =>
        Promise.resolve({ state: 'analysed', picture: { launch: 1, key: 1 as never }, width: 1, height: 1, faces: [] }),
      spots: () => Promise.resolve({ state: 'found', spots: [], finds: [] }),
      preview(request) {
        asked.push(request);
        return new Promise((resolve) => {
          answer = () =>
            resolve({
              state: 'preview',
              width: 1,
              height: 1,
              pixels: new Uint8ClampedArray([request.settings.even, 0, 0, 255]),
            });
        });
      },
    };
    const host: Pick<HostApi, 'readPicture'> = {
      readPicture: () => Promise.resolve({ state: 'read', picture: fileData(new Uint8Array()) }),
    };
    const views: ViewedPicture[] = [];
    const viewer = createPictureViewer(host as HostApi, engine as EngineClient, (next) => void views.push(next));
    const settled = (): boolean => views.at(-1)?.state === 'open' && !(views.at(-1) as OpenPicture).busy;
    const wish = (even: number): ViewRequest => ({
      settings: settingsWith({ heal: 'off', even }),
      networks: 'softlight',
      choices: NO_CHOICES,
      region: null,
      view: { kind: 'result' },
      mask: false,
      crops: [],
      tiles: [],
      people: false,
    });
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

    viewer.request(wish(1));
    viewer.open('A', null);
    while (asked.length === 0 || asked.at(-1)!.subject === 'original') {
      answer();
      await turn();
    }
    const before = asked.length;
    for (let even = 2; even <= 100; even++) viewer.request(wish(even));
    await turn();
    assert.equal(asked.length, before, 'the engine is not asked while it works');
    while (!settled()) {
      answer();
      await turn();
    }
    assert.deepEqual(
      asked.slice(before).map(({ settings }) => settings.even),
      [100],
    );
    assert.equal(((views.at(-1) as OpenPicture).after!.bitmap as unknown as { strength: number }).strength, 100);
  });

  // Promise: U1
  test('shows the photo before the engine has started, and keeps it while the engine looks for faces', async () => {
    const original = globals.createImageBitmap;
    globals.createImageBitmap = () => Promise.resolve({ width: 40, height: 30, close: () => undefined });
    const engine: Pick<EngineClient, 'analyse'> = { analyse: () => new Promise(() => undefined) };
    const host: Pick<HostApi, 'readPicture'> = {
      readPicture: () => Promise.resolve({ state: 'read', picture: fileData(new Uint8Array([1])) }),
    };
    let view: ViewedPicture = { state: 'none' };
    const viewer = createPictureViewer(host as HostApi, engine as EngineClient, (next) => void (view = next));
    viewer.pause(true);
    viewer.open('A', null);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    globals.createImageBitmap = original;
    const { state, width, analysed, busy, original: photo } = view as unknown as OpenPicture;
    assert.deepEqual([state, width, analysed, busy], ['open', 40, false, true]);
    assert.notEqual(photo, null);
  });

  test('analyses the next picture when nothing else is to do, and not again when it is opened', async () => {
    const analysed: number[] = [];
    const engine: Pick<EngineClient, 'analyse' | 'spots' | 'preview'> = {
      analyse: (picture) => {
        analysed.push(picture.kind === 'file' ? picture.bytes[0]! : 0);
        const handle = { launch: 1, key: analysed.length };
        return Promise.resolve({ state: 'analysed', picture: handle, width: 1, height: 1, faces: [] });
      },
      spots: () => Promise.resolve({ state: 'found', spots: [], finds: [] }),
      preview: ({ picture: { key } }) =>
        Promise.resolve({ state: 'preview', width: 1, height: 1, pixels: new Uint8ClampedArray([key, 0, 0, 255]) }),
    };
    const host: Pick<HostApi, 'readPicture'> = {
      readPicture: (id) => Promise.resolve({ state: 'read', picture: fileData(new Uint8Array([id === 'A' ? 1 : 2])) }),
    };
    let view: ViewedPicture = { state: 'none' };
    const viewer = createPictureViewer(host as HostApi, engine as EngineClient, (next) => void (view = next));
    const shown = async (): Promise<number> => {
      for (let turn = 0; turn < 60; turn++) await new Promise((resolve) => setImmediate(resolve));
      return ((view as unknown as OpenPicture).after!.bitmap as unknown as { strength: number }).strength;
    };
    viewer.request({
      ...{ settings: settingsWith({ heal: 'off' }), networks: 'softlight', choices: NO_CHOICES, region: null },
      ...{ view: { kind: 'result' }, mask: false, crops: [], tiles: [], people: false },
    });
    viewer.open('A', 'B');
    assert.equal(await shown(), 1);
    assert.deepEqual(analysed, [1, 2]);
    viewer.open('B', null);
    assert.equal(await shown(), 2);
    assert.deepEqual(analysed, [1, 2]);
  });

  test('analyses the picture anew for other networks, also after one set has failed', async () => {
    const asked: string[] = [];
    const engine: Pick<EngineClient, 'analyse' | 'spots' | 'preview'> = {
      analyse: (_, __, networks) => {
        asked.push(networks);
        return Promise.resolve(
          networks === 'modelscope' && asked.length > 2
            ? { state: 'failed', problem: { code: 'imported-absent' } }
            : { state: 'analysed', picture: { launch: 1, key: asked.length }, width: 1, height: 1, faces: [] },
        );
      },
      spots: () => Promise.resolve({ state: 'found', spots: [], finds: [] }),
      preview: ({ picture: { key } }) =>
        Promise.resolve({ state: 'preview', width: 1, height: 1, pixels: new Uint8ClampedArray([key, 0, 0, 255]) }),
    };
    const host: Pick<HostApi, 'readPicture'> = {
      readPicture: () => Promise.resolve({ state: 'read', picture: fileData(new Uint8Array()) }),
    };
    let view: ViewedPicture = { state: 'none' };
    const viewer = createPictureViewer(host as HostApi, engine as EngineClient, (next) => void (view = next));
    /** The last view that the viewer shows with these networks. */
    const seen = async (networks: ViewRequest['networks']): Promise<unknown> => {
      viewer.request({
        settings: settingsWith({ heal: 'off', even: 60, brighten: 0 }),
        networks,
        choices: NO_CHOICES,
        region: null,
        view: { kind: 'result' },
        mask: false,
        crops: [],
        tiles: [],
        people: false,
      });
      do await new Promise((resolve) => setImmediate(resolve));
      while (view.state === 'loading' || (view.state === 'open' && view.busy));
      return view.state === 'open' ? (view.after!.bitmap as unknown as { strength: number }).strength : view.state;
    };
    viewer.open('A', null);
    assert.deepEqual(
      [
        await seen('softlight'),
        await seen('modelscope'),
        await seen('softlight'),
        await seen('modelscope'),
        await seen('softlight'),
      ],
      [1, 2, 3, 'failed', 5],
    );
    assert.deepEqual(asked, ['softlight', 'modelscope', 'softlight', 'modelscope', 'softlight']);
  });
});
