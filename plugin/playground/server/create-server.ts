import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { findStaticFile } from './static-file';

/** The address that the server listens on. Browsers reach it by the name localhost as well. */
export const LOOPBACK = '127.0.0.1';

/** Names of this machine. A page elsewhere that points its own name at this machine is refused. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** An http server that serves only the files under `root`, and only to this machine. It does not listen yet. */
export function createPlaygroundServer(root: string): Server {
  return createServer((request, response) => {
    const refuse = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
    };
    if (!LOCAL_HOST.test(request.headers.host ?? '')) {
      refuse(403, 'The playground answers on this machine only.');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(405, 'Only GET and HEAD.');
      return;
    }
    void findStaticFile(root, request.url ?? '/').then((file) => {
      if (file === null) {
        refuse(404, 'No such file.');
        return;
      }
      response.writeHead(200, {
        'content-type': file.mediaType,
        'content-length': file.size,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      });
      if (request.method === 'HEAD') response.end();
      else
        createReadStream(file.path)
          .on('error', () => response.destroy())
          .pipe(response);
    });
  });
}
