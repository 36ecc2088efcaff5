// The bill of materials of a build, in CycloneDX 1.6: packages and networks whose bytes are in dist/.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { bundledPackages } from './notice.mjs';

const ROOT = path.dirname(import.meta.dirname);
const readJson = async (file) => JSON.parse(await readFile(path.join(ROOT, file), 'utf8'));

/**
 * The bill as JSON text. It holds neither a time nor a random number, so that equal builds give equal files.
 * The hashes of packages are those of the lock file.
 */
export async function billOfMaterials() {
  const [{ name, version, license }, lock, { networks }, folders] = await Promise.all([
    readJson('package.json'),
    readJson('package-lock.json'),
    readJson('models/catalogue.json'),
    bundledPackages(),
  ]);
  const packages = await Promise.all(
    folders.map(async (folder) => packageComponent(await readJson(`${folder}/package.json`), lock.packages[folder])),
  );
  const models = Object.entries(networks).map(([network, { file, sha256 }]) => ({
    type: 'machine-learning-model',
    'bom-ref': `network:${network}`,
    name: file,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: [{ license: { id: 'Apache-2.0' } }],
  }));
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': name, name, version, licenses: [{ license: { id: license } }] },
    },
    components: [...packages, ...models],
  };
  const serial = createHash('sha256').update(JSON.stringify(bill)).digest('hex');
  return `${JSON.stringify({ ...bill, serialNumber: `urn:uuid:${uuidOf(serial)}` }, null, 2)}\n`;
}

function packageComponent({ name, version, license }, locked) {
  const [algorithm, digest] = locked.integrity.split(/-(.*)/s);
  if (algorithm !== 'sha512') throw new Error(`the lock file has no SHA-512 of ${name}`);
  return {
    type: 'library',
    'bom-ref': `pkg:npm/${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: [license.includes(' ') ? { expression: license.replace(/^\(|\)$/g, '') } : { license: { id: license } }],
    hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
  };
}

/** A UUID of version 8 (RFC 9562), made of the first 128 bits of a digest. */
function uuidOf(hex) {
  const variant = '89ab'[parseInt(hex[16], 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
