import { EngineError } from '../api/report';
import { networkInfo, type NetworkName } from './catalogue';
import { sha256 } from './sha256';

/**
 * The ONNX file of a network, once it is sure to be the one of the catalogue: a file that is cut short, changed, or of
 * another version would run all the same and give wrong pixels.
 * Throws EngineError: network-missing, network-damaged.
 */
export function networkFile(files: Readonly<Record<string, Uint8Array>>, network: NetworkName): Uint8Array {
  const file = files[network];
  if (file === undefined) throw new EngineError({ code: 'network-missing', network });
  if (sha256(file) !== networkInfo(network).sha256) throw new EngineError({ code: 'network-damaged', network });
  return file;
}
