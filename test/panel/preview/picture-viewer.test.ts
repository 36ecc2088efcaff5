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
      subject: 'result',
    });
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

    viewer.request(wish(1));
    viewer.open('A');
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
        subject: 'result',
      });
      do await new Promise((resolve) => setImmediate(resolve));
      while (view.state === 'loading' || (view.state === 'open' && view.busy));
      return view.state === 'open' ? (view.after!.bitmap as unknown as { strength: number }).strength : view.state;
    };
    viewer.open('A');
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
