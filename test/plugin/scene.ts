import { HostDocument, type HostNode } from '../../plugin/playground/host/index';
import { addPhoto } from './open-plugin';

/** A document with something of everything around the photo. */
export function scene(): { readonly document: HostDocument; readonly photo: HostNode } {
  const document = new HostDocument();
  const list = document.create('FRAME', { name: 'List', layoutMode: 'VERTICAL', width: 200, height: 400 });
  const photo = addPhoto(document, 'A', {}, list);
  addPhoto(document, 'Sibling', {}, list);
  document.select([photo.id]);
  return { document, photo };
}
