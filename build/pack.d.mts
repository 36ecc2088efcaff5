export function packFile(bytes: Uint8Array): string;
export function packNetwork(bytes: Uint8Array): string;
export function toText(bytes: Uint8Array): string;
