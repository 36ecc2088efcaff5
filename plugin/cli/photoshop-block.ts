const SIGNATURE = 'Photoshop 3.0\0';
const RESOURCE = '8BIM';
const IPTC_RESOURCE = 0x0404;

/**
 * IPTC records as the resources of Photoshop's image resource block: as resource 0x0404, unless they are in a block
 * already.
 * @param iptc as `PhotoMetadata.iptc`
 */
export function photoshopResources(iptc: Buffer): Buffer {
  if (iptc.toString('latin1', 0, SIGNATURE.length) === SIGNATURE) return iptc.subarray(SIGNATURE.length);
  if (iptc.toString('latin1', 0, RESOURCE.length) === RESOURCE) return iptc;
  const head = Buffer.from(`${RESOURCE}\x04\x04\0\0\0\0\0\0`, 'latin1');
  head.writeUInt32BE(iptc.length, head.length - 4);
  return Buffer.concat([head, iptc, Buffer.alloc(iptc.length & 1)]);
}

/** The content of a JPEG's APP13 segment. */
export function photoshopSegment(iptc: Buffer): Buffer {
  return Buffer.concat([Buffer.from(SIGNATURE, 'latin1'), photoshopResources(iptc)]);
}

/** The bare IPTC-IIM records; null if the block has none. */
export function iptcRecords(iptc: Buffer): Buffer | null {
  const resources = photoshopResources(iptc);
  for (let at = 0; at + 12 <= resources.length && resources.toString('latin1', at, at + 4) === RESOURCE;) {
    // A name of one length byte and its letters, padded to an even size.
    const size = at + 6 + ((resources[at + 6]! + 2) & ~1);
    const length = resources.readUInt32BE(size);
    if (resources.readUInt16BE(at + 4) === IPTC_RESOURCE) return resources.subarray(size + 4, size + 4 + length);
    at = size + 4 + length + (length & 1);
  }
  return null;
}
