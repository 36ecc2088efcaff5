import { useEffect, useRef, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import { createPictureViewer, type PictureViewer, type ViewedPicture, type ViewRequest } from './picture-viewer';

/** The chosen picture as it is wished to be seen. While `paused`, nothing new is asked of the engine. */
export function usePicture(
  host: HostApi,
  engine: EngineClient,
  pictureId: string | null,
  wish: ViewRequest,
  paused: boolean,
): ViewedPicture {
  const [picture, setPicture] = useState<ViewedPicture>({ state: 'none' });
  const viewer = useRef<PictureViewer | null>(null);
  viewer.current ??= createPictureViewer(host, engine, setPicture);
  useEffect(() => viewer.current?.open(pictureId), [pictureId]);
  useEffect(
    () => viewer.current?.request(wish),
    [wish.settings, wish.networks, wish.choices, wish.region, wish.subject],
  );
  useEffect(() => viewer.current?.pause(paused), [paused]);
  return picture;
}
