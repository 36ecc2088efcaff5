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
  return typeof value === 'object' && value !== null && isFrame(value as Fields) ? (value as Frame) : null;
}

type Fields = { readonly [key: string]: unknown };

function isFrame(frame: Fields): boolean {
  switch (frame['softlight']) {
    case 'host':
    case 'panel':
      return 'message' in frame;
    case 'part':
      return areCounts(frame, 'id', 'of', 'at') && typeof frame['base64'] === 'string';
    case 'file':
      return areCounts(frame, 'id', 'of') && typeof frame['address'] === 'string';
    case 'taken':
      return areCounts(frame, 'id') && typeof frame['whole'] === 'boolean';
    default:
      return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function areCounts(frame: Fields, ...keys: readonly string[]): boolean {
  return keys.every((key) => {
    const value = frame[key];
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST;
  });
}
