import type { HostApi } from '../../ui/host-api/host-api';
import type { BusyListener } from './modal';
import { app, uxp } from './modules';
import { renderRamps } from './soft-light-ramp';

const LARGEST_GIFT = 64_000_000;

/** The host's part of the Diagnostics view. It leaves open documents as they are. */
export function diagnostics(onBusy: BusyListener): Pick<HostApi, 'hostFacts' | 'weigh' | 'give' | 'exportRamp'> {
  return {
    hostFacts: () =>
      Promise.resolve({
        apiVersion: `UXP ${uxp.versions.uxp}, plugin ${uxp.versions.plugin}`,
        editor: `${uxp.host.name} ${uxp.host.version}`,
        colourProfile: documentFacts(),
      }),
    weigh: (bytes) => Promise.resolve(bytes.length),
    give: (length) => Promise.resolve(new Uint8Array(Math.min(LARGEST_GIFT, Math.max(0, length)))),
    exportRamp: () => renderRamps(onBusy),
  };
}

function documentFacts(): string {
  const document = app.activeDocument;
  if (document === null) return 'no document';
  return `${document.colorProfileName}, ${document.mode}, ${document.bitsPerChannel}`;
}
