import { action } from './modules';

/**
 * Plays descriptors, and returns their results.
 * @throws for the first descriptor that failed: Photoshop resolves with an error object for many failures
 */
export async function play(descriptors: readonly PsDescriptor[]): Promise<readonly PsDescriptor[]> {
  const results = await tryToPlay(descriptors);
  const failed = results.find(isError);
  if (failed !== undefined) throw new Error(String(failed['message'] ?? `error ${String(failed['result'])}`));
  return results;
}

/** Plays descriptors that may fail one by one: an error object stands for each that did. */
export function tryToPlay(descriptors: readonly PsDescriptor[]): Promise<readonly PsDescriptor[]> {
  if (descriptors.length === 0) return Promise.resolve([]);
  const silent = descriptors.map((one) => ({ ...one, _options: { dialogOptions: 'dontDisplay' } }));
  return action.batchPlay(silent, { continueOnError: true });
}

export function isError(result: PsDescriptor): boolean {
  return result['_obj'] === 'error';
}

/** A reference to a layer of a document that need not be active. */
export function layerReference(documentID: number, layerID: number): readonly PsDescriptor[] {
  return [
    { _ref: 'layer', _id: layerID },
    { _ref: 'document', _id: documentID },
  ];
}
