import { EngineError } from '../api/report';
import { networkInfo, type NetworkCatalogue, type NetworkName } from './catalogue';
import { sha256 } from './sha256';

/**
 * The ONNX file of a network, checked against the SHA-256 of its catalogue entry. Without the check, a file that is
 * changed or of another version could run and give wrong pixels.
 * @param files network name → ONNX file
 * @param catalogue left out: the shipped networks
 * @throws EngineError `network-missing`: there is no file or no entry; `network-damaged`: the hashes differ
 */
export function networkFile(
  files: Readonly<Record<string, Uint8Array>>,
  network: NetworkName,
  catalogue?: NetworkCatalogue,
): Uint8Array {
  const file = files[network];
  if (file === undefined) throw new EngineError({ code: 'network-missing', network });
  if (sha256(file) !== networkInfo(network, catalogue).sha256)
    throw new EngineError({ code: 'network-damaged', network });
  return file;
}
