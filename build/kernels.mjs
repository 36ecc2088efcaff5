// Compiles the kernels of the networks with AssemblyScript: `npm run build:kernels` writes kernels.json. The file is
// kept in the repository, so nothing else needs the compiler. A test compares it with its source.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const CORE = path.join(path.dirname(import.meta.dirname), 'ui/engine/networks/core');
export const KERNELS_FILE = path.join(CORE, 'machine/kernels.json');

/** The text of kernels.json: the module in base64, without and with relaxed SIMD. */
export async function compileKernels() {
  const kernels = { plain: await compile([]), relaxed: await compile(['--enable', 'relaxed-simd']) };
  return `${JSON.stringify(kernels, null, 2)}\n`;
}

async function compile(flags) {
  let binary = null;
  const stderr = asc.createMemoryStream();
  const options = ['kernels.ts', '-o', 'kernels.wasm', '-O3', '--runtime', 'stub', '--importMemory', '--noAssert'];
  const { error } = await asc.main([...options, '--enable', 'simd', ...flags], {
    stderr,
    readFile: (name) => readFile(path.join(CORE, 'assembly', name), 'utf8').catch(() => null),
    writeFile: (_, contents) => void (binary = contents),
    listFiles: () => [],
  });
  if (error !== null) throw new Error(stderr.toString());
  return Buffer.from(binary).toString('base64');
}

if (import.meta.filename === process.argv[1]) await writeFile(KERNELS_FILE, await compileKernels());
