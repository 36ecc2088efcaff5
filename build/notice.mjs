// Writes NOTICE: the packages whose code is in the built files, and their licences.
//   npm run notice
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(import.meta.dirname);
const FILE = path.join(ROOT, 'NOTICE');

/** The bundles of build.mjs, with its options. sharp is external there too: users of the command line install it. */
const BUNDLES = [
  { entryPoints: ['plugin/figma/main.ts'], platform: 'neutral', mainFields: ['module', 'main'] },
  { entryPoints: ['plugin/photoshop/main.ts'], platform: 'node', external: ['photoshop', 'uxp'] },
  { entryPoints: ['ui/engine/worker/main.ts'], conditions: ['browser'], define: { 'import.meta.url': 'undefined' } },
  { entryPoints: ['ui/engine-page/worker.ts'], conditions: ['browser'], define: { 'import.meta.url': 'undefined' } },
  { entryPoints: ['ui/engine-page/main.ts'] },
  { entryPoints: ['ui/panel/main.tsx'], jsx: 'automatic', jsxImportSource: 'preact' },
  {
    entryPoints: ['plugin/playground/page/main.tsx'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'text', '.wasm': 'binary' },
  },
  {
    entryPoints: ['plugin/playground/photoshop/page/main.tsx'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'text', '.wasm': 'binary' },
  },
  { entryPoints: ['plugin/playground/server/main.ts'], platform: 'node' },
  { entryPoints: ['plugin/cli/main.ts'], platform: 'node', external: ['sharp'] },
  { entryPoints: ['plugin/mcp/main.ts'], platform: 'node', external: ['sharp'] },
];

/** MIT packages without a licence file → the holder of the copyright. */
const HOLDERS = { 'onnxruntime-web': 'Microsoft Corporation', 'onnxruntime-common': 'Microsoft Corporation' };
/** Packages with a second licence → the file whose first comment holds it. */
const HEADS = { '@bufbuild/protobuf': 'dist/esm/wire/varint.js' };
const REMARKS = {
  '@bufbuild/protobuf':
    'Copyright 2021-2026 Buf Technologies, Inc. The text of the Apache licence is in LICENSE; part of the code is under this one:',
  'onnxruntime-web':
    'Its WebAssembly binary holds code of others, listed in ThirdPartyNotices.txt of ONNX Runtime at this version.',
};
const MIT = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/** The folders, below the repository, of packages with code in a bundle. */
export async function bundledPackages() {
  const results = await Promise.all(
    BUNDLES.map((options) =>
      build({
        bundle: true,
        write: false,
        metafile: true,
        minify: true,
        format: 'esm',
        outdir: ROOT,
        absWorkingDir: ROOT,
        logLevel: 'error',
        ...options,
      }),
    ),
  );
  const files = results
    .flatMap(({ metafile }) => Object.values(metafile.outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  const folders = files
    .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
  const read = (file) =>
    readFileSync(path.join(ROOT, folder, file), 'utf8')
      .replace(/\r\n/g, '\n')
      .trim();
  const file = readdirSync(path.join(ROOT, folder)).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  const [holder, head] = [HOLDERS[name], HEADS[name]];
  if (file === undefined && head === undefined && (holder === undefined || license !== 'MIT'))
    throw new Error(`${name} has no licence file: add who holds its copyright`);
  const own = file !== undefined ? read(file) : head !== undefined ? firstComment(read(head)) : MIT(holder);
  // The project's LICENSE is the Apache licence, so NOTICE does not repeat it.
  const text = license === 'Apache-2.0' ? 'The text of the licence is in LICENSE.' : own;
  return {
    name,
    license,
    text: [`${name} ${version} (${license})`, REMARKS[name], text].filter((part) => part !== undefined).join('\n\n'),
  };
}

/** The text of the line comments at the beginning of a file. */
function firstComment(code) {
  const lines = code.split('\n');
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('//')),
    )
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n');
}

/** The text of NOTICE, and the name and licence of each package in it. */
export async function makeNotice() {
  const packages = (await bundledPackages()).map(describe);
  const head = [
    'Softlight is licensed under the Apache License, Version 2.0 (see LICENSE).',
    'What the build makes holds code of the packages below. Networks of others, and how they were changed, are in models/NOTICE.',
    'This file is written by `npm run notice`.',
  ].join('\n');
  const rule = '-'.repeat(80);
  return { packages, text: `${[head, ...packages.map(({ text }) => text)].join(`\n\n${rule}\n\n`)}\n` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { text, packages } = await makeNotice();
  const changed = !existsSync(FILE) || readFileSync(FILE, 'utf8') !== text;
  writeFileSync(FILE, text);
  console.log(`NOTICE: ${packages.length} packages, ${changed ? 'written anew' : 'as it was'}`);
}
