import type { PictureData } from '../api/picture-data';
import { EngineError } from '../api/report';
import { decodePicture } from '../codec/decode-picture';
import { viewOfData } from '../codec/srgb-view';
import type { NetworkSetName } from '../api/settings';
import { NETWORK_SETS } from '../network-sets';
import { createAnalysis } from '../pipeline/analysis';
import type { Backend } from '../pipeline/backend';
import type { NetworkSet } from '../pipeline/network-set';
import { checkPicture } from '../pipeline/retouch-picture';
import type { BodyNetworks } from './body-networks';
import { createDecoder } from './decode-ahead';
import type { ImportedNetworks } from './imported-networks';
import { createKeptPictures, ROOM, type KeptPicture } from './kept-pictures';
import { pixelsOf } from './picture-data';

/** Backend, imported networks and kept pictures of one engine. */
export interface EngineState {
  backend: Backend | null;
  imported: ImportedNetworks | null;
  /** The networks of Shape; null before the start. */
  body: BodyNetworks | null;
  /** Whether files of 16 bits a channel keep them; see `EngineAssets`. */
  deep: boolean;
  /**
   * Loads a set of networks on its first use.
   * @throws EngineError imported-absent, imported-unusable
   */
  networkSet(networks: NetworkSetName): Promise<NetworkSet>;
  /**
   * Decodes and checks a picture, or returns its kept analysis.
   * @throws EngineError if the file or its picture cannot be used
   */
  open(data: PictureData, networks?: NetworkSetName, batchSize?: number): Promise<KeptPicture>;
  /** The kept picture of a key; null if it was evicted. */
  find(key: number): KeptPicture | null;
  /** Starts to decode a file, unless its analysis is kept. */
  decodeAhead(data: PictureData, networks: NetworkSetName): void;
  /** Evicts pictures until all fit. */
  trim(): void;
}

/** The state of an engine that has not started. */
export function createEngineState(): EngineState {
  const kept = createKeptPictures(ROOM);
  const decoder = createDecoder((bytes) => decodePicture(bytes, state.deep));
  const state: EngineState = {
    backend: null,
    imported: null,
    body: null,
    deep: false,
    async networkSet(networks) {
      if (networks === 'modelscope') {
        if (state.imported === null) throw new EngineError({ code: 'imported-absent' });
        await state.imported.load();
      }
      return NETWORK_SETS[networks];
    },
    async open(data, networks = 'softlight', batchSize) {
      const { backend } = state;
      if (backend === null)
        throw new EngineError({ code: 'internal', detail: 'a picture arrived before the engine started' });
      const set = await state.networkSet(networks);
      const existing = kept.findData(data, set);
      if (existing !== null) return existing;
      const picture = await pixelsOf(data, decoder);
      checkPicture(picture);
      return kept.add(
        data,
        createAnalysis(picture, backend.runner, set, backend.kernels, await viewOfData(data)),
        batchSize,
      );
    },
    find: (key) => kept.findKey(key),
    decodeAhead(data, networks) {
      if (data.kind === 'file' && kept.findData(data, NETWORK_SETS[networks]) === null) decoder.ahead(data.bytes);
    },
    trim: () => kept.trim(),
  };
  return state;
}
