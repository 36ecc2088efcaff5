import type { FakeDocument } from '../model/fake-document';
import type { FakePhotoshop } from '../model/fake-photoshop';
import type { DocumentState, LayerState } from '../model/state';
import { findLayer } from '../model/tree';
import { ModalState } from './modal-state';

/** The state that all parts of the plugin API share. */
export class ApiWorld {
  readonly modal: ModalState;

  constructor(readonly photoshop: FakePhotoshop) {
    this.modal = new ModalState(photoshop);
  }

  /** An open document; throws if it was closed. */
  documentOf(id: number): FakeDocument {
    const document = this.photoshop.documents.find((one) => one.id === id);
    if (document === undefined) throw new Error('The document does not exist');
    return document;
  }

  /** A layer; throws if it is stale. */
  layerOf(documentId: number, id: number): LayerState {
    const layer = findLayer(this.documentOf(documentId).state.layers, id);
    if (layer === null) throw new Error(`Unknown layer ${id}`);
    return layer;
  }

  /** A change by a plugin, in the modal state only. */
  change(documentId: number, name: string, change: (state: DocumentState) => DocumentState): void {
    this.modal.enter(name);
    const document = this.documentOf(documentId);
    document.change(name, change(document.state));
  }
}
