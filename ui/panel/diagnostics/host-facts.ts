import type { HostApi } from '../../host-api/host-api';
import { messageOf } from '../../engine/api/message-of';
import { yesNo, type Facts } from './report-text';
import { compareSoftLight } from './soft-light-ramp';

/** Bytes of a large photo, of about 24 megapixels. */
const PARCEL = 30_000_000;

/** The host's own facts, the time of bytes to it and back, and its soft light. Leaves the document as it was. */
export async function* hostFacts(host: HostApi): AsyncGenerator<Facts> {
  const { apiVersion, editor, colourProfile } = await host.hostFacts();
  yield { host: `${editor}, plugin API ${apiVersion}`, colours: colourProfile };
  const before = heap();
  yield { toHost: await timed(async () => (await host.weigh(new Uint8Array(PARCEL))) === PARCEL) };
  yield { fromHost: await timed(async () => (await host.give(PARCEL)).length === PARCEL) };
  yield {
    memory: before === null ? '–' : `${megabytes(before)} before the two messages, ${megabytes(heap() ?? 0)} after`,
  };
  yield { softLight: await compareSoftLight(host).catch(String) };
}

async function timed(send: () => Promise<boolean>): Promise<string> {
  const start = performance.now();
  const whole = await send().catch(messageOf);
  if (typeof whole === 'string') return whole;
  return `${megabytes(PARCEL)} in ${Math.round(performance.now() - start)} ms, whole ${yesNo(whole)}`;
}

/** The heap of this page in bytes; null where the browser does not report it. */
function heap(): number | null {
  const { memory } = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? null;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
