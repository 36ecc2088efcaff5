// Loaded before the command line, in its main thread and in its workers: writes down whatever reaches for the network.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

function watch(object, names) {
  for (const name of names) {
    const whole = object[name];
    object[name] = function (...args) {
      appendFileSync(process.env.SOFTLIGHT_NETWORK_LOG, `${name} ${JSON.stringify(args[0] ?? null)}\n`);
      return whole.apply(this, args);
    };
  }
}

watch(net.Socket.prototype, ['connect']);
watch(net.Server.prototype, ['listen']);
watch(dgram, ['createSocket']);
watch(dns, ['lookup', 'resolve']);
watch(dns.promises, ['lookup', 'resolve']);
watch(globalThis, ['fetch']);
appendFileSync(process.env.SOFTLIGHT_NETWORK_LOG, 'watching\n');
