import type { Envelope } from '../envelope';

/**
 * The texts that cross the pipe, as JSON. `part`: base64 of a part of a parcel. `file`: the parcel lies in a file that
 * the other side reads. `taken`: whether it could.
 */
export type Frame =
  | Envelope
  | {
      readonly softlight: 'part';
      readonly id: number;
      readonly at: number;
      readonly of: number;
      readonly base64: string;
    }
  | { readonly softlight: 'file'; readonly id: number; readonly of: number; readonly address: string }
  | { readonly softlight: 'taken'; readonly id: number; readonly whole: boolean };

/** Largest parcel, in bytes. */
const LARGEST = 2 ** 31;

/** The frame in a text or in a parsed value; null if it is none of ours. */
export function parseFrame(data: unknown): Frame | null {
  const value = typeof data === 'string' ? parsed(data) : data;
  if (typeof value !== 'object' || value === null || !('softlight' in value)) return null;
  const frame = value as { readonly [key: string]: unknown };
  const isParcel = isCount(frame['id']) && isCount(frame['of']);
  switch (frame['softlight']) {
    case 'host':
    case 'panel':
      return 'message' in frame ? (value as Frame) : null;
    case 'part':
      return isParcel && isCount(frame['at']) && typeof frame['base64'] === 'string' ? (value as Frame) : null;
    case 'file':
      return isParcel && typeof frame['address'] === 'string' ? (value as Frame) : null;
    case 'taken':
      return isCount(frame['id']) && typeof frame['whole'] === 'boolean' ? (value as Frame) : null;
    default:
      return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST;
}
