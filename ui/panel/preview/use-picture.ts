import { useEffect, useRef, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import { createPictureViewer, type PictureViewer } from './picture-viewer';
import { cropKey, type ViewedPicture, type ViewRequest } from './viewed-picture';

/**
 * The chosen picture as the latest request wants it. While `paused`, the engine gets no new calls.
 * @param next the picture that is analysed ahead; null: none
 */
export function usePicture(
  host: HostApi,
  engine: EngineClient,
  { pictureId, next }: { readonly pictureId: string | null; readonly next: string | null },
  request: ViewRequest,
  paused: boolean,
): ViewedPicture {
  const [picture, setPicture] = useState<ViewedPicture>({ state: 'none' });
  const viewer = useRef<PictureViewer | null>(null);
  viewer.current ??= createPictureViewer(host, engine, setPicture);
  const { settings, networks, choices, region, view, mask, crops, tiles, people } = request;
  useEffect(() => viewer.current?.open(pictureId, next), [pictureId, next]);
  useEffect(
    () => viewer.current?.request(request),
    [settings, networks, choices, region, view, mask, crops.map(cropKey).join(), tiles.length, people],
  );
  useEffect(() => viewer.current?.pause(paused), [paused]);
  return picture;
}
