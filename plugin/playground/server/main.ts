// Serves dist/, the folder above this bundle, on http://localhost:8417 or on the port in PORT.
// --photoshop opens the small Photoshop instead of the small Figma.
import { fileURLToPath } from 'node:url';
import { createPlaygroundServer, LOOPBACK } from './create-server';
import { openBrowser } from './open-browser';

const DEFAULT_PORT = 8417;
const PHOTOSHOP = '/photoshop/';

const setting = process.env['PORT'] ?? '';
const port = setting === '' ? DEFAULT_PORT : Number(setting);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT is “${setting}”; it must be a number from 0 to 65535.`);
  process.exit(1);
}

const server = createPlaygroundServer(fileURLToPath(new URL('..', import.meta.url)));
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Another program uses port ${port}. Stop it, or choose another port: PORT=8418 npm start`
      : `The playground could not start: ${error.message}`,
  );
  process.exit(1);
});
server.listen(port, LOOPBACK, () => {
  const bound = server.address();
  const address = `http://localhost:${typeof bound === 'object' && bound !== null ? bound.port : port}`;
  console.log(`Softlight playground: ${address}  (Ctrl+C stops it)`);
  console.log(`The same, with the engine page for your GPU: ${address}/?engine-page`);
  console.log(`A small Photoshop: ${address}${PHOTOSHOP}`);
  openBrowser(process.argv.includes('--photoshop') ? address + PHOTOSHOP : address);
});
