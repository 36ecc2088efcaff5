// Builds every deliverable into dist/:
//   node build.mjs        the plugin (plugin.js, ui.html), the engine page, the playground and the command line
//   node build.mjs cli    the command line alone
//   node build.mjs mcp    the server for the Model Context Protocol alone
//   node build.mjs demo   the playground for any web server, in dist/demo/
//   node build.mjs photoshop  the plugin for Photoshop: dist/photoshop/, and the same as dist/softlight.ccx;
//                         SOFTLIGHT_ADOBE_ID=… gives it the id that Adobe gave the plugin
//   node build.mjs package  the engine as an npm package, in dist/package/
//   SOFTLIGHT_FIGMA_ID=… node build.mjs publish
//                         the plugin with the id that Figma gave it, in dist/publish/figma/, ready to be published
//   node build.mjs --engine-page=https://…/
//                         the plugin for an engine page at that address: its panel embeds the page, and
//                         dist/manifest.json allows its domain. Without it the plugin makes no request.
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { layImported } from './build/imported.mjs';
import { digestOf } from './build/digest.mjs';
import { bundle } from './build/bundle.mjs';
import { buildPackage } from './build/package.mjs';
import { packNetwork } from './build/pack.mjs';
import { adobeId, buildPhotoshop } from './build/photoshop.mjs';
import { bundleSandbox } from './build/plugin.mjs';
import { billOfMaterials } from './build/sbom.mjs';
import { checkWords } from './build/words.mjs';

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const DIST = path.join(ROOT, 'dist');
const LARGEST_PAGE = 11_000_000;
const require = createRequire(import.meta.url);

const ENGINE_PAGE = engineAddress(process.argv.find((argument) => argument.startsWith('--engine-page=')));

async function buildSandbox() {
  await put('plugin.js', await bundleSandbox());
}

/** The panel: one page with the engine, onnxruntime-web and all networks inside it. */
async function buildPanel() {
  const [engine, panel, style, template] = await Promise.all([
    bundle('ui/engine/worker/main.ts', {
      format: 'iife',
      target: 'es2022',
      conditions: ['browser'],
      define: { 'import.meta.url': 'undefined' },
    }),
    bundle('ui/panel/main.tsx', { format: 'iife', target: 'es2022', jsx: 'automatic', jsxImportSource: 'preact' }),
    bundle('ui/panel/panel.css', { loader: { '.css': 'css' } }),
    readFile(path.join(ROOT, 'ui/panel/panel.html'), 'utf8'),
  ]);
  const assets = await packAssets();
  const blocks = Object.entries(assets).map(
    ([name, text]) => `<script type="text/plain" data-asset="${name}">${text}</script>`,
  );
  // The replacements are functions, because a replacement string would expand "$&" and the like in minified code.
  const page = template
    .replace('<!-- engine page -->', () =>
      ENGINE_PAGE === null ? '' : `<meta name="softlight-engine" content="${ENGINE_PAGE.href}">`,
    )
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- engine -->', () => `<script type="text/plain" id="engine-source">${embeddable(engine)}</script>`)
    .replace('<!-- assets -->', () => blocks.join('\n'))
    .replace('<!-- panel -->', () => `<script>${embeddable(panel)}</script>`);
  if (page.length > LARGEST_PAGE)
    throw new Error(`dist/ui.html has ${page.length} bytes; at most ${LARGEST_PAGE} are allowed`);
  await put('ui.html', page);
}

/** The engine page: a folder of files for any static server on a secure origin. */
async function buildEnginePage() {
  const [page, engine] = await Promise.all([
    bundle('ui/engine-page/main.ts', { format: 'iife', target: 'es2022' }),
    bundle('ui/engine-page/worker.ts', {
      format: 'iife',
      target: 'es2022',
      conditions: ['browser'],
      define: { 'import.meta.url': 'undefined' },
    }),
  ]);
  await put('engine/page.js', page);
  await put('engine/engine.js', engine);
  await cp(path.join(ROOT, 'ui/engine-page/index.html'), path.join(DIST, 'engine/index.html'));
  // This binary belongs to the build of onnxruntime-web that ui/engine/gpu/webgpu-runner.ts imports.
  await cp(require.resolve('onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm'), path.join(DIST, 'engine/ort.wasm'));
  for (const file of Object.values(await networkFiles()))
    await cp(file, path.join(DIST, 'engine/networks', path.basename(file)));
  // Imported networks are files beside our own, and never part of ui.html.
  await layImported(path.join(ROOT, 'models/modelscope'), path.join(DIST, 'engine/networks/modelscope'));
}

/** The engine page's address from the command line; null without one. Ends the build if it is not a secure address. */
function engineAddress(argument) {
  if (argument === undefined) return null;
  const text = argument.slice(argument.indexOf('=') + 1);
  const address = URL.canParse(text) ? new URL(text) : null;
  if (
    address === null ||
    address.protocol !== 'https:' ||
    !address.pathname.endsWith('/') ||
    address.search + address.hash + address.username !== ''
  ) {
    console.error(
      `--engine-page must be an https address of a folder, as https://example.com/softlight/; it is “${text}”`,
    );
    process.exit(1);
  }
  return address;
}

/** The manifest of a plugin that embeds an engine page. It lies beside the files that it names. */
async function buildManifest({ origin }) {
  const manifest = JSON.parse(await readFile(path.join(ROOT, 'manifest.json'), 'utf8'));
  const networkAccess = {
    ...manifest.networkAccess,
    allowedDomains: [origin],
    reasoning:
      'Pictures never leave the machine: the engine page runs the networks on its GPU, and loads nothing but its own files.',
  };
  await put(
    'manifest.json',
    `${JSON.stringify({ ...manifest, main: 'plugin.js', ui: 'ui.html', networkAccess }, null, 2)}\n`,
  );
}

/** The plugin as Figma publishes it: manifest with the given id, sandbox and panel. */
async function buildPublished(id) {
  if (!/^\d{10,}$/.test(id ?? '')) {
    console.error('SOFTLIGHT_FIGMA_ID must be the number that Figma gave the plugin. See publish/README.md.');
    process.exit(1);
  }
  await Promise.all([checkWords(), buildSandbox(), buildPanel()]);
  const { networkAccess, ...manifest } = JSON.parse(await readFile(path.join(ROOT, 'manifest.json'), 'utf8'));
  const published = {
    ...manifest,
    id,
    main: 'plugin.js',
    ui: 'ui.html',
    networkAccess: { allowedDomains: networkAccess.allowedDomains },
  };
  await put('publish/figma/manifest.json', `${JSON.stringify(published, null, 2)}\n`);
  for (const name of ['plugin.js', 'ui.html']) await cp(path.join(DIST, name), path.join(DIST, 'publish/figma', name));
}

/** Network name → file, for every network that the panel and the engine page hold. */
async function networkFiles() {
  const { networks } = JSON.parse(await readFile(path.join(ROOT, 'models/catalogue.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries(networks).map(([name, { file }]) => [name, path.join(ROOT, 'models', file)]),
  );
}

/** Those networks as text. */
async function packAssets() {
  const packed = {};
  for (const [name, file] of Object.entries(await networkFiles())) packed[name] = packNetwork(await readFile(file));
  return packed;
}

/**
 * Code that can stand inside a script element and holds no outside address. Libraries carry links in error texts and
 * XML namespace names, which are never fetched; an escape in the middle keeps their values.
 */
function embeddable(code) {
  return code.replace(/<\/script/gi, () => '<\\/script').replace(/(https?):\/\//g, (_, scheme) => `${scheme}:\\x2f/`);
}

/** The plugin for Photoshop holds the same panel. */
function buildPhotoshopPlugin(id) {
  const page = path.join(DIST, 'ui.html');
  return buildPhotoshop(path.join(DIST, 'photoshop'), page, path.join(DIST, 'softlight.ccx'), id);
}

async function buildPlayground() {
  await bundleTo('playground', 'plugin/playground/page/main.tsx', 'main.js', {
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'text', '.wasm': 'binary' },
  });
  await bundleTo('playground', 'plugin/playground/server/main.ts', 'server.mjs', {
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  await bundleTo('playground/photoshop', 'plugin/playground/photoshop/page/main.tsx', 'main.js', {
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'text', '.wasm': 'binary' },
  });
  await cp(path.join(ROOT, 'plugin/playground/page/index.html'), path.join(DIST, 'playground/index.html'));
  const photoshop = path.join(ROOT, 'plugin/playground/photoshop/page/index.html');
  await cp(photoshop, path.join(DIST, 'playground/photoshop/index.html'));
  await cp(path.join(ROOT, 'plugin/playground/samples'), path.join(DIST, 'playground/samples'), { recursive: true });
}

/** The playground for any web server: a folder of files, without a server of its own. */
async function buildDemo() {
  const demo = path.join(DIST, 'demo');
  const page = await readFile(path.join(DIST, 'playground/index.html'), 'utf8');
  // The folder of a secure origin can use the visitor's GPU.
  const named = page.replace('<head>', () => '<head>\n    <meta name="softlight-demo-engine" content="engine/" />');
  await put('demo/index.html', named);
  for (const name of ['plugin.js', 'ui.html', 'engine', 'playground/main.js', 'playground/samples'])
    await cp(path.join(DIST, name), path.join(demo, name), { recursive: true, filter: isOurs });
  for (const name of ['LICENSE', 'NOTICE']) await cp(path.join(ROOT, name), path.join(demo, name));
  await cp(path.join(ROOT, 'models/NOTICE'), path.join(demo, 'NOTICE-networks'));
}

/** Networks that somebody imported are not ours to publish. */
function isOurs(file) {
  return path.basename(file) !== 'modelscope';
}

/** The command line is one file, which its workers run as well. sharp has native code and stays outside. */
async function buildCli() {
  await bundleTo('cli', 'plugin/cli/main.ts', 'retouch.mjs', {
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['sharp'],
    minify: false,
  });
}

/** The server for the Model Context Protocol, which its worker runs as well. Its SDK is inside, sharp is not. */
async function buildMcp() {
  await bundleTo('mcp', 'plugin/mcp/main.ts', 'softlight-mcp.mjs', {
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['sharp'],
    minify: false,
  });
}

async function bundleTo(folder, entry, name, options) {
  await put(path.join(folder, name), await bundle(entry, options));
}

/** Writes a file and renames it into place. A test that reads it meanwhile gets the old file or the new one. */
async function put(name, content) {
  const file = path.join(DIST, name);
  const unfinished = `${file}.${process.pid}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(unfinished, content);
  await rename(unfinished, file);
}

async function report(...names) {
  for (const name of names) {
    const { size } = await stat(path.join(DIST, name));
    console.log(`dist/${name}  ${(size / 1e6).toFixed(2)} MB`);
  }
}

if (process.argv[2] === 'cli') {
  await buildCli();
} else if (process.argv[2] === 'mcp') {
  await buildMcp();
} else if (process.argv[2] === 'photoshop') {
  const id = await adobeId();
  await Promise.all([checkWords(), buildPanel()]);
  await buildPhotoshopPlugin(id);
  await report('photoshop/index.js', 'softlight.ccx');
} else if (process.argv[2] === 'package') {
  await buildPackage(path.join(DIST, 'package'));
} else if (process.argv[2] === 'demo') {
  await Promise.all([checkWords(), buildSandbox(), buildPanel(), buildEnginePage(), buildPlayground()]);
  await buildDemo();
} else if (process.argv[2] === 'publish') {
  await buildPublished(process.env.SOFTLIGHT_FIGMA_ID);
} else {
  await rm(DIST, { recursive: true, force: true });
  await Promise.all([
    checkWords(),
    buildSandbox(),
    buildPanel(),
    buildEnginePage(),
    buildPlayground(),
    buildCli(),
    buildMcp(),
  ]);
  await buildDemo();
  await buildPhotoshopPlugin();
  if (ENGINE_PAGE !== null) await buildManifest(ENGINE_PAGE);
  await put('sbom.cdx.json', await billOfMaterials());
  await report('plugin.js', 'ui.html', 'softlight.ccx', 'playground/server.mjs', 'cli/retouch.mjs');
  console.log(`dist/  SHA-256 ${digestOf(DIST)}`);
}
